"""What the search answers in a small handbook, whatever is asked."""

import json
import time
from datetime import date

import pytest

from generator.check import check
from generator.search.ask import open_handbook
from tests.support import DAY, PROCEDURE, handbook, run

SYNONYMS = "vocabulary/synonyms.yml"


def ask(book, query, most=10, **choice):
    day = date.fromisoformat(DAY)
    checked = check(book.root, day)
    assert not checked.has_errors
    return open_handbook(checked.book, day).ask(query, most, choice)


def titles(answer):
    return [hit.title for hit in answer.hits]


def test_a_step_is_found_and_linked_to(book):
    hit = ask(book, "muntlig rapport til ambulansen").hits[0]
    assert hit.address.startswith("/prosedyrer/innleggelsesrapport/#steg-")
    assert "«" in hit.excerpt


def test_a_word_that_the_handbook_lacks_is_told_never_exchanged_in_silence(book):
    answer = ask(book, "innlegelsesraport")
    assert answer.hits[0].address.startswith("/prosedyrer/innleggelsesrapport/")
    assert [word for word, _ in answer.corrections] == ["innlegelsesraport"]
    assert ask(book, "innleggelsesrapport").corrections == ()


def test_synonyms_work_both_ways_and_one_way(book):
    book.write(
        SYNONYMS,
        "- id: a\n  words: [flyttemelding, innleggelsesrapport]\n- id: b\n  words: [isbitnotat]\n  leads_to: [flyttemelding]\n",
    )
    assert ask(book, "flyttemelding").hits[0].address.startswith("/prosedyrer/innleggelsesrapport/")
    book.write(SYNONYMS, "- id: b\n  words: [isbitnotat]\n  leads_to: [innleggelsesrapport]\n")
    assert ask(book, "isbitnotat").hits[0].address.startswith("/prosedyrer/innleggelsesrapport/")


def test_what_is_retired_is_hidden_until_asked_for(book):
    text = book.read(PROCEDURE)
    book.write(
        PROCEDURE, text.replace("status: draft", 'status: retired\nvalid_to: "2026-10-01"\nretired_reason: Erstattet.')
    )
    assert not [hit for hit in ask(book, "innleggelsesrapport").hits if hit.status == "retired"]
    assert ask(book, "innleggelsesrapport", retired=True).hits[0].status == "retired"


HOSTILE = {
    "long": "a" * 10_000,
    "long words": "innleggelsesrapport " * 500,
    "symbols": '!"#¤%&/()=?`^*_:;<>|§',
    "right to left": "\u202eravn \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "regular expression": "(((((a+)+)+)+)+)$ [a-z]{1,99}? \\p{L} .*.*.*.*x",
    "property names": "__proto__ constructor toString hasOwnProperty",
    "null and lone surrogate": "a\x00b \ud800 c",
    "quotes": "\"'`${1}\\",
    "emoji": "🚑👩🏽‍⚕️ sykepleier",
    "combining": "a\u0300\u0301\u0302" * 50,
    "nothing": "   ",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_any_query_is_answered(book, what):
    day = date.fromisoformat(DAY)
    asker = open_handbook(check(book.root, day).book, day)
    asker.ask("oppvarming")
    begun = time.perf_counter()
    answer = asker.ask(HOSTILE[what])
    assert time.perf_counter() - begun < 1, "far from hanging"
    assert answer.total >= 0


def test_the_command_line_gives_the_hits_in_order(book):
    answer = handbook("search", "innleggelsesrapport", "--root", book.root, "--date", DAY)
    assert answer.code == 0
    assert answer.out.splitlines()[0].startswith(" 1. ")
    assert "/prosedyrer/innleggelsesrapport/" in answer.out.splitlines()[0]
    found = json.loads(
        handbook("search", "innleggelsesrapport", "--root", book.root, "--date", DAY, "--format", "json").out
    )
    assert found["hits"][0]["address"].startswith("/prosedyrer/innleggelsesrapport/")
    assert found["total"] == len(found["hits"]) or found["total"] > 10


def test_the_command_line_says_when_nothing_is_found_or_files_are_wrong(book):
    assert "Ingen treff" in handbook("search", "xqzzyw", "--root", book.root, "--date", DAY).out
    book.replace(PROCEDURE, "status: draft", "status: drfat")
    answer = run("search", "tolk", "--root", book.root, "--date", DAY)
    assert answer.code == 1
    assert "Mente du «draft»?" in answer.err
