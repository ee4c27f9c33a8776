"""Guesses what someone meant to type in a field: the usual ways of writing dates, ids, versions and durations."""

import re
from collections.abc import Iterator
from datetime import date

from generator.suggest import slug
from generator.words import MONTHS, WORDS, word

CURVED = "“”„‟″"
SORTED_DAY = re.compile(r"(\d{4})[-./ ](\d{1,2})[-./ ](\d{1,2})")
DAY = re.compile(r"(\d{1,2})[./ -]+(\d{1,2}|[a-zæøå]{3,9})\.?[./ -]+(\d{4})", re.IGNORECASE)
UNITS = {
    "minutt": "PT{}M",
    "time": "PT{}H",
    "døgn": "P{}D",
    "dag": "P{}D",
    "uke": "P{}W",
    "veke": "P{}W",
    "måned": "P{}M",
    "månad": "P{}M",
}
DURATION = re.compile(r"(\d{1,4}) *([a-zæøå]+)", re.IGNORECASE)
YES = {"ja": "true", "yes": "true", "sant": "true", "nei": "false", "no": "false", "nope": "false", "usant": "false"}
PLAIN = re.compile("[A-Za-zÆØÅæøåéÉ0-9 ,.–-]+")
ID = "^[a-z0-9]+(-[a-z0-9]+)*$"


def guess(value: str, pattern: str) -> str:
    """What was probably meant, in a form that `pattern` takes; empty when nothing is likely."""
    return next((each for each in _guesses(value, pattern) if each != value and re.search(pattern, each)), "")


def _guesses(value: str, pattern: str) -> Iterator[str]:
    bare = value.strip().strip(CURVED + "\"'").strip()
    yield bare
    yield bare.replace(",", ".")
    yield bare.removeprefix("v").removeprefix("V").strip()
    yield f"{bare}.0"
    yield from _day(bare)
    yield from _duration(bare)
    if pattern == ID and PLAIN.fullmatch(bare):
        yield slug(bare)


def _day(text: str) -> Iterator[str]:
    if found := SORTED_DAY.fullmatch(text):
        yield f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}"
    if found := DAY.fullmatch(text):
        month = found[2].lower()
        number = (
            int(month)
            if month.isdecimal()
            else next((n for n, name in enumerate(MONTHS, 1) if name.startswith(month)), 0)
        )
        try:
            yield date(int(found[3]), number, int(found[1])).isoformat()
        except ValueError:
            return


def deadline(text: str) -> str:
    """The fields of a deadline that was told in words."""
    said = text.lower().removeprefix("innen ").strip()
    within = next(_duration(said), "")
    if within:
        return f"{{within: {within}}}"
    return "{same_day: true}" if said == "samme dag" else "{immediately: true}"


def _duration(text: str) -> Iterator[str]:
    if found := DURATION.fullmatch(text):
        yield from (form.format(int(found[1])) for unit, form in UNITS.items() if found[2].lower().startswith(unit))


def choice(value: str, allowed: list[str]) -> str:
    """The value of a list whose Norwegian word was written instead; empty when there is none."""
    said = value.strip().strip(CURVED + "\"'").lower()
    for key in allowed:
        if key.lower() == said or (key in WORDS and said in (word(key).lower(), word(key, "nn").lower())):
            return key
    return ""


def in_words(key: str, form: str = "{}") -> str:
    """A value of a list in the form given, with what readers know it as: approved (vedtatt)."""
    told = word(key).lower() if key in WORDS else key
    return form.format(key) + ("" if told == key else f" ({told})")


def truth(value: str) -> str:
    """`true` or `false` for the usual words; empty for others."""
    said = value.strip().strip(CURVED + "\"'").lower()
    return YES.get(said, said if said in ("true", "false") else "")
