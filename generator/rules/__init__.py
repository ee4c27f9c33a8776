"""Judgement across files. Each rule is a small generator named after what it checks."""

from generator.rules import (
    changes,
    dates,
    decisions,
    duplicates,
    handovers,
    identity,
    links,
    personal,
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
    "changes",
    "dates",
    "decisions",
    "duplicates",
    "handovers",
    "identity",
    "links",
    "personal",
    "readability",
    "references",
    "sources",
    "steps",
    "synonyms",
]
