"""Plain language, by LIX."""

from collections.abc import Iterator
from datetime import date

from generator.findings import Level, Problem
from generator.model import Handbook
from generator.rules.catalogue import rule

MOST_FOR_STEPS = 45
MOST_FOR_BACKGROUND = 50


@rule(
    f"Teksten er lett å lese: LIX høyst {MOST_FOR_STEPS} i sammendrag og trinn, {MOST_FOR_BACKGROUND} i bakgrunn.",
    Level.WARNING,
)
def text_is_readable(book: Handbook, _day: date) -> Iterator[Problem]:
    """The client's limits. LIX 45 is about as hard as a newspaper article."""
    hint = "Del lange setninger, og bytt lange ord med korte. Skriv én ting i hver setning."
    for each in book.procedures:
        steps, background = each.prose.lix.get("steps", 0), each.prose.lix.get("background", 0)
        if steps > MOST_FOR_STEPS:
            message = f"Sammendrag og trinn er tunge å lese: LIX {steps:.0f}, høyst {MOST_FOR_STEPS} er målet."
            yield Problem(each.path, ("summary",), message, hint)
        if background > MOST_FOR_BACKGROUND:
            message = f"Bakgrunnen er tung å lese: LIX {background:.0f}, høyst {MOST_FOR_BACKGROUND} er målet."
            yield Problem(each.path, ("body",), message, hint)
