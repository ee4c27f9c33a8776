"""The history on the command line: one item's log, the difference of two revisions, and what applied on a day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from generator import chronicle
from generator.characters import printable
from generator.chronicle import Chronicle
from generator.compare import Difference
from generator.history import INCOMPLETE, SPARSE, HistoryError, Repository
from generator.lineage import Key
from generator.names import Names
from generator.record import Writer
from generator.revisions import Data, Place, Reader, about, decode, place_of
from generator.suggest import did_you_mean
from generator.told import day_told
from generator.versions import Span, Text, on
from generator.words import day_in_words

NO_GIT = "Håndboka ligger ikke øverst i et git-repositorium med minst én lagring, og har ingen historikk."
WHY = {
    "absent": "Prosedyren fantes ikke i håndboka",
    "none": "Ingen vedtatt versjon",
    "ended": "Ingen versjon gjaldt",
    "retired": "Prosedyren var trukket tilbake",
    "removed": "Prosedyren var fjernet fra håndboka",
}
KINDS = {
    "procedure": "en prosedyre",
    "service": "en tjeneste",
    "municipality": "en kommune",
    "vocabulary": "en ordliste",
}
MARKS = {"removed": "[-{}-]", "added": "{{+{}+}}", "same": "{}"}


def log(root: Path, day: date, name: str) -> Iterator[str]:
    """Everything that happened to an item, the newest first.

    Raises:
        HistoryError: When there is no such item, or no history.
    """
    told = _history(root, day)
    key = _find(told, name)
    record = told.record(key)
    yield f"{record['title']} ({record['id']})"
    if record["former_ids"]:
        yield f"Het før: {', '.join(record['former_ids'])}"
    for event in reversed(record["events"]):
        yield ""
        note = f" – {event['note']}" if event["note"] else ""
        yield f"{event['day']}  {event['commit'][:10]}  {event_line(event)}{note}"
        if "doubt" in event:
            yield f"    Git sier {event['doubt']}, men det kan ikke stemme."
        yield f"    «{event['subject']}»"
        yield from (f"    {line}" for each in event["differences"] for line in lines(each))
    told.close()


def event_line(event: dict[str, str]) -> str:
    """What happened, in a few words."""
    from generator.pages.news import event_text  # noqa: PLC0415 - pages are only needed for these words

    return event_text(event)


def show(root: Path, day: date, name: str, on_day: date) -> Iterator[str]:
    """What applied on a day, and its whole text.

    Raises:
        HistoryError: When there is no such procedure, or no history.
    """
    told = _history(root, day)
    key = _find(told, name, ("procedure",))
    outline = told.outlines[key]
    span = on([each.span for each in outline.spans], on_day)
    when = day_in_words(on_day)
    if on_day > day:
        yield f"Dette er slik det er vedtatt per {day_in_words(day)}. Det kan endres."
    if span.text is None:
        yield f"{WHY[span.why]} {when}."
        yield from _around([each.span for each in outline.spans], on_day)
        told.close()
        return
    text = next(each for version in told.life(key).versions for each in version.texts if each.key == span.text)
    dated = told.source().commits[text.index]
    yield f"{text.data.get('title', name)}: versjon {text.key[0]} gjaldt {when}."
    yield f"Gjelder fra {day_told(str(text.data.get('valid_from')))}. Teksten kom i håndboka {day_in_words(dated.day)}."
    yield ""
    yield decode(_content(told, key, text)).rstrip("\n")
    told.close()


def _around(spans: Sequence[Span], day: date) -> Iterator[str]:
    """The version that applied last before a day when none did, and the first after it."""
    ends = [*(each.start for each in spans[1:]), date.max]
    before = [(each.text, end) for each, end in zip(spans, ends, strict=True) if each.text and end <= day]
    after = [each for each in spans if each.text and each.start > day]
    if before and (last := before[-1])[0]:
        yield f"Før det gjaldt versjon {last[0][0]}, til og med {day_in_words(last[1] - timedelta(1))}."
    if after and after[0].text:
        yield f"Versjon {after[0].text[0]} gjelder fra {day_in_words(after[0].start)}."


def _content(told: Chronicle, key: Key, text: Text) -> bytes:
    """The very file that held a text."""
    source = told.source()
    state = next(each for each in source.items[key].states if each.index == text.index)
    for slot in state.slots.values():
        content = next(iter(source.repository.contents([slot.blob])))
        data = Reader("procedure").read(content)
        if data is not None and str(data.get("version")) == text.key[0]:
            return content
    raise HistoryError(INCOMPLETE)


def diff(root: Path, old: str, new: str | None) -> Iterator[str]:
    """What differs between two commits, or a commit and the files as they are now.

    Raises:
        HistoryError: When git does not know a commit, or there is no git.
    """
    repository = Repository(root)
    if not repository.head():
        raise HistoryError(NO_GIT)
    if new is None and repository.leaves_out_files():
        raise HistoryError(SPARSE)
    sides = [_tree(repository, old), _tree(repository, new) if new else _working_tree(root)]
    writer = Writer((), _names(sides))
    nothing = True
    for key in sorted(sides[0].keys() | sides[1].keys()):
        rows = list(_item(key, [side.get(key) for side in sides], writer))
        if rows:
            nothing = False
            yield from (*rows, "")
    if nothing:
        yield "Ingen ord er endret."
    repository.close()


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    content: bytes
    place: Place


Side = dict[tuple[str, str, str], _File]


def _side(found: Iterator[tuple[str, bytes]]) -> Side:
    files: Side = {}
    for path, content in found:
        place = place_of(path)
        if place is not None and place.slot != "nn":
            files[place.kind, about(content, place)[0] or place.name, place.slot] = _File(path, content, place)
    return files


def _tree(repository: Repository, revision: str) -> Side:
    files = repository.files_at(repository.resolve(revision))
    known = {path: blob for path, blob in files.items() if place_of(path)}
    return _side(zip(known, repository.contents(list(known.values())), strict=True))


def _working_tree(root: Path) -> Side:
    from generator import load  # noqa: PLC0415 - only for files that are not in git

    def contents() -> Iterator[tuple[str, bytes]]:
        for found in load.files(root):
            if isinstance(found, load.Located) and isinstance(content := load.read(root, found), bytes):
                yield found.path, content

    return _side(contents())


def _names(sides: Sequence[Side]) -> Names:
    names = Names()
    for index, side in enumerate(sides):
        for (kind, name, slot), file in side.items():
            if slot == "base":
                said = about(file.content, file.place)[2]
                names.add(index, name if kind == "vocabulary" else kind, said.items())
    return names


def _item(key: tuple[str, str, str], files: Sequence[_File | None], writer: Writer) -> Iterator[str]:
    kind, name, slot = key
    old, new = files
    called = f"{name}{' (kommende versjon)' if slot == 'next' else ''}"
    if old is None or new is None:
        there = new or old
        yield f"{called}: {'ny fil' if new else 'fjernet'} ({there.path if there else ''})"
        return
    if old.content == new.content and old.path == new.path:
        return
    was, now = _data(old, kind, name), _data(new, kind, name)
    if was is None or now is None:
        yield f"{called}: filen kan ikke leses, så forskjellen kan ikke vises."
        return
    found = list(_version(was, now)) + [
        line for each in _compared(kind, name, was, now, writer) for line in lines(each)
    ]
    if found:
        yield f"{called}:"
        yield from (f"  {line}" for line in found)


def _version(was: Data, now: Data) -> Iterator[str]:
    for key, label in (("version", "Versjon"), ("change", "Nytt i denne versjonen")):
        if was.get(key) != now.get(key):
            yield f"{label}: {was.get(key, '–')} → {now.get(key, '–')}"


def _compared(kind: str, name: str, was: Data, now: Data, writer: Writer) -> list[Difference]:
    if kind == "procedure":
        return writer.between(Text(("", 0), 0, date.min, was), Text(("", 0), 1, date.min, now))
    return writer.entries(kind, name, was, now, 0, 1)


def _data(file: _File, kind: str, name: str) -> Data | None:
    if kind == "vocabulary":
        return Reader(name).entries(file.content)
    data = Reader(kind).read(file.content)
    added = {"procedure": "group", "service": "service-group"}.get(kind)
    return {**data, added: file.place.folder} if data is not None and added else data


def lines(each: Difference) -> Iterator[str]:
    """A difference as lines of text: [-gone-] and {+new+} within prose."""
    before, after = each["before"].replace("\n", " / "), each["after"].replace("\n", " / ")
    if each.get("note"):
        yield f"{each['label']}: {each['note']}"
    elif each.get("words"):
        from generator.pages.marked import shortened  # noqa: PLC0415 - pages are only needed for this

        told = "".join(
            MARKS[tag].format(text.strip() if tag != "same" else text) for tag, text in shortened(each["words"])
        )
        yield f"{each['label']}: {' '.join(told.split())}"
    elif each["kind"] == "added":
        yield f"{each['label']}: + {after}"
    elif each["kind"] == "removed":
        yield f"{each['label']}: - {before}"
    else:
        yield f"{each['label']}: {before} → {after}"


def _history(root: Path, day: date) -> Chronicle:
    told = chronicle.read(root, day)
    if not told.git.commit:
        raise HistoryError(NO_GIT)
    return told


def _find(told: Chronicle, name: str, kinds: Sequence[str] = tuple(KINDS)) -> Key:
    """The item that someone means by an id, an old id, the path of its file, or its title."""
    place = place_of(name.removeprefix("./"))
    for kind in kinds:
        if (kind, name) in told.outlines:
            return kind, name
        if place and place.kind == kind and (kind, place.name) in told.outlines:
            return kind, place.name
    for key, outline in told.outlines.items():
        former = name in outline.names or (place and place.kind == key[0] and place.name in outline.names)
        if key[0] in kinds and (former or outline.title.casefold() == name.casefold()):
            return key
    raise HistoryError(f"Historikken har ingenting som heter «{printable(name)}». {_hint(told, name, kinds)}")


def _hint(told: Chronicle, name: str, kinds: Sequence[str]) -> str:
    other = next((KINDS[kind] for kind, known in told.outlines if known == name and kind in KINDS), "")
    if other:
        return f"Det er {other}. Se hva som er endret med: handbook log {name}"
    known = [each for kind, each in told.outlines if kind in kinds]
    example = f" Id-en står i adressen til siden, for eksempel «{known[0]}»." if known else ""
    return did_you_mean(place.name if (place := place_of(name)) else name, known, f"Skriv id-en.{example}")
