"""An item's life as data in plain words: what history pages, feeds, the API and the command line show. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.compare import Difference, Kept, differences
from generator.lineage import Dated
from generator.names import Names
from generator.revisions import Data
from generator.schema import schema_of
from generator.told import Teller, listed
from generator.versions import FACTS, Event, Life, Moment, Span, Text, Version, day_in, kind_of

Record = dict[str, Any]
TITLES = ("title", "name", "term", "short_title", "value", "team")
ENTRIES = {
    "roles": ("Ny rolle", "Rollen"),
    "groups": ("Ny faggruppe", "Faggruppen"),
    "bodies": ("Nytt organ", "Organet"),
    "health-communities": ("Nytt helsefellesskap", "Helsefellesskapet"),
    "systems": ("Nytt system", "Systemet"),
    "messages": ("Ny melding", "Meldingen"),
    "sources": ("Ny kilde", "Kilden"),
    "terms": ("Nytt begrep", "Begrepet"),
    "synonyms": ("Nye synonymer", "Synonymene"),
    "contacts": ("Nytt nummer eller ny adresse", "Nummeret eller adressen"),
    "owners": ("Nytt lag", "Laget"),
    "service-groups": ("Ny tjenestegruppe", "Tjenestegruppen"),
}
"""What an entry of a list of the vocabulary is called, new and known."""
MOST_LABELS = 3
NO_VERSION: Record = {
    "version": "",
    "text": 0,
    "status": "",
    "published": False,
    "level": "",
    "note": "",
    "valid_from": "",
}
"""What is said of an event of something that has no versions."""


@dataclass(frozen=True, slots=True)
class _Applied:
    """A time in which a version applied: its first and last day, the day after, and the text that it began with."""

    days: list[str]
    end: date | None
    place: int


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes records. `commits` and `names` are those of the whole handbook; authors only when they may be shown."""

    commits: Sequence[Dated]
    names: Names
    authors: bool = False

    def procedure(self, name: str, moments: Sequence[Moment], lived: Life) -> Record:
        """The record of a procedure."""
        before: dict[str, str | None] = {}
        previous: str | None = None
        for version in lived.versions:
            before[version.number] = previous
            previous = version.number
        by_number = {each.number: each for each in lived.versions}
        events = [self._event(each, by_number.get(each.version), before) for each in lived.events]
        applied = _applied(lived)
        return {
            "kind": "procedure",
            "id": name,
            "title": _title(moments, name),
            "former_ids": _former(moments, name),
            "versions": [
                self._version(each, by_number.get(before[each.number] or ""), applied.get(each.number, []))
                for each in lived.versions
            ],
            "events": events,
            "spans": [_span(each, by_number) for each in lived.spans],
        }

    def _version(self, version: Version, before: Version | None, applied: Sequence[_Applied]) -> Record:
        text, last = version.published, version.texts[-1]
        dated = self.commits[text.index]
        begins = day_in(text.data, "valid_from")
        tell = self.teller(last)
        return {
            "version": version.number,
            "kind": kind_of(version.number, before.number if before else None),
            "status": str(last.data.get("status", "")),
            "title": str(last.data.get("title", "")),
            "note": str(last.data.get("change", "")).strip(),
            **self._when(text.index),
            "first_seen": version.texts[0].day.isoformat(),
            "approvals": [tell.approval(each) for _, each in listed(last.data, "approvals")],
            "valid_from": _day(last.data, "valid_from"),
            "valid_to": _day(last.data, "valid_to"),
            "late": text.data.get("status") == "approved" and begins is not None and begins < dated.day,
            "applied": [each.days for each in applied],
            "previous": before.number if before else None,
            "differences": self.between(before.texts[-1], _first_in_force(version, applied)) if before else [],
            "texts": [{"number": each.key[1], **self._when(each.index)} for each in version.texts],
        }

    def _event(self, event: Event, version: Version | None, before: Mapping[str, str | None]) -> Record:
        after = event.after
        approved = after is not None and after.data.get("status") == "approved"
        published = approved and version is not None and after is version.published
        changes = self.between(event.before, after) if event.before and after else []
        retired = event.kind == "status" and after is not None and after.data.get("status") == "retired"
        said = "change" if published else "retired_reason" if retired else ""
        return {
            **self._when(event.index),
            "kind": event.kind,
            "version": event.version,
            "text": after.key[1] if after else 0,
            "status": str(after.data.get("status", "")) if after else "",
            "published": published,
            "level": kind_of(event.version, before.get(event.version)) if published else "",
            "note": str(after.data.get(said, "")).strip() if after and said else "",
            "valid_from": _day(after.data, "valid_from") if after and published else "",
            "about": "" if published else about(changes),
            "differences": changes,
        }

    def plain(self, kind: str, name: str, rows: Sequence[tuple[int, Data | None]]) -> Record:
        """The record of an item without versions: each commit that changed it, and what it changed."""
        events: list[Record] = []
        old: Data | None = None
        old_index = 0
        for index, new in rows:
            what = (
                "created"
                if old is None and not events
                else "restored"
                if old is None
                else "removed"
                if new is None
                else "changed"
            )
            changes = (
                self.entries(kind, name, old, new, old_index, index) if old is not None and new is not None else []
            )
            if what != "changed" or changes:
                told = {**NO_VERSION, "about": about(changes), "differences": changes}
                events.append({**self._when(index), "kind": what, **told})
                old, old_index = new, index
        last = next((data for _, data in reversed(rows) if data), {})
        title = next((str(last[key]) for key in TITLES if isinstance(last.get(key), str)), name)
        if kind == "vocabulary":
            title = str(schema_of(name)["title"])
        return {
            "kind": kind,
            "id": name,
            "title": title,
            "former_ids": [],
            "versions": [],
            "events": events,
            "spans": [],
        }

    def entries(self, kind: str, name: str, old: Data, new: Data, was: int, now: int) -> list[Difference]:  # noqa: PLR0913, PLR0917 - two sides
        """What differs between two revisions of a file without versions."""
        before, after = Teller(self.names.at(was)), Teller(self.names.at(now))
        if kind != "vocabulary":
            return differences(kind, old, new, before, after)
        found: list[Difference] = []
        for entry in dict.fromkeys([*old, *new]):
            one, other = old.get(entry, {}), new.get(entry, {})
            if one == other:
                continue
            called, (new_one, known) = _called(other or one, entry), ENTRIES[name]
            if not one or not other:
                told = {"before": called if one else "", "after": called if other else ""}
                label, how = (new_one, "added") if other else (f"{known} er tatt bort", "removed")
                found.append({"path": [entry], "label": label, "kind": how, **told})
                continue
            found += [
                {**each, "path": [entry, *each["path"]], "label": f"{known} «{called}», {_lower(each['label'])}"}
                for each in differences(name, one, other, before, after)
            ]
        return found

    def between(self, old: Text, new: Text) -> list[Difference]:
        """What differs between two texts of a procedure, with the names of their time."""
        before, after = Teller(self.names.at(old.index)), Teller(self.names.at(new.index))
        return differences("procedure", old.data, new.data, before, after)

    def since(self, texts: Iterable[tuple[Text, Teller]], now: Text) -> Iterator[list[Difference]]:
        """What differs between each of some texts and one: what they have in common is compared once."""
        after = self.teller(now)
        kept: dict[tuple[object, ...], Kept] = {}
        for text, before in texts:
            epoch = self.names.epoch(text.index, with_titles=True)
            said = epoch, *before.steps.items(), *before.parameters.items()
            yield differences("procedure", text.data, now.data, before, after, kept.setdefault(said, {}))

    def teller(self, text: Text) -> Teller:
        """Says the values of a text with the names of its time."""
        return Teller(self.names.at(text.index)).of(text.data)

    def _when(self, index: int) -> Record:
        dated = self.commits[index]
        said: Record = {"commit": dated.commit.hash, "day": dated.day.isoformat(), "subject": dated.commit.subject}
        if dated.doubt is not None:
            said["doubt"] = dated.doubt.isoformat()
        if self.authors:
            said["author"] = dated.commit.author
        return said


def about(found: Sequence[Difference]) -> str:
    """What changed, in so few words that it fits in a list: the first labels, those of the decision last."""
    kept = [each for each in found if each["path"] != ["id"]] or found
    told = [each["label"] for each in kept if each["path"][0] not in FACTS] or [each["label"] for each in kept]
    labels = list(dict.fromkeys(_lower(each) for each in told))
    more = len(labels) - MOST_LABELS
    return ", ".join(labels[:MOST_LABELS]) + (f" og {more} til" if more > 0 else "")


def _lower(label: str) -> str:
    """A label within a sentence; abbreviations stay as they are."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def _called(entry: Mapping[str, Any], name: str) -> str:
    """What readers know an entry of the vocabulary as."""
    words = entry.get("words")
    if isinstance(words, list):
        return ", ".join(str(each) for each in words[:MOST_LABELS])
    return next((str(entry[key]) for key in TITLES if entry.get(key)), name)


def _title(moments: Sequence[Moment], name: str) -> str:
    for moment in reversed(moments):
        for slot in ("base", "next"):
            if moment.slots.get(slot, {}).get("title"):
                return str(moment.slots[slot]["title"])
    return name


def _former(moments: Sequence[Moment], name: str) -> list[str]:
    return [each for each in dict.fromkeys(moment.name for moment in moments) if each != name]


def _first_in_force(version: Version, applied: Sequence[_Applied]) -> Text:
    """The text with which a version began to apply: corrections made before that are part of it, later ones are not."""
    return version.texts[applied[0].place - 1] if applied else version.texts[-1]


def _span(span: Span, versions: Mapping[str, Version]) -> list[Any]:
    """First day, version, which of its texts, why none, and the services that the text is for."""
    if span.text is None:
        return [span.start.isoformat(), "", 0, span.why, []]
    number, place = span.text
    services = versions[number].texts[place - 1].data.get("services")
    told = [each for each in services if isinstance(each, str)] if isinstance(services, list) else []
    return [span.start.isoformat(), number, place, "", told]


def _day(data: Data, key: str) -> str:
    found = day_in(data, key)
    return found.isoformat() if found else ""


def _applied(lived: Life) -> dict[str, list[_Applied]]:
    """When each version applied; the last day is empty when no end is known."""
    found: dict[str, list[_Applied]] = {}
    for span, after in zip(lived.spans, [*lived.spans[1:], None], strict=True):
        if span.text is None:
            continue
        number, place = span.text
        times = found.setdefault(number, [])
        last = date.fromordinal(after.start.toordinal() - 1).isoformat() if after else ""
        if times and times[-1].end == span.start:  # another text of the same version
            times[-1] = _Applied([times[-1].days[0], last], after.start if after else None, times[-1].place)
        else:
            times.append(_Applied([span.start.isoformat(), last], after.start if after else None, place))
    return found
