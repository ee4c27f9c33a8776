"""Looks through a text from outside, such as an issue, for what may be personal. Says what, never which."""

from generator import personal
from generator.model import Handbook
from generator.rules.personal import allowed_values

TOLD = {
    personal.IDENTITY: "noe som ser ut som et fødselsnummer",
    personal.PHONE: "noe som ser ut som et telefonnummer",
    personal.EMAIL: "noe som ser ut som en e-postadresse",
}
MOST_BYTES = 300_000
"""More than any issue may hold; the rest of a longer text is not looked at."""


def screen(book: Handbook, content: bytes) -> list[str]:
    """The kinds of personal data that a text seems to hold, one sentence part each."""
    text = content[:MOST_BYTES].decode("utf-8", "replace")
    found = {each.kind for each in personal.sightings("", text) if each.value not in allowed_values(book, each.kind)}
    return [told for kind, told in TOLD.items() if kind in found]
