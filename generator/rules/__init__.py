"""Judgement across files. Each rule is a small generator named after what it checks."""

from generator.rules import (
    dates,
    decisions,
    handovers,
    identity,
    links,
    readability,
    references,
    sources,
    steps,
    synonyms,
)
from generator.rules.catalogue import CATALOGUE, Rule

__all__ = [
    "CATALOGUE",
    "Rule",
    "dates",
    "decisions",
    "handovers",
    "identity",
    "links",
    "readability",
    "references",
    "sources",
    "steps",
    "synonyms",
]
