"""A procedure in short: the summary lists at the top of its page and further down."""

from collections.abc import Iterable, Iterator
from datetime import date

from generator import addresses
from generator.model import OPEN, Procedure, Translation
from generator.pages.page import Context, View, service_links, status_view
from generator.prose import plain_html
from generator.words import counted, day_in_words, word


def foremost(said: Procedure | Translation) -> View:
    """What a reader must know before the steps: in short, key warnings, and what to do and not to do."""
    return {
        "lead": plain_html(said.summary),
        "warnings": [{"title": each.title, "html": plain_html(each.text)} for each in said.warnings],
        "do": [plain_html(each) for each in said.do],
        "do_not": [plain_html(each) for each in said.do_not],
    }


def facts(shown: Procedure, context: Context) -> Iterator[View]:
    """The summary list at the top: what decides whether the reader can trust the page. Drafts have no empty facts."""
    language = shown.language
    yield fact(word("status", language), status=status_view(shown, context.day, language))
    yield fact(word("version", language), shown.version, short=True)
    not_set = word("not-set", language)
    for key, day in _days(shown, context):
        if day or shown.status not in OPEN:
            yield fact(word(key, language), day_in_words(day) if day else not_set, short=True)
    if late := _came_late(shown, context):
        yield fact(word("came-late", language), day_in_words(late), short=True)


def _days(shown: Procedure, context: Context) -> Iterator[tuple[str, date | None]]:
    """The days that tell whether the page can be trusted. What is over has no next review."""
    if is_over(shown, context.day):
        yield "applied-from", shown.valid_from
        yield "valid-to", shown.valid_to
        return
    yield "valid-from", shown.valid_from
    if shown.valid_to:
        yield "valid-until", shown.valid_to
    yield "review-by", shown.review_by
    if shown.status in OPEN:
        yield "last-changed", context.last_changed(shown)


def is_over(shown: Procedure, day: date) -> bool:
    """Whether a procedure once applied, and does no more."""
    return shown.status == "retired" or bool(shown.valid_to and shown.valid_to < day)


def audience_in_short(shown: Procedure, context: Context) -> str:
    """Whom the page is for, in one line: Gjelder for 2 tjenester og 5 roller."""
    language = shown.language
    if "all" in shown.services:
        services = word("all-services", language).lower()
    else:
        services = counted("service", len(list(context.book.services_of(shown))), language)
    roles = counted("role", len(shown.roles), language)
    return f"{word('for', language)} {services} {word('and', language)} {roles}"


def audience(shown: Procedure, context: Context) -> Iterator[View]:
    """Whom the procedure is for, and who owns it."""
    book, language = context.book, shown.language
    if "all" in shown.services:
        yield fact(word("services", language), word("all-services", language))
    else:
        yield fact(word("services", language), links=service_links(shown, context))
    yield fact(word("roles", language), ", ".join(book.roles[name].name for name in shown.roles))
    if shown.applies_to:
        areas = ", ".join(book.health_communities[name].name for name in shown.applies_to)
        yield fact(word("area", language), areas)
    owner = book.groups[shown.group]
    yield fact(word("owner", language), links=[{"text": owner.name, "address": addresses.group(owner.id)}])
    if shown.local_decision_required:
        yield fact(word("local-decision", language), word("local", language))


def _came_late(shown: Procedure, context: Context) -> date | None:
    """The day an approved version came into the handbook, when that was after it should apply."""
    outline = context.chronicle.outlines.get(("procedure", shown.id))
    if outline is None or shown.status != "approved" or shown.valid_from is None:
        return None
    for event in outline.events:
        if event["published"] and event["version"] == shown.version:
            day = date.fromisoformat(event["day"])
            return day if day > shown.valid_from else None
    return None


def about(shown: Procedure, context: Context) -> Iterator[View]:
    """The rest of what the file says of the procedure, further down on the page."""
    book, language = context.book, shown.language
    yield fact(word("purpose", language), shown.purpose)
    yield fact(word("scope", language), shown.scope)
    yield fact(word("change", language), shown.change)
    yield fact(word("kind", language), word(shown.kind, language))
    yield fact(word("track", language), word(shown.decision_track, language))
    decided = [f"{book.bodies[each.by].name}, {day_in_words(each.on)}, {each.reference}" for each in shown.approvals]
    if decided:
        yield fact(word("approvals", language), "; ".join(decided))
    if shown.systems:
        yield fact(word("systems", language), ", ".join(book.systems[name].name for name in shown.systems))
    if shown.replaces:
        older = [context.editions[name].shown for name in shown.replaces]
        links = [{"text": each.title, "address": addresses.procedure(each.id)} for each in older]
        yield fact(word("replaces", language), links=links)
    if shown.parameters:
        values = [f"{each.label} ({word(f'parameter-{each.kind}', language)})" for each in shown.parameters]
        yield fact(word("local-values", language), "; ".join(values))


def fact(
    label: str, text: str = "", links: Iterable[View] = (), status: View | None = None, *, short: bool = False
) -> View:
    """A label and its value: a text, links or a status. Short ones stand side by side."""
    return {
        "label": label,
        "text": text,
        "links": list(links),
        "status": status,
        "short": short or status is not None,
    }
