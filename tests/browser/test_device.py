"""What the page does on the reader's device: ticks, links to steps, days that pass, paper, colours, the reader's own."""

import itertools
import re

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.test_pdf import pages_of
from tests.browser.conftest import serve
from tests.browser.test_pages import PROCEDURE
from tests.support import APPROVED, small_handbook

pytestmark = pytest.mark.browser

SOUGHT = "/prosedyrer/korttidsopphold-soknad/"


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A handbook with an approved procedure (1.2, review by 2028-03-01) that gives way to 2.0 on 2026-11-30."""
    book = small_handbook(tmp_path_factory.mktemp("device") / "handbook")
    text = book.read(APPROVED)
    coming = text.replace('version: "1.2"', 'version: "2.0"').replace('"2026-03-01"', '"2026-11-30"')
    book.write(APPROVED.replace(".md", ".next.md"), coming)
    yield from serve(book.build())


def tick(page: Page, number: int):
    return page.get_by_role("checkbox", name=f"Merk som gjort trinn {number}", exact=True)


def test_ticks_are_gone_after_half_an_hour(page, address):
    page.clock.install()
    page.goto(address + PROCEDURE)
    tick(page, 2).check()
    expect(page.get_by_text("1 av 11 trinn er merket.")).to_be_visible()
    page.clock.fast_forward("20:00")
    tick(page, 3).check()
    page.clock.fast_forward("20:00")
    expect(tick(page, 2)).to_be_checked()
    page.clock.fast_forward("10:01")
    expect(tick(page, 2)).not_to_be_checked()
    expect(tick(page, 3)).not_to_be_checked()


def test_ticks_are_gone_when_the_page_is_left_and_kept_nowhere(page, address):
    page.goto(address + PROCEDURE)
    tick(page, 1).check()
    before = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "trinn" not in before
    assert "steg-" not in before
    page.goto(f"{address}/begreper/")
    page.go_back()
    expect(tick(page, 1)).not_to_be_checked()
    tick(page, 1).check()
    page.reload()
    expect(tick(page, 1)).not_to_be_checked()


def test_the_link_to_a_step_can_be_copied(page, context, address):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + PROCEDURE)
    page.get_by_role("button", name="Kopier lenke til trinn 6").click()
    expect(page.get_by_role("status").filter(has_text="Lenken til trinn 6 er kopiert.")).to_be_attached()
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}{PROCEDURE}#steg-svar-sykehuset"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-25", None),
        ("2026-11-29", None),
        ("2026-11-30", "En ny versjon gjelder fra 30. november 2026."),
        ("2028-03-01", "En ny versjon gjelder fra 30. november 2026."),
        ("2028-03-02", "Fristen for ny vurdering var 1. mars 2028."),
    ],
)
def test_a_page_that_was_not_built_again_says_what_the_days_have_changed(page, small, day, said):
    page.clock.set_fixed_time(f"{day}T10:00:00")
    page.goto(small + SOUGHT)
    notices = page.locator("#hb-notices")
    if said:
        expect(notices.get_by_text(said)).to_be_in_viewport()
    else:
        expect(notices).to_be_hidden()


def test_the_choice_of_colours_is_kept_and_follows_the_system_until_then(browser, address):
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(address)
    expect(page.locator("html")).to_have_attribute("data-hb-scheme", "dark")
    page.get_by_role("button", name="Bytt mellom lys og mørk visning").click()
    expect(page.locator("html")).to_have_attribute("data-hb-scheme", "light")
    page.goto(address + PROCEDURE)
    expect(page.locator("html")).to_have_attribute("data-hb-scheme", "light")
    context.close()


def test_the_front_page_shows_what_is_the_readers_own(page, address):
    page.goto(address + PROCEDURE)
    page.get_by_role("button", name="Favoritt").click()
    page.goto(address)
    page.get_by_label("Min tjeneste").select_option("sykehjem")
    mine = page.locator(".hb-mine__columns")
    expect(mine.get_by_role("link", name="Utskrivningsklar pasient")).to_have_count(2)
    page.reload()
    mine.get_by_role("link", name="Sykehjem", exact=True).click()
    expect(page.locator("h1")).to_have_text("Sykehjem")


def test_a_booklet_holds_the_procedures_of_a_service_and_links_within(page, address):
    page.goto(f"{address}/tjenester/sengeplanlegging/")
    page.get_by_role("link", name="Lag et hefte").click()
    expect(page.locator("html[data-hb-booklet=ready]")).to_be_attached()
    expect(page.get_by_role("heading", name="Hefte: Sengeplanlegging")).to_be_visible()
    sheets = page.locator(".hb-sheet")
    assert sheets.count() >= 2
    page.locator(".hb-cover").get_by_role("link").last.click()
    expect(sheets.last.get_by_role("heading", level=2)).to_be_in_viewport()
    expect(page.get_by_role("heading", level=1)).to_have_text(["Hefte: Sengeplanlegging"])
    levels = page.evaluate(
        "[...document.querySelectorAll('#innhold :is(h1, h2, h3, h4, h5, h6)')].map(each => +each.tagName[1])"
    )
    assert all(lower <= upper + 1 for upper, lower in itertools.pairwise(levels)), levels
    assert page.locator(".hb-sheet :is(nav, button, .hb-suggest)").count() == 0
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(each => each.id)")
    assert len(ids) == len(set(ids))
    dead = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].map(each => each.hash.slice(1)).filter(each => !document.getElementById(each))"
    )
    assert dead == []


def test_paper_says_what_it_is_on_every_sheet(page, address):
    """The page's own rule for sheets is set when printing starts; Chromium takes it into the PDF."""
    page.clock.set_fixed_time("2026-12-24T10:00:00")
    page.goto(address + PROCEDURE)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    rules = page.evaluate(
        "document.adoptedStyleSheets.map(each => [...each.cssRules].map(one => one.cssText).join()).join()"
    )
    for words in (
        "Versjon 0.1 (Utkast)",
        "ikke i kraft",
        f"Regional håndbok: {PROCEDURE}",
        "Skrevet ut 24.\N{NO-BREAK SPACE}desember 2026. Utskrifter kan være utdatert.",
    ):
        assert words in rules
    assert page.locator(":is(.hb-step, .hb-head) details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(":is(.hb-step, .hb-head) details[open]").count() == 0


@pytest.mark.parametrize("size", [360, 1280])
def test_paper_has_the_steps_but_no_tools_and_no_list_of_contents(page, address, size):
    page.set_viewport_size({"width": size, "height": 800})
    page.goto(address + PROCEDURE)
    page.emulate_media(media="print")
    for selector in (".hb-toc", ".hb-actions", ".hb-step__tools", ".hb-suggest", ".hb-header", ".hb-footer"):
        expect(page.locator(selector).first).to_be_hidden()
    expect(page.locator(".hb-audience .hb-facts")).to_be_visible()
    expect(page.locator(".hb-channels").first).to_be_visible()
    assert page.locator(".hb-step").first.evaluate("each => getComputedStyle(each).breakInside") == "avoid"


def test_a_short_procedure_takes_one_sheet(page, small):
    page.goto(small + SOUGHT)
    assert pages_of(page.pdf(prefer_css_page_size=True)) == 1


def test_the_picture_shows_who_does_what(page, address):
    page.goto(address + PROCEDURE)
    page.get_by_text("Vis som flytskjema").click()
    picture = page.get_by_role("img", name=re.compile("Flytskjema"))
    expect(picture).to_be_visible()
    texts = picture.locator("text").all_text_contents()
    assert {"Kommunen", "Sykehuset", "Epikrise"} <= set(texts)
    over = picture.evaluate(
        "each => [...each.querySelectorAll('rect')].flatMap(box => { const b = box.getBBox();"
        " return [...each.querySelectorAll('text:not(.message):not(.head)')].filter(t => { const g = t.getBBox();"
        " return g.y > b.y && g.y < b.y + b.height && g.x >= b.x && g.x < b.x + b.width && g.x + g.width > b.x + b.width + 2; })"
        ".map(t => t.textContent); })"
    )
    assert over == []
