"""What people who type `handbook` meet: exit codes, formats, Norwegian help, and output that nobody can abuse."""

import json
import re

import pytest

from generator.rules import CATALOGUE
from tests.support import APPROVED, DAY, PROCEDURE, handbook, handbook_process

FAULT = (PROCEDURE, "status: draft", "status: drfat")
HOSTILE = (
    "@everyone </td><script>alert(1)</script> [a](https://evil.example) ![b](x) `c` **d** | e # https://evil.example"
)


def test_a_tree_without_findings_gives_0(book):
    answer = book.check(form="text")
    assert (answer.code, answer.out, answer.err) == (0, "Ingen feil, ingen advarseler.\n", "")


def test_a_tree_with_only_warnings_gives_0(book):
    answer = book.check(day="2028-03-02", form="text")
    assert answer.code == 0
    assert answer.out.endswith("Ingen feil, 2 advarseler.\n")


def test_a_tree_with_an_error_gives_1(book):
    book.replace(*FAULT)
    answer = book.check(form="text")
    assert answer.code == 1
    assert "1 feil, ingen advarseler." in answer.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check", "--format", "xml"], "xml"),
        (["check", "--date", "2026-02-30"], "«2026-02-30» er ikke en dato. Skriv for eksempel 2026-11-24."),
        (["check", "--date", "i dag"], "«i dag» er ikke en dato"),
        (["check", "--root", "finnes-ikke"], "finnes-ikke"),
        (["chekc"], "chekc"),
        (["check", "--rot", "."], "--rot"),
        (["build", "--engine", "hugo"], "hugo"),
        (["serve", "--port", "0"], "0"),
        (["new"], ""),
    ],
)
def test_wrong_use_gives_2_and_says_what_was_wrong(arguments, told):
    answer = handbook(*arguments)
    assert answer.code == 2
    assert told in answer.err
    assert answer.out == ""


@pytest.mark.parametrize(
    "command", [[], ["check"], ["build"], ["serve"], ["rules"], ["new"], ["new", "procedure"], ["new", "service"]]
)
def test_help_is_norwegian(command):
    answer = handbook(*command, "--help")
    assert answer.code == 0
    assert answer.out.startswith("Bruk: ")
    english = re.findall(
        r"\b(?:Usage|Options|Commands|Show|this|message|exit|default|required|the|directory)\b", answer.out
    )
    assert not english


def test_text_shows_the_place_the_line_a_marker_and_a_hint(book):
    book.replace(*FAULT)
    first = book.check(form="text").out.split("\n\n")[0].splitlines()
    assert first[0] == f"{PROCEDURE}:5:9: feil: Status (`status`) kan ikke være «drfat». [field-value]"
    assert first[1:3] == ["    status: drfat", "            ^"]
    assert first[3].startswith("    Råd: Mente du «draft»?")


def test_the_marker_stands_under_the_fault_in_a_long_line(book):
    book.replace(
        PROCEDURE, "keywords: [innleggelse, rapport]", f"keywords: [{', '.join(f'ord {n}' for n in range(60))}]"
    )
    lines = book.check(form="text").out.splitlines()
    assert "field-length" in lines[0]
    book.replace(
        PROCEDURE,
        "services: [hjemmesykepleie]",
        f"services: [{', '.join(['opphold', *(f'tjeneste-{n}' for n in range(40))])}]",
    )
    book.replace(PROCEDURE, "keywords: [ord 0, ", "keywords: [")
    shown = [line for line in book.check(form="text").out.splitlines() if "tjeneste-" in line or line.strip() == "^"]
    for line, marker in zip(shown[1::3], shown[2::3], strict=True):
        assert line[marker.index("^") :].startswith("tjeneste-")


def test_json_is_a_list_of_findings_with_all_fields(book):
    book.replace(*FAULT)
    answer = book.check()
    assert answer.code == 1
    assert [set(each) for each in answer.findings] == [{"path", "line", "column", "rule", "level", "message", "hint"}]
    assert answer.findings[0]["level"] == "error"


def test_json_without_findings_is_an_empty_list(book):
    assert json.loads(book.check().out) == []


def test_github_gives_one_annotation_a_finding(book):
    book.replace(*FAULT)
    lines = book.check(form="github").out.splitlines()
    assert lines[0].startswith(
        f"::error file={PROCEDURE},line=5,col=9,title=field-value::Status (`status`) kan ikke være"
    )
    warning = book.check(day="2028-03-02", form="github").out
    assert f"::warning file={APPROVED},line=19,col=12,title=review-is-not-overdue::" in warning


def test_github_annotations_cannot_be_forged_from_a_file(book):
    book.write(
        "docs/om/ny.md", b'---\ntitle: "a%0A::error file=x::b"\nsummary: kort\n"::stop-commands::x": 1\n---\nHei\n'
    )
    book.write("docs/om/a,line=1%0A::notice::b.md", "---\n")
    lines = book.check(form="github").out.splitlines()
    commands = [line for line in lines if line.startswith("::")]
    assert all(re.match(r"::error file=[^,:]+,line=\d+,col=\d+,title=[a-z-]+::\S", line) for line in commands)
    assert len(commands) == len(book.check().findings) == len(lines) - 1
    assert "%0A::" not in "\n".join(lines).replace("%250A", "")


def test_markdown_is_a_table_with_a_row_a_finding(book):
    book.replace(*FAULT)
    lines = book.check(form="markdown").out.splitlines()
    assert lines[0] == "## Kontroll av håndboka"
    assert "| Sted | Hva | Hva er galt | Råd |" in lines
    row = lines[lines.index("|---|---|---|---|") + 1]
    assert row.count("|") == 5
    assert "feil" in row


def test_markdown_without_findings_says_so(book):
    assert "Ingen feil, ingen advarseler." in book.check(form="markdown").out


def test_markdown_shows_at_most_a_hundred_rows_and_counts_the_rest(book):
    for number in range(120):
        book.write(f"docs/om/side-{number}.md", "")
    out = book.check(form="markdown").out
    assert out.count("Filen er tom.") == 100
    assert "… og 20 til." in out


@pytest.mark.parametrize("place", ["value", "key"])
def test_what_a_file_says_cannot_mark_up_or_mention_anyone_in_a_comment(book, place):
    """Rendered as GitHub does, every cell is plain text: no links, pictures, HTML, mentions, code, or new cells."""
    quoted = json.dumps(HOSTILE, ensure_ascii=False)
    if place == "value":
        book.replace(PROCEDURE, "status: draft", f"status: {quoted}")
    else:
        book.replace(PROCEDURE, "status: draft", f"status: draft\n{quoted}: x")
    out = book.check(form="markdown").out
    table = [line for line in out.splitlines() if line.startswith("| ")][1:]
    assert len(table) == 1
    assert re.search(r"(?<!\\)\|", table[0][2:-2].replace(" | ", "", 3)) is None
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only here

    tokens = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(out)
    inline = [child.type for token in tokens for child in token.children or []]
    assert set(inline) <= {"text", "softbreak", "text_special"}
    assert not [token for token in tokens if token.type == "html_block"]
    for raw in ("@everyone", "https://", "<script"):
        assert raw not in out


@pytest.mark.parametrize("form", ["text", "github", "markdown"])
@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"---\ntitle: \x1b]0;eid\x07 \x1b[31mfarlig\n---\n", id="escape codes in the line"),
        pytest.param(b'---\n"\\e[31mfelt": 1\n---\n', id="escape codes in a key"),
        pytest.param(b'---\ntitle: "\\e[31m\\u202e\\0"\nsummary: "\\e[2J"\n---\n', id="escape codes in a value"),
        pytest.param("---\ntitle: \u202eabc\n---\n".encode(), id="direction"),
        pytest.param(b"---\ntitle: \xff\x1b[31m\n---\n", id="not UTF-8"),
    ],
)
def test_no_control_or_direction_character_reaches_the_terminal(book, form, content):
    book.write("docs/om/ny.md", content)
    answer = book.check(form=form)
    assert answer.code == 1
    assert not [each for each in answer.out if each != "\n" and (ord(each) < 32 or 127 <= ord(each) < 160)]
    assert not set(answer.out) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200e\u200f")


def test_a_file_name_with_control_characters_is_shown_safely(book):
    book.write("docs/om/a\x1b[31m\nb.md", "x")
    answer = book.check(form="text")
    assert "\x1b" not in answer.out
    assert answer.out.startswith("docs/om/a\ufffd[31m\ufffdb.md:1:1: feil:")


def test_a_file_name_that_is_not_utf_8_gives_a_finding(book):
    (book.root / "docs/om").joinpath("a\udcff.md").write_text("x")
    for form in ("text", "json", "github", "markdown"):
        answer = book.check(form=form)
        assert answer.code == 1
        answer.out.encode("utf-8")


def test_rules_lists_the_whole_catalogue(book):
    answer = handbook("rules")
    assert answer.code == 0
    lines = answer.out.splitlines()
    assert len(lines) == len(CATALOGUE)
    for name, rule in CATALOGUE.items():
        level = {"error": "feil", "warning": "advarsel"}[rule.level]
        assert any(line.split()[:2] == [level, name] and line.endswith(rule.text) for line in lines)


def test_root_chooses_the_folder_and_the_working_folder_is_the_default(book, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    outside = handbook_process("check", "--root", book.root, "--date", DAY, cwd=elsewhere)
    inside = handbook_process("check", "--date", DAY, cwd=book.root)
    assert (
        (outside.returncode, outside.stdout)
        == (inside.returncode, inside.stdout)
        == (0, "Ingen feil, ingen advarseler.\n")
    )
    wrong = handbook_process("check", "--date", DAY, cwd=elsewhere)
    assert wrong.returncode == 1
    assert "--root" in wrong.stdout


def test_check_writes_nothing_in_the_handbook(book):
    before = sorted(book.root.rglob("*"))
    book.replace(*FAULT)
    book.check()
    assert sorted(book.root.rglob("*")) == before


def test_the_findings_are_the_same_with_and_without_what_was_kept(book):
    book.replace(*FAULT)
    first, second = book.check(), book.check()
    assert first.out == second.out
    book.replace(PROCEDURE, "status: drfat", "status: draft")
    assert book.check().findings == []


def test_the_version_is_shown():
    answer = handbook("--version")
    assert answer.code == 0
    assert re.fullmatch(r"\S+ \d+\.\d+\.\d+\n", answer.out)
