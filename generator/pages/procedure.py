"""The page that a clinician opens: one procedure, and its words in nynorsk."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import get_args

from generator import addresses
from generator.model import OPEN, Edition, Party, Procedure, Translation
from generator.pages.banners import banners
from generator.pages.facts import about, audience, audience_in_short, facts, foremost, is_over
from generator.pages.page import Context, Page, View, citation_view, row, status_view
from generator.pages.steps import step_views
from generator.pages.translation import translated
from generator.words import Language, day_in_words, word


def procedure_pages(context: Context) -> Iterator[Page]:
    """A page for each procedure, and one for each translation of the version shown."""
    for edition in context.editions.values():
        shown = edition.shown
        view = procedure_view(edition, context)
        robots = "noindex" if shown.status in (*OPEN, "retired") else ""
        yield Page(
            addresses.procedure(shown.id),
            shown.title,
            "procedure.html",
            view,
            _trail(shown.language),
            shown.language,
            searchable=shown.status != "retired",
            robots=robots,
        )
        if translation := context.book.translation_of.get(shown.id):
            here = (*_trail(translation.language), (addresses.procedure(shown.id), shown.title))
            yield Page(
                addresses.translation(shown.id),
                translation.title,
                "procedure.html",
                translated(procedure_view(_in_its_language(edition, translation), context), shown, translation),
                here,
                translation.language,
                robots=robots,
            )


def _in_its_language(edition: Edition, translation: Translation) -> Edition:
    """An edition whose labels are in the language of its translation."""
    return replace(edition, shown=replace(edition.shown, language=translation.language))


def _trail(language: Language) -> tuple[tuple[str, str], ...]:
    return (("/", word("front", language)), ("/prosedyrer/", word("procedures", language)))


def procedure_view(edition: Edition, context: Context) -> View:
    """Everything that the page of a procedure shows, in the order in which a reader needs it."""
    shown, book, language = edition.shown, context.book, edition.shown.language
    html = shown.prose.html
    onward = _onward(shown)
    return {
        "id": shown.id,
        "title": shown.title,
        "summary": shown.summary,
        **foremost(shown),
        "status": status_view(shown, context.day, language),
        "banners": list(banners(edition, context)),
        "facts": list(facts(shown, context)),
        "audience": {"text": audience_in_short(shown, context), "facts": list(audience(shown, context))},
        "about": list(about(shown, context)),
        "steps": list(step_views(shown, context)),
        "flow": _flow(language),
        "exceptions": html.get("exceptions", ""),
        "background": html.get("body", ""),
        "training": [
            {"roles": [book.roles[name].name for name in each.roles], "text": each.text} for each in shown.training
        ],
        "sources": list(_sources(shown, context)),
        "onward": [row(context.editions[name].shown, context) for name in onward if name in context.editions],
        "related": [row(context.editions[name].shown, context) for name in shown.related if name not in onward],
        "variants": [row(each, context) for each in _variants(shown, context)],
        "uncertain": list(shown.uncertain),
        "translation": addresses.translation(shown.id) if shown.id in book.translation_of else "",
        "history": _history(shown, context),
        "device": _device(edition, context),
        "metadata": _metadata(shown),
    }


def _history(shown: Procedure, context: Context) -> View:
    """The way to what changed and when; what is not in git yet has none."""
    outline = context.chronicle.outlines.get(("procedure", shown.id))
    if outline is None:
        return {}
    language = shown.language
    changed = context.last_changed(shown)
    return {
        "address": addresses.history(addresses.procedure(shown.id)),
        "applied": f"{addresses.history(addresses.procedure(shown.id))}#gjaldt",
        "text": word("history", language),
        "applied_text": word("applied-when", language),
        "changed": f"{word('last-changed', language)} {day_in_words(changed)}" if changed else "",
    }


def _device(edition: Edition, context: Context) -> View:
    """What the page tells the reader's device: days to compare with its own, and words for what it may then say."""
    shown, coming = edition.shown, edition.coming
    language = shown.language
    days = {
        "built": context.day,
        "validFrom": shown.valid_from,
        "validTo": shown.valid_to,
        "reviewBy": shown.review_by,
        "nextFrom": coming.valid_from if coming and coming.status == "approved" else None,
    }
    return {
        "version": shown.version,
        "status": status_view(shown, context.day, language)["text"],
        "decided": shown.status == "approved",
        "paper": _on_paper(shown, context),
        **{key: day.isoformat() if isinstance(day, date) else "" for key, day in days.items()},
    }


def _on_paper(shown: Procedure, context: Context) -> str:
    """What stands on every printed sheet of the version and its days."""
    language = shown.language
    told = [f"{word('version', language)} {shown.version} ({status_view(shown, context.day, language)['text']})"]
    if shown.valid_from:
        until = f" til {day_in_words(shown.valid_to)}" if shown.valid_to else ""
        key = "applied-from" if is_over(shown, context.day) else "valid-from"
        told.append(f"{word(key, language).lower()} {day_in_words(shown.valid_from)}{until}")
    else:
        told.append(word("not-in-force", language))
    if shown.review_by and not is_over(shown, context.day):
        told.append(f"{word('review-by', language).lower()} {day_in_words(shown.review_by)}")
    return ", ".join(told)


def _metadata(shown: Procedure) -> View:
    """What search engines and other programs can read of the page (JSON-LD, schema.org)."""
    found = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": shown.title,
        "description": shown.summary,
        "inLanguage": shown.language,
        "version": shown.version,
        "creativeWorkStatus": word(shown.status),
        "keywords": ", ".join(shown.keywords),
    }
    days = {"datePublished": shown.valid_from, "expires": shown.valid_to}
    return found | {key: day.isoformat() for key, day in days.items() if day}


def _onward(shown: Procedure) -> list[str]:
    """The procedures that take over where this one sends something, each once."""
    receivers = (sent.to.procedure for step in shown.steps for sent in step.sends)
    return [name for name in dict.fromkeys(receivers) if name and name != shown.id]


def _sources(shown: Procedure, context: Context) -> Iterator[View]:
    """Each source once, with the places cited. The day it was read stands once when it is the same for all."""
    cited = [citation_view(each, context.book) for each in shown.references]
    order = list(dict.fromkeys(each["name"] for each in cited))
    cited.sort(key=lambda each: order.index(each["name"]))
    for name, places in groupby(cited, key=lambda each: str(each["name"])):
        listed = list(places)
        read = {each["read"] for each in listed if each["read"]}
        yield {"name": name, "places": listed, "read": read.pop() if len(read) == 1 else ", ".join(sorted(read))}


def _flow(language: Language) -> View:
    """What the picture of the steps is drawn from, when the page is rendered."""
    parties = {key: word(key, language) for key in get_args(Party)}
    words = {"step": word("step", language), "end": word("end", language)}
    return {"label": word("flow-title", language), "parties": parties, "words": words}


def _variants(shown: Procedure, context: Context) -> Iterator[Procedure]:
    for each in context.families.get(shown.variant_of or shown.id, ()):
        if each.id != shown.id:
            yield each
