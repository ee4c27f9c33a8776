"""What stands above a procedure: that nobody has decided on it, that it is gone, old, or about to change."""

from collections.abc import Iterator

from generator import addresses
from generator.model import OPEN, Edition, Procedure
from generator.pages.page import Context, View, row, status_view
from generator.versions import on
from generator.words import day_in_words, uncertain_in_words, word


def banners(edition: Edition, context: Context) -> Iterator[View]:
    """What a reader must know before reading on, the gravest first."""
    shown, language, day = edition.shown, edition.shown.language, context.day
    group = context.book.groups[shown.group].name
    status = status_view(shown, day, language)
    if shown.status in OPEN:
        take_over = f"{word('take-over', language)} {group}."
        yield {
            "kind": "draft",
            "text": word(f"{shown.status}-banner", language),
            "more": take_over,
            "links": [],
            "jump": uncertain_in_words(len(shown.uncertain), language),
        }
    elif status["key"] == "retired":
        text = word("retired-banner" if shown.status == "retired" else "expired-banner", language)
        links = [row(each, context) for each in context.successors.get(shown.id, ())]
        more = shown.retired_reason or ""
        yield {
            "kind": "retired",
            "text": text,
            "more": more,
            "links": links,
            "lead": word("replaced-by", language),
        }
    elif not status["in_force"] and shown.valid_from:
        text = f"{word('future-banner', language)} {day_in_words(shown.valid_from)}."
        yield {"kind": "draft", "text": text, "more": "", **_until_then(shown, context)}
    if ("procedure", shown.id) in context.chronicle.unsaved:
        yield {"kind": "draft", "text": word("unsaved-banner", language), "more": "", "links": []}
    if shown.review_by and shown.review_by < day and status["key"] != "retired":
        yield {"kind": "overdue", "text": word("overdue-banner", language), "more": "", "links": []}
    if edition.coming:
        coming = status_view(edition.coming, day, language)
        text = f"{word('coming-banner', language)}: {edition.coming.version} ({coming['text']})."
        yield {"kind": "coming", "text": text, "more": edition.coming.change, **_coming_links(edition.coming, context)}


def _until_then(shown: Procedure, context: Context) -> View:
    """The version that applies while the one shown does not yet: its file is gone, but git has it."""
    outline = context.chronicle.outlines.get(("procedure", shown.id))
    applied = on([each.span for each in outline.spans], context.day).text if outline else None
    if applied is None or applied[0] == shown.version:
        return {"links": []}
    title = f"{word('version', shown.language).lower()} {applied[0]}"
    link = {"address": addresses.version(shown.id, applied[0]), "title": title}
    return {"links": [link], "lead": word("until-then", shown.language)}


def _coming_links(coming: Procedure, context: Context) -> View:
    """The coming version and what is different in it, when git has it."""
    outline = context.chronicle.outlines.get(("procedure", coming.id))
    if outline is None or all(number != coming.version for number, _ in outline.versions):
        return {"links": []}
    history = addresses.history(addresses.procedure(coming.id))
    links = [
        {"address": addresses.version(coming.id, coming.version), "title": word("read-coming", coming.language)},
        {
            "address": f"{history}#{addresses.version_anchor(coming.version)}",
            "title": word("what-differs", coming.language),
        },
    ]
    return {"links": links, "lead": word("more", coming.language)}
