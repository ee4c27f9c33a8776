"""How well the graded queries are answered over the shipped content, held at floors and printed for each group."""

from datetime import date

import pytest

from generator.check import check
from generator.search.ask import open_handbook
from tests.search.quality import LOOKED_AT, grade, read_queries, success, table, without_hits
from tests.support import DAY, REPOSITORY

FLOOR_FIRST, FLOOR_THREE, MOST_WITHOUT, FLOOR_GROUP = 90, 96, 1, 85


@pytest.fixture(scope="module")
def graded():
    day = date.fromisoformat(DAY)
    return grade(open_handbook(check(REPOSITORY, day).book, day), read_queries())


def test_the_floors_are_held(graded, capsys):
    with capsys.disabled():
        print(f"\n{table(graded)}")  # noqa: T201 - the table is for the reader of the test's output
    assert success(graded, 1) >= FLOOR_FIRST
    assert success(graded, LOOKED_AT) >= FLOOR_THREE
    assert without_hits(graded) <= MOST_WITHOUT


def test_no_group_is_left_behind(graded):
    groups = {each.group for each in graded}
    poor = {
        name for name in groups if success([each for each in graded if each.group == name], LOOKED_AT) < FLOOR_GROUP
    }
    assert poor == set()


def test_the_queries_that_nobody_tunes_by_do_as_well(graded):
    apart = [each for each in graded if each.kept_apart]
    assert len(apart) >= 100
    assert success(apart, LOOKED_AT) >= FLOOR_THREE


def test_every_wanted_page_exists_and_the_groups_are_full():
    queries = read_queries()
    day = date.fromisoformat(DAY)
    book = check(REPOSITORY, day).book
    known = set(book.bases) | {f"tjeneste:{name}" for name in book.services}
    assert {name for each in queries for name in each["wants"]} <= known
    assert len(queries) >= 200
    assert len({each["group"] for each in queries}) == 15
