"""What is new: the events that readers want to know of, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator import addresses
from generator.chronicle import Outline
from generator.pages.page import Context, View, alphabetical
from generator.record import Record
from generator.told import day_told
from generator.words import day_in_words

TOLD_KINDS = frozenset(
    ["version", "status", "correction", "back", "reverted", "removed", "restored", "withdrawn", "created", "changed"]
)
EVENTS = {
    "correction": "Rettet uten ny versjon",
    "draft": "Arbeid med teksten",
    "facts": "Opplysninger endret",
    "promoted": "Den kommende versjonen tok plassen til den forrige. Ingen ord ble endret",
    "withdrawn": "Den kommende versjonen ble trukket",
    "moved": "Fikk ny faggruppe",
    "renamed": "Fikk ny id",
    "removed": "Fjernet fra håndboka",
    "restored": "Tilbake i håndboka",
    "translation": "Teksten på nynorsk endret",
    "unreadable": "Filen kunne ikke leses. Teksten fra før ble stående.",
    "mended": "Filen kan leses igjen. Ingen ord ble endret",
    "created": "Ny i håndboka",
    "changed": "Endret",
}
"""What an event is called when it says nothing more."""
STATUSES = {
    "proposal": "Forslag, versjon {}",
    "draft": "Utkast, versjon {}",
    "hearing": "På høring, versjon {}",
    "approved": "Versjon {} vedtatt",
    "retired": "Trukket tilbake",
}
SAID_BY_ITSELF = frozenset(["version", "status"])
"""Kinds of event whose words need not say which fields they were about."""
LEVELS = {"first": "første vedtatte versjon", "major": "stor endring, les på nytt", "minor": "mindre endring"}


@dataclass(frozen=True, slots=True)
class News:
    """Something new, on a day. `services` are ids with groups spelled out; `key` names the event for ever."""

    day: date
    kind: str
    event: str
    id: str
    title: str
    language: str
    address: str
    text: str
    version: str
    level: str
    note: str
    group: str
    services: tuple[str, ...]
    commit: str
    doubt: str

    def view(self) -> View:
        """For templates."""
        return {
            "title": self.title,
            "language": self.language,
            "address": self.address,
            "text": self.text,
            "level": self.level,
            "note": self.note,
            "group": self.group,
            "services": " ".join(self.services),
            "day": self.day.isoformat(),
            "date": day_in_words(self.day),
            "doubt": self.doubt,
        }


def event_text(event: Record) -> str:
    """What happened, in a few words."""
    kind, version = str(event["kind"]), str(event["version"])
    if event["published"]:
        level = f" ({LEVELS[event['level']]})" if event["level"] else ""
        begins = f", gjelder fra {day_told(event['valid_from'])}" if event["valid_from"] else ""
        return f"Versjon {version} vedtatt{begins}{level}"
    if kind in ("back", "reverted"):
        return (
            f"Satt tilbake til versjon {version}"
            if kind == "back"
            else f"Versjon {version} satt tilbake til en tidligere tekst"
        )
    if kind in ("version", "status"):
        return STATUSES.get(event["status"], "Versjon {}").format(version)
    return EVENTS.get(kind, str(kind))


def news_text(event: Record) -> str:
    """What happened, and what it was about: for lists that do not show the differences."""
    text = event_text(event)
    return f"{text}: {event['about']}" if event["about"] and event["kind"] not in SAID_BY_ITSELF else text


def gather(context: Context) -> list[News]:
    """Everything new in procedures, services and municipalities, the newest day first, by title within a day."""
    outlines = context.chronicle.outlines.values()
    first = min((event["day"] for each in outlines for event in each.events[:1]), default="")
    found = [each for outline in outlines for each in _of_item(outline, context) if not _began_with(each, first)]
    found.sort(key=lambda each: (-each.day.toordinal(), alphabetical(each.title), each.commit))
    return found


def _began_with(each: News, first: str) -> bool:
    """Whether a service or a municipality was there when the handbook began: that is no news."""
    return each.event == "created" and each.day.isoformat() == first


def _of_item(outline: Outline, context: Context) -> Iterator[News]:
    if outline.kind == "vocabulary":
        return
    edition = context.editions.get(outline.id) if outline.kind == "procedure" else None
    shown = edition.shown if edition else None
    place = addresses.history(page_of(outline))
    services: tuple[str, ...] = ()
    if shown:
        services = tuple(each.id for each in context.book.services_of(shown))
    elif outline.kind == "service":
        services = (outline.id,)
    for event in outline.events:
        if event["kind"] not in TOLD_KINDS:
            continue
        anchor = f"#{addresses.version_anchor(event['version'])}" if event["version"] else ""
        yield News(
            date.fromisoformat(event["day"]),
            outline.kind,
            event["kind"],
            outline.id,
            shown.title if shown else outline.title,
            shown.language if shown else "nb",
            f"{place}{anchor}",
            news_text(event),
            event["version"],
            event["level"] or ("minor" if event["kind"] in ("correction", "changed") else ""),
            event["note"],
            shown.group if shown else "",
            services,
            event["commit"],
            doubt_text(event),
        )


def page_of(outline: Outline) -> str:
    """The page that shows an item, or would show it; nothing for lists that have none."""
    if outline.kind == "vocabulary":
        return addresses.SHOWN_ON.get(outline.id, "")
    return addresses.ADDRESS_OF_KIND[outline.kind](outline.id)


def doubt_text(event: Record) -> str:
    """What is said of a date that cannot be right."""
    if "doubt" not in event:
        return ""
    said = day_in_words(date.fromisoformat(event["doubt"]))
    return f"Git sier {said}, men det kan ikke stemme. Dagen er satt etter endringen før."
