"""Dates and times in words, in bokmål and nynorsk."""

from datetime import date

import pytest

from generator.words import (
    MONTHS,
    WORDS,
    day_in_words,
    duration_in_words,
    partial_day_in_words,
    uncertain_in_words,
    word,
    working_days_in_words,
)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ((2026, 11, 24), "24. november 2026"),
        ((2027, 1, 1), "1. januar 2027"),
        ((2028, 2, 29), "29. februar 2028"),
        ((2026, 5, 17), "17. mai 2026"),
    ],
)
def test_a_day(day, told):
    assert day_in_words(date(*day)) == told


def test_all_months_have_a_name():
    assert len(set(MONTHS)) == 12


@pytest.mark.parametrize(
    ("written", "told"), [("2026", "2026"), ("2026-11", "november 2026"), ("2026-11-07", "7. november 2026")]
)
def test_a_day_as_exact_as_it_is_known(written, told):
    assert partial_day_in_words(written) == told


@pytest.mark.parametrize(
    ("duration", "nb", "nn"),
    [
        ("PT24H", "24 timer", "24 timar"),
        ("PT1H", "1 time", "1 time"),
        ("PT30M", "30 minutter", "30 minutt"),
        ("P1M", "1 måned", "1 månad"),
        ("P3M", "3 måneder", "3 månader"),
        ("P1W", "1 uke", "1 veke"),
        ("P2W", "2 uker", "2 veker"),
        ("P3D", "3 døgn", "3 døgn"),
        ("P1Y", "1 år", "1 år"),
        ("P1DT12H", "1 døgn og 12 timer", "1 døgn og 12 timar"),
        ("P1MT1M", "1 måned og 1 minutt", "1 månad og 1 minutt"),
        ("PT1H30M", "1 time og 30 minutter", "1 time og 30 minutt"),
    ],
)
def test_a_duration(duration, nb, nn):
    assert duration_in_words(duration) == nb
    assert duration_in_words(duration, "nn") == nn


@pytest.mark.parametrize(("days", "nb", "nn"), [(1, "1 virkedag", "1 vyrkedag"), (3, "3 virkedager", "3 vyrkedagar")])
def test_working_days(days, nb, nn):
    assert working_days_in_words(days) == nb
    assert working_days_in_words(days, "nn") == nn


@pytest.mark.parametrize(
    ("number", "nb", "nn"),
    [
        (0, "", ""),
        (1, "Ett punkt er usikkert", "Eitt punkt er usikkert"),
        (5, "5 punkter er usikre", "5 punkt er usikre"),
    ],
)
def test_how_much_is_uncertain(number, nb, nn):
    assert uncertain_in_words(number) == nb
    assert uncertain_in_words(number, "nn") == nn


def test_every_word_is_there_in_both_languages():
    assert [key for key, told in WORDS.items() if len(told) != 2 or not all(told)] == []
    assert word("draft") == "Utkast"
    assert word("sources", "nn") == "Kjelder"


@pytest.mark.parametrize(
    "values",
    [
        ("proposal", "draft", "hearing", "approved", "retired"),
        ("municipality", "hospital", "gp", "ambulance", "citizen"),
    ],
)
def test_every_value_that_files_may_hold_has_a_word(values):
    assert all(word(value, language) for value in values for language in ("nb", "nn"))
