"""Finds what may tell who a person is: identity numbers, telephone numbers and e-mail addresses. Pure.

Text is first made plain (full-width digits, character references, escapes), letter by letter: places stay right.
"""

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.model import Sighting

IDENTITY = "identity-number"
PHONE = "phone"
EMAIL = "email"

FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
FIRST_REMAINDERS = range(4)
"""What the first sum may leave: 0 in numbers given so far, 0 to 3 in those given from 2032."""
DAYS_OF_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
DAY_SERIES = (0, 40)
"""Added to the day: nothing, or 40 in D-numbers."""
MONTH_SERIES = (0, 40, 65, 80)
"""Added to the month: nothing, 40 in H-numbers, 65 or 80 in synthetic ones."""
LENGTH = 11
MOST_BETWEEN = 3

JOINTS = " .\\-\u2010-\u2015\u2212*_`/"
"""Signs that people and editors put inside numbers; invisible ones have become blanks before they are looked for."""
RUN = re.compile(rf"\d(?:(?:[{JOINTS}]{{0,{MOST_BETWEEN}}}|[ ]*\n[ ]*)\d){{{LENGTH - 1},}}")
DIGITS = re.compile(r"\d+")
NORWAY = re.compile(r"(?:\+|00)47(?=[ .-]?\d)")
PHONES = re.compile(r"[2-9]\d([ .-]?)\d\d\1\d\d\1\d\d|[489]\d\d([ .-])\d\d\2\d{3}")
GOES_ON = re.compile(r"[\w-]*\w|[.,]\d|[ ]?(?:mg|ml|g|kr|µg|mikrogram)\b")
ABROAD = re.compile(r"(?<![\w/=#.,-])\+(?!47)[1-9](?:[ .()-]{0,2}\d){7,13}(?!\w)")
DAY_LIKE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
AT = re.compile(r"[\[(] ?(?:at|a|krøllalfa) ?[\])]")
MAIL = re.compile(r"[\w.+%-]+(?:@|[ ]?[\[(][ ]?(?:at|a|krøllalfa)[ ]?[\])][ ]?)(?:[\w-]+\.)+[a-zA-Z]{2,}")
ESCAPE = re.compile(r"\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})|\\U000([0-9a-fA-F]{5})")
REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});")
PERCENT = re.compile(r"%([0-7][0-9a-fA-F])")
UNSEEN = {"Cf", "Zs", "Mn"}
RARE = re.compile("[^\x00-\x7f\xa1-\xac\xae-\u017f–—‘’“”„…•→−≤≥€]")
"""Letters that may stand for another. Only makes reading faster: what almost every file holds is left alone."""


def sightings(path: str, text: str) -> Iterator[Sighting]:
    """Everything in a file's text that may be personal, by place."""
    if not any(sign.isdigit() for sign in text) and not re.search("[@\uff20(\\[&%\\\\]", text):
        return
    plain = plainly(text)
    starts = [0, *(place.end() for place in re.finditer("\n", plain))]
    found = sorted({*_identity_numbers(plain), *_phones(plain), *_mails(plain)})
    inside = [(start, end) for start, end, kind, _ in found if kind == IDENTITY]
    for start, end, kind, value in found:
        if kind == PHONE and any(first < end and start < last for first, last in inside):
            continue
        line = next((n for n, (a, b) in enumerate(pairwise([*starts, len(plain) + 1]), 1) if a <= start < b), 1)
        yield Sighting(path, kind, value, line, start - starts[line - 1] + 1)


def plainly(text: str) -> str:
    """Text with the letters that its readers see, one for one where nothing was written as a code."""
    if "&" in text:
        text = REFERENCE.sub(lambda found: _one_line(html.unescape(found[0])), text)
    if "\\" in text:
        text = ESCAPE.sub(lambda found: _one_line(chr(int(found[1] or found[2] or found[3], 16))), text)
    if "%" in text:
        text = PERCENT.sub(lambda found: _one_line(chr(int(found[1], 16))), text)
    return RARE.sub(lambda found: _plain_letter(found[0]), text)


def _one_line(text: str) -> str:
    return text.replace("\n", " ")


def _plain_letter(letter: str) -> str:
    if (digit := unicodedata.digit(letter, None)) is not None:
        return str(digit)
    if unicodedata.category(letter) in UNSEEN:
        return " "
    return "@" if letter in "\uff20\ufe6b" else "+" if letter == "\uff0b" else letter


def is_identity_number(digits: str) -> bool:
    """Whether eleven digits are a national identity number: a day that exists, and both sums."""
    numbers = [int(each) for each in digits]
    if len(numbers) != LENGTH or not _has_day(int(digits[:2]), int(digits[2:4])):
        return False
    return _sum(numbers, FIRST_WEIGHTS) in FIRST_REMAINDERS and _sum(numbers, SECOND_WEIGHTS) == 0


def _has_day(day: int, month: int) -> bool:
    months = {month - added for added in MONTH_SERIES} & set(range(1, 13))
    return any(1 <= day - added <= DAYS_OF_MONTH[each - 1] for each in months for added in DAY_SERIES)


def _sum(numbers: Sequence[int], weights: Sequence[int]) -> int:
    return sum(number * weight for number, weight in zip(numbers, weights, strict=False)) % 11


Place = tuple[int, int, str, str]


def _identity_numbers(text: str) -> Iterator[Place]:
    """Eleven digits from the beginning of one group of digits to the end of another."""
    for run in RUN.finditer(text):
        groups = [(run.start() + each.start(), each[0]) for each in DIGITS.finditer(run[0])]
        for first, (start, _) in enumerate(groups):
            value, last = "", first
            while len(value) < LENGTH and last < len(groups):
                value += groups[last][1]
                last += 1
            end = groups[last - 1][0] + len(groups[last - 1][1])
            alone = not any(each.isalpha() for each in text[max(0, start - 1) : start] + text[end : end + 1])
            if len(value) == LENGTH and alone and is_identity_number(value):
                yield start, end, IDENTITY, value


def _phones(text: str) -> Iterator[Place]:
    at_home = NORWAY.sub(lambda found: " " * len(found[0]), text)
    for found in PHONES.finditer(at_home):
        start, end = found.span()
        before = at_home[max(0, start - 2) : start]
        part = re.match(r"[\w/=#-]", before[-1:]) or re.fullmatch(r"\d[.,]", before)
        if not part and not GOES_ON.match(at_home, end) and not DAY_LIKE.fullmatch(found[0]):
            yield start, end, PHONE, re.sub(r"\D", "", found[0])
    for found in ABROAD.finditer(text) if "+" in text else ():
        yield found.start(), found.end(), PHONE, "+" + re.sub(r"\D", "", found[0])


def _mails(text: str) -> Iterator[Place]:
    if "@" not in text and not AT.search(text):
        return
    for found in MAIL.finditer(text):
        if text[max(0, found.start() - 2) : found.start()] == "//":
            continue  # a user name in a web address, which the rules of links refuse
        before, after = re.split(r"@|[ ]?[\[(][^\])]*[\])][ ]?", found[0], maxsplit=1)
        yield found.start(), found.end(), EMAIL, f"{before}@{after}".lower()


TRAILER = re.compile(r"^(?:[A-Z][a-z]+-)+(?:by|from|id|to): .*$", re.MULTILINE | re.IGNORECASE)
NOREPLY = re.compile(r"\S+@users\.noreply\.\S+|noreply@\S+")


def without_trailers(message: str) -> str:
    """A commit's message without the lines that git and its hosts add: who signed off, who took part."""
    return NOREPLY.sub("", TRAILER.sub("", message))
