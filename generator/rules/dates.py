"""Dates come in order. Passing time alone gives warnings, never errors."""

from collections.abc import Iterator
from datetime import MAXYEAR, date

from generator.findings import Level, Problem
from generator.model import Handbook
from generator.rules.catalogue import rule

REVIEW_MONTHS = 36


def months_after(day: date, months: int) -> date:
    """The day `months` later; the last day of a month that is too short."""
    year, month = divmod(day.month - 1 + months, 12)
    if day.year + year > MAXYEAR:
        return date.max
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("no month is shorter than 28 days")


@rule("Datoer kommer i rekkefølge: fra før til, og vedtak før revisjon.")
def dates_are_in_order(book: Handbook, _day: date) -> Iterator[Problem]:
    """An end before its beginning is a slip of the pen."""
    for each in book.procedures:
        if each.hearing and each.hearing.from_ and each.hearing.to and each.hearing.to < each.hearing.from_:
            yield Problem(
                each.path,
                ("hearing", "to"),
                "Høringen slutter før den begynner.",
                "Bytt om datoene, eller rett dem.",
            )
        if each.valid_from and each.valid_to and each.valid_to < each.valid_from:
            yield Problem(
                each.path,
                ("valid_to",),
                "Gjelder til (`valid_to`) er før Gjelder fra (`valid_from`).",
                "Rett den datoen som er feil.",
            )
        if each.valid_from and each.review_by and each.review_by <= each.valid_from:
            yield Problem(
                each.path,
                ("review_by",),
                "Neste revisjon (`review_by`) er før prosedyren begynner å gjelde.",
                f"Sett en dato etter {each.valid_from}.",
            )
    for place in book.municipalities.values():
        for index, number in enumerate(place.numbers):
            if number.valid_from and number.valid_to and number.valid_to < number.valid_from:
                yield Problem(
                    place.path,
                    ("numbers", index, "valid_to"),
                    "Kommunenummeret slutter å gjelde før det begynner.",
                    "Rett den datoen som er feil.",
                )


@rule(f"Neste revisjon (`review_by`) er høyst {REVIEW_MONTHS} måneder etter at prosedyren begynner å gjelde.")
def review_is_within_limit(book: Handbook, _day: date) -> Iterator[Problem]:
    """Measured from `valid_from`, so that the answer never changes with time."""
    for each in book.procedures:
        if each.valid_from and each.review_by:
            latest = months_after(each.valid_from, REVIEW_MONTHS)
            if each.review_by > latest:
                yield Problem(
                    each.path,
                    ("review_by",),
                    f"Neste revisjon (`review_by`) er over {REVIEW_MONTHS} måneder etter Gjelder fra (`valid_from`).",
                    f"Sett en dato senest {latest}.",
                )


@rule(f"Et utkast har Neste revisjon (`review_by`) høyst {REVIEW_MONTHS} måneder fram.", Level.WARNING)
def draft_review_is_within_limit(book: Handbook, day: date) -> Iterator[Problem]:
    """A draft has no `valid_from` to measure from, so the day of the check is used."""
    for each in book.procedures:
        latest = months_after(day, REVIEW_MONTHS)
        if each.valid_from is None and each.review_by and each.review_by > latest:
            yield Problem(
                each.path,
                ("review_by",),
                f"Neste revisjon (`review_by`) er mer enn {REVIEW_MONTHS} måneder fram.",
                f"Sett en dato senest {latest}.",
            )


@rule("En prosedyre som gjelder, er vurdert på nytt innen fristen.", Level.WARNING)
def review_is_not_overdue(book: Handbook, day: date) -> Iterator[Problem]:
    """The page shows a banner when the review is overdue."""
    for edition in book.editions(day):
        each = edition.shown
        if each.review_by and each.review_by < day and each.status != "retired":
            yield Problem(
                each.path,
                ("review_by",),
                f"Fristen for revisjon var {each.review_by}.",
                "Gå gjennom prosedyren, og sett ny dato når faggruppen har vurdert den.",
            )
