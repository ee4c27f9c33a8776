"""A page before it is rendered, and what every page may need to know."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from generator import addresses
from generator.chronicle import Chronicle
from generator.deadlines import KINDS, counted_from
from generator.history import History
from generator.model import Citation, Edition, Handbook, Procedure, Source, Step
from generator.rules.sources import numbers_cited
from generator.words import Language, day_in_words, duration_in_words, word, working_days_in_words

if TYPE_CHECKING:
    from generator.pages.news import News

PLACES = {letter: 1_000_000 + place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyzæøå")}

View = dict[str, Any]
"""What a template shows: only text, numbers, lists and dicts, so that an unchanged view need not be rendered again."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the handbook: its address, title, the template that shows it, and what the template shows.

    `sections` are the templates' parts that get a heading in the page's contents list: (anchor, heading, part).
    """

    address: str
    title: str
    template: str
    view: View
    trail: tuple[tuple[str, str], ...] = ()
    language: Language = "nb"
    searchable: bool = True
    robots: str = ""
    """What search engines are asked, `noindex` for one; nothing when they may do as they like."""

    @property
    def depth(self) -> int:
        """How many folders deep the page lies."""
        return addresses.depth(self.address)


@dataclass(frozen=True)
class Context:
    """The handbook as it stands on a day."""

    book: Handbook
    day: date
    chronicle: Chronicle = field(default_factory=Chronicle)
    repository: str = ""

    @property
    def history(self) -> History:
        """What git says of the handbook as a whole."""
        return self.chronicle.git

    @cached_property
    def news(self) -> "list[News]":
        """Everything new, the newest first."""
        from generator.pages.news import gather  # noqa: PLC0415 - it needs the context in its turn

        return gather(self)

    @cached_property
    def news_of(self) -> "Mapping[tuple[str, str], Sequence[News]]":
        """What is new in each service and in each group, by kind and id."""
        found: dict[tuple[str, str], list[News]] = defaultdict(list)
        for each in self.news:
            found["group", each.group].append(each)
            for service in each.services:
                found["service", service].append(each)
        return found

    def last_changed(self, procedure: Procedure) -> date | None:
        """The day of the last commit that changed the version shown, not one that is coming; nothing without git."""
        outline = self.chronicle.outlines.get(("procedure", procedure.id))
        events = outline.events if outline else ()
        own = [each for each in events if each["version"] == procedure.version]
        return date.fromisoformat((own or events)[-1]["day"]) if events else None

    def histories(self, *lists: str) -> list[View]:
        """The ways to the histories of lists of the vocabulary, those that git has."""
        outlines = [self.chronicle.outlines.get(("vocabulary", each)) for each in lists]
        return [
            {
                "text": each.title,
                "address": addresses.vocabulary(each.id),
                "changed": day_in_words(date.fromisoformat(each.events[-1]["day"])),
            }
            for each in outlines
            if each and each.events
        ]

    @cached_property
    def editions(self) -> Mapping[str, Edition]:
        """What is shown of each procedure, by id."""
        return {edition.shown.id: edition for edition in self.book.editions(self.day)}

    @cached_property
    def shown(self) -> tuple[Procedure, ...]:
        """The version of each procedure that is shown, by title."""
        return tuple(sorted((each.shown for each in self.editions.values()), key=lambda each: alphabetical(each.title)))

    @cached_property
    def senders(self) -> Mapping[tuple[str, str], tuple[tuple[Procedure, Step], ...]]:
        """Steps that send a message to a procedure, by message and receiving procedure."""
        found: dict[tuple[str, str], list[tuple[Procedure, Step]]] = {}
        for procedure in self.shown:
            for step in procedure.steps:
                for sent in step.sends:
                    if sent.to.procedure:
                        found.setdefault((sent.message, sent.to.procedure), []).append((procedure, step))
        return {key: tuple(steps) for key, steps in found.items()}

    @cached_property
    def successors(self) -> Mapping[str, tuple[Procedure, ...]]:
        """Procedures that replace another, by the id of the replaced one."""
        found: dict[str, list[Procedure]] = {}
        for procedure in self.shown:
            for name in procedure.replaces:
                found.setdefault(name, []).append(procedure)
        return {name: tuple(each) for name, each in found.items()}

    @cached_property
    def families(self) -> Mapping[str, tuple[Procedure, ...]]:
        """Procedures and their variants, by the id of the one they are variants of."""
        found: dict[str, list[Procedure]] = {}
        for procedure in self.shown:
            found.setdefault(procedure.variant_of or procedure.id, []).append(procedure)
        return {name: tuple(each) for name, each in found.items() if len(each) > 1}

    @cached_property
    def by_service(self) -> Mapping[str, tuple[Procedure, ...]]:
        """The procedures of each service, by title; those for few services before those for all."""
        found: dict[str, list[Procedure]] = {name: [] for name in self.book.services}
        for procedure in sorted(self.shown, key=lambda each: "all" in each.services):
            for service in self.book.services_of(procedure):
                found[service.id].append(procedure)
        return {name: tuple(each) for name, each in found.items()}


@cache
def alphabetical(text: str) -> tuple[int, ...]:
    """A key that sorts as Norwegian does: æ, ø, å last, without regard to case."""
    return tuple(PLACES.get(letter, ord(letter)) for letter in text.lower())


def status_view(procedure: Procedure, day: date, language: Language = "nb") -> View:
    """The status as a reader should take it on that day: an approved procedure may not apply yet, or no longer."""
    key = procedure.status
    told = word(key, language)
    applies = procedure.applies_on(day)
    if key == "approved" and procedure.valid_from and procedure.valid_from > day:
        told = f"{told}, {word('valid-from', language).lower()} {day_in_words(procedure.valid_from)}"
    elif key == "approved" and not applies:
        key, told = "retired", f"{word('valid-to', language)} {day_in_words(procedure.valid_to or day)}"
    return {"key": key, "text": told, "in_force": applies}


def row(procedure: Procedure, context: Context) -> View:
    """A procedure in a list."""
    return {
        "title": procedure.title,
        "address": addresses.procedure(procedure.id),
        "summary": procedure.summary,
        "language": procedure.language,
        "status": status_view(procedure, context.day),
        "version": procedure.version,
        "for_all": "all" in procedure.services,
    }


def deadline_in_words(step: Step, language: Language) -> str:
    """The deadline of a step: Straks, Samme dag, 24 timer, 3 virkedager. Empty when there is none."""
    deadline = step.deadline
    if deadline is None:
        return ""
    if deadline.within:
        return duration_in_words(deadline.within, language)
    if deadline.working_days:
        return working_days_in_words(deadline.working_days, language)
    told = [key for key in ("same_day", "without_undue_delay") if getattr(deadline, key)]
    return word(told[0] if told else "immediately", language)


def counted_in_words(step: Step, language: Language, said: str = "") -> str:
    """What the deadline of a step is counted from, as the end of the sentence; `said` is how a step is told there."""
    deadline = step.deadline
    if deadline is None or not deadline.from_:
        return ""
    kind = next((each for each in KINDS if getattr(deadline, each)), "time")
    return counted_from(kind, deadline.from_, language, said)


def citation_view(citation: Citation, book: Handbook) -> View:
    """A citation with a link to the very section where the source's publisher has such links."""
    source = book.sources.get(citation.source)
    return {
        "name": source.name if source else citation.source,
        "url": section_url(source, citation.section) if source else "",
        "section": citation.section or "",
        "note": citation.note or "",
        "read": day_in_words(citation.read) if citation.read else "",
        "in_force": source.in_force if source else True,
    }


def section_url(source: Source, section: str | None) -> str:
    """The address of the first section cited. Lovdata's addresses end in `/§6-2`."""
    numbers = numbers_cited(section or "")
    if numbers and source.url.startswith("https://lovdata.no/"):
        return f"{source.url}/%C2%A7{numbers[0]}"
    return source.url


def service_links(procedure: Procedure, context: Context) -> Iterator[View]:
    """The services of a procedure as written: a group as one link, not as all its services."""
    book = context.book
    for name in procedure.services:
        if group := book.service_groups.get(name):
            yield {"text": group.name, "address": addresses.service_group(name)}
        elif service := book.services.get(name):
            yield {"text": service.name, "address": addresses.service(name)}
