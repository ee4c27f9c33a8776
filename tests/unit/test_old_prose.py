"""Markdown of earlier versions: what many versions share is rendered once, and reads the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.old_prose import _render_old, render_old

LISTS = [
    "- a\n- b\n",
    "- **a** {x}\n- [b](/c/) `d`\n- ring 113\n",
    "- # a\n- > b\n- 1. c\n",
    "- ```\n- a\n",
    "- a\n- - -\n- b\n",
    "- a\n- * *\n- b\n",
    "- [a]\n- [a]: https://x.no\n",
    "- a\n-  b\n",
    "- a\n  b\n- c\n",
    "- a\n\n- b\n",
    "- <b>\n- &amp; \\*\n",
    "- a |\n- -|-\n",
    "- a\n- ===\n",
    "- ---\n- a\n",
    "- - a\n- b\n",
    "- a\\\n- b  \n- c\n",
    "- Se etter sår (også små): 5–10 % av kvinner/menn?\n- Ring 112 nå!\n- Spør «3» ganger, e-post; så vent.\n",
    "- snake_case_her\n- Les_ og _hør_\n",
    "- x.no\n- https://x.no/a\n",
    "- a\x0b- b\n- c\u2028- d\n",
]


@pytest.mark.parametrize("text", LISTS)
def test_a_list_of_an_old_version_reads_the_same_item_by_item(text):
    """Items that many versions share are rendered once."""
    whole = _render_old.__wrapped__(text, (("x", "telefon"),))
    assert render_old(text, {"x": "telefon"}) == whole


@settings(deadline=None)
@given(st.lists(st.text(alphabet="-*_ab`[]:#>1. |<&\\{x}\t", max_size=12), min_size=1, max_size=4))
def test_any_list_of_an_old_version_reads_the_same_item_by_item(items):
    text = "".join(f"- {item}\n" for item in items)
    assert render_old(text, {"x": "y"}) == _render_old.__wrapped__(text, (("x", "y"),))


@settings(deadline=None)
@given(st.lists(st.text(alphabet="aÅé1. ,;:?!()«»–%/-_", max_size=12), min_size=1, max_size=4))
def test_plain_words_of_an_old_version_read_the_same_without_the_parser(items):
    text = "".join(f"- {item}\n" for item in items)
    assert render_old(text, {"x": "y"}) == _render_old.__wrapped__(text, (("x", "y"),))
