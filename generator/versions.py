"""Which versions an item has had, what happened to each, and which one applied on any day. Pure.

On day D applied the approved version with the latest `valid_from` ≤ D among those on main by the end of D, with the
text as main had it then. Only the files and the date decide. One thing is not read off the files of that day alone:
when a later version, approved for a day to come, was put in the place of the one in force, that one applied until then.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from generator.revisions import Data, same

FACTS = frozenset(
    [
        "status",
        "approvals",
        "hearing",
        "valid_from",
        "valid_to",
        "retired_reason",
        "review_by",
        "aliases",
        "keywords",
        "group",
        "replaces",
        "version",
        "change",
    ]
)
"""Fields about the procedure; the others are what it tells the reader to do."""
MOST_DIGITS = 9
NEAR = 20
"""Texts of a version among which a change that was taken back is looked for; there may be thousands."""
SLOTS = ("base", "next")

Number = tuple[int, ...]
TextKey = tuple[str, int]
"""A version, and which of its texts, counted from 1."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What an item says after a commit. `slots` holds the base file and the coming one; both gone: it was removed.

    `unreadable`: the commit changed a file that cannot be read; what it said before went on.
    """

    index: int
    day: date
    name: str
    slots: Mapping[str, Data]
    translation: str = ""
    unreadable: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a version, and the commit that brought it."""

    key: TextKey
    index: int
    day: date
    data: Data


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a commit did to an item. `before` and `after` are the texts to compare, where there are two."""

    index: int
    kind: str
    version: str
    before: Text | None = None
    after: Text | None = None


@dataclass(slots=True)
class Version:
    """All texts of one version, and what happened to it."""

    number: str
    texts: list[Text] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    @property
    def published(self) -> Text:
        """The text as first approved; of what was never approved, the last."""
        return next((text for text in self.texts if text.data.get("status") == "approved"), self.texts[-1])


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` on, what applied: a text, or nothing and why (`absent`, `none`, `ended`, `retired`, `removed`)."""

    start: date
    text: TextKey | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Life:
    """An item's whole life."""

    versions: tuple[Version, ...]
    events: tuple[Event, ...]
    spans: tuple[Span, ...]


def life(moments: Sequence[Moment]) -> Life:
    """The versions of an item by number, everything that happened, and what applied when."""
    found: dict[str, Version] = {}
    keys: list[dict[str, TextKey]] = []
    events: list[Event] = []
    before: Moment | None = None
    for moment in moments:
        named = {str(data.get("version", "")) for data in moment.slots.values()}
        latest = {number: found[number].texts[-1] for number in named if number in found}
        keys.append({slot: _enter(found, moment, moment.slots[slot]) for slot in SLOTS if slot in moment.slots})
        for event in _events(before, moment, keys, found, latest):
            events.append(event)
            if event.version in found:
                found[event.version].events.append(event)
        before = moment
    versions = tuple(sorted(found.values(), key=lambda each: number_of(each.number)))
    return Life(versions, tuple(events), tuple(spans(moments, keys)))


@lru_cache(maxsize=4096)
def number_of(version: str) -> Number:
    """A version as numbers, so that 2.10 comes after 2.9. What is no number comes first."""
    return tuple(int(part) if part.isdecimal() and len(part) <= MOST_DIGITS else 0 for part in version.split("."))


def kind_of(version: str, before: str | None) -> str:
    """`first` (also after drafts numbered 0), `major` (the first number changed: must be read again) or `minor`."""
    if before is None or (number_of(before)[0] == 0 < number_of(version)[0]):
        return "first"
    return "major" if number_of(version)[:1] != number_of(before)[:1] else "minor"


def _enter(found: dict[str, Version], moment: Moment, data: Data) -> TextKey:
    """Note the text that a file has; a new one only when it says something else than the version's last."""
    number = str(data.get("version", ""))
    version = found.setdefault(number, Version(number))
    if not version.texts or not same(version.texts[-1].data, data):
        version.texts.append(Text((number, len(version.texts) + 1), moment.index, moment.day, data))
    return version.texts[-1].key


def _events(  # noqa: C901 - one branch for each thing that can happen
    before: Moment | None,
    moment: Moment,
    keys: Sequence[Mapping[str, TextKey]],
    found: Mapping[str, Version],
    latest: Mapping[str, Text],
) -> Iterator[Event]:
    now, was = keys[-1], keys[-2] if len(keys) > 1 else {}
    main = (now.get("base") or now.get("next") or was.get("base") or was.get("next") or ("", 0))[0]
    if moment.unreadable:
        yield Event(moment.index, "unreadable", main)
    elif before is not None and before.unreadable and now == was:
        yield Event(moment.index, "mended", main)
    if not now:
        if was:
            yield Event(moment.index, "removed", main)
        return
    if before is not None and not was and not moment.unreadable:
        yield Event(moment.index, "restored", main)
    if before is not None and before.name != moment.name:
        yield Event(moment.index, "renamed", main)
    if "next" in was and now.get("base") == was["next"] != was.get("base") and "next" not in now:
        yield Event(moment.index, "promoted", main)
    elif "next" in was and "next" not in now and now.get("base") == was.get("base"):
        yield Event(moment.index, "withdrawn", was["next"][0])
    for slot in SLOTS:
        known = slot in now and (latest[now[slot][0]].key if now[slot][0] in latest else None)
        unchanged = not was and known == now.get(slot)  # it is back, just as it was
        if slot in now and now[slot] not in was.values() and not unchanged:
            yield _change(moment.index, now[slot], was.get(slot), found, latest)
    if before is not None and before.translation != moment.translation:
        yield Event(moment.index, "translation", main)


def _change(
    index: int, key: TextKey, was: TextKey | None, found: Mapping[str, Version], latest: Mapping[str, Text]
) -> Event:
    number, place = key
    after = found[number].texts[place - 1]
    old = latest.get(number)
    if old is None:
        return Event(index, "version", number, after=after)
    if old.key == key:
        return Event(index, "back", number, after=after)
    if was is not None and number_of(number) < number_of(was[0]):
        return Event(index, "back", number, old, after)
    if any(same(text.data, after.data) for text in found[number].texts[max(0, place - NEAR) : place - 1]):
        return Event(index, "reverted", number, old, after)
    return Event(index, _nature(old.data, after.data), number, old, after)


def _nature(old: Data, new: Data) -> str:
    """What kind of change it is to keep the version and say something else."""
    if old.get("status") != new.get("status"):
        return "status"
    fields = {key for key in {*old, *new} if old.get(key) != new.get(key)}
    if fields == {"group"}:
        return "moved"
    if fields <= FACTS:
        return "facts"
    return "correction" if new.get("status") == "approved" else "draft"


def spans(moments: Sequence[Moment], keys: Sequence[Mapping[str, TextKey]]) -> Iterator[Span]:
    """What applied, from the first commit to the end of time; the answer changes only where a span begins."""
    last: Span | None = None
    held: tuple[TextKey, Data] | None = None
    ever = False
    for start, end, moment, known in _days(moments, keys):
        for day in _turns([*moment.slots.values(), *([held[1]] if held else [])], start, end):
            if slot := in_force(moment.slots, day):
                held, ever = (known[slot], moment.slots[slot]), True
            elif held and not _waits(held[1], moment, day):
                held = None
            found = Span(day, held[0]) if held else Span(day, None, _why_none(moment, ever=ever))
            if last is None or (last.text, last.why) != (found.text, found.why):
                last = found
                yield found


def _waits(data: Data, moment: Moment, day: date) -> bool:
    """Whether a text goes on although its file is gone: a higher version has its place, but does not apply yet."""
    after = moment.slots.get("base", {})
    begins = day_in(after, "valid_from")
    later = number_of(str(after.get("version", ""))) > number_of(str(data.get("version", "")))
    return applies(data, day) and later and after.get("status") == "approved" and begins is not None and begins > day


def _days(
    moments: Sequence[Moment], keys: Sequence[Mapping[str, TextKey]]
) -> Iterator[tuple[date, date | None, Moment, Mapping[str, TextKey]]]:
    """The state at the end of each day that has commits, and how long it lasted."""
    ends = {moment.day: (moment, known) for moment, known in zip(moments, keys, strict=True)}
    days = sorted(ends)
    for day, following in zip(days, [*days[1:], None], strict=True):
        yield day, following, *ends[day]


def _turns(texts: Sequence[Data], start: date, end: date | None) -> list[date]:
    turns = {start}
    for data in texts:
        begins, ends = day_in(data, "valid_from"), day_in(data, "valid_to")
        turns |= {begins} if begins else set()
        turns |= {ends + timedelta(1)} if ends and ends < date.max else set()
    return sorted(day for day in turns if start <= day and (end is None or day < end))


def in_force(slots: Mapping[str, Data], day: date) -> str | None:
    """Which of an item's files applied on a day; nothing when none did."""
    able = [slot for slot in SLOTS if slot in slots and applies(slots[slot], day)]
    return max(
        able,
        key=lambda slot: (day_in(slots[slot], "valid_from"), number_of(str(slots[slot].get("version", "")))),
        default=None,
    )


def applies(data: Mapping[str, Any], day: date) -> bool:
    """Whether a text is approved and its dates cover a day."""
    begins, ends = day_in(data, "valid_from"), day_in(data, "valid_to")
    return data.get("status") == "approved" and begins is not None and begins <= day and (ends is None or day <= ends)


def day_in(data: Mapping[str, Any], key: str) -> date | None:
    """A day that a text names; nothing when it names none that exists."""
    said = data.get(key)
    return _day(str(said)) if said else None


@lru_cache(maxsize=4096)
def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def _why_none(moment: Moment, *, ever: bool) -> str:
    if not moment.slots:
        return "removed"
    if moment.slots.get("base", {}).get("status") == "retired":
        return "retired"
    return "ended" if ever else "none"


def on(spans_: Sequence[Span], day: date) -> Span:
    """What applied on a day."""
    place = bisect_right([span.start for span in spans_], day)
    return spans_[place - 1] if place else Span(day, None, "absent")
