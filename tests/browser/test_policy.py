"""The page's policy is never broken, and nothing is asked of another host, while the pages are in use."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import PROCEDURE

pytestmark = pytest.mark.browser

NOTE = "addEventListener('securitypolicyviolation', event => console.error('policy', event.violatedDirective, event.blockedURI))"


def test_the_policy_holds_with_search_colours_ticks_print_offline_and_booklet(context, address):
    context.add_init_script(NOTE)
    page = context.new_page()
    broken, strangers = [], []
    page.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: broken.append(str(error)))
    context.on(
        "request",
        lambda request: None if request.url.startswith((address, "data:", "blob:")) else strangers.append(request.url),
    )
    page.goto(address + PROCEDURE)
    page.get_by_role("button", name="Bytt mellom lys og mørk visning").click()
    page.get_by_role("checkbox", name="Merk som gjort trinn 1", exact=True).check()
    page.get_by_text("Vis som flytskjema").click()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.locator(".md-header .hb-search__input").fill("legemiddel")
    expect(page.locator("[role=option]").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".hb-results__list > li").first).to_be_visible()
    page.goto(f"{address}/utskrift/?tjeneste=legevakt")
    expect(page.locator("html[data-hb-booklet=ready]")).to_be_attached()
    page.goto(f"{address}/om/uten-nett/")
    page.get_by_label("Hva vil du lagre?").select_option("legevakt")
    page.get_by_role("button", name="Lagre", exact=True).click()
    expect(page.locator(".hb-offline__state")).to_contain_text("Lagret: Legevakt.")
    assert (broken, strangers) == ([], [])
