"""What is new by day, and what applied on a day: one page each, and a page for each month with changes."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from generator import addresses
from generator.load import VOCABULARIES, Kind
from generator.pages.news import News
from generator.pages.page import Context, Page, View
from generator.spaces import NO_BREAK
from generator.words import day_in_words, partial_day_in_words

HOME = ("/", "Forside")
MOST = 150
"""Changes on the first page; each month has all of its own."""
FEW = 10
"""Changes of a month that nobody needs to filter."""
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
        "years": _years(found),
        "most": MOST if len(found) > MOST else 0,
        "lists": context.histories(*(each.value for each in (*VOCABULARIES, Kind.SERVICE_GROUPS))),
        "near": [],
    }
    yield Page(addresses.CHANGES, "Endringer", "changes.html", view, (HOME,))
    yield _applied(context)


def _view(found: Sequence[News], context: Context) -> View:
    return {
        "days": [
            {"text": day_in_words(day), "news": "\n".join(map(_row, rows))}
            for day, rows in groupby(found, key=lambda each: each.day)
        ],
        "services": [{"id": each.id, "name": each.name} for each in context.book.services.values()],
        "groups": [{"id": each.id, "name": each.name} for each in context.book.groups.values()],
    }


def _row(each: News) -> str:
    """Written here and not in a template: there may be ten thousand of them."""
    data = {"day": each.day.isoformat(), "group": each.group, "services": " ".join(each.services), "level": each.level}
    told = " ".join(f'data-{name}="{escape(value)}"' for name, value in data.items())
    language = f' lang="{each.language}"' if each.language != "nb" else ""
    text = escape(each.text).replace("ersjon ", f"ersjon{NO_BREAK}")
    lines = [f'<li class="hb-news" {told}>']
    title = f'<a class="hb-list__title" href="{escape(each.address)}"{language}>{escape(each.title)}</a>'
    lines.append(f'{title} <span class="hb-news__text">{text}</span>')
    if each.note:
        lines.append(f"<p>{escape(each.note)}</p>")
    if each.doubt:
        lines.append(f'<p class="hb-doubt">{escape(each.doubt)}</p>')
    return "\n".join([*lines, "</li>"])


def _years(found: Sequence[News]) -> list[View]:
    """The months with changes, by year."""
    return [
        {"year": year, "months": [_month(name) for name in names]}
        for year, names in groupby(months(found), key=lambda name: name[:4])
    ]


def _month(name: str) -> View:
    return {"address": addresses.month(name), "text": partial_day_in_words(name)}


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
    found = months(context.news)
    names = list(found)
    for place, (name, rows) in enumerate(found.items()):
        later, earlier = names[max(0, place - 1) : place], names[place + 1 : place + 2]
        near = [("Måneden før med endringer", earlier), ("Måneden etter med endringer", later)]
        view = {
            **_view(rows, context),
            "summary": SUMMARY,
            "filters": len(rows) > FEW,
            "feeds": False,
            "without_git": False,
            "years": [],
            "most": 0,
            "lists": [],
            "near": [{"label": label, **_month(each)} for label, listed in near for each in listed],
        }
        trail = (HOME, (addresses.CHANGES, "Endringer"))
        title = f"Endringer i {partial_day_in_words(name)}"
        yield Page(addresses.month(name), title, "changes.html", view, trail, searchable=False)
