"""Histories that nobody planned: each procedure has the commits that changed its words, and git's answer is explained."""

import pytest

from benchmarks.follow import TODAY, against_truth, compare
from benchmarks.wild import make_wild
from generator import chronicle


@pytest.mark.parametrize("seed", [1, 15, 17])
def test_a_wild_history_has_the_commits_that_it_should_have(tmp_path, seed):
    items, did = make_wild(tmp_path, 700, seed)
    told = chronicle.read(tmp_path, TODAY, keep=False)
    assert against_truth(told, items, did) == []
    names = sorted(name for kind, name in told.outlines if kind == "procedure")
    met, unexplained = compare(tmp_path, told, names[::3])
    told.close()
    assert unexplained == []
    assert met["equal"] > 5
    assert len(met) > 4, "the history should hold many kinds of things that git and we take differently"
