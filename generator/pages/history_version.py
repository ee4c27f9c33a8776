"""What a page of history says of one version and of one event, as HTML.

Written here and not in a template: there are tens of thousands of them, and a template takes three times as long.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from generator import addresses
from generator.pages.marked import differences_html
from generator.pages.news import doubt_text, event_text
from generator.record import Record
from generator.told import day_told
from generator.words import WORDS, word

MOST_EVENTS = 200
"""Commits listed one by one; the rest are counted."""
LEVELS = {"major": "Stor endring", "minor": "Mindre endring", "first": "Første versjon"}
OPENED_BY = frozenset(["correction", "reverted", "back"])
"""Kinds of event that readers should see without opening the list."""
DECIDED = ("approved", "retired")


def version_html(  # noqa: PLR0913, PLR0917 - what the section is about
    name: str, version: Record, facts: str, events: Sequence[Record], current: str, day: date
) -> str:
    """The section of a version: when it applied, what changed, and what happened in it.

    `facts`: see `facts_html`. `events`: the newest first. `current`: the version that applies on the day of the build.
    """
    return "\n".join(_version(name, version, facts, events, current, day))


def _version(  # noqa: PLR0913, PLR0917 - as above
    name: str, version: Record, facts: str, events: Sequence[Record], current: str, day: date
) -> Iterator[str]:
    number = escape(version["version"])
    first = next((each for each in events if each["kind"] == "version"), None)
    yield _heading(version, number, current, day)
    if version["note"]:
        yield f'<p class="hb-version__note">{escape(version["note"])}</p>'
    yield f'<dl class="hb-facts">\n{facts}\n</dl>'
    if first and "doubt" in first:
        yield _doubt(first)
    if version["previous"]:
        yield f"<h3>Endret fra versjon {escape(version['previous'])}</h3>"
        yield differences_html(version["differences"]) or "<p>Ingen ord er endret i prosedyren.</p>"
    yield f'<p><a href="{escape(addresses.version(name, version["version"]))}">Les hele versjon {number}</a></p>'
    own = [each for each in events if each["kind"] != "version" or each["version"] != version["version"]]
    if own:
        yield from _happened(own)
    if version["status"] in DECIDED and len(version["texts"]) > 1:
        yield _texts(name, version)
    if first:
        yield _commit(first)
    yield "</section>"


def _heading(version: Record, number: str, current: str, day: date) -> str:
    now = version["version"] == current
    status = _status(version, current, day)
    tag = "approved" if now else "retired" if status == "Gjaldt før" else version["status"]
    return (
        f'<section class="hb-version{" hb-version--current" if now else ""}"'
        f' id="{escape(addresses.version_anchor(version["version"]))}">\n'
        f'<h2>Versjon {number} <span class="hb-tag hb-tag--{escape(tag)}">{escape(status)}</span>'
        f' <span class="hb-version__level">{LEVELS[version["kind"]]}</span></h2>'
    )


def _status(version: Record, current: str, day: date) -> str:
    if version["version"] == current:
        return "Gjelder nå"
    if version["status"] == "approved" and version["valid_from"] > day.isoformat():
        return f"Vedtatt, gjelder fra {day_told(version['valid_from'])}"
    told = word(version["status"]) if version["status"] in WORDS else version["status"] or "Uten status"
    return "Gjaldt før" if version["status"] == "approved" and version["applied"] else told


def _happened(events: Sequence[Record]) -> Iterator[str]:
    shown = " open" if any(each["kind"] in OPENED_BY for each in events[:MOST_EVENTS]) else ""
    count = f"{len(events)} {'hendelse' if len(events) == 1 else 'hendelser'}"
    yield f'<details class="hb-events hb-more"{shown}>\n<summary>{count} i denne versjonen</summary>\n<ul>'
    yield events_html(events)
    yield "</ul>"
    if len(events) > MOST_EVENTS:
        yield f"<p>{len(events) - MOST_EVENTS} eldre hendelser er ikke vist.</p>"
    yield "</details>"


def _texts(name: str, version: Record) -> str:
    links = []
    for each in version["texts"][:-1]:
        address = escape(addresses.version(name, version["version"], each["number"]))
        links.append(f'<a href="{address}">fra {day_told(each["day"])}</a>')
    return f'<p class="hb-meta">Tidligere tekst av denne versjonen: {", ".join(links)}</p>'


def events_html(events: Sequence[Record]) -> str:
    """Events as entries of a list."""
    return "\n".join(map(_event, events[:MOST_EVENTS]))


def _event(event: Record) -> str:
    author = f", {escape(event['author'])}" if event.get("author") else ""
    when = f'<span class="hb-when">{day_told(event["day"])}{author}</span>'
    lines = [f'<li class="hb-event"><span class="hb-event__text">{escape(event_text(event))}</span> {when}']
    if "doubt" in event:
        lines.append(_doubt(event))
    if event["differences"]:
        lines.append(differences_html(event["differences"]))
    return "\n".join([*lines, _commit(event), "</li>"])


def _doubt(event: Record) -> str:
    return f'<p class="hb-doubt">{escape(doubt_text(event))}</p>'


def _commit(event: Record) -> str:
    subject = escape(event["subject"])
    return (
        f'<p class="hb-commit">Lagret som «{subject}» <span class="hb-commit__hash">({event["commit"][:10]})</span></p>'
    )


def facts_html(record: Record, today: str) -> dict[str, str]:
    """When each version applies, when it came, and who decided, as rows of a list of facts."""
    return {
        each["version"]: "\n".join([fact(label, text, short=label != "Vedtak") for label, text in _facts(each, today)])
        for each in record["versions"]
    }


def fact(label: str, text: str, *, short: bool = True) -> str:
    """A row of a list of facts; short ones stand side by side."""
    style = ' class="hb-facts__short"' if short else ""
    return f"<div{style}><dt>{label}</dt><dd>{escape(text)}</dd></div>"


def _facts(version: Record, today: str) -> Iterator[tuple[str, str]]:
    begun = [each for each in version["applied"] if each[0] <= today]
    applied = "; ".join(f"{day_told(first)}–{day_told(last)}" if last else day_told(first) for first, last in begun)
    lasts = bool(begun) and (not begun[-1][1] or begun[-1][1] >= today)
    if version["valid_from"] and [each[0] for each in begun] != [version["valid_from"]]:
        yield "Gjelder fra", day_told(version["valid_from"])
    if applied:
        still = " og fram til nå" if not begun[-1][1] else ""
        yield "Gjelder" if lasts else "Gjaldt", f"{applied}{still}"
    lag = " – etter at den skulle gjelde" if version["late"] else ""
    label = "Vedtatt versjon kom i håndboka" if version["status"] in DECIDED else "Kom i håndboka"
    yield label, f"{day_told(version['day'])}{lag}"
    if version["approvals"]:
        yield "Vedtak", "; ".join(version["approvals"])
    if version["valid_to"]:
        yield "Siste dag", day_told(version["valid_to"])
