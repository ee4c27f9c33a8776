"""What is new as Atom feeds, and coming reviews as a calendar. Pure: model in, text out.

Ids of entries never change: they name the item, the commit and the kind of event, so that no reader sees news twice.
"""

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from html import escape

from generator import addresses
from generator.cache import Cache
from generator.clock import OSLO
from generator.model import Procedure
from generator.pages import Context
from generator.pages.news import News

AUTHORITY = "tag:regional-handbook,2026:"
"""Begins every id (RFC 4151), wherever the site lies."""
MOST = 50
ALARM_DAYS = (90, 30)
TERMS = {"first": "store", "major": "store", "minor": "mindre"}


def files(context: Context, kept: Cache) -> Iterator[tuple[str, bytes]]:
    """Path below /feeds/ and bytes of every feed: all, one for each service and group, and the calendar."""
    yield "endringer.xml", _atom("endringer", "Endringer i håndboka", context.news, context)
    for service in context.book.services.values():
        own, name = context.news_of["service", service.id], f"tjenester/{service.id}"
        yield f"{name}.xml", _atom(name, f"Endringer: {service.name}", own, context)
    for group in context.book.groups.values():
        own, name = context.news_of["group", group.id], f"faggrupper/{group.id}"
        yield f"{name}.xml", _atom(name, f"Endringer: {group.name}", own, context)
    yield "revisjon.ics", _calendar(context, kept).encode()


def site() -> str:
    """Where the site lies, with a slash at its end; empty when that is not known."""
    address = os.environ.get("HANDBOOK_URL", "")
    return address.rstrip("/") + "/" if address else ""


def _atom(name: str, title: str, news: Sequence[News], context: Context) -> bytes:
    newest = news[:MOST]
    base = site() or "../" * (name.count("/") + 1)
    updated = newest[0].day if newest else context.day
    rows = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="nb">',
        f"<id>{AUTHORITY}feeds/{name}</id>",
        f"<title>{escape(title, quote=False)}</title>",
        f"<updated>{_noon(updated)}</updated>",
        "<author><name>Regional håndbok</name></author>",
        f'<link rel="alternate" type="text/html" href="{escape(base + addresses.CHANGES.lstrip("/"))}"/>',
        *(
            [f'<link rel="self" type="application/atom+xml" href="{escape(site())}feeds/{name}.xml"/>']
            if site()
            else []
        ),
        *(_entry(each, base) for each in newest),
        "</feed>",
        "",
    ]
    return "\n".join(rows).encode()


@lru_cache(maxsize=1024)
def _entry(each: News, base: str) -> str:
    """News as all the feeds have it that lie as deep. `base`: the way to the top of the site."""
    what = f"{each.kind}/{each.id}/{each.commit}/{each.event}/{each.version}"
    category = TERMS.get(each.level)
    summary = f"{each.text}. {each.note}".strip()
    rows = [
        f'<entry xml:lang="{each.language}">',
        f"<id>{AUTHORITY}{escape(what, quote=False)}</id>",
        f"<title>{escape(f'{each.title}: {each.text}', quote=False)}</title>",
        f"<updated>{_noon(each.day)}</updated>",
        f'<link rel="alternate" type="text/html" href="{escape(base + each.address.lstrip("/"))}"/>',
        *([f'<category term="{category}" label="{category} endring"/>'] if category else []),
        f"<summary>{escape(summary, quote=False)}</summary>",
        "</entry>",
    ]
    return "\n".join(rows)


def _noon(day: date) -> str:
    return datetime.combine(day, time(12), OSLO).isoformat()


def _calendar(context: Context, kept: Cache) -> str:
    """A day for each review to come or overdue, with reminders 90 and 30 days before."""
    due = [each for each in context.shown if each.review_by and each.status != "retired"]
    due.sort(key=lambda each: (each.review_by, each.id))
    names = context.book.groups
    said = [(each.id, each.title, each.version, each.review_by, names.get(each.group, each.group)) for each in due]
    return kept.get((b"calendar", repr((context.day, site(), said)).encode()), lambda: _made(due, context))


def _made(due: Sequence[Procedure], context: Context) -> str:
    from icalendar import Calendar  # noqa: PLC0415 - slow to import, and seldom needed

    calendar = Calendar()
    calendar.add("prodid", "-//Regional håndbok//Revisjoner//NO")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Revisjoner i håndboka")
    begin, end = bytes(calendar.to_ical()).decode().split("END:VCALENDAR")
    # Each event by itself: as objects, thousands of them take much room.
    return "".join([begin, *(_review(each, context) for each in due), f"END:VCALENDAR{end}"])


def _review(each: Procedure, context: Context) -> str:
    from icalendar import Alarm, Event  # noqa: PLC0415 - slow to import, only needed to build

    event = Event()
    event.add("uid", f"revisjon-{each.id}-{each.review_by}@regional-handbook")
    event.add("dtstamp", datetime.combine(context.day, time(12), OSLO).astimezone(UTC))
    event.add("dtstart", each.review_by)
    event.add("summary", f"Revisjon: {each.title}")
    group = context.book.groups[each.group].name if each.group in context.book.groups else each.group
    event.add("description", f"Versjon {each.version} skal vurderes på nytt. Faggruppe: {group}.")
    event.add("categories", [group])
    event.add("transp", "TRANSPARENT")
    if site():
        event.add("url", site() + addresses.procedure(each.id).lstrip("/"))
    for days in ALARM_DAYS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"Revisjon om {days} dager: {each.title}")
        alarm.add("trigger", -timedelta(days=days))
        event.add_component(alarm)
    return bytes(event.to_ical()).decode()
