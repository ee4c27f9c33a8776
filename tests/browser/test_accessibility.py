"""Every kind of page can be used with any ability: axe, the keyboard, zoom, and the system's own colours."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import PAGES, PROCEDURE

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "vendor/axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STOPS = """() => [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')].length"""
UNSEEN = """() => { const each = document.activeElement; if (each === document.body) return null;
  const box = each.getBoundingClientRect(), style = getComputedStyle(each);
  const seen = box.width > 1 && box.height > 1 && box.right > 0 && box.left < innerWidth && box.bottom > 0
    && box.top < innerHeight && style.visibility === 'visible' && style.opacity !== '0';
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  return [each.outerHTML.slice(0, 120), seen, ring]; }"""


def judge(page):
    page.evaluate(AXE)
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
    )  # run by the debugger, which the page's policy does not bind
    return [f"{each['id']}: {node['html'][:120]}" for each in found["violations"] for node in each["nodes"]]


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(page, address, path):
    """Light and dark, narrow and wide."""
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.goto(address + path)
        found = {"light": judge(page)}
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        expect(page.locator("html")).to_have_attribute("data-hb-scheme", "dark")
        found["dark"] = judge(page)
        assert found == {"light": [], "dark": []}, width


def test_axe_finds_nothing_in_what_opens(page, address):
    """The menu on a phone, fold-outs, the picture of the steps, ticks and a made booklet."""
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(address + PROCEDURE)
    page.get_by_role("button", name="Meny").click()
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    page.get_by_role("checkbox", name="Merk som gjort trinn 1", exact=True).check()
    assert judge(page) == []
    page.goto(f"{address}/utskrift/?tjeneste=hjemmetjenesten")
    expect(page.locator("html[data-hb-booklet]")).to_be_attached()
    assert judge(page) == []


SEARCHES = {"hits": "legemiddel", "correction": "legemidelsamsteming", "nothing": "xqzzyw"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("what", SEARCHES)
def test_axe_finds_nothing_in_any_state_of_the_search(page, address, what, width, scheme):
    """The list below the field, with one chosen, and the page of all hits."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + PROCEDURE)
    page.locator(".md-header .hb-search__input").fill(SEARCHES[what])
    expect(page.locator(".md-header .hb-search__panel")).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert judge(page) == []
    page.goto(f"{address}/sok/?q={SEARCHES[what]}")
    expect(page.locator(".hb-results__told")).to_contain_text("treff")
    assert judge(page) == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["/", PROCEDURE, "/kommuner/", "/om/uten-nett/", "/finnes-ikke/"])
def test_the_keyboard_never_stops_at_what_cannot_be_seen(page, address, path, width):
    """From the first stop to the last, each is on screen with a ring around it, and the first leads past the menu."""
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + path)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Hopp til innholdet"
    unseen = []
    for _ in range(page.evaluate(STOPS)):
        told = page.evaluate(UNSEEN)
        if told is None:
            break
        if not (told[1] and told[2]):
            unseen.append(told)
        page.keyboard.press("Tab")
    assert unseen == []


@pytest.mark.parametrize("path", [PROCEDURE, "/finnes-ikke/"])
def test_the_first_stop_skips_to_the_content(page, address, path):
    page.goto(address + path)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "innhold"


def test_the_menu_on_a_phone_opens_and_closes_with_the_keyboard(page, address):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(address)
    menu = page.get_by_role("navigation", name="Hovedmeny")
    button = page.get_by_role("button", name="Meny")
    expect(menu).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_can_be_read_at_400_percent(page, address, path):
    """1280 px at 400 % is 320 px: no sideways scrolling (WCAG 1.4.10)."""
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_status_is_seen_without_our_colours(page, address):
    page.emulate_media(forced_colors="active")
    page.goto(address + PROCEDURE)
    for selector in (".hb-banner", ".hb-tag", ".hb-deadline", ".hb-step"):
        assert page.locator(selector).first.evaluate("each => getComputedStyle(each).borderTopStyle") == "solid", (
            selector
        )


def test_nothing_moves_when_the_reader_asks_for_rest(page, address):
    page.emulate_media(reduced_motion="reduce")
    page.goto(address + PROCEDURE)
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter(each => { const style = getComputedStyle(each);"
        " return style.transitionDuration.split(',').some(one => parseFloat(one) > 0) && style.transitionProperty !== 'none'"
        " || style.animationName !== 'none'; }).map(each => each.outerHTML.slice(0, 100))"
    )
    assert moving == []


def test_without_scripts_the_menu_is_there_and_no_dead_buttons(browser, address):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(address + PROCEDURE)
    expect(page.get_by_role("navigation", name="Hovedmeny").get_by_role("link", name="Prosedyrer")).to_be_visible()
    assert page.get_by_role("button").count() == 0
    context.close()
