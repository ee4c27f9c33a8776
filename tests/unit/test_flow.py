"""The picture of the steps: lanes in a fixed order, arrows where something goes on, and nothing that a text can break."""

from xml.etree import ElementTree as ET

import pytest

from generator.pages.flow import flow_view

PARTIES = {"municipality": "kommunen", "hospital": "sykehuset", "gp": "fastlegen"}
SVG = "{http://www.w3.org/2000/svg}"


def step(number, party="municipality", title="Gjør noe", sends=(), ways=()):
    return {
        "number": number, "party": party, "title": title, "role": "Sykepleier", "deadline": "",
        "sends": [{"to_party": to, "message": message} for to, message in sends],
        "ways": [{"number": to, "when": when} for to, when in ways],
    }  # fmt: skip


def drawn(steps):
    view = flow_view(steps, "Hvem gjør <hva>", PARTIES)
    return ET.fromstring(view["svg"].replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" '))  # noqa: S314 - our own picture


def texts(picture, kind):
    return [each.text for each in picture.iter(f"{SVG}text") if each.get("class") == kind]


def test_one_party_alone_gets_no_picture():
    assert flow_view([step(1), step(2)], "x", PARTIES) is None


def test_lanes_stand_in_the_same_order_whoever_begins():
    picture = drawn([step(1, "gp", sends=[("hospital", "Henvisning")]), step(2, "municipality")])
    assert texts(picture, "head") == ["Kommunen", "Sykehuset", "Fastlegen"]


@pytest.mark.parametrize(
    ("ways", "arrows"),
    [((), 1), (((2, "Ja"), (0, "Nei")), 1), (((3, "Ja"), (0, "Nei")), 0)],
    ids=["just on", "on or end", "past the next"],
)
def test_an_arrow_leads_down_only_where_the_step_below_may_follow(ways, arrows):
    picture = drawn([step(1, ways=ways), step(2, "hospital", ways=((0, ""),)), step(3, ways=((0, ""),))])
    assert sum(each.get("class") == "go" for each in picture.iter(f"{SVG}path")) == arrows


def test_a_message_within_one_party_draws_no_arrow_across():
    picture = drawn([step(1, sends=[("municipality", "Beskjed"), ("hospital", "Melding")]), step(2)])
    assert texts(picture, "message") == ["Melding"]


def test_texts_are_texts():
    picture = drawn([step(1, title="<script>alert(1)</script> & co"), step(2, "hospital")])
    assert "<script>" in "".join(texts(picture, "title"))
    assert picture.find(f"{SVG}title").text == "Hvem gjør <hva>"
