"""Which characters may be shown: none that is invisible, changes direction, or commands a terminal."""

import re
import unicodedata

ALLOWED_FORMAT_CHARACTERS = {"\u00ad"}
"""Soft hyphen: the only invisible character with an honest use, breaking long Norwegian words."""
FORBIDDEN_CATEGORIES = {"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"}
INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks that show nothing: fillers and selectors. Text can be hidden in them."""
PLAIN_TEXT = re.compile("[\n -~¡-¬®-ž–—‘’“”„…•→−≤≥§«»€]*")
"""Characters that need no closer look: what almost every file holds. Only makes reading faster."""


def is_allowed(character: str) -> bool:
    """Whether a character can be shown safely: no control, direction or invisible characters."""
    return character in ALLOWED_FORMAT_CHARACTERS or (
        unicodedata.category(character) not in FORBIDDEN_CATEGORIES and not INVISIBLE.match(character)
    )


def describe(character: str) -> str:
    """A character that cannot be shown, told by its code and name."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


def printable(text: str) -> str:
    """Text from outside, made safe for a terminal and for markup-free output."""
    if "\n" not in text and PLAIN_TEXT.fullmatch(text):
        return text
    return "".join(each if is_allowed(each) else "\ufffd" for each in text)


def first_hidden(text: str) -> str:
    """The first character of a text that may not be shown; empty when all may."""
    if PLAIN_TEXT.fullmatch(text):
        return ""
    return next((each for each in text if not is_allowed(each)), "")
