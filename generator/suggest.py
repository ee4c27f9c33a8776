"""Near matches for a word that was mistyped."""

import re
from collections.abc import Iterable

LIKENESS = 70
"""Least likeness, in per cent, for a suggestion to help more than it misleads."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The most likely intended word; empty when nothing is near."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only needed when something is wrong

    best = process.extractOne(word, sorted(known), scorer=fuzz.ratio, score_cutoff=LIKENESS)
    return str(best[0]) if best else ""


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """A hint that names the most likely intended word, or `otherwise` when nothing is near."""
    best = nearest(word, known)
    return f"Mente du «{best}»?" if best else otherwise


LETTERS: dict[int, str] = {**{ord(a): b for a, b in zip("øåéöä", "oaeoa", strict=True)}, ord("æ"): "ae"}


def slug(heading: str) -> str:
    """The anchor of a heading: lower case, æøå kept readable, words joined with hyphens."""
    plain = heading.lower().translate(LETTERS)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "del"
