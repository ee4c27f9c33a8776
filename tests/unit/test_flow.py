"""The picture of the steps: lanes in a fixed order, arrows where something goes on, and nothing that a text can break."""

import itertools
from xml.etree import ElementTree as ET

import pytest

from generator.pages.flow import flow_view

WORDS = {"step": "Trinn", "end": "Ferdig"}
PARTIES = {"municipality": "kommunen", "hospital": "sykehuset", "gp": "fastlegen"}
SVG = "{http://www.w3.org/2000/svg}"


def step(number, party="municipality", title="Gjør noe", sends=(), ways=()):
    return {
        "number": number, "party": party, "title": title, "role": "Sykepleier", "deadline": "",
        "sends": [{"to_party": to, "message": message} for to, message in sends],
        "ways": [{"number": to, "when": when} for to, when in ways],
    }  # fmt: skip


def drawn(steps):
    view = flow_view(steps, "Hvem gjør <hva>", PARTIES, WORDS)
    html = view["html"].replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ')
    return ET.fromstring(f"<div>{html}</div>")  # noqa: S314 - our own picture


def arrows(picture):
    return [each.get("class") for each in picture.iter(f"{SVG}path") if (each.get("class") or "").startswith("go")]


def texts(picture, kind):
    return [each.text for each in picture.iter(f"{SVG}text") if each.get("class") == kind]


def test_one_party_alone_gets_no_picture():
    assert flow_view([step(1), step(2)], "x", PARTIES, WORDS) is None


def test_lanes_stand_in_the_same_order_whoever_begins():
    picture = drawn([step(1, "gp", sends=[("hospital", "Henvisning")]), step(2, "municipality")])
    assert texts(picture, "head") == ["Kommunen", "Sykehuset", "Fastlegen"]


@pytest.mark.parametrize(
    ("ways", "kinds"),
    [
        ((), ["go"]),
        (((2, "Ja"), (0, "Nei")), ["go go--if", "go go--if"]),
        (((3, "Ja"), (0, "Nei")), ["go go--if", "go go--if"]),
        (((3, ""),), ["go"]),
    ],
    ids=["just on", "on or end", "past the next", "always past the next"],
)
def test_a_way_that_is_taken_only_sometimes_is_dashed(ways, kinds):
    picture = drawn([step(1, ways=ways), step(2, "hospital", ways=((0, ""),)), step(3, ways=((0, ""),))])
    assert arrows(picture) == [*kinds, "go", "go"]


def test_a_condition_stands_beside_its_way_with_the_number_of_the_step_it_leads_to():
    picture = drawn([step(1, ways=((3, "Kan ikke ta imot"), (2, "Kan ta imot"))), step(2, "hospital"), step(3)])
    assert texts(picture, "way") == ["Kan ikke ta imot", "Kan ta imot"]
    assert texts(picture, "onto") == ["3"]


def test_the_end_is_told_in_words():
    picture = drawn([step(1, ways=((2, "Ja"), (0, "Nei"))), step(2, "hospital")])
    assert texts(picture, "way") == ["Ferdig: Nei", "Ja"]


def test_a_long_condition_is_cut_and_told_in_full_to_whoever_hears_or_points_at_it():
    long = "Pasienten har vært innlagt i mer enn tre døgn, og kommunen har ikke fått noen melding om det fra sykehuset"
    picture = drawn([step(1, ways=((3, long), (2, "Ellers"))), step(2, "hospital"), step(3)])
    shown = texts(picture, "way")[:-1]
    assert len(shown) == 6
    assert set(" ".join(shown).removesuffix(" …").split()) <= set(long.split()), "no word is cut"
    assert shown[-1].endswith("…")
    assert [each.text for each in picture.iter(f"{SVG}title")] == [long]
    described = picture.find("div").get("aria-describedby")
    told = picture.find(f".//p[@id='{described}']").text
    assert f"Trinn 1: {long} → Trinn 3." in told
    assert "Trinn 1: Ellers → Trinn 2." in told


def test_each_step_is_a_piece_so_that_a_sheet_can_end_between_two():
    picture = drawn([step(1, sends=[("hospital", "Melding")]), step(2, "hospital"), step(3)])
    pieces = [each.get("viewBox").split() for each in picture.iter(f"{SVG}svg")]
    assert len(pieces) == 4, "the names of the lanes, and three steps"
    for (_, top, _, height), (_, below, _, _) in itertools.pairwise(pieces):
        assert int(top) + int(height) == int(below)


def test_a_message_within_one_party_draws_no_arrow_across():
    picture = drawn([step(1, sends=[("municipality", "Beskjed"), ("hospital", "Melding")]), step(2)])
    assert texts(picture, "message") == ["Melding"]


def test_texts_are_texts():
    picture = drawn([step(1, title="<script>alert(1)</script> & co"), step(2, "hospital")])
    assert "<script>" in "".join(texts(picture, "title"))
    assert picture.find("div").get("aria-label") == "Hvem gjør <hva>"
