"""The page that a clinician opens: one procedure, and its words in nynorsk."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any, get_args

from generator import addresses
from generator.model import Edition, Party, Procedure, Receipt, Sending, Step, Translation
from generator.pages.page import (
    Context,
    Page,
    View,
    citation_view,
    counted_in_words,
    deadline_in_words,
    row,
    service_links,
    status_view,
)
from generator.prose import plain_html
from generator.rules.steps import END
from generator.versions import on
from generator.words import Language, counted, day_in_words, uncertain_in_words, word

OPEN = ("proposal", "draft", "hearing")
"""Statuses that nobody has decided on; such pages are kept out of search engines."""


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
    steps = [_step(shown, number, step, context) for number, step in enumerate(shown.steps, 1)]
    onward = _onward(shown)
    return {
        "id": shown.id,
        "title": shown.title,
        "summary": shown.summary,
        **foremost(shown),
        "status": status_view(shown, context.day, language),
        "banners": list(_banners(edition, context)),
        "facts": list(_facts(shown, context)),
        "audience": {"text": _audience_in_short(shown, context), "facts": list(_audience(shown, context))},
        "about": list(_about(shown, context)),
        "steps": steps,
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


def foremost(said: Procedure | Translation) -> View:
    """What a reader must know before the steps: in short, key warnings, and what to do and not to do."""
    return {
        "lead": plain_html(said.summary),
        "warnings": [{"title": each.title, "html": plain_html(each.text)} for each in said.warnings],
        "do": [plain_html(each) for each in said.do],
        "do_not": [plain_html(each) for each in said.do_not],
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
        told.append(f"{word('valid-from', language).lower()} {day_in_words(shown.valid_from)}{until}")
    else:
        told.append(word("not-in-force", language))
    if shown.review_by:
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


def _banners(edition: Edition, context: Context) -> Iterator[View]:
    """What a reader must know before reading on, the gravest first."""
    shown, language, day = edition.shown, edition.shown.language, context.day
    group = context.book.groups[shown.group].name
    status = status_view(shown, day, language)
    if shown.status in ("proposal", "draft", "hearing"):
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


def _facts(shown: Procedure, context: Context) -> Iterator[View]:
    """The summary list at the top: what decides whether the reader can trust the page. Drafts have no empty facts."""
    language = shown.language
    yield _fact(word("status", language), status=status_view(shown, context.day, language))
    yield _fact(word("version", language), shown.version, short=True)
    not_set = word("not-set", language)
    for key, day in (
        ("valid-from", shown.valid_from),
        ("valid-to", shown.valid_to),
        ("review-by", shown.review_by),
    ):
        if day or (key != "valid-to" and shown.status not in OPEN):
            yield _fact(word(key, language), day_in_words(day) if day else not_set, short=True)
    if late := _came_late(shown, context):
        yield _fact(word("came-late", language), day_in_words(late), short=True)


def _audience_in_short(shown: Procedure, context: Context) -> str:
    """Whom the page is for, in one line: Gjelder for 2 tjenester og 5 roller."""
    language = shown.language
    if "all" in shown.services:
        services = word("all-services", language).lower()
    else:
        services = counted("service", len(list(context.book.services_of(shown))), language)
    roles = counted("role", len(shown.roles), language)
    return f"{word('for', language)} {services} {word('and', language)} {roles}"


def _audience(shown: Procedure, context: Context) -> Iterator[View]:
    """Whom the procedure is for, and who owns it."""
    book, language = context.book, shown.language
    if "all" in shown.services:
        yield _fact(word("services", language), word("all-services", language))
    else:
        yield _fact(word("services", language), links=service_links(shown, context))
    yield _fact(word("roles", language), ", ".join(book.roles[name].name for name in shown.roles))
    if shown.applies_to:
        areas = ", ".join(book.health_communities[name].name for name in shown.applies_to)
        yield _fact(word("area", language), areas)
    owner = book.groups[shown.group]
    yield _fact(word("owner", language), links=[{"text": owner.name, "address": addresses.group(owner.id)}])
    if shown.local_decision_required:
        yield _fact(word("local-decision", language), word("local", language))


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


def _about(shown: Procedure, context: Context) -> Iterator[View]:
    """The rest of what the file says of the procedure, further down on the page."""
    book, language = context.book, shown.language
    yield _fact(word("purpose", language), shown.purpose)
    yield _fact(word("scope", language), shown.scope)
    yield _fact(word("change", language), shown.change)
    yield _fact(word("kind", language), word(shown.kind, language))
    yield _fact(word("track", language), word(shown.decision_track, language))
    decided = [f"{book.bodies[each.by].name}, {day_in_words(each.on)}, {each.reference}" for each in shown.approvals]
    if decided:
        yield _fact(word("approvals", language), "; ".join(decided))
    if shown.systems:
        yield _fact(word("systems", language), ", ".join(book.systems[name].name for name in shown.systems))
    if shown.replaces:
        older = [context.editions[name].shown for name in shown.replaces]
        links = [{"text": each.title, "address": addresses.procedure(each.id)} for each in older]
        yield _fact(word("replaces", language), links=links)
    if shown.parameters:
        values = [f"{each.label} ({word(f'parameter-{each.kind}', language)})" for each in shown.parameters]
        yield _fact(word("local-values", language), "; ".join(values))


def _fact(
    label: str, text: str = "", links: Iterable[View] = (), status: View | None = None, *, short: bool = False
) -> View:
    return {
        "label": label,
        "text": text,
        "links": list(links),
        "status": status,
        "short": short or status is not None,
    }


def _step(shown: Procedure, number: int, step: Step, context: Context) -> View:
    book, language = context.book, shown.language
    deadline = step.deadline
    steps = {each.id: f"{word('step', language).lower()} {i}" for i, each in enumerate(shown.steps, 1)}
    after = steps.get(deadline.from_, "") if deadline and deadline.from_ else ""
    party = book.party(step)
    sends = [_sending(each, context, language) for each in step.sends]
    return {
        "id": step.id,
        "party": party,
        "outside": party != "municipality",
        "channels": _channels(sends),
        "hands_over": list(dict.fromkeys(each["to"] for each in sends if each["to_party"] != party)),
        "anchor": addresses.step(step.id),
        "number": number,
        "title": step.title,
        "role": book.roles[step.role].name,
        "setting": "" if party == book.roles[step.role].setting else word(party, language),
        "html": shown.prose.html.get(f"steps/{number - 1}/text", ""),
        "deadline": deadline_in_words(step, language),
        "counted_from": counted_in_words(step, language, after),
        "after_step": bool(after),
        "deadline_source": citation_view(deadline.source, book) if deadline and deadline.source else None,
        "sends": sends,
        "receives": [_receipt(shown, each, context) for each in step.receives],
        "record": step.record or "",
        "source": citation_view(step.source, book) if step.source else None,
        "required_by_law": step.required_by_law,
        "ways": list(_ways(shown, number, step)),
    }


def _sending(sent: Sending, context: Context, language: Language) -> View:
    receiver = context.editions.get(sent.to.procedure or "")
    return {
        "message": context.book.messages[sent.message].name,
        "to": word(sent.to.party, language),
        "to_party": sent.to.party,
        "procedure": row(receiver.shown, context) if receiver else None,
        "channels": [{"when": word(each.when, language), "channel": each.channel} for each in sent.channels],
    }


def _channels(sends: list[View]) -> list[View]:
    """How the messages of a step go. Messages that go the same way are told together."""
    ways = [each for each in sends if each["channels"]]
    found: list[View] = []
    for each in ways:
        if found and found[-1]["channels"] == each["channels"]:
            found[-1]["message"] += f", {each['message']}"
        else:
            found.append({"message": each["message"], "channels": each["channels"]})
    return found


def _receipt(shown: Procedure, got: Receipt, context: Context) -> View:
    """A message received; the deadline stands at the sender's step and is shown here."""
    senders = [
        {
            "title": procedure.title,
            "address": f"{addresses.procedure(procedure.id)}#{addresses.step(step.id)}",
            "deadline": deadline_in_words(step, shown.language),
            "counted_from": counted_in_words(step, shown.language, _title_of(step, procedure)),
        }
        for procedure, step in context.senders.get((got.message, shown.id), ())
    ]
    message = context.book.messages[got.message].name
    return {"message": message, "from": word(got.from_, shown.language), "senders": senders}


def _title_of(step: Step, procedure: Procedure) -> str:
    """The step that a deadline is counted from, as another page must tell it; nothing when it is an event."""
    wanted = step.deadline.from_ if step.deadline else ""
    return next((f"«{each.title}»" for each in procedure.steps if each.id == wanted), "")


def _ways(shown: Procedure, number: int, step: Step) -> Iterator[View]:
    """Where to go from a step; nothing when it is simply the step below."""
    numbers = {each.id: (place, each.title) for place, each in enumerate(shown.steps, 1)}
    if len(step.next) == 1 and not step.next[0].when and numbers.get(step.next[0].to, (0,))[0] == number + 1:
        return
    for way in step.next:
        place, title = numbers.get(way.to, (0, ""))
        anchor = "" if way.to == END else addresses.step(way.to)
        yield {"when": way.when or "", "number": place, "title": title, "anchor": anchor}


def translated(view: View, shown: Procedure, translation: Translation) -> View:
    """The view of a procedure with the words of its translation, step by step."""
    language, html = translation.language, translation.prose.html
    words: Mapping[str, tuple[int, Any]] = {each.id: (place, each) for place, each in enumerate(translation.steps)}
    steps = []
    for step in view["steps"]:
        if step["id"] in words:
            place, said = words[step["id"]]
            changed = {
                "title": said.title,
                "html": html.get(f"steps/{place}/text", ""),
                "record": said.record or "",
            }
            steps.append({**step, **changed})
        else:
            steps.append(step)
    stale = []
    if translation.translates != shown.version:
        stale = [{"kind": "overdue", "text": word("stale-banner", language), "more": "", "links": []}]
    return {
        **view,
        "title": translation.title,
        "summary": translation.summary,
        **{key: told for key, told in foremost(translation).items() if told},
        "about": list(_translated_about(view, translation)),
        "banners": [*stale, *view["banners"]],
        "steps": steps,
        "exceptions": html.get("exceptions", view["exceptions"]),
        "background": html.get("body", view["background"]),
        "translation": addresses.procedure(shown.id),
    }


def _translated_about(view: View, translation: Translation) -> Iterator[View]:
    words = {"purpose": translation.purpose, "scope": translation.scope}
    said = {word(key, translation.language): text for key, text in words.items()}
    for fact in view["about"]:
        yield {**fact, "text": said.get(fact["label"], fact["text"])}
