"""The first screens of a procedure: what a clinician needs comes first, on a phone as on a wide screen."""

import itertools

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import PROCEDURE

pytestmark = pytest.mark.browser

ORDER = """() => [...document.querySelectorAll('.hb-banner, h1, .hb-summary, .hb-facts, .hb-audience, .hb-actions, .hb-toc, #trinn, .hb-outline, .hb-steps')]
  .filter(each => each.checkVisibility() && !each.closest('.hb-audience > *') && !each.matches('#hb-notices *'))
  .map(each => [each.getBoundingClientRect().top, each.className || each.tagName])"""
FOCUSED = """() => { const each = document.activeElement, box = each.getBoundingClientRect();
  return each.closest('#innhold') ? [box.top + scrollY, box.left, each.textContent.trim().slice(0, 40)] : null; }"""


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_steps_come_soon_and_in_the_order_of_the_page(page, address, width):
    """Within the first screen of a phone; nothing is moved out of the order in which it is read aloud."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + PROCEDURE)
    expect(page.get_by_role("button", name="Favoritt")).to_be_visible()
    placed = page.evaluate(ORDER)
    flow = [each for each in placed if width < 960 or each[1] != "hb-toc"]
    assert flow == sorted(flow)
    expect(page.get_by_role("heading", name="Trinn", exact=True)).to_be_in_viewport()


def test_the_keyboard_goes_down_the_page_on_a_phone(page, address):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(address + PROCEDURE)
    page.locator("#innhold").focus()
    tops = []
    for _ in range(25):
        page.keyboard.press("Tab")
        if told := page.evaluate(FOCUSED):
            tops.append(told)
    assert len(tops) == 25
    assert all(below[0] > above[0] - 12 for above, below in itertools.pairwise(tops)), tops


@pytest.mark.parametrize("script", [True, False])
def test_what_is_folded_on_a_phone_opens_by_the_keyboard_and_is_open_on_a_wide_screen(browser, address, script):
    context = browser.new_context(java_script_enabled=script, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(address + PROCEDURE)
    roles = page.get_by_text("Sykepleier på sykehus").first
    fold = page.get_by_text("Gjelder for 2 tjenester og 5 roller")
    expect(fold).to_be_visible()
    expect(page.locator(".hb-audience").get_by_text("Sengeplanlegger")).to_be_hidden()
    fold.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".hb-audience").get_by_text("Sengeplanlegger")).to_be_visible()
    page.keyboard.press("Enter")
    contents = page.get_by_role("navigation", name="Innhold på siden")
    contents.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(contents.get_by_role("link").first).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(fold).to_be_hidden()
    expect(page.locator(".hb-audience").get_by_text("Sengeplanlegger")).to_be_visible()
    expect(roles).to_be_visible()
    context.close()


@pytest.mark.parametrize("path", [PROCEDURE, "/om/personvern/", "/bidra/steg-for-steg/"])
def test_the_contents_are_folded_on_a_phone_and_stay_in_sight_on_a_wide_screen(page, address, path):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(address + path)
    contents = page.get_by_role("navigation", name="Innhold på siden")
    expect(contents).to_have_count(1)
    expect(contents.get_by_role("link").first).to_be_hidden()
    contents.get_by_text("Innhold på siden").last.click()
    links = contents.get_by_role("link")
    expect(links.first).to_be_visible()
    links.last.click()
    expect(page.locator("h2").last).to_be_in_viewport()

    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address + path)
    expect(contents.get_by_role("link").first).to_be_in_viewport()
    page.locator("h2").last.evaluate("each => each.scrollIntoView()")
    expect(contents.get_by_role("link").first).to_be_in_viewport()
    expect(contents.locator("a[aria-current]")).to_have_count(1)


def test_the_banner_of_a_draft_leads_to_what_is_uncertain(page, address):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(address + PROCEDURE)
    page.get_by_role("note").get_by_role("link", name="punkter er usikre").click()
    expect(page.get_by_role("heading", name="Dette er usikkert")).to_be_in_viewport()
    page.get_by_role("navigation", name="Innhold på siden").get_by_text("Innhold på siden").last.click()
    expect(page.get_by_role("link", name="Dette er usikkert")).to_be_visible()


def test_copied_text_has_ordinary_spaces(page, context, address):
    """What the browser puts on the clipboard as plain text can be searched for and pasted anywhere."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + PROCEDURE)
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.hb-deadline'))")
    page.keyboard.press("Control+c")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Frist: 24 timer" in copied
    assert "\N{NO-BREAK SPACE}" not in copied


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_picture_is_read_by_form_as_well_as_by_colour(page, address, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(address + PROCEDURE)
    page.get_by_text("Vis som flytskjema").click()
    dashes = page.locator(".hb-flow .go--if").first.evaluate("each => getComputedStyle(each).strokeDasharray")
    assert dashes != "none"
    assert (
        page.locator(".hb-flow .go:not(.go--if)").first.evaluate("each => getComputedStyle(each).strokeDasharray")
        == "none"
    )
    expect(page.get_by_text("Stiplet strek følger du bare når det som står ved den, gjelder.")).to_be_visible()
    smallest = page.evaluate(
        "Math.min(...[...document.querySelectorAll('.hb-flow text')].map(each => parseFloat(getComputedStyle(each).fontSize)"
        " * each.getScreenCTM().a))"
    )
    assert smallest >= 10
