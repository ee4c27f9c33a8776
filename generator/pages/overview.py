"""Pages that list things: procedures, groups, municipalities, reviews, sources, terms and rules."""

import re
from collections.abc import Iterator
from datetime import date

from generator import addresses
from generator.model import Handbook, Municipality, Procedure, Role, Source
from generator.pages.page import Context, Page, View, alphabetical, citation_view, row, service_links
from generator.pages.services import HOME
from generator.rules import CATALOGUE
from generator.rules.references import citations
from generator.words import day_in_words, partial_day_in_words, word

MEMBERS = 34
"""Municipalities in the cooperation, by the client's slides."""
PERIODS = ("Fristen er passert", "Fristen er i dag", "Innen 30 dager", "Innen 90 dager", "Senere", "Uten dato")
DAYS_LEFT = (-1, 0, 30, 90)
NEWEST = 8
NUMBER = re.compile(r"[0-9]+")


def overview_pages(context: Context) -> Iterator[Page]:
    """Every page that lists things."""
    yield _procedures(context)
    yield from _groups(context)
    yield from _municipalities(context)
    yield _reviews(context)
    yield _sources(context)
    yield _terms(context)
    yield _search(context)
    yield _about(context)
    yield _rules()


def _review_row(each: Procedure, context: Context) -> View:
    overdue = each.review_by is not None and each.review_by < context.day
    return {
        **row(each, context),
        "group": context.book.groups[each.group].name,
        "review_by": day_in_words(each.review_by) if each.review_by else "",
        "overdue": overdue,
    }


def _procedures(context: Context) -> Page:
    rows = [
        {
            **row(each, context),
            "group": context.book.groups[each.group].name,
            "services": [link["text"] for link in service_links(each, context)],
        }
        for each in context.shown
    ]
    return Page("/prosedyrer/", "Alle prosedyrer", "procedures.html", {"procedures": rows}, (HOME,))


def _search(context: Context) -> Page:
    """The search page; without JavaScript it is the list of everything, by title."""
    book = context.book
    view = {
        "procedures": [row(each, context) for each in context.shown],
        "services": [{"id": each.id, "name": each.name} for each in book.services.values()],
        "roles": [{"id": each.id, "name": each.name} for each in sorted(book.roles.values(), key=_by_name)],
    }
    return Page("/sok/", "Søk", "search.html", view, (HOME,), searchable=False)


def _by_name(role: Role) -> tuple[int, ...]:
    return alphabetical(role.name)


def _groups(context: Context) -> Iterator[Page]:
    by_group: dict[str, list[Procedure]] = {name: [] for name in context.book.groups}
    for each in context.shown:
        by_group[each.group].append(each)
    groups = context.book.groups.values()
    entries = [
        {
            "name": group.name,
            "address": addresses.group(group.id),
            "description": group.description,
            "count": len(by_group[group.id]),
        }
        for group in groups
    ]
    uncertain = list(dict.fromkeys(text for group in groups for text in group.uncertain))
    every = {"groups": entries, "uncertain": uncertain, "histories": context.histories("groups")}
    yield Page("/faggrupper/", "Faggrupper", "groups.html", every, (HOME,))
    trail = (HOME, ("/faggrupper/", "Faggrupper"))
    for group in groups:
        view = {
            "description": group.description,
            "procedures": [_review_row(each, context) for each in by_group[group.id]],
            "uncertain": list(group.uncertain),
            "news": [each.view() for each in context.news_of["group", group.id][:NEWEST]],
            "feed": f"/feeds/faggrupper/{group.id}.xml",
        }
        yield Page(addresses.group(group.id), f"Faggruppe: {group.name}", "group.html", view, trail)


def _municipalities(context: Context) -> Iterator[Page]:
    book = context.book
    places = sorted(book.municipalities.values(), key=lambda each: alphabetical(each.name))
    entries = [_municipality_row(each, book, context.day) for each in places]
    view = {"municipalities": entries, "named": len(places), "members": MEMBERS}
    yield Page("/kommuner/", "Kommuner", "municipalities.html", view, (HOME,))
    trail = (HOME, ("/kommuner/", "Kommuner"))
    for place, entry in zip(places, entries, strict=True):
        numbers = [
            {
                "number": each.number,
                "from": day_in_words(each.valid_from) if each.valid_from else "",
                "to": day_in_words(each.valid_to) if each.valid_to else "",
            }
            for each in place.numbers
        ]
        more = {
            **entry,
            "numbers": numbers,
            "source": {"title": place.source.title, "url": place.source.url},
            "uncertain": list(place.uncertain),
            "procedures": len(context.shown),
            "history": addresses.history(addresses.municipality(place.slug))
            if ("municipality", place.slug) in context.chronicle.outlines
            else "",
        }
        yield Page(addresses.municipality(place.slug), place.name, "municipality.html", more, trail)


def _municipality_row(place: Municipality, book: Handbook, day: date) -> View:
    community = book.health_communities.get(place.health_community or "")
    current = [each.number for each in place.numbers if each.valid_to is None or each.valid_to >= day]
    return {
        "name": place.name,
        "address": addresses.municipality(place.slug),
        "number": current[-1] if current else place.numbers[-1].number,
        "county": place.county,
        "community": community.name if community else "",
        "in_use_from": partial_day_in_words(place.in_use_from),
        "verified": {"key": place.verified, "text": word(place.verified)},
    }


def _reviews(context: Context) -> Page:
    """The review calendar: overdue, today, within 30 and 90 days, later, and without a date; each by group."""
    grouped: dict[int, list[Procedure]] = {key: [] for key in range(len(PERIODS))}
    for each in context.shown:
        if each.status != "retired":
            grouped[_urgency(each.review_by, context.day)].append(each)
    periods = [
        {"heading": heading, "groups": list(_by_group(grouped[key], context)), "count": len(grouped[key])}
        for key, heading in enumerate(PERIODS)
        if grouped[key]
    ]
    view = {"periods": periods, "built": day_in_words(context.day), "calendar": "/feeds/revisjon.ics"}
    return Page("/revisjon/", "Revisjon", "reviews.html", view, (HOME,))


def _by_group(found: list[Procedure], context: Context) -> Iterator[View]:
    """The procedures of a period, by the group that must review them, the most urgent first."""
    for group in context.book.groups.values():
        own = [each for each in found if each.group == group.id]
        own.sort(key=lambda each: (each.review_by or date.max, alphabetical(each.title)))
        if own:
            yield {
                "name": group.name,
                "address": addresses.group(group.id),
                "procedures": [_review_row(each, context) for each in own],
            }


def _urgency(review_by: date | None, day: date) -> int:
    """The place in PERIODS."""
    if review_by is None:
        return len(PERIODS) - 1
    left = (review_by - day).days
    return next((place for place, most in enumerate(DAYS_LEFT) if left <= most), len(DAYS_LEFT))


def _sources(context: Context) -> Page:
    """Which procedure or service cites which section. Laws and regulations come first."""
    uses = _uses(context)
    laws = ("act", "regulation")
    ordered = sorted(context.book.sources.values(), key=lambda each: (each.kind not in laws, alphabetical(each.name)))
    entries = [_source_view(source, uses.get(source.id, [])) for source in ordered]
    view = {"sources": entries, "histories": context.histories("sources")}
    return Page("/kilder/", "Kilder", "sources.html", view, (HOME,))


def _uses(context: Context) -> dict[str, list[View]]:
    """Where each source is cited: section, and title and address of the page; each place once."""
    book = context.book
    pages = {each.path: (each.title, addresses.procedure(each.id)) for each in context.shown}
    pages |= {each.path: (each.name, addresses.service(each.id)) for each in book.services.values()}
    found: dict[str, dict[tuple[str, str], View]] = {}
    for path, _, citation in citations(book):
        if path in pages:
            title, address = pages[path]
            view = citation_view(citation, book)
            use = {"section": view["section"], "url": view["url"], "title": title, "address": address}
            found.setdefault(citation.source, {}).setdefault((view["section"], address), use)
    return {
        name: sorted(each.values(), key=lambda use: (_natural(use["section"]), alphabetical(use["title"])))
        for name, each in found.items()
    }


def _source_view(source: Source, uses: list[View]) -> View:
    return {
        "id": source.id,
        "name": source.name,
        "title": source.title,
        "kind": word(source.kind),
        "publisher": source.publisher or "",
        "url": source.url,
        "in_force": source.in_force,
        "text_as_of": day_in_words(source.text_as_of) if source.text_as_of else "",
        "uncertain": list(source.uncertain),
        "uses": uses,
    }


def _natural(section: str) -> tuple[int, ...]:
    return tuple(int(number) for number in NUMBER.findall(section))


def _terms(context: Context) -> Page:
    terms = sorted(context.book.terms.values(), key=lambda each: alphabetical(each.term))
    entries = [
        {"id": each.id, "term": each.term, "full_form": each.full_form or "", "definition": each.definition}
        for each in terms
    ]
    view = {"terms": entries, "histories": context.histories("terms", "synonyms")}
    return Page("/begreper/", "Begreper", "terms.html", view, (HOME,))


def _about(context: Context) -> Page:
    book = context.book
    articles = [
        {"title": each.title, "summary": each.summary, "address": addresses.article(each)}
        for each in book.articles
        if each.address.startswith("om/")
    ]
    view = {
        "articles": articles,
        "bodies": [
            {"name": each.name, "description": each.description, "uncertain": list(each.uncertain)}
            for each in book.bodies.values()
        ],
        "communities": [
            {"name": each.name, "trust": each.hospital_trust, "description": each.description}
            for each in book.health_communities.values()
        ],
        "systems": [{"name": each.name, "description": each.description} for each in book.systems.values()],
        "named": len(book.municipalities),
        "members": MEMBERS,
        "news": sum(each.verified == "news" for each in book.municipalities.values()),
        "plan": sum(each.verified == "plan" for each in book.municipalities.values()),
        "histories": context.histories("bodies", "health-communities", "systems", "roles"),
        "built": day_in_words(context.day),
        "commit": context.history.commit,
    }
    return Page("/om/", "Om samarbeidet", "about.html", view, (HOME,))


def _rules() -> Page:
    """The catalogue; in each rule's text every second piece, between backticks, is code."""
    levels = {"error": "Feil", "warning": "Advarsel"}
    rules = [
        {"name": each.name, "level": levels[each.level], "pieces": each.text.split("`")}
        for each in sorted(CATALOGUE.values(), key=lambda each: (each.level, each.name))
    ]
    trail = (HOME, ("/bidra/", "Bidra"))
    return Page("/bidra/regler/", "Regler for innholdet", "rules.html", {"rules": rules}, trail)
