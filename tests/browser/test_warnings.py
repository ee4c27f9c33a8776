"""Key warnings and advice as their readers meet them: on a phone, on a wide screen and on paper."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WARNED = "/prosedyrer/selvmordsfare/"


def top(locator):
    box = locator.bounding_box()
    assert box is not None
    return box["y"]


@pytest.mark.parametrize("width", [360, 1280])
def test_warnings_are_read_before_the_facts_and_advice_before_the_steps(page, address, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + WARNED)
    warning = page.get_by_role("heading", level=2, name="Viktig: Bli hos personen til noen andre har tatt over")
    expect(warning).to_be_visible()
    assert top(page.locator(".hb-summary")) < top(warning) < top(page.locator(".hb-facts").first)
    do, do_not = (
        page.get_by_role("heading", level=3, name=name, exact=True) for name in ("Gjør dette", "Ikke gjør dette")
    )
    assert top(page.locator("#trinn")) < top(do) <= top(do_not) < top(page.locator(".hb-step").first)
    side_by_side = top(do) == top(do_not)
    assert side_by_side == (width > 1000)


def test_a_number_is_called_from_the_text_and_is_nothing_but_its_digits_to_a_screen_reader(page, address):
    page.goto(address + WARNED)
    call = page.locator(".hb-note--warning").get_by_role("link", name="112", exact=True)
    assert call.get_attribute("href") == "tel:112"
    assert page.locator(".hb-step__main a[href='tel:116117']").first.inner_text() == "116\N{NO-BREAK SPACE}117"
    assert page.locator(":is(h1, h2, h3) a[href^='tel:']").count() == 0


def test_on_paper_a_number_is_plain_text_and_no_box_is_broken(page, address):
    page.emulate_media(media="print", reduced_motion="reduce")
    page.goto(address + WARNED)
    link, around, box = page.evaluate(
        """() => { const link = document.querySelector(".hb-note--warning a"), style = each => getComputedStyle(each);
        return [style(link), style(link.parentElement), style(document.querySelector(".hb-do"))].map(
          each => [each.color, each.textDecorationLine, each.breakInside]); }"""
    )
    assert link[:2] == around[:2]
    assert box[2] == "avoid"
    expect(page.locator(".hb-note--warning").first).to_be_visible()
    expect(page.locator(".hb-do--not")).to_be_visible()


def test_in_a_booklet_they_go_with_their_procedure(page, address):
    page.goto(f"{address}/utskrift/?p=selvmordsfare")
    sheet = page.locator(".hb-sheet")
    expect(sheet.get_by_role("heading", name="Viktig: Bli hos personen til noen andre har tatt over")).to_be_attached()
    assert sheet.locator(".hb-note--warning a").first.get_attribute("href") == "tel:112"
