"""The history of one item, and its earlier versions: pages that are put into the frame of another (see `shelf`)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from generator import addresses
from generator.compare import Difference
from generator.model import Procedure
from generator.pages.marked import differences_html
from generator.pages.news import News, doubt_text, event_text
from generator.pages.page import Context, Page, View
from generator.prose import render_old, without_pictures
from generator.record import Record
from generator.revisions import Data
from generator.schema import schema_of
from generator.told import Teller, day_told, listed
from generator.versions import Text
from generator.words import WORDS, day_in_words, word

HOME = ("/", "Forside")
SUMMARY = (
    "Hva som er endret i «{}», når og hvorfor.",
    "Hva som er endret i «{}», når, hvorfor og hvem som vedtok det.",
)
"""Without and with versions, which someone decided."""
MOST_EVENTS = 200
"""Commits listed one by one under a version; the rest are counted."""
WHY = {
    "absent": "Fantes ikke i håndboka",
    "none": "Ingen vedtatt versjon",
    "ended": "Ingen versjon gjaldt",
    "retired": "Trukket tilbake",
    "removed": "Fjernet fra håndboka",
}
PARENTS = {
    "procedure": ("/prosedyrer/", "Prosedyrer"),
    "service": ("/tjenester/", "Tjenester"),
    "municipality": ("/kommuner/", "Kommuner"),
    "vocabulary": (addresses.CHANGES, "Endringer"),
}
"""What lies above the history of each kind of item."""
OLD_FIELDS = (
    "purpose",
    "scope",
    "services",
    "roles",
    "systems",
    "decision_track",
    "approvals",
    "hearing",
    "valid_from",
)
OLD_FACTS = (*OLD_FIELDS, "valid_to", "retired_reason", "review_by", "applies_to", "replaces", "parameters")


def history_page(  # noqa: PLR0913 - what the page is about
    record: Record, address: str, title: str, context: Context, *, unsaved: bool, news: Sequence[News] = ()
) -> Page:
    """The page that tells what changed, when, why and by whose decision, the newest first.

    `news`: what is new in the procedures of a service.
    """
    by_version: dict[str, list[Record]] = {}
    loose: list[Record] = []
    for event in reversed(record["events"]):
        (by_version.setdefault(event["version"], []) if record["versions"] else loose).append(event)
    now = _now(record, context.day)
    view = {
        "summary": SUMMARY[bool(record["versions"])].format(title),
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
        "news": [each.view() for each in news[:MOST_EVENTS]],
        "applied": f"{addresses.APPLIED}?service={record['id']}" if record["kind"] == "service" else "",
    }
    own = () if record["kind"] == "vocabulary" else ((address, title),)
    here = addresses.history_of(record["kind"], record["id"])
    trail = (HOME, PARENTS[record["kind"]], *own)
    return Page(here, f"Historikk: {title}", "history.html", view, trail, searchable=False)


def _now(record: Record, day: date) -> View:
    """What applies on the day of the build."""
    current: list[Any] = ["", "", 0, "none", []]
    for span in record["spans"]:
        if span[0] <= day.isoformat():
            current = span
    applied: list[list[str]] = next(
        (each["applied"] for each in record["versions"] if each["version"] == current[1]), []
    )
    since = max((first for first, _ in applied if first <= day.isoformat()), default=current[0])
    return {"version": current[1], "since": day_told(since), "why": WHY.get(current[3], "")}


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
        "facts": list(_facts(version, day.isoformat())),
        "previous": version["previous"] or "",
        "differences": differences_html(version["differences"]),
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


def _facts(version: Record, today: str) -> Iterator[View]:
    """When it applies, when it came, and who decided."""
    begun = [each for each in version["applied"] if each[0] <= today]
    applied = "; ".join(f"{day_told(first)}–{day_told(last)}" if last else day_told(first) for first, last in begun)
    lasts = bool(begun) and (not begun[-1][1] or begun[-1][1] >= today)
    if version["valid_from"] and [each[0] for each in begun] != [version["valid_from"]]:
        yield {"label": "Gjelder fra", "text": day_told(version["valid_from"])}
    if applied:
        still = " og fram til nå" if not begun[-1][1] else ""
        yield {"label": "Gjelder" if lasts else "Gjaldt", "text": f"{applied}{still}"}
    lag = " – etter at den skulle gjelde" if version["late"] else ""
    label = "Vedtatt versjon kom i håndboka" if version["status"] in ("approved", "retired") else "Kom i håndboka"
    yield {"label": label, "text": f"{day_told(version['day'])}{lag}"}
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
        "differences": differences_html(event["differences"]) if with_differences else "",
    }


def _spans(record: Record) -> Iterator[View]:
    """Every time and what applied, the newest first: the answer to "what applied on that day" without a script."""
    rows = record["spans"]
    ends = [*(row[0] for row in rows[1:]), ""]
    latest = {each["version"]: each["texts"][-1]["number"] for each in record["versions"]}
    for (start, version, number, why, _), end in reversed(list(zip(rows, ends, strict=True))):
        last = day_in_words(date.fromordinal(date.fromisoformat(end).toordinal() - 1)) if end else ""
        address = (
            addresses.version(record["id"], version, 0 if number == latest.get(version) else number) if version else ""
        )
        text = f"Versjon {version}" if version else WHY[why]
        yield {"from": day_told(start), "to": last, "text": text, "address": address}


class Epoch(Protocol):
    """Tells commits apart between which some name changed; the titles of procedures count only when asked for."""

    def __call__(self, index: int, *, with_titles: bool) -> int: ...  # noqa: D102 - the class says it


@dataclass(slots=True)
class OldPages:
    """Makes pages of earlier versions. What two versions have in common is made once."""

    context: Context
    gone: frozenset[str]
    render_part: Callable[[str, View], str]
    epoch_of: "Epoch"
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
            "facts": list(_facts(version, self.context.day.isoformat()))
            if latest
            else [{"label": "Teksten slik den var fra", "text": day_in_words(text.day)}],
            "note": version["note"],
            "steps": [
                self._step_html(place_, step, tell, labels, text.index) for place_, step in listed(data, "steps")
            ],
            "exceptions": self._prose(data.get("exceptions"), labels),
            "background": self._prose(data.get("body"), labels),
            "about": list(_about(data, tell)),
            "sources": [tell.reference(each) for _, each in listed(data, "references")],
            "training": [tell.training(each) for _, each in listed(data, "training")],
            "since": differences_html(since),
            "since_version": now["version"],
        }
        trail = (HOME, PARENTS["procedure"], (view["page"], title), (view["history"], "Historikk"))
        language = "nn" if data.get("language") == "nn" else "nb"
        address = addresses.version(name, number, 0 if latest else place)
        heading = f"{title} (versjon {number})"
        return Page(address, heading, "version.html", view, trail, language, searchable=False)

    def _prose(self, text: Any, labels: Mapping[str, str]) -> str:
        if not isinstance(text, str) or not text.strip():
            return ""
        key = _piece_key(text, labels)
        if key not in self.pieces:
            self.pieces[key] = self._known_links(render_old(text, dict(labels)))
        return self.pieces[key]

    def begin(self, shown: Procedure | None) -> None:
        """Forget the item before, and take over the HTML of the text that is shown now: much of it is older."""
        self.pieces.clear()
        if shown is None:
            return
        labels = {each.id: each.label for each in shown.parameters}
        texts = {f"steps/{place}/text": step.text for place, step in enumerate(shown.steps)}
        for pointer, text in {**texts, "exceptions": shown.exceptions, "body": shown.background}.items():
            if text and (html := shown.prose.html.get(pointer)):
                self.pieces[_piece_key(text, labels)] = without_pictures(html)

    def _known_links(self, html: str) -> str:
        """Links to pages that are gone become plain words."""
        parts = html.split('<a href="/')
        kept = [parts[0]]
        for part in parts[1:]:
            target, _, rest = part.partition('"')
            if f"/{target.partition('#')[0]}" not in self.gone:
                kept.append(f'<a href="/{part}')
            else:
                kept.append(rest.partition(">")[2].replace("</a>", "", 1))
        return "".join(kept)

    def _step_html(
        self, number: int, step: Mapping[str, Any], tell: Teller, labels: Mapping[str, str], index: int
    ) -> str:
        """A step, rendered once for all versions in which it reads the same."""
        around = (tell.steps, labels) if "next" in step or "deadline" in step else labels
        key = repr((number, step, around, self.epoch_of(index, with_titles="sends" in step)))
        if key not in self.pieces:
            self.pieces[key] = self.render_part("old_step.html", {"step": self._step(number, step, tell, labels)})
        return self.pieces[key]

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


def _piece_key(text: str, labels: Mapping[str, str]) -> str:
    return f"{sorted(labels.items()) if '{' in text else ''}\0{text}"


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
