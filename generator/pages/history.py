"""The history of one item: a page that is put into the frame of another (see `shelf`)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from typing import Any

from generator import addresses
from generator.pages.marked import differences_html
from generator.pages.news import News, doubt_text, event_text
from generator.pages.page import Context, Page, View
from generator.record import Record
from generator.told import day_told
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
NOW = {**WHY, "ended": "Ingen versjon gjelder nå"}
"""The same, said of the day of the build."""
PARENTS = {
    "procedure": ("/prosedyrer/", "Prosedyrer"),
    "service": ("/tjenester/", "Tjenester"),
    "municipality": ("/kommuner/", "Kommuner"),
    "vocabulary": (addresses.CHANGES, "Endringer"),
}
"""What lies above the history of each kind of item."""


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
    now = now_of(record, context.day)
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


def above(kind: str) -> tuple[tuple[str, str], ...]:
    """The way to pages of a kind."""
    return (PARENTS[kind],)


def now_of(record: Record, day: date) -> View:
    """What applies on the day of the build."""
    current: list[Any] = ["", "", 0, "none", []]
    for span in record["spans"]:
        if span[0] <= day.isoformat():
            current = span
    applied: list[list[str]] = next(
        (each["applied"] for each in record["versions"] if each["version"] == current[1]), []
    )
    since = max((first for first, _ in applied if first <= day.isoformat()), default=current[0])
    return {"version": current[1], "since": day_told(since), "state": current[3], "why": NOW.get(current[3], "")}


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
        "facts": facts_html(version, day.isoformat()),
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


def facts_html(version: Record, today: str) -> str:
    """When it applies, when it came, and who decided, as rows of a list of facts."""
    return "\n".join([fact(label, text, short=label != "Vedtak") for label, text in _facts(version, today)])


def fact(label: str, text: str, *, short: bool = True) -> str:
    """A row of a list of facts; short ones stand side by side."""
    style = ' class="hb-facts__short"' if short else ""
    return f"<div{style}><dt>{label}</dt><dd>{escape(text)}</dd></div>"


def _facts(version: Record, today: str) -> Iterator[tuple[str, str]]:
    begun = [each for each in version["applied"] if each[0] <= today]
    applied = "; ".join(f"{day_told(first)}–{day_told(last)}" if last else day_told(first) for first, last in begun)
    lasts = bool(begun) and (not begun[-1][1] or begun[-1][1] >= today)
    if version["valid_from"] and [each[0] for each in begun] != [version["valid_from"]]:
        yield "Gjelder fra", day_told(version["valid_from"])
    if applied:
        still = " og fram til nå" if not begun[-1][1] else ""
        yield "Gjelder" if lasts else "Gjaldt", f"{applied}{still}"
    lag = " – etter at den skulle gjelde" if version["late"] else ""
    label = "Vedtatt versjon kom i håndboka" if version["status"] in ("approved", "retired") else "Kom i håndboka"
    yield label, f"{day_told(version['day'])}{lag}"
    if version["approvals"]:
        yield "Vedtak", "; ".join(version["approvals"])
    if version["valid_to"]:
        yield "Siste dag", day_told(version["valid_to"])


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
    days = {(each["version"], text["number"]): text["day"] for each in record["versions"] for text in each["texts"]}
    several = Counter(version for version, _ in {(row[1], row[2]) for row in rows})
    for (start, version, number, why, _), end in reversed(list(zip(rows, ends, strict=True))):
        last = day_in_words(date.fromordinal(date.fromisoformat(end).toordinal() - 1)) if end else ""
        address = (
            addresses.version(record["id"], version, 0 if number == latest.get(version) else number) if version else ""
        )
        text = f"Versjon {version}" if version else WHY[why]
        if version and several[version] > 1:  # links to different texts must not read alike
            text += f", tekst fra {day_told(days[version, number])}"
        yield {"from": day_told(start), "to": last, "text": text, "address": address}
