"""What can be found: every page of the handbook in plain words. Pure: model in, records out."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from generator import addresses
from generator.model import Article, Procedure, Service
from generator.pages import Context
from generator.pages.page import deadline_in_words
from generator.words import word

HEADING = re.compile(r'<h[2-5] id="([a-z0-9-]+)"[^>]*>(.*?)</h[2-5]>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")
BEFORE_STOP = re.compile(r" (?=[.,;:!?)»])")

Section = tuple[str, str, str]
"""The anchor of a place on a page (empty at the top), its heading, and its text."""


@dataclass(frozen=True, slots=True)
class Record:
    """A page, or a place on a page, that a search can find.

    `words` are found like a title but not shown; `kind` and `status` are keys of `words.WORDS` where they have words.
    `services` and `roles` hold ids.
    """

    title: str
    address: str
    kind: str
    summary: str
    words: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    status: str = ""
    services: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


def records(context: Context) -> Iterator[Record]:
    """Everything that can be found, in an order that does not change by itself."""
    book = context.book
    yield from (_procedure(each, context) for each in context.shown)
    yield from (_service(each) for each in book.services.values())
    for group in book.service_groups.values():
        yield Record(group.name, addresses.service_group(group.id), "group", group.summary)
    for owner in book.groups.values():
        yield Record(f"Faggruppe: {owner.name}", addresses.group(owner.id), "group", owner.description)
    for place in book.municipalities.values():
        numbers = tuple(each.number for each in place.numbers)
        yield Record(
            place.name, addresses.municipality(place.slug), "municipality", f"Kommune i {place.county}", numbers
        )
    for term in book.terms.values():
        full = (term.full_form,) if term.full_form else ()
        yield Record(term.term, f"/begreper/#{term.id}", "term", plain(term.definition), full)
    yield from (_article(each) for each in book.articles)
    for source in book.sources.values():
        names = tuple(each for each in (source.title, source.abbreviation) if each)
        yield Record(source.name, addresses.source(source.id), "source", "Kilde som prosedyrer viser til", names)


def plain(html: str) -> str:
    """The text of clean HTML or of a value, on one line."""
    text = unescape(TAG.sub(" ", html)) if "<" in html or "&" in html else html
    return BEFORE_STOP.sub("", " ".join(text.split()))


def _procedure(each: Procedure, context: Context) -> Record:
    words = [*each.keywords, *(alias.replace("-", " ") for alias in each.aliases)]
    if translation := context.book.translation_of.get(each.id):
        words.append(translation.title)
    return Record(
        each.title,
        addresses.procedure(each.id),
        "procedure",
        each.summary,
        tuple(words),
        tuple(_sections(each, context)),
        each.status,
        tuple(service.id for service in context.book.services_of(each)) if "all" not in each.services else (),
        each.roles,
    )


def _sections(each: Procedure, context: Context) -> Iterator[Section]:
    html, book = each.prose.html, context.book
    if foremost := [*(f"{one.title}: {one.text}" for one in each.warnings), *each.do, *each.do_not]:
        yield "", "", plain(" ".join(foremost))
    for number, step in enumerate(each.steps):
        sent = [*(one.message for one in step.sends), *(one.message for one in step.receives)]
        messages = [book.messages[name].name for name in sent]
        record = html.get(f"steps/{number}/record", step.record or "")
        text = plain(" ".join([html.get(f"steps/{number}/text", step.text), record]))
        due = f"{word('deadline', each.language)}: {deadline_in_words(step, each.language)}" if step.deadline else ""
        said = ". ".join(part for part in (text.rstrip("."), due, book.roles[step.role].name, *messages) if part)
        yield addresses.step(step.id), f"{word('step', each.language)} {number + 1}: {step.title}", said
    if each.exceptions:
        yield "unntak", word("exceptions", each.language), plain(html.get("exceptions", each.exceptions))
    yield "om-prosedyren", word("about", each.language), f"{plain(each.purpose)} {plain(each.scope)}"
    if each.training:
        yield "opplaering", word("training", each.language), " ".join(plain(one.text) for one in each.training)
    yield from _parts(html.get("body", ""), "bakgrunn", word("background", each.language))


def _parts(html: str, anchor: str, heading: str) -> Iterator[Section]:
    """Text under its headings."""
    pieces = HEADING.split(html)
    if before := plain(pieces[0]):
        yield anchor, heading, before
    for name, title, text in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        yield name, plain(title), plain(text)


def _service(each: Service) -> Record:
    text = plain(each.prose.html.get("description", each.description))
    sections = (("", "", f"{text} {each.users}"),)
    return Record(each.name, addresses.service(each.id), "service", each.summary, (), sections, services=(each.id,))


def _article(each: Article) -> Record:
    parts = tuple(_parts(each.prose.html.get("body", ""), "", ""))
    return Record(each.title, addresses.article(each), "page", each.summary, (), parts)


def names_used(found: Iterable[Record], names: Mapping[str, str], field: str) -> dict[str, str]:
    """Of `names` by id, those that some record has in a field, in their own order."""
    used = {name for each in found for name in getattr(each, field)}
    return {name: text for name, text in names.items() if name in used}
