"""What is new by day, and what applied on a day: one page each, and a page for each month with changes."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from generator import addresses
from generator.pages.news import News
from generator.pages.page import Context, Page, View
from generator.words import day_in_words, partial_day_in_words

HOME = ("/", "Forside")
MOST = 150
"""Changes on the first page; older ones stand on the pages of their months."""
SUMMARY = "Nye versjoner, rettelser og det som er trukket tilbake, den nyeste dagen først."


def change_pages(context: Context) -> Iterator[Page]:
    """The pages that the engine renders: what is new, and what applied on a day."""
    found = context.news
    newest = found[:MOST]
    view = {
        **_view(newest, context),
        "summary": SUMMARY,
        "filters": bool(newest),
        "feeds": True,
        "without_git": not context.history.commit,
        "months": [{"address": addresses.month(name), "text": partial_day_in_words(name)} for name in months(found)],
    }
    yield Page(addresses.CHANGES, "Endringer", "changes.html", view, (HOME,))
    yield _applied(context)


def _view(found: Sequence[News], context: Context) -> View:
    return {
        "days": [
            {"text": day_in_words(day), "news": [each.view() for each in rows]}
            for day, rows in groupby(found, key=lambda each: each.day)
        ],
        "services": [{"id": each.id, "name": each.name} for each in context.book.services.values()],
        "groups": [{"id": each.id, "name": each.name} for each in context.book.groups.values()],
    }


def _applied(context: Context) -> Page:
    services = [{"id": each.id, "name": each.name, "group": each.group} for each in context.book.services.values()]
    rows = [
        {"title": each.title, "language": each.language, "address": addresses.history(addresses.procedure(each.id))}
        for each in context.shown
        if ("procedure", each.id) in context.chronicle.outlines
    ]
    view = {"today": context.day.isoformat(), "services": services, "procedures": rows}
    return Page(addresses.APPLIED, "Hva gjaldt på en bestemt dag?", "applied.html", view, (HOME,))


def months(found: Sequence[News]) -> dict[str, list[News]]:
    """The news of each month, the newest first."""
    return {name: list(rows) for name, rows in groupby(found, key=lambda each: each.day.isoformat()[:7])}


def month_pages(context: Context) -> Iterator[Page]:
    """A page for each month with changes. They are put into the frame of the first page."""
    for name, rows in months(context.news).items():
        view = {
            **_view(rows, context),
            "summary": SUMMARY,
            "filters": False,
            "feeds": False,
            "without_git": False,
            "months": [],
        }
        trail = (HOME, (addresses.CHANGES, "Endringer"))
        title = f"Endringer i {partial_day_in_words(name)}"
        yield Page(addresses.month(name), title, "changes.html", view, trail, searchable=False)
