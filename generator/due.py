"""Which procedures must soon be reviewed, told to each professional group as the text of one issue. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator import addresses
from generator.model import Handbook, Procedure
from generator.report import harmless
from generator.words import day_in_words

SOON = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Reminder:
    """What to tell one group. No `body`: nothing is due, and an issue that is open can be closed."""

    group: str
    title: str
    body: str


def reminders(book: Handbook, day: date, site: str = "") -> Iterator[Reminder]:
    """One for each professional group. `site` is where the handbook is published, for links."""
    shown = [edition.shown for edition in book.editions(day)]
    for group in book.groups.values():
        mine = [each for each in shown if each.group == group.id and each.review_by and each.status != "retired"]
        waiting = sorted((each for each in mine if _by(each) - day <= SOON), key=lambda each: (_by(each), each.id))
        yield Reminder(group.id, f"Revisjon: {group.name}", _body(waiting, day, site))


def _by(each: Procedure) -> date:
    return each.review_by or date.max


def _body(waiting: list[Procedure], day: date, site: str) -> str:
    if not waiting:
        return ""
    rows = []
    for each in waiting:
        title = harmless(each.title)
        shown = f"[{title}]({site.rstrip('/')}{addresses.procedure(each.id)})" if site else title
        late = " **Fristen er ute.**" if _by(each) < day else ""
        rows.append(f"- [ ] {shown}: {day_in_words(_by(each))}.{late}")
    intro = (
        "Disse prosedyrene skal vurderes på nytt innen tre måneder. Gå gjennom hver av dem, og sett ny dato i "
        "`review_by` når faggruppen har vurdert den. Saken blir oppdatert hver uke, og lukket når alt er gjort."
    )
    return "\n".join([intro, "", *rows, ""])
