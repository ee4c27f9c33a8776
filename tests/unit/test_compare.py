"""Differences of two texts: what is marked, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.compare import words
from generator.pages.marked import differences_html

FIRST = "La pasienten sitte i ro.\n\nBruk riktig mansjett.\n\nMål to ganger, med ett minutt mellom."
CASES = {
    "a line less": (FIRST.replace("Bruk riktig mansjett.\n\n", ""), [("removed", "Bruk riktig mansjett.")]),
    "the end of a line": (
        FIRST.replace("mansjett.", "mansjett på armen."),
        [("removed", "mansjett."), ("added", "mansjett på armen.")],
    ),
    "two lines made one": (FIRST.replace("ro.\n\nBruk", "ro. Bruk"), []),
    "a line more": (f"{FIRST}\n\nSkriv ned begge.", [("added", "Skriv ned begge.")]),
    "a word in the middle": (
        FIRST.replace("ett minutt", "to minutter"),
        [("removed", "ett minutt"), ("added", "to minutter")],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_only_words_are_marked_never_a_line_break(name):
    after, expected = CASES[name]
    found = words(FIRST, after)
    marked = [(tag, text) for tag, text in found if tag != "same"]
    assert [(tag, text) for tag, text in marked] == expected
    html = differences_html(
        [{"path": ["body"], "label": "Bakgrunn", "kind": "changed", "before": FIRST, "after": after, "words": found}]
    )
    assert "<br></" not in html
    assert "<br><span" not in html


@given(st.text(alphabet="ab.\n ", max_size=80), st.text(alphabet="ab.\n ", max_size=80))
def test_both_texts_can_be_read_from_the_difference(before, after):
    """But for space and line breaks, which belong to neither side."""
    found = words(before, after)
    for side, text in (("removed", before), ("added", after)):
        assert "".join(part for tag, part in found if tag in ("same", side)).split() == text.split()
    assert all(part == part.strip() and part for tag, part in found if tag != "same")
