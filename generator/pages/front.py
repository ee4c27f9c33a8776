"""The front page: search, the reader's own, the services in their groups, and the few changes that matter."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator import addresses
from generator.chronicle import Outline
from generator.model import OPEN, Procedure, Role
from generator.pages.news import LEVELS, event_text
from generator.pages.page import Context, Page, View, alphabetical
from generator.pages.services import groups_view
from generator.record import Record
from generator.words import day_in_words

ABOUT = "om/handboka"
"""The article that says what a draft is, where the handbook has it."""
MOST = 5
RECENT = timedelta(days=365)
SOON = timedelta(days=90)
KINDS = {
    "soon": "Gjelder snart",
    "first": "Ny",
    "major": "Stor endring",
    "minor": "Mindre endring",
    "back": "Satt tilbake",
    "retired": "Trukket tilbake",
    "removed": "Fjernet",
    "withdrawn": "Kommer ikke likevel",
}


@dataclass(frozen=True, slots=True)
class Matter:
    """A change in what applies. `day` is when it applied from, or will."""

    kind: str
    day: date
    procedure: Procedure | None
    title: str
    address: str
    text: str
    note: str

    def view(self) -> View:
        """For the template."""
        return {
            "kind": self.kind,
            "kind_text": KINDS[self.kind],
            "title": self.title,
            "language": self.procedure.language if self.procedure else "nb",
            "address": self.address,
            "text": self.text,
            "note": self.note,
        }


def front_page(context: Context) -> Page:
    """Nothing but what a reader comes for."""
    view = {
        "groups": groups_view(context),
        "matters": [each.view() for each in _matters(context)],
        "with_git": bool(context.history.commit),
        "counts": {"services": len(context.book.services), "procedures": len(context.shown)},
        "drafts": sum(each.status in OPEN for each in context.shown),
        "decided": any(each.status in ("approved", "retired") for each in context.shown),
        "roles": [{"id": each.id, "name": each.name} for each in _roles(context)],
        "about": next((addresses.article(each) for each in context.book.articles if each.address == ABOUT), "/om/"),
        "built": day_in_words(context.day),
    }
    return Page("/", "Regional håndbok", "front.html", view)


def _roles(context: Context) -> list[Role]:
    """The roles that some procedure is for, by name."""
    used = {name for each in context.shown for name in each.roles}
    return sorted((context.book.roles[name] for name in used), key=lambda each: alphabetical(each.name))


def _matters(context: Context) -> list[Matter]:
    """The changes that matter most, the latest day first: what comes soon, then what happened lately.

    One a procedure. Small changes are there only where there is room for them.
    """
    outlines = [each for each in context.chronicle.outlines.values() if each.kind == "procedure"]
    latest = [found for each in outlines if (found := next(_of_procedure(each, context), None))]
    near = [each for each in latest if context.day - RECENT <= each.day <= context.day + SOON]
    near.sort(key=lambda each: (each.kind == "minor", -each.day.toordinal(), alphabetical(each.title)))
    return sorted(near[:MOST], key=lambda each: (-each.day.toordinal(), alphabetical(each.title)))


def _of_procedure(outline: Outline, context: Context) -> Iterator[Matter]:
    """What matters in the life of a procedure, the newest first. A draft that nobody decided on never matters."""
    if not any(event["published"] for event in outline.events):
        return
    edition = context.editions.get(outline.id)
    shown = edition.shown if edition else None
    page = addresses.procedure(outline.id)
    begins = {each.version: each.valid_from for each in (shown, edition.coming if edition else None) if each}
    for event in reversed(outline.events):
        kind = _kind(event)
        if not kind:
            continue
        day = date.fromisoformat(event["day"])
        text = f"{event_text(event).partition(' (')[0]} " if kind in (*LEVELS, "back") else ""
        text += day_in_words(day)
        start = begins.get(event["version"]) if event["published"] else None
        if start:
            text = f"Versjon {event['version']} gjelder fra {day_in_words(start)}"
            kind, day = ("soon", start) if start > context.day else (kind, max(start, day))
        elif kind == "retired" and (heirs := context.successors.get(outline.id)):
            text = f"{text}, erstattet av «{heirs[0].title}»"
        address = page if shown and kind != "soon" else addresses.history(page)
        yield Matter(kind, day, shown, shown.title if shown else outline.title, address, text, event["note"])


def _kind(event: Record) -> str:
    """A key of KINDS; empty for what does not change what applies."""
    if event["published"]:
        return str(event["level"] or "minor")
    if event["kind"] == "status" and event["status"] == "retired":
        return "retired"
    if event["kind"] in ("back", "reverted") and event["status"] == "approved":
        return "back"
    return event["kind"] if event["kind"] in ("removed", "withdrawn") else ""
