"""The history of every item, from git and from what was kept: the way from commits to records.

What is kept (the log, what each content is about, each item's record) is only ever an answer to a question that names
its commit or contents by hash: deleting it costs time, and a force-push makes it unused, never wrong.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from sys import intern
from typing import Any

import orjson

from generator import cache, history
from generator.cache import Cache
from generator.history import Commit, History, Repository, day_of
from generator.lineage import Dated, Item, Key, dated, follow
from generator.names import Names
from generator.record import Record, Writer
from generator.revisions import Data, Place, Reader, about, place_of
from generator.versions import Life, Moment, Span, Text, life

MOST_LIVES = 1000
"""Procedures whose texts and records are held in memory between the making of their record and that of their pages."""
MOST_HELD = 64_000_000
"""Bytes of contents held from when it was learned what they are about until their records are made."""
About = tuple[str, tuple[str, ...], dict[str, str]]
"""The id and old ids that a content names, and the names that it gives: its own, or those of its entries."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What applied from a day on (see `versions.Span`), and the services that the text was for."""

    span: Span
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """What lists need to know of an item: enough to say what happened when, without reading its record.

    `events` are those of the record without their differences. `stamp` changes when the record does.
    """

    kind: str
    id: str
    title: str
    stamp: str
    events: tuple[Record, ...]
    spans: tuple[Applied, ...]
    names: tuple[str, ...] = ()
    versions: tuple[tuple[str, str], ...] = ()


@dataclass
class Chronicle:
    """The histories of a handbook. Empty when there is no git. Records and texts are worked out when asked for."""

    git: History = field(default_factory=History)
    today: date = date.min
    outlines: dict[Key, Outline] = field(default_factory=dict)
    unsaved: frozenset[Key] = frozenset()
    authors: bool = False
    kept: Cache | None = None
    records: dict[Key, Record] = field(default_factory=dict)
    _source: "_Source | None" = None

    def record(self, key: Key) -> Record:
        """Everything about one item."""
        outline = self.outlines[key]
        if self.kept is None:
            return self.source().record(key)
        if key in self.records:
            return self.records.pop(key)
        parts = (b"record", outline.stamp.encode(), bytes([self.authors]))

        made: list[Record] = []

        def make() -> str:
            made.append(self.source().record(key))
            return orjson.dumps(made[0]).decode()

        kept = self.kept.get(parts, make)
        if made and len(self.records) < MOST_LIVES:
            self.records[key] = made[0]
        return made[0] if made else orjson.loads(kept)

    def life(self, key: Key) -> Life:
        """All texts of a procedure."""
        return self.source().life(key)

    def writer(self) -> Writer:
        """Says differences with the names of their time."""
        return self.source().writer

    def source(self) -> "_Source":
        """The commits themselves, read when first needed."""
        if self._source is None:
            self._source = _Source(self.git, self.today, self.authors)
        return self._source

    def close(self) -> None:
        """Let go of git and of what was read, and keep what was worked out."""
        if self._source is not None:
            self._source.close()
            self._source = None
        if self.kept is not None:
            self.kept.save()


def read(root: Path, today: date, *, authors: bool = False, keep: bool = True) -> Chronicle:
    """The histories of the handbook in `root`, as seen on a day.

    Raises:
        ShallowCloneError: When the clone holds only part of the history.
        HistoryError: When git has lost something.
    """
    folder = cache.folder(root) if keep else None
    git = history.read(root, folder / "log.json" if folder else None)
    if not git.commit:
        return Chronicle(git, today)
    unsaved = frozenset(key for path in git.unsaved if (key := _key_of(path)))
    kept = Cache(folder / "history.db") if folder else None
    chronicle = Chronicle(git, today, {}, unsaved, authors, kept)
    index = folder / "outlines.json" if folder else None
    chronicle.outlines = _kept_outlines(index, chronicle)
    if not chronicle.outlines:
        chronicle.outlines = _outlines(chronicle)
        _keep_outlines(index, chronicle)
    if kept is not None:
        kept.touch((b"record", each.stamp.encode(), bytes([authors])) for each in chronicle.outlines.values())
    return chronicle


def _key_of(path: str) -> Key | None:
    place = place_of(path)
    return (place.kind, place.name) if place else None


def _outlines(chronicle: Chronicle) -> dict[Key, Outline]:
    source = chronicle.source()
    found = {}
    for key in sorted(source.items):
        stamp = source.stamp(key)
        chronicle.outlines[key] = Outline(*key, "", stamp, (), ())
        record = chronicle.record(key)
        found[key] = _outline(record, stamp)
    source.held.clear()
    return found


def _outline(record: Record, stamp: str) -> Outline:
    events = tuple({name: each[name] for name in each if name != "differences"} for each in record["events"])
    spans = tuple(_span(each) for each in record["spans"])
    versions = tuple((each["version"], each["status"]) for each in record["versions"])
    return Outline(
        record["kind"], record["id"], record["title"], stamp, events, spans, tuple(record["former_ids"]), versions
    )


def _event(told: Record) -> Record:
    """An event that was kept, with each hash, day and other word held once."""
    return {name: intern(value) if type(value) is str and " " not in value else value for name, value in told.items()}


def _span(kept: Sequence[Any]) -> Applied:
    start, version, number, why, services = kept
    return Applied(Span(date.fromisoformat(start), (version, number) if version else None, why), tuple(services))


def _kept_span(each: Applied) -> list[Any]:
    return [each.span.start.isoformat(), *(each.span.text or ("", 0)), each.span.why, each.services]


def _mark(chronicle: Chronicle) -> str:
    """What the outlines depend on: the code, the commit, and the day only when some commit is dated after it."""
    return f"{cache.engine_key().hex()} {chronicle.git.head} {chronicle.authors}"


def _kept_outlines(file: Path | None, chronicle: Chronicle) -> dict[Key, Outline]:
    if file is None:
        return {}
    with suppress(OSError, ValueError, KeyError, TypeError):
        kept = orjson.loads(file.read_bytes())
        if kept["mark"] == _mark(chronicle) and kept["from"] <= chronicle.today.isoformat() <= kept["to"]:
            rows = [_from_kept(each) for each in kept["outlines"]]
            return {(each.kind, each.id): each for each in rows}
    return {}


def _from_kept(row: list[Any]) -> Outline:
    kind, name, title, stamp, events, spans, names, versions = row
    happened, applied = tuple(map(_event, events)), tuple(map(_span, spans))
    return Outline(kind, name, title, stamp, happened, applied, tuple(names), tuple(map(tuple, versions)))


def _keep_outlines(file: Path | None, chronicle: Chronicle) -> None:
    if file is None:
        return
    later = sorted(day for day in (day_of(each.stamp) for each in chronicle.git.log) if day > chronicle.today)
    newest = max(
        (day_of(each.stamp) for each in chronicle.git.log if day_of(each.stamp) <= chronicle.today), default=date.min
    )
    rows = [
        [
            each.kind,
            each.id,
            each.title,
            each.stamp,
            each.events,
            [_kept_span(one) for one in each.spans],
            each.names,
            each.versions,
        ]
        for each in chronicle.outlines.values()
    ]
    until = date.fromordinal(later[0].toordinal() - 1) if later else date.max
    kept = {"mark": _mark(chronicle), "from": newest.isoformat(), "to": until.isoformat(), "outlines": rows}
    _write(file, kept)


def _write(file: Path, value: Any) -> None:
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = file.with_suffix(".new")
        fresh.write_bytes(orjson.dumps(value))
        fresh.replace(file)


class _Source:
    """The commits, who each content belongs to, and a git that gives contents."""

    def __init__(self, git: History, today: date, authors: bool) -> None:  # noqa: FBT001 - whether names may be shown
        if git.root is None:
            raise history.HistoryError("Håndboka ligger ikke i et git-repositorium, og har ingen historikk.")
        self.repository = Repository(git.root)
        self.commits: list[Dated] = dated(git.log, today)
        self.held: dict[str, bytes] = {}
        known = _known(git)
        self.about = self._learn(git.log, known)
        if git.kept is not None and len(self.about) != len(known):
            _write(git.kept.with_name("about.json"), {"mark": cache.engine_key().hex(), "about": self.about})
        self.items: dict[Key, Item] = follow(git.log, lambda blob: self.about[blob][:2])
        self.lives: dict[Key, Life] = {}
        self.writer = Writer(self.commits, self._names(), authors)

    def _learn(self, log: Sequence[Commit], known: dict[str, About]) -> dict[str, About]:
        """What each content is about, reading only what is new."""
        places: dict[str, Place] = {}
        for commit in log:
            for change in commit.changes:
                if change.blob and (place := place_of(change.path)):
                    places.setdefault(change.blob, place)
        new = [blob for blob in reversed(places) if blob not in known]  # git has the newest whole, the older as changes
        found = {blob: each for blob, each in known.items() if blob in places}
        room = MOST_HELD
        for blob, content in zip(new, self.repository.contents(new), strict=True):
            found[blob] = about(content, places[blob])
            room -= len(content)
            if room > 0:
                self.held[blob] = content
        return found

    def _names(self) -> Names:
        names = Names()
        for (kind, _), item in self.items.items():
            for state in item.states:
                if slot := state.slots.get("base"):
                    said = self.about[slot.blob][2]
                    listing = place_of(slot.path)
                    names.add(state.index, listing.name if kind == "vocabulary" and listing else kind, said.items())
        return names

    def stamp(self, key: Key) -> str:
        """Changes whenever the item's history does. A commit's hash stands for all that came before it."""
        item = self.items[key]
        rows = [
            (
                self.commits[each.index].commit.hash,
                self.commits[each.index].day,
                self.commits[each.index].doubt,
                each.name,
                sorted((name, slot.path, slot.blob) for name, slot in each.slots.items()),
            )
            for each in item.states
        ]
        return sha256(orjson.dumps((key, rows))).hexdigest()

    def record(self, key: Key) -> Record:
        kind, name = key
        if kind == "procedure":
            moments = self.moments(key)
            lived = life(moments)
            if len(self.lives) < MOST_LIVES:
                self.lives[key] = lived
            return self.writer.procedure(name, moments, lived)
        return self.writer.plain(kind, name, list(self._plain(key)))

    def life(self, key: Key) -> Life:
        """All texts of a procedure; each is asked for once after its record."""
        return self.lives.pop(key, None) or life(self.moments(key))

    def moments(self, key: Key) -> list[Moment]:
        """A procedure after each commit that touched it. What cannot be read leaves what was there before."""
        reader = Reader("procedure")
        found: list[Moment] = []
        last: dict[str, Data] = {}
        contents = self._contents(key)
        for state in self.items[key].states:
            slots: dict[str, Data] = {}
            unreadable = False
            for name in ("base", "next"):
                if slot := state.slots.get(name):
                    data = reader.read(next(contents))
                    unreadable = unreadable or data is None
                    if data is None and name in last:
                        slots[name] = last[name]
                    elif data is not None:
                        slots[name] = {**data, "group": slot.folder}
            last = slots
            day = self.commits[state.index].day
            translation = state.slots["nn"].blob if "nn" in state.slots else ""
            found.append(Moment(state.index, day, state.name, slots, translation, unreadable))
        return found

    def _plain(self, key: Key) -> Iterator[tuple[int, Data | None]]:
        kind, name = key
        reader = Reader(name if kind == "vocabulary" else kind)
        contents = self._contents(key)
        for state in self.items[key].states:
            slot = state.slots.get("base")
            if slot is None:
                yield state.index, None
                continue
            content = next(contents)
            data = reader.entries(content) if kind == "vocabulary" else reader.read(content)
            if data is not None:
                added = {"service-group": slot.folder} if kind == "service" else {}
                yield state.index, {**data, **added}

    def _contents(self, key: Key) -> Iterator[bytes]:
        slots = [
            state.slots[name] for state in self.items[key].states for name in ("base", "next") if name in state.slots
        ]
        fetched = self.repository.contents([slot.blob for slot in slots if slot.blob not in self.held])
        return (self.held[slot.blob] if slot.blob in self.held else next(fetched) for slot in slots)

    def text(self, key: Key, wanted: tuple[str, int]) -> Text | None:
        """One text of a procedure."""
        for version in self.life(key).versions:
            for each in version.texts:
                if each.key == wanted:
                    return each
        return None

    def close(self) -> None:
        self.repository.close()


def _known(git: History) -> dict[str, About]:
    """What was learned of contents before."""
    if git.kept is None:
        return {}
    with suppress(OSError, ValueError, KeyError, TypeError):
        kept = orjson.loads(git.kept.with_name("about.json").read_bytes())
        if kept["mark"] == cache.engine_key().hex():
            return {blob: (each[0], tuple(each[1]), each[2]) for blob, each in kept["about"].items()}
    return {}
