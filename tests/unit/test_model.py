"""What applies on a day, by the version in force and the coming one (design.md section 3)."""

from datetime import date, timedelta

import pytest

from generator.check import check
from tests.support import APPROVED

NEXT = APPROVED.replace(".md", ".next.md")
ID = "korttidsopphold-soknad"


def version(book, path, number, status, begins=None, ends=None):
    """Write a version of the approved procedure with other facts."""
    text = book.read(APPROVED)
    text = text.replace('version: "1.2"', f'version: "{number}"').replace("status: approved", f"status: {status}")
    dates = f'valid_from: "{begins}"\n' if begins else ""
    dates += f'valid_to: "{ends}"\n' if ends else ""
    text = text.replace('valid_from: "2026-03-01"\n', dates).replace('review_by: "2028-03-01"\n', "")
    book.write(path, text)


BASE_ONLY, COMING = ("1.2", None), ("1.2", "2.0")
DAYS = [
    # base (status, from, to), coming (status, from, to), day, shown, coming shown
    (("approved", "2026-03-01", None), None, "2026-02-28", "1.2", None),
    (("approved", "2026-03-01", None), None, "2026-03-01", "1.2", None),
    (("draft", None, None), ("draft", None, None), "2026-11-25", "1.2", "2.0"),
    (("approved", "2026-03-01", None), ("draft", None, None), "2026-11-25", "1.2", "2.0"),
    (("approved", "2026-03-01", None), ("hearing", None, None), "2030-01-01", "1.2", "2.0"),
    (("approved", "2026-03-01", None), ("approved", "2027-01-01", None), "2026-12-31", "1.2", "2.0"),
    (("approved", "2026-03-01", None), ("approved", "2027-01-01", None), "2027-01-01", "2.0", None),
    (("approved", "2026-03-01", None), ("approved", "2027-01-01", "2027-06-30"), "2027-06-30", "2.0", None),
    (("approved", "2026-03-01", None), ("approved", "2027-01-01", "2027-06-30"), "2027-07-01", "1.2", "2.0"),
    (("approved", "2026-03-01", "2026-06-30"), ("approved", "2027-01-01", None), "2026-09-01", "1.2", "2.0"),
    (("approved", "2026-03-01", None), ("approved", "2026-03-01", None), "2026-03-01", "2.0", None),
    (("draft", None, None), ("approved", "2027-01-01", None), "2026-12-31", "1.2", "2.0"),
    (("draft", None, None), ("approved", "2027-01-01", None), "2027-01-01", "2.0", None),
    (("retired", "2026-03-01", "2026-06-30"), ("approved", "2027-01-01", None), "2027-01-01", "2.0", None),
]


@pytest.mark.parametrize(("base", "coming", "day", "shown", "then"), DAYS)
def test_what_is_shown_on_a_day(book, base, coming, day, shown, then):
    if coming:
        version(book, NEXT, "2.0", *coming)
    version(book, APPROVED, "1.2", *base)
    edition = check(book.root, date.fromisoformat(day)).book.edition(ID, date.fromisoformat(day))
    assert (edition.shown.version, edition.coming and edition.coming.version) == (shown, then)


def test_only_an_approved_version_can_apply(book):
    day = date(2026, 11, 25)
    for status in ("proposal", "draft", "hearing", "approved", "retired"):
        text = book.read(APPROVED).replace("status: approved", f"status: {status}")
        book.write("procedures/saksbehandling/prove.md", text.replace("id: korttidsopphold-soknad", "id: prove"))
        shown = check(book.root, day).book.edition("prove", day).shown
        assert shown.applies_on(day) == (status == "approved")
        book.delete("procedures/saksbehandling/prove.md")


def test_a_version_applies_from_its_first_day_to_its_last_both_included(book):
    book.replace(APPROVED, 'valid_from: "2026-03-01"', 'valid_from: "2026-03-01"\nvalid_to: "2026-03-31"')
    each = check(book.root, date(2026, 3, 1)).book.bases[ID]
    days = [day for day in (date(2026, 2, 1) + timedelta(n) for n in range(90)) if each.applies_on(day)]
    assert (days[0], days[-1], len(days)) == (date(2026, 3, 1), date(2026, 3, 31), 31)


def test_versions_compare_as_numbers(book):
    each = check(book.root, date(2026, 3, 1)).book.bases[ID]
    assert each.number == (1, 2)
    book.replace(APPROVED, 'version: "1.2"', 'version: "1.10"')
    assert check(book.root, date(2026, 3, 1)).book.bases[ID].number > (1, 9)


def test_the_services_of_a_procedure_are_spelled_out_in_order(book):
    def names(services):
        text = book.read(APPROVED).replace("services: [opphold]", f"services: {services}")
        book.write("procedures/saksbehandling/prove.md", text.replace("id: korttidsopphold-soknad", "id: prove"))
        checked = check(book.root, date(2026, 3, 1)).book
        return [each.id for each in checked.services_of(checked.bases["prove"])]

    assert names("[all]") == ["hjemmesykepleie", "korttidsopphold"]
    assert names("[korttidsopphold, hjemmesykepleie]") == ["hjemmesykepleie", "korttidsopphold"]
    assert names("[opphold]") == ["korttidsopphold"]
