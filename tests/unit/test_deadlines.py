"""What a deadline is counted from reads as part of the sentence, whatever the author wrote."""

import pytest

from generator.deadlines import counted_from
from generator.told import Teller


@pytest.mark.parametrize(
    ("deadline", "event", "told"),
    [
        ("immediately", "Tilbudet er klart", "når tilbudet er klart"),
        ("immediately", "Første tegn på alvorlig reaksjon", "ved første tegn på alvorlig reaksjon"),
        ("immediately", "Tegn på at hjelpen haster", "ved tegn på at hjelpen haster"),
        ("immediately", "Vedtaket om betaling er gjort", "når vedtaket om betaling er gjort"),
        ("immediately", "Vilkårene er ikke lenger oppfylt", "når vilkårene ikke lenger er oppfylt"),
        ("immediately", "Nav ber om det", "når Nav ber om det"),
        ("immediately", "AMK ringer", "når AMK ringer"),
        (
            "immediately",
            "Avgjørelsen er tatt. Loven sier «om mulig»",
            "når avgjørelsen er tatt. Loven sier «om mulig»",
        ),
        ("same_day", "Sykdommen er oppdaget", "som sykdommen er oppdaget"),
        ("same_day", "Innleggelsen", "som innleggelsen"),
        ("without_undue_delay", "Du ser behovet", "når du ser behovet"),
        ("without_undue_delay", "Vedtaket", "etter vedtaket"),
        ("time", "Søknaden er mottatt", "fra søknaden er mottatt"),
        ("time", "Innreise", "fra innreise"),
        ("time", "Ankomst til landet. Dette er en anbefaling", "fra ankomst til landet. Dette er en anbefaling"),
    ],
)
def test_an_event(deadline, event, told):
    assert counted_from(deadline, event) == told


@pytest.mark.parametrize(
    ("deadline", "nb", "nn"),
    [
        ("immediately", "etter trinn 3", "etter steg 3"),
        ("same_day", "som trinn 3", "som steg 3"),
        ("without_undue_delay", "etter trinn 3", "etter steg 3"),
        ("time", "etter trinn 3", "etter steg 3"),
    ],
)
def test_a_step(deadline, nb, nn):
    assert counted_from(deadline, "svar", step="trinn 3") == nb
    assert counted_from(deadline, "svar", "nn", step="steg 3") == nn


def test_nynorsk():
    assert counted_from("time", "Søknaden er motteken", "nn") == "frå søknaden er motteken"
    assert counted_from("immediately", "Tilbodet er klart", "nn") == "når tilbodet er klart"


STEPS = {"steps": [{"id": "se", "title": "Se"}, {"id": "meld", "title": "Meld fra"}]}


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({"immediately": True, "from": "Tilbudet er klart"}, "straks når tilbudet er klart"),
        ({"immediately": True, "from": "meld"}, "straks etter trinn 2 (Meld fra)"),
        ({"within": "PT24H", "from": "Innleggelsen"}, "24 timer fra innleggelsen"),
        ({"same_day": True}, "samme dag"),
        ({"without_undue_delay": True, "from": "Vedtaket er gjort"}, "uten unødig opphold når vedtaket er gjort"),
        ({}, "ikke lesbar"),
    ],
)
def test_a_deadline_of_an_earlier_version(value, told):
    assert Teller(lambda _kind, name: name, STEPS).deadline(value) == told
