"""Finds emergency numbers in text where they say whom to call, so that a phone can call them. Pure.

A wrong link is worse than none: "over 110" in a sentence about the pulse must never call the fire brigade. So a number
counts only where the words around it leave no doubt, and what no pattern knows stays plain text.
"""

import re
from collections.abc import Iterator

NUMBERS = ("110", "112", "113", "116117", "116111")
"""Fire, police, ambulance, the doctor on call, and the line for children and young people."""

_SHORT = r"11[023]"
_LONG = r"116[ \u00a0]?1(?:17|11)"
_NUMBER = rf"(?:{_LONG}|{_SHORT})"
_ALONE = r"(?!\w)(?!-\w)(?![ \u00a0]?\d)(?![.,/]\d)"
_COUNTED = (
    r"(?![ \u00a0]?(?:%|prosent|d[øa]g\w*|døgn|tim[ea]\w*|minutt\w*|sekund\w*|uke[rn]?|veke[rn]?|måned\w*|månad\w*|år|"
    r"kr(?:oner)?|slag|m?g|[cmk]m|m?l|kg|mmhg|stk|ganger?|gonger?|sider?|saker|tilfelle\w*|over|person\w*|pasient\w*|bruk\w*|"
    r"beboer\w*|bebuar\w*|ansatte|tilsette|barn|innbyg\w*|kommun\w*)\b)"
)
_CALL = r"\b(?:[Rr]ing(?:e|er|je|jer)?|[Vv]arsl(?:e|er|a|ar)|[Kk]ontakt(?:e|er|ar)?|[Tt]ilkall(?:e|er|ar)?)\b"
_SOON = r"(?:også|òg|da|så|du|dere|de|alltid|straks|først|fyrst|nå|no|heller|gjerne|direkte|selv|sjølv|til|på)"
_WHO = r"(?:AMK|[Ll]egevakt\w*|[Pp]oliti\w*|[Bb]rannvesen\w*|[Nn]ødnumme\w*)"
_ON = (
    r"(?:[.,;:!?)»]|$|\s+(?:eller|og|ved|når|hvis|dersom|om|for|med|straks|først|fyrst|nå|no|igjen|selv|sjølv|under|samme|same|"
    r"på\s+(?:dag|kveld|natt|helg))\b)"
)

_STARTS = re.compile(
    rf"{_CALL}(?:\s+{_SOON}){{0,2}}\s+(?P<called>{_NUMBER})"
    rf"|\b{_WHO}(?:,|\s+på|\s+er)?\s+(?P<who>{_NUMBER})(?={_ON})"
    rf"|\b[Bb]ruk(?:e|er|ar)?\s+(?P<use>{_LONG})"
    rf"|\b[Ff]are for (?:liv(?:et)?)\b[^.!?;:\d]{{0,30}}(?::|\ser)\s+(?P<danger>{_NUMBER})",
)
"""A call begins: "ring 113", "legevakten på 116 117", "fare for liv: 113"."""
_GOES_ON = re.compile(rf"(?:,|,?\s+(?:eller|og))\s+(?:på\s+)?(?P<next>{_NUMBER})(?={_ON})")
"""More numbers right after one: "113, 112 eller 110"."""
_LATER = re.compile(
    rf"(?:,|\bpå)\s+(?P<clear>{_LONG})(?={_ON})"
    rf"|\b(?:eller|ellers|elles|og)\s+(?:på\s+)?(?P<later>{_LONG}|11[23])(?={_ON})"
    rf"|,\s+(?P<after>{_NUMBER})(?={_ON})"
    rf"|\bog\s+(?P<and>{_SHORT})(?={_ON})"
)
"""Another way to get help, later in a sentence that has begun to call: "ring fastlegen, eller 116 117". What stands in
`after` or `and` could be a measurement, and counts only when the sentence has named such a number before."""
_BEGUN = re.compile(rf"{_CALL}|\b{_WHO}\b")
_SENTENCE = re.compile(r"[^.!?;]*(?:[.!?;](?=\S)[^.!?;]*)*")
_DIGIT = re.compile(r"\d")
_FITS = re.compile(_ALONE + _COUNTED)


def find(text: str) -> list[tuple[int, int]]:
    """Where the numbers to call stand: start and end, in order."""
    if "11" not in text:
        return []
    return sorted({span for sentence in _SENTENCE.finditer(text) for span in _in_sentence(text, *sentence.span())})


def number_of(written: str) -> str:
    """The number as a phone takes it: `116 117` is 116117."""
    return "".join(sign for sign in written if sign.isdigit())


def _in_sentence(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    known: list[tuple[int, int]] = []
    for found in _STARTS.finditer(text, start, end):
        _take(found, text, known)
    begun = _BEGUN.search(text, start, end)
    for later in _LATER.finditer(text, begun.end(), end) if begun else ():
        sure = known or later.lastgroup in ("clear", "later")
        if sure and begun and not _measured(text, begun.end(), later.start(later.lastgroup or 0), known):
            _take(later, text, known)
    for _, place in known:  # which grows while it is read, so a list of any length is followed
        if more := _GOES_ON.match(text, place, end):
            _take(more, text, known)
    yield from known


def _take(found: re.Match[str], text: str, known: list[tuple[int, int]]) -> None:
    span = found.span(found.lastgroup or 0)
    if span not in known and _FITS.match(text, span[1]):
        known.append(span)


def _measured(text: str, start: int, end: int, known: list[tuple[int, int]]) -> bool:
    """Whether a stretch holds digits that are no number to call; then the next may be a measurement too."""
    return any(
        not any(first <= place.start() < last for first, last in known) for place in _DIGIT.finditer(text, start, end)
    )
