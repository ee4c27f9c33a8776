"""`handbook fix` mends what is safe, keeps comments and words, and does nothing twice."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.examine import examine
from generator.fix import mend
from generator.load import locate
from tests.support import PROCEDURE, handbook, small_handbook

WHERE = locate("procedures/felles/fall.md")


def mended(front: str, body: str = "") -> str:
    return mend(WHERE, f"---\n{front}---\n{body}".encode()).decode().removeprefix("---\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: Fall   \n", "title: Fall\n"),
        ("title: Fall: hva du gjør\n", 'title: "Fall: hva du gjør"\n'),
        ("title: “Fall”\n", 'title: "Fall"\n'),
        ("review_by: 1.3.2028\n", 'review_by: "2028-03-01"\n'),
        ("review_by: 31.2.2028\n", "review_by: 31.2.2028\n"),
        ("title: Fall\r\n", "title: Fall\n"),
        ("title: Fa\u200bll\n", "title: Fall\n"),
        ("title: Ba\u030at\n", "title: Båt\n"),
        ("steps:\n\t- id: a\n", "steps:\n  - id: a\n"),
        ("version: 2.10\n", "version: 2.10\n"),
        ("title: Se «Fall»\n", "title: Se «Fall»\n"),
        ('title: "Fall: x"\n', 'title: "Fall: x"\n'),
        ("text: |\n  Linje  \n  to\n", "text: |\n  Linje  \n  to\n"),
        ("title: Fall\nid: fall\n", "id: fall\ntitle: Fall\n"),
        ("# om tittel\ntitle: Fall\n# om id\nid: fall\n", "# om id\nid: fall\n# om tittel\ntitle: Fall\n"),
        ("steps:\n  - title: A\n    id: a\n  - id: b\n    title: B\n", "steps:\n  - id: a\n    title: A\n  - id: b\n    title: B\n"),
        ("ukjent: x\nid: fall\n", "id: fall\nukjent: x\n"),
    ],
)  # fmt: skip
def test_what_is_mended(before, after):
    assert mended(before).removesuffix("---\n") == after
    assert mended(after).removesuffix("---\n") == after


def test_the_body_keeps_its_line_breaks():
    assert mended("id: a\n", "\nLinje  \nto   \n\n\n").endswith("---\n\nLinje  \nto\n")


def test_a_file_that_is_not_text_is_left_alone():
    assert mend(WHERE, b"\xff\xfe") is None


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace")))
def test_any_content_can_be_judged_and_mended_once(content):
    for where in (WHERE, locate("vocabulary/terms.yml")):
        for each in examine(where, content).findings:
            assert each.message
            assert each.hint
        once = mend(where, content)
        assert once is None or mend(where, once) == once


def test_the_command_mends_files_and_tells_which(tmp_path):
    book = small_handbook(tmp_path / "handbook")
    before = book.read(PROCEDURE)
    spoilt = before.replace("title: Innleggelsesrapport til sykehuset", "title: Rapport: til sykehuset  ").replace(
        "\n", "\r\n"
    )
    book.write(PROCEDURE, "\ufeff" + spoilt)
    answer = handbook("fix", "--root", book.root)
    assert f"Rettet {PROCEDURE}" in answer.out
    assert 'title: "Rapport: til sykehuset"\n' in book.read(PROCEDURE)
    assert book.check().findings == []
    assert "ingenting å rette" in handbook("fix", "--root", book.root, PROCEDURE).out
