"""Norwegian words as the search compares them: one table for each thing that people do to a word."""

import pytest

from generator.search import engine

SAME = {
    "inflection": [
        ("prosedyre", "prosedyrene"), ("legemiddel", "legemidlene"), ("henvisning", "henvise"), ("vurdering", "vurderes"),
        ("innleggelse", "innlagt"), ("melding", "meldt"), ("varsel", "varsle"), ("sykehjem", "sykehjemmet"),
    ],
    "nynorsk": [
        ("sykehjem", "sjukeheim"), ("tjenester", "tenester"), ("veiledning", "rettleiing"), ("høring", "høyring"),
        ("selvmordsfare", "sjølvmordsfare"), ("utbrudd", "utbrot"), ("prosedyrer", "prosedyrar"), ("skolestart", "skulestart"),
    ],
    "missing letters": [("pårørende", "parorende"), ("økonomi", "oekonomi"), ("ernæring", "ernering"), ("åpner", "aapner")],
}  # fmt: skip
OTHER = [("sår", "sorg"), ("lege", "legge"), ("død", "dag"), ("barn", "brann"), ("vekt", "vakt"), ("tolk", "tok")]


def stem(word):
    return engine.call("glue.stem", word)


@pytest.mark.parametrize(("one", "two"), [pair for pairs in SAME.values() for pair in pairs])
def test_two_ways_of_writing_one_word_are_the_same(one, two):
    assert stem(one) == stem(two)


@pytest.mark.parametrize(("one", "two"), OTHER)
def test_different_words_stay_different(one, two):
    assert stem(one) != stem(two)


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("utskrivningsrapport", ["utskriving", "rapport"]),
        ("hjemmebesøk", ["hjem", "besøk"]),
        ("samstemming", []),
        ("legemiddelgjennomgang", ["legemiddel", "gjennomgang"]),
    ],
)
def test_a_compound_is_taken_apart_where_its_parts_are_known(compound, parts):
    known = [stem(word) for word in ("utskriving", "rapport", "hjem", "besøk", "legemiddel", "gjennomgang", "sam")]
    assert engine.call("glue.parts", compound, known) == [stem(word) for word in parts]


@pytest.mark.parametrize(
    ("one", "two", "edits"),
    [("fall", "fall", 0), ("fall", "fal", 1), ("tolk", "tokl", 1), ("avvik", "avik", 1), ("lege", "barn", 3)],
)
def test_a_slip_of_the_finger_is_one_edit(one, two, edits):
    assert engine.call("glue.distance", one, two, 2) == edits
