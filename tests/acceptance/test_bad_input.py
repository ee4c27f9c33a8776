"""Whatever lies in the folder: one clear finding with file and line, exit 1, never a traceback, nothing written."""

import json
import os
from collections.abc import Callable

import pytest

from tests.support import APPROVED, DAY, PROCEDURE, SERVICE, Book, fingerprint, handbook_process, run

PAGE = "docs/om/ny.md"
HEAD = "---\ntitle: Ny side\nsummary: En side som prøver noe nytt.\n"

Spoil = Callable[[Book], object]


def page(content: str | bytes) -> Spoil:
    return lambda book: book.write(PAGE, content)


def in_step(text: str) -> Spoil:
    return lambda book: book.replace(PROCEDURE, "text: Spør om det som er uklart.", text)


def laughs() -> str:
    rows = ['a: &a ["ha", "ha", "ha", "ha", "ha", "ha", "ha", "ha", "ha"]']
    rows += [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
    return "\n".join(rows)


BAD: dict[str, tuple[Spoil, str]] = {
    "procedures missing": (lambda book: book.delete("procedures"), "procedures:1:1 folder-exists"),
    "services missing": (lambda book: book.delete("services"), "services:1:1 folder-exists"),
    "municipalities missing": (lambda book: book.delete("municipalities"), "municipalities:1:1 folder-exists"),
    "vocabulary missing": (lambda book: book.delete("vocabulary"), "vocabulary:1:1 folder-exists"),
    "docs missing": (lambda book: book.delete("docs"), "docs:1:1 folder-exists"),
    "folder is a file": (lambda book: (book.delete("municipalities"), book.write("municipalities", "x")), "municipalities:1:1 folder-exists"),
    "a list missing": (lambda book: book.delete("vocabulary/roles.yml"), "vocabulary/roles.yml:1:1 file-exists"),
    "service groups missing": (lambda book: book.delete("services/groups.yml"), "services/groups.yml:1:1 file-exists"),
    "empty file": (page(""), f"{PAGE}:1:1 file-empty"),
    "empty list": (lambda book: book.write("vocabulary/roles.yml", ""), "vocabulary/roles.yml:1:1 file-empty"),
    "broken list": (lambda book: book.write("vocabulary/groups.yml", "- ["), "vocabulary/groups.yml:2:1 yaml"),
    "broken service": (lambda book: book.write(SERVICE, "id: ["), f"{SERVICE}:2:1 yaml"),
    "broken procedure": (lambda book: book.write(APPROVED, "---\n- [\n---\n"), f"{APPROVED}:3:1 yaml"),
    "directory named x.md": (lambda book: (book.root / PAGE).mkdir(), f"{PAGE}:1:1 file-name"),
    "only a newline": (page("\n"), f"{PAGE}:1:1 file-empty"),
    "no front matter": (page("Hei.\n"), f"{PAGE}:1:1 yaml"),
    "wrong type": (page("---\ntitle: [a]\nsummary: En side som prøver noe nytt.\n---\nHei.\n"), f"{PAGE}:2:1 field-type"),
    "a number for a list": (lambda book: book.replace(PROCEDURE, "services: [hjemmesykepleie]", "services: 3"), f"{PROCEDURE}:11:11 field-type"),
    "a text for the whole": (lambda book: book.write("vocabulary/terms.yml", "hei\n"), "vocabulary/terms.yml:1:1 field-type"),
    "5 MB file": (page(HEAD + "---\n" + "Hei. " * 1_000_000), f"{PAGE}:1:1 file-size"),
    "5 MB line": (lambda book: book.write("vocabulary/terms.yml", "x" * 5_000_000), "vocabulary/terms.yml:1:1 file-size"),
    "invalid UTF-8": (page(HEAD.encode() + b"---\nHei \xff.\n"), f"{PAGE}:5:5 file-encoding"),
    "UTF-16": (page("\ufeff---\n".encode("utf-16-le")), f"{PAGE}:1:1 file-encoding"),
    "link": (lambda book: (book.root / PAGE).symlink_to("handboka.md"), f"{PAGE}:1:1 file-type"),
    "link to a secret": (lambda book: (book.root / PAGE).symlink_to("/etc/passwd"), f"{PAGE}:1:1 file-type"),
    "link to nothing": (lambda book: (book.root / PAGE).symlink_to("borte"), f"{PAGE}:1:1 file-type"),
    "link to a folder": (lambda book: (book.root / "docs/ny").symlink_to("/etc"), "docs/ny:1:1 file-type"),
    "pipe": (lambda book: os.mkfifo(book.root / PAGE), f"{PAGE}:1:1 file-type"),
    "20,000 brackets": (page("---\ntitle: " + "[" * 20_000 + "\n---\nHei.\n"), f"{PAGE}:2:28 yaml"),
    "20,000 closed brackets": (page("---\ntitle: " + "[" * 20_000 + "]" * 20_000 + "\n---\nHei.\n"), f"{PAGE}:2:28 yaml"),
    "20,000 braces": (page("---\ntitle: " + "{a: " * 20_000 + "\n---\nHei.\n"), f"{PAGE}:2:85 yaml"),
    "20,000 levels of lists": (page("---\ntitle:\n  " + "- " * 20_000 + "\n---\nHei.\n"), f"{PAGE}:3:43 yaml"),
    "many values": (page("---\ntitle: [" + "a," * 100_000 + "]\n---\nHei.\n"), f"{PAGE}:2:120003 yaml"),
    "aliases": (page(f"---\n{laughs()}\n---\nHei.\n"), f"{PAGE}:2:4 yaml"),
    "anchor": (page(HEAD.replace("Ny side", "&a Ny side") + "---\nHei.\n"), f"{PAGE}:2:8 yaml"),
    "tag": (page(HEAD.replace("Ny side", "!!python/name:os.system Ny") + "---\nHei.\n"), f"{PAGE}:2:8 yaml"),
    "duplicate key": (page(HEAD.replace("summary", "title: To\nsummary") + "---\nHei.\n"), f"{PAGE}:3:1 yaml"),
    "lone surrogate in an escape": (page(HEAD.replace("Ny side", '"a\\ud800"') + "---\nHei.\n"), f"{PAGE}:2:12 yaml"),
    "NUL in an escape": (page(HEAD.replace("Ny side", '"Ny\\0 side"') + "---\nHei.\n"), f"{PAGE}:2:8 file-characters"),
    "a placeholder of the engine": (page(HEAD.replace("Ny side", '"Ny \\x02wzxhzdk:0\\x03"') + "---\nHei.\n"), f"{PAGE}:2:8 file-characters"),
    "1:20 for a number": (lambda book: book.replace(APPROVED, "working_days: 3", "working_days: 1:20"), f"{APPROVED}:26:30 field-type"),
    "5 mg lost": (in_step("text: Gi 5 mg #2"), f"{PROCEDURE}:38:19 yaml"),
    "NO for false": (lambda book: book.replace(PROCEDURE, "local_decision_required: false", "local_decision_required: NO"), f"{PROCEDURE}:15:26 field-type"),
    "1_000 for a number": (lambda book: book.replace(APPROVED, "working_days: 3", "working_days: 1_000"), f"{APPROVED}:26:30 field-type"),
    "a very large number": (lambda book: book.replace(APPROVED, "working_days: 3", "working_days: " + "9" * 5000), f"{APPROVED}:26:30 field-type"),
    "a number in other digits": (lambda book: book.replace(APPROVED, "working_days: 3", "working_days: ٣"), f"{APPROVED}:26:30 field-type"),
    "year 0000": (lambda book: book.replace(APPROVED, '"2028-03-01"', '"0000-01-01"'), f"{APPROVED}:19:12 field-form"),
    "a day with a line end": (lambda book: book.replace(APPROVED, '"2028-03-01"', '"2028-03-01\\n"'), f"{APPROVED}:19:12 field-form"),
    "an id with a line end": (lambda book: book.replace(APPROVED, "id: korttidsopphold-soknad", 'id: "korttidsopphold-soknad\\n"'), f"{APPROVED}:2:5 field-form"),
    "a way out of the folder": (lambda book: book.replace(APPROVED, "keywords:", "aliases: [../../x]\nkeywords:"), f"{APPROVED}:35:11 field-form"),
    "an id that is another": (lambda book: book.replace(APPROVED, "id: korttidsopphold-soknad", "id: korttidsopphold-svar"), f"{APPROVED}:2:5 id-is-file-name"),
    "an empty title": (lambda book: book.replace(APPROVED, "title: Korttidsopphold – svar på søknaden", "title: '     '"), f"{APPROVED}:3:8 field-length"),
    "the last possible year": (lambda book: (book.replace(APPROVED, '"2026-03-01"', '"9999-01-01"'), book.replace(APPROVED, '"2028-03-01"', '"2028-03-02"')), f"{APPROVED}:18:13 field-form"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_bad_input_gives_one_finding_and_exit_1_and_writes_nothing(book, what):
    spoil, place = BAD[what]
    spoil(book)
    before = fingerprint(book.root)
    answer = book.check()
    text = run("check", "--root", book.root, "--date", DAY)
    built = run("build", "--root", book.root, "--date", DAY)
    assert (answer.code, text.code, built.code) == (1, 1, 1)
    assert text.failure is None
    assert built.failure is None
    assert answer.places == [place]
    assert answer.findings[0]["message"]
    assert answer.findings[0]["hint"]
    assert "Håndboka er ikke bygd." in built.err
    assert fingerprint(book.root) == before


def test_a_missing_root_is_wrong_use(tmp_path):
    answer = run("check", "--root", tmp_path / "borte")
    assert answer.code == 2
    assert answer.failure is None


def test_an_empty_root_names_each_folder_that_is_missing(tmp_path):
    answer = run("check", "--root", tmp_path, "--format", "json")
    assert answer.code == 1
    assert {each["path"] for each in answer.findings} == {
        "procedures",
        "services",
        "municipalities",
        "vocabulary",
        "docs",
    }
    assert {each["rule"] for each in answer.findings} == {"folder-exists"}


def test_every_content_file_may_be_broken_at_once(book):
    files = [each for each in book.root.rglob("*") if each.is_file()]
    for file in files:
        file.write_text("\u202e", "utf-8")
    answer = book.check()
    assert answer.code == 1
    assert {each["path"] for each in answer.findings} == {each.relative_to(book.root).as_posix() for each in files}


@pytest.mark.parametrize("kind", ["empty", "not UTF-8", "not YAML", "wrong type", "no entries"])
def test_any_one_file_may_be_broken_and_only_that_file_is_blamed(book, kind):
    content = {
        "empty": b"",
        "not UTF-8": b"\xff",
        "not YAML": b"---\n[\n---\n",
        "wrong type": b"---\nhei\n---\n",
        "no entries": b"[]",
    }[kind]
    for file in sorted(each for each in book.root.rglob("*") if each.is_file()):
        path = file.relative_to(book.root).as_posix()
        kept = file.read_bytes()
        file.write_bytes(content)
        answer = run("check", "--root", book.root, "--date", DAY, "--format", "json")
        assert answer.failure is None, path
        assert answer.code == 1, path
        assert {each["path"] for each in json.loads(answer.out)} == {path}
        file.write_bytes(kept)


@pytest.mark.parametrize("cut", range(0, 1850, 97))
def test_a_file_cut_anywhere_never_gives_a_traceback(book, cut):
    book.write(PROCEDURE, book.read(PROCEDURE).encode()[:cut])
    answer = run("check", "--root", book.root, "--date", DAY, "--format", "json")
    assert answer.failure is None
    assert answer.code == 1


@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "*", "[", "![", "<", "`", "|", "((", "&", "\\", "_a"])
def test_very_deep_markdown_gives_a_page_or_a_finding_but_never_a_traceback(book, mark):
    book.write(PAGE, f"{HEAD}---\n{mark * 20_000} Hei.\n")
    answer = run("build", "--root", book.root, "--date", DAY)
    assert answer.failure is None
    assert answer.code in (0, 1)
    assert "Traceback" not in answer.err


@pytest.mark.parametrize("day", ["0001-01-01", "1970-01-01", "9999-12-31"])
def test_any_day_can_be_asked_for(book, day):
    answer = run("check", "--root", book.root, "--date", day)
    assert answer.failure is None
    assert answer.code == 0


def test_a_traceback_is_never_shown_by_the_program_itself(book):
    book.write(PROCEDURE, b"\xff")
    done = handbook_process("build", "--root", book.root, "--date", DAY, cwd=book.root)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr + done.stdout


VALUES = {
    "1:20": "1:20",
    "12:30": "12:30",
    "010": "010",
    "1_000": "1_000",
    "1.10": "1.10",
    "NO": "NO",
    "nei": "nei",
    "yes": "yes",
    "~": "~",
    "null": "null",
    "2026-11-25": "2026-11-25",
    "1e3": "1e3",
    "0x10": "0x10",
    "+47 22 59 13 00": "+47 22 59 13 00",
    '"Gi 5 mg #2"': "Gi 5 mg #2",
    "Gi 5 mg#2": "Gi 5 mg#2",
    "'1 < 2 & 3'": "1 < 2 & 3",
    '"a: b"': "a: b",
    "<<": "<<",
    "=": "=",
}


@pytest.mark.parametrize("written", VALUES)
def test_a_value_is_published_as_it_was_written(book, written):
    book.replace(
        PROCEDURE, "example: 00 00 00 00}", f"example: {written}}}" if written not in ("", "<<") else 'example: "<<"}'
    )
    book.replace(PROCEDURE, "record: At rapporten er sendt.", f"record: {written}")
    site = book.build()
    published = json.loads((site / "api/v1/procedures/innleggelsesrapport.json").read_text("utf-8"))
    assert published["steps"][0]["record"] == VALUES[written]
    assert published["parameters"][0]["example"] == VALUES[written]
    assert published["version"] == "0.1"


def test_windows_line_ends_and_a_byte_order_mark_change_nothing_but_the_bytes(book):
    plain = fingerprint(book.build())
    for file in book.root.glob("*/**/*"):
        if file.is_file() and file.suffix in (".md", ".yml") and "build" not in file.parts:
            file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert fingerprint(book.build(book.root / "site")) == plain
