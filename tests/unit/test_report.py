"""Findings as text: pure functions, so the odd cases are shown here."""

import json

import pytest

from generator.findings import Finding, Level
from generator.report import FORMATS, WIDEST, as_github, as_json, as_markdown, as_text, line_reader, summary


def finding(message="Noe er galt.", *, level=Level.ERROR, path="docs/om/a.md", line=3, column=5, hint="Gjør det om."):
    return Finding(path, line, column, "field-value", level, message, hint)


@pytest.mark.parametrize(
    ("errors", "warnings", "told"),
    [
        (0, 0, "Ingen feil, ingen advarsler."),
        (0, 1, "Ingen feil, 1 advarsel."),
        (0, 2, "Ingen feil, 2 advarsler."),
        (1, 0, "1 feil, ingen advarsler. Rett feilene før håndboka kan bygges."),
        (2, 1, "2 feil, 1 advarsel. Rett feilene før håndboka kan bygges."),
    ],
)
def test_the_count_in_words(errors, warnings, told):
    found = [finding()] * errors + [finding(level=Level.WARNING)] * warnings
    assert summary(found) == told


def shown(line, column):
    """The line and the marker under it."""
    _, text, marker, *_ = as_text([finding(column=column)], lambda *_: line).split("\n")
    return text[4:], marker[4:]


@pytest.mark.parametrize("column", [1, 2, 79, 140, 141, 159, 160, 161, 200, 999, 1000])
def test_the_marker_points_at_the_letter_however_long_the_line(column):
    line = "".join(chr(97 + number % 26) for number in range(1000))
    text, marker = shown(line, column)
    assert marker.strip() == "^"
    assert text[len(marker) - 1] == line[column - 1]
    assert len(text) <= WIDEST


def test_the_marker_may_stand_after_the_end_of_the_line():
    assert shown("abc", 4) == ("abc", "   ^")


def test_a_line_that_is_not_there_is_not_shown():
    assert as_text([finding()], lambda *_: "").split("\n")[1] == "    Råd: Gjør det om."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("100 %", "100 %25"),
        ("a\nb", "a%0Ab"),
        ("a\r\nb", "a%0D%0Ab"),
        ("%0A::error::x", "%250A::error::x"),
    ],
)
def test_a_message_cannot_begin_a_new_command(text, told):
    line, rest = as_github([finding(text)]).split("\n", 1)
    assert line.endswith(f"::{told} Gjør det om.")
    assert rest.startswith("1 feil")


@pytest.mark.parametrize(
    ("path", "told"), [("a,line=9", "a%2Cline=9"), ("a::b", "a%3A%3Ab"), ("a\nb", "a%0Ab"), ("a%b", "a%25b")]
)
def test_a_path_cannot_add_properties(path, told):
    assert as_github([finding(path=path)]).startswith(f"::error file={told},line=3,col=5,title=field-value::")


@pytest.mark.parametrize(
    "text",
    [
        "a | b",
        "[x](https://a.no)",
        "<b>",
        "@navn",
        "`x`",
        "**x**",
        "#1",
        "a\nb",
        "~~x~~",
        "https://a.no",
        "&lt;",
        "www.a.no",
        "_x_",
        "![x](y)",
        "GH-1",
    ],
)
def test_a_cell_of_the_table_is_plain_text_and_reads_as_it_was_written(text):
    from html import unescape  # noqa: PLC0415 - only here

    from markdown_it import MarkdownIt  # noqa: PLC0415 - only here

    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    html = parser.render(as_markdown([finding(text)]))
    cell = html.split("<tbody>")[1].split("<td>")[3].split("</td>")[0]
    assert "<" not in cell
    assert unescape(cell).replace("\ufffd", "\n") == text
    assert "@navn" not in as_markdown([finding(text)])


def test_json_keeps_every_letter():
    assert json.loads(as_json([finding('Æ «å» \u2028 "x"')]))[0]["message"] == 'Æ «å» \u2028 "x"'


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_ends_with_a_line_end(form):
    assert FORMATS[form]([finding()], lambda *_: "x").endswith("\n")
    assert FORMATS[form]([], lambda *_: "x").endswith("\n") or form == "markdown"


def test_lines_are_read_as_an_editor_counts_them(book):
    book.write("docs/om/a.md", b"\xef\xbb\xbfen\r\nto\r\ntre")
    read = line_reader(book.root)
    assert [read("docs/om/a.md", line) for line in (1, 2, 3, 4, 99)] == ["en", "to", "tre", "", ""]


@pytest.mark.parametrize(
    "path", ["docs/om/borte.md", "../utenfor.md", "/etc/passwd", "docs/om", "docs/om/lenke.md", "annet.txt"]
)
def test_only_files_of_the_handbook_are_read(book, path):
    (book.root / "docs/om/lenke.md").symlink_to("/etc/hostname")
    assert line_reader(book.root)(path, 1) == ""
