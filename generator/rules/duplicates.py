"""One thing is told in one place: a new procedure is not nearly the same as another."""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz, process

from generator import addresses
from generator.base import Base
from generator.findings import Level, Problem
from generator.model import Handbook, Procedure
from generator.rules.catalogue import rule_of_change

LIKE_TITLE = 88
"""Likeness of two titles in per cent, whatever the order of their words."""
LIKE_TEXT = 0.5
"""The part of the shorter text that also stands in the other, in runs of words."""
RUN = 4
FEWEST = 30
"""Runs of words; a text of fewer says too little to compare."""
WORD = re.compile(r"\w+")


@rule_of_change("En ny prosedyre er ikke nesten lik en som finnes.", Level.WARNING)
def new_is_not_near_duplicate(book: Handbook, base: Base) -> Iterator[Problem]:
    """By title, and by text. What replaces another, or is a variant of it, may be like it."""
    fresh = [each for each in book.bases.values() if each.id not in base.ids]
    if not fresh:
        return
    everything = list(book.bases.values())
    titles = {each.id: each.title.lower() for each in everything}
    texts = {each.id: WORD.findall(_text(each).lower()) for each in everything}
    words = {name: frozenset(text) for name, text in texts.items()}
    for each in fresh:
        near = process.extract(titles[each.id], titles, scorer=fuzz.token_sort_ratio, score_cutoff=LIKE_TITLE, limit=3)
        found = {str(name): "Tittelen" for _, _, name in near}
        for other in everything:
            if _share(words[each.id], words[other.id]) >= LIKE_TEXT and other.id not in found:
                one, two = _runs(texts[each.id]), _runs(texts[other.id])
                if min(len(one), len(two)) >= FEWEST and _share(one, two) >= LIKE_TEXT:
                    found[other.id] = "Teksten"
        for name, what in found.items():
            other = book.bases[name]
            if other is not each and not _akin(each, other):
                yield _problem(each, other, f"{what} er nesten lik «{other.title}»")


def _akin(one: Procedure, other: Procedure) -> bool:
    family = {one.variant_of or one.id, other.variant_of or other.id}
    return len(family) == 1 or other.id in one.replaces or one.id in other.replaces


def _problem(each: Procedure, other: Procedure, message: str) -> Problem:
    return Problem(
        each.path,
        ("title",),
        f"{message} ({addresses.procedure(other.id)}).",
        "Se om du heller kan endre den som finnes. Gjelder det noe annet, la tittelen vise forskjellen.",
    )


def _text(each: Procedure) -> str:
    return "\n".join(each.markdown.values())


def _runs(words: list[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(zip(*(words[start:] for start in range(RUN)), strict=False))


def _share(one: frozenset[object], other: frozenset[object]) -> float:
    """How much of the smaller set is in the other, from 0 to 1."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
