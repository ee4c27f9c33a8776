"""Near matches for a word that was mistyped."""

from collections.abc import Iterable

LIKENESS = 70
"""Least likeness, in per cent, for a suggestion to help more than it misleads."""


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """A hint that names the most likely intended word, or `otherwise` when nothing is near."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only needed when something is wrong

    best = process.extractOne(word, sorted(known), scorer=fuzz.ratio, score_cutoff=LIKENESS)
    return f"Mente du «{best[0]}»?" if best else otherwise
