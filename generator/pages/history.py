"""The history of one item, and its earlier versions: pages that are put into the frame of another (see `shelf`)."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from generator import addresses
from generator.compare import Difference
from generator.pages.news import doubt_text, event_text
from generator.pages.page import Context, Page, View
from generator.prose import render_old
from generator.record import Record
from generator.revisions import Data
from generator.schema import schema_of
from generator.told import Teller, day_told, listed
from generator.versions import Text
from generator.words import WORDS, day_in_words, word

HOME = ("/", "Forside")
NEAR = 70
"""Characters of unchanged text that are shown on each side of a change."""
MOST_EVENTS = 200
"""Commits listed one by one under a version; the rest are counted."""
MOST_DIFFERENCES = 60
WHY = {
    "absent": "Fantes ikke i håndboka",
    "none": "Ingen vedtatt versjon",
    "ended": "Ingen versjon gjaldt",
    "retired": "Trukket tilbake",
    "removed": "Fjernet fra håndboka",
}
OLD_FIELDS = ("purpose", "scope", "services", "roles", "systems", "decision_track", "approvals", "hearing", "valid_from")
OLD_FACTS = (*OLD_FIELDS, "valid_to", "retired_reason", "review_by", "applies_to", "replaces", "parameters")


def history_page(record: Record, address: str, title: str, context: Context, *, unsaved: bool) -> Page:
    """The page that tells what changed, when, why and by whose decision, the newest first."""
    by_version: dict[str, list[Record]] = {}
    loose = []
    for event in reversed(record["events"]):
        (by_version.setdefault(event["version"], []) if record["versions"] else loose).append(event)
    now = _now(record, context.day)
    view = {
        "summary": f"Hva som er endret i «{title}», når, hvorfor og hvem som vedtok det.",
        "page": address,
        "kind": record["kind"],
        "now": now,
        "former": record["former_ids"],
        "unsaved": unsaved,
        "versions": [
            _version(record["id"], each, by_version.get(each["version"], []), now["version"], context.day)
            for each in reversed(record["versions"])
        ],
        "events": [_event(each, with_differences=True) for each in loose[:MOST_EVENTS]],
        "more_events": max(0, len(loose) - MOST_EVENTS),
        "spans": list(_spans(record)) if record["versions"] else [],
    }
    trail = (HOME, *_above(record["kind"]), (address, title))
    return Page(addresses.history(address), f"Historikk: {title}", "history.html", view, trail, searchable=False)


def _above(kind: str) -> tuple[tuple[str, str], ...]:
    parents = {"procedure": ("/prosedyrer/", "Prosedyrer"), "service": ("/tjenester/", "Tjenester")}
    return (parents.get(kind, ("/kommuner/", "Kommuner")),)


def _now(record: Record, day: date) -> View:
    """What applies on the day of the build."""
    current: list[Any] = ["", "", 0, "none", []]
    for span in record["spans"]:
        if span[0] <= day.isoformat():
            current = span
    return {"version": current[1], "since": day_told(current[0]), "why": WHY.get(current[3], "")}


def _version(name: str, version: Record, events: list[Record], current: str, day: date) -> View:
    number = version["version"]
    coming = version["status"] == "approved" and version["valid_from"] > day.isoformat()
    own = [each for each in events if each["kind"] != "version" or each["version"] != number]
    return {
        "number": number,
        "anchor": addresses.version_anchor(number),
        "address": addresses.version(name, number),
        "level": {"major": "Stor endring", "minor": "Mindre endring", "first": "Første versjon"}[version["kind"]],
        "status": {"key": version["status"], "text": _status(version, current, coming=coming)},
        "current": number == current,
        "note": version["note"],
        "facts": list(_facts(version)),
        "previous": version["previous"] or "",
        "differences": _differences(version["differences"]),
        "events": [_event(each, with_differences=True) for each in own[:MOST_EVENTS]],
        "more_events": max(0, len(own) - MOST_EVENTS),
        "first": _event(next((each for each in events if each["kind"] == "version"), None), with_differences=False),
        "texts": [
            {"address": addresses.version(name, number, each["number"]), "day": day_told(each["day"])}
            for each in version["texts"][:-1]
        ]
        if version["status"] in ("approved", "retired")
        else [],
    }


def _status(version: Record, current: str, *, coming: bool) -> str:
    if version["version"] == current:
        return "Gjelder nå"
    if coming:
        return f"Vedtatt, gjelder fra {day_told(version['valid_from'])}"
    told = word(version["status"]) if version["status"] in WORDS else version["status"] or "Uten status"
    return "Gjaldt før" if version["status"] == "approved" and version["applied"] else told


def _facts(version: Record) -> Iterator[View]:
    applied = "; ".join(f"{day_told(first)}–{day_told(last) if last else 'nå'}" for first, last in version["applied"])
    if version["valid_from"]:
        yield {"label": "Gjelder fra", "text": day_told(version["valid_from"])}
    lag = " – etter at den skulle gjelde" if version["late"] else ""
    label = "Vedtatt versjon kom i håndboka" if version["status"] in ("approved", "retired") else "Kom i håndboka"
    yield {"label": label, "text": f"{day_told(version['day'])}{lag}"}
    if applied:
        yield {"label": "Gjaldt", "text": applied.replace("–nå", " og fram til nå")}
    if version["approvals"]:
        yield {"label": "Vedtak", "text": "; ".join(version["approvals"])}
    if version["valid_to"]:
        yield {"label": "Siste dag", "text": day_told(version["valid_to"])}


def _event(event: Record | None, *, with_differences: bool) -> View:
    if event is None:
        return {}
    return {
        "text": event_text(event),
        "kind": event["kind"],
        "day": day_told(event["day"]),
        "doubt": doubt_text(event),
        "subject": event["subject"],
        "author": event.get("author", ""),
        "commit": event["commit"][:10],
        "differences": _differences(event["differences"]) if with_differences else [],
    }


def _differences(found: list[Difference]) -> list[View]:
    """Differences as they are shown: short ones side by side, prose with what surrounds each change."""
    shown = [
        {
            "label": each["label"],
            "kind": each["kind"],
            "before": each["before"].split("\n"),
            "after": each["after"].split("\n"),
            "words": [{"tag": tag, "lines": text.split("\n")} for tag, text in shortened(each.get("words", []))],
            "note": each.get("note", ""),
        }
        for each in found[:MOST_DIFFERENCES]
    ]
    if len(found) > MOST_DIFFERENCES:
        more = f"Og {len(found) - MOST_DIFFERENCES} endringer til."
        shown.append({"label": more, "kind": "more", "before": [], "after": [], "words": [], "note": ""})
    return shown


def shortened(words: list[list[str]] | list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Long stretches that did not change are cut in the middle."""
    for place, (tag, text) in enumerate(words):
        if tag != "same" or len(text) <= 2 * NEAR:
            yield tag, text
            continue
        first = text[:NEAR].rsplit(" ", 1)[0] if place else ""
        last = text[-NEAR:].split(" ", 1)[-1] if place + 1 < len(words) else ""
        yield tag, f"{first} … {last}"


def _spans(record: Record) -> Iterator[View]:
    """Every time and what applied, the newest first: the answer to "what applied on that day" without a script."""
    rows = record["spans"]
    ends = [*(row[0] for row in rows[1:]), ""]
    latest = {each["version"]: each["texts"][-1]["number"] for each in record["versions"]}
    for (start, version, number, why, _), end in reversed(list(zip(rows, ends, strict=True))):
        last = day_in_words(date.fromordinal(date.fromisoformat(end).toordinal() - 1)) if end else ""
        address = addresses.version(record["id"], version, 0 if number == latest.get(version) else number) if version else ""
        text = f"Versjon {version}" if version else WHY[why]
        yield {"from": day_told(start), "to": last, "text": text, "address": address}


@dataclass(slots=True)
class OldPages:
    """Makes pages of earlier versions. What two versions have in common is made once."""

    context: Context
    known_addresses: frozenset[str]
    pieces: dict[str, str] = field(default_factory=dict)

    def page(self, record: Record, text: Text, tell: Teller, since: list[Difference], *, latest: bool) -> Page:
        """A complete page of one text of a version, with a notice that says what it is."""
        name, (number, place) = record["id"], text.key
        data = text.data
        title = str(data.get("title", name))
        version = next(each for each in record["versions"] if each["version"] == number)
        now = _now(record, self.context.day)
        labels = {str(each.get("id")): str(each.get("label", "")) for _, each in listed(data, "parameters")}
        is_now = number == now["version"] and latest
        view = {
            "summary": str(data.get("summary", "")),
            "page": addresses.procedure(name),
            "history": addresses.history(addresses.procedure(name)),
            "number": number,
            "notice": _notice(version, now, self.context.day, latest=latest),
            "is_now": is_now,
            "facts": list(_facts(version)) if latest else [{"label": "Teksten slik den var fra", "text": day_in_words(text.day)}],
            "note": version["note"],
            "steps": [self._step(number_, step, tell, labels) for number_, step in listed(data, "steps")],
            "exceptions": self._prose(data.get("exceptions"), labels),
            "background": self._prose(data.get("body"), labels),
            "about": list(_about(data, tell)),
            "sources": [tell.reference(each) for _, each in listed(data, "references")],
            "training": [tell.training(each) for _, each in listed(data, "training")],
            "since": _differences(since),
            "since_version": now["version"],
        }
        trail = (HOME, *_above("procedure"), (view["page"], title), (view["history"], "Historikk"))
        language = "nn" if data.get("language") == "nn" else "nb"
        address = addresses.version(name, number, 0 if latest else place)
        heading = f"{title} (versjon {number})"
        return Page(address, heading, "version.html", view, trail, language, searchable=False)

    def _prose(self, text: Any, labels: Mapping[str, str]) -> str:
        if not isinstance(text, str) or not text.strip():
            return ""
        key = f"{sorted(labels.items())}\0{text}"
        if key not in self.pieces:
            self.pieces[key] = self._known_links(render_old(text, dict(labels)))
        return self.pieces[key]

    def _known_links(self, html: str) -> str:
        """Links to pages that are gone become plain words."""
        parts = html.split('<a href="/')
        kept = [parts[0]]
        for part in parts[1:]:
            target, _, rest = part.partition('"')
            if f"/{target.partition('#')[0]}" in self.known_addresses:
                kept.append(f'<a href="/{part}')
            else:
                kept.append(rest.partition(">")[2].replace("</a>", "", 1))
        return "".join(kept)

    def _step(self, number: int, step: Mapping[str, Any], tell: Teller, labels: Mapping[str, str]) -> View:
        named = [tell.name("role", str(step.get("role", "")))]
        return {
            "number": number,
            "anchor": addresses.step(str(step.get("id", number))),
            "title": str(step.get("title", "")),
            "role": named[0],
            "setting": word(step["setting"]) if step.get("setting") in WORDS else "",
            "html": self._prose(step.get("text"), labels),
            "deadline": tell.deadline(step["deadline"]) if isinstance(step.get("deadline"), dict) else "",
            "law": step.get("required_by_law") is True,
            "sends": [tell.sending(each) for _, each in listed(step, "sends")],
            "receives": [tell.receipt(each) for _, each in listed(step, "receives")],
            "record": str(step.get("record", "")),
            "source": tell.citation(step["source"]) if isinstance(step.get("source"), dict) else "",
            "ways": [tell.way(each) for _, each in listed(step, "next")],
        }


def _notice(version: Record, now: View, day: date, *, latest: bool) -> str:
    number, status = version["version"], version["status"]
    if number == now["version"]:
        return (
            f"Dette er versjon {number}, som gjelder nå."
            if latest
            else f"Dette er en tidligere tekst av versjon {number}. Teksten er rettet siden."
        )
    if status == "approved" and version["valid_from"] > day.isoformat():
        return f"Ikke gjeldende ennå: versjon {number} gjelder fra {day_told(version['valid_from'])}."
    if status in ("proposal", "draft", "hearing"):
        return f"Ikke gjeldende: versjon {number} er ikke vedtatt."
    current = f" Versjon {now['version']} gjelder nå." if now["version"] else " Ingen versjon gjelder nå."
    return f"Ikke gjeldende: dette er den gamle versjon {number}.{current}"


def _about(data: Data, tell: Teller) -> Iterator[View]:
    shapes = schema_of("procedure")["properties"]
    for key in OLD_FACTS:
        if data.get(key) not in (None, "", []):
            yield {"label": shapes[key]["title"], "text": tell.say(key, data[key], shapes[key])}


def key_of(*parts: Any) -> str:
    """A text that changes whenever what a page shows does."""
    return json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
