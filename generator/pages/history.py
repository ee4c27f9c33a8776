"""The history of one item: a page that is put into the frame of another (see `shelf`)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

from generator import addresses
from generator.pages.history_version import MOST_EVENTS, events_html, version_html
from generator.pages.news import News
from generator.pages.page import Context, Page, View
from generator.record import Record
from generator.told import day_told
from generator.words import day_in_words

HOME = ("/", "Forside")
SUMMARY = (
    "Hva som er endret i «{}», når og hvorfor.",
    "Hva som er endret i «{}», når, hvorfor og hvem som vedtok det.",
)
"""Without and with versions, which someone decided."""
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
    record: Record,
    facts: Mapping[str, str],
    address: str,
    title: str,
    context: Context,
    *,
    unsaved: bool,
    news: Sequence[News] = (),
) -> Page:
    """The page that tells what changed, when, why and by whose decision, the newest first.

    `facts`: what is told of each version (`history_version.facts_html`). `news`: what is new in the procedures of a
    service.
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
        "versions": "\n".join(
            [
                version_html(record["id"], each, facts[number], by_version.get(number, []), now["version"], context.day)
                for each, number in ((each, each["version"]) for each in reversed(record["versions"]))
            ]
        ),
        "events": events_html(loose),
        "more_events": max(0, len(loose) - MOST_EVENTS),
        "spans": "\n".join(_spans(record)) if record["versions"] else "",
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


def _spans(record: Record) -> Iterator[str]:
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
        told = f'<a href="{escape(address)}">{escape(text)}</a>' if address else escape(text)
        cells = (("Fra og med", day_told(start)), ("Til og med", last or "–"), ("Gjaldt", told))
        yield "".join(["<tr>", *[f'<td data-label="{label}">{cell}</td>' for label, cell in cells], "</tr>"])
