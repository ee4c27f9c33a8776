"""Small parts of the rules that tables show best."""

from datetime import date

import pytest

from generator.rules.dates import months_after
from generator.rules.sources import numbers_cited


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("§ 3-2", ("3-2",)),
        ("§§ 7–9 og 12 a", ("7", "9", "12a")),
        ("§§ 7-9 og 12 a", ("7-9", "12a")),
        ("§ 3-2 a", ("3-2a",)),
        ("§ 3-2 nr. 6 a", ("3-2",)),
        ("§ 3-2 første ledd nr. 6 bokstav a", ("3-2",)),
        ("§ 3-2 første ledd bokstav c", ("3-2",)),
        ("§§ 6 og 10", ("6", "10")),
        ("§ 12-3 a andre ledd", ("12-3a",)),
        ("§§ 3-1, 3-2 og 3-2 a", ("3-1", "3-2", "3-2a")),
        ("§ 4 og § 5", ("4", "5")),
        ("§4", ("4",)),
        ("§ 9-2 til 9-5", ("9-2", "9-5")),
        ("§ 2 og kapittel 4", ("2",)),
        ("kapittel 3", ()),
        ("Kapittel 3 og 4", ()),
        ("side 12", ()),
        ("", ()),
        ("§", ()),
        ("§ 4A-3", ("4A-3",)),
        ("§ 5 og", ("5",)),
        ("§ 5 i forskriften", ("5",)),
        ("§ 5 annet punktum", ("5",)),
    ],
)
def test_the_sections_that_a_citation_names(written, numbers):
    assert numbers_cited(written) == numbers


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        ((2026, 11, 25), 36, (2029, 11, 25)),
        ((2024, 2, 29), 12, (2025, 2, 28)),
        ((2024, 2, 29), 48, (2028, 2, 29)),
        ((2026, 1, 31), 1, (2026, 2, 28)),
        ((2026, 8, 31), 1, (2026, 9, 30)),
        ((2026, 12, 31), 2, (2027, 2, 28)),
        ((2026, 12, 1), 1, (2027, 1, 1)),
        ((2026, 11, 30), 3, (2027, 2, 28)),
        ((2026, 11, 25), 0, (2026, 11, 25)),
    ],
)
def test_months_after_a_day(day, months, after):
    assert months_after(date(*day), months) == date(*after)
