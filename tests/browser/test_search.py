"""The search as people use it: by keyboard, on a phone, and when something is missing."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
FIELD = ".md-header .hb-search__input"
LARGE = ".hb-search--large .hb-search__input"


@pytest.fixture(params=[360, 1280])
def wide(page, request):
    page.set_viewport_size({"width": request.param, "height": 740})
    return page


def test_from_a_slash_to_the_step_by_keyboard_alone(wide, address):
    wide.goto(f"{address}/tjenester/hjemmetjenesten/")
    wide.keyboard.press("/")
    expect(wide.locator(FIELD)).to_be_focused()
    wide.keyboard.type("utskrivingsklar pasient")
    expect(wide.locator("[role=option]").first).to_contain_text("Utskrivningsklar pasient")
    wide.keyboard.press("ArrowDown")
    expect(wide.locator(FIELD)).to_have_attribute("aria-activedescendant", re.compile("-0$"))
    wide.keyboard.press("Enter")
    expect(wide).to_have_url(re.compile(r"/prosedyrer/utskrivningsklar-pasient/\?q="))
    expect(wide.locator("h1")).to_contain_text("Utskrivningsklar")
    expect(wide.locator("h1 mark").first).to_be_visible()


def test_escape_closes_the_list_and_keeps_what_was_typed(wide, address):
    wide.goto(address)
    field = wide.locator(LARGE)
    field.fill("kad")
    expect(wide.locator("[role=listbox]:visible")).to_have_count(1)
    expect(field).to_have_attribute("aria-expanded", "true")
    wide.keyboard.press("Escape")
    wide.wait_for_timeout(500)  # the answer with excerpts comes after the first, and must not open the list again
    expect(wide.locator("[role=listbox]:visible")).to_have_count(0)
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("kad")


def test_the_list_stays_within_the_window(wide, address):
    wide.goto(f"{address}/tjenester/")
    wide.locator(FIELD).fill("legemiddel")
    panel = wide.locator(".md-header .hb-search__panel")
    expect(panel).to_be_visible()
    box = panel.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= wide.viewport_size["width"]
    assert wide.evaluate("document.documentElement.scrollWidth") <= wide.viewport_size["width"]


def test_enter_without_a_choice_opens_all_hits_with_choices(wide, address):
    wide.goto(address)
    wide.locator(LARGE).fill("sykehjem")
    wide.keyboard.press("Enter")
    expect(wide).to_have_url(re.compile(r"/sok/\?q=sykehjem"))
    expect(wide.locator(".hb-results__told")).to_contain_text("treff på «sykehjem»")
    narrow = wide.get_by_text("Avgrens treffene")
    expect(wide.get_by_label("Tjeneste", exact=True)).to_be_hidden()
    expect(wide.locator(".hb-results__list > li").nth(1)).to_be_in_viewport()
    narrow.click()
    wide.get_by_label("Tjeneste", exact=True).select_option(
        label=wide.locator("#hb-choice-service option").nth(1).text_content()
    )
    expect(narrow).to_have_text("Avgrens treffene (1 valgt)")
    expect(wide).to_have_url(re.compile("service="))
    assert wide.locator(".hb-results__list > li").count() > 0


def test_weak_hits_stand_apart_and_every_row_says_where(page, address):
    page.goto(f"{address}/sok/?q=fall")
    lesser = page.get_by_role("region", name="Mindre treff")
    expect(lesser.get_by_role("listitem").first).to_be_visible()
    expect(page.locator(".hb-results__best > li").first).to_contain_text("Fall i hjemmet")
    expect(page.locator(".hb-results__told")).to_contain_text("beste står først.")
    for row in page.locator(".hb-results__list .hb-hit__found").all():
        expect(row).to_have_text(re.compile(".{15}"))


def test_nothing_on_the_page_moves_when_the_hits_come(wide, address):
    wide.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => { for (const each of list.getEntries()) "
        "if (!each.hadRecentInput) window.moved += each.value; }).observe({ type: 'layout-shift', buffered: true })"
    )
    wide.goto(f"{address}/sok/?q=fall")
    expect(wide.locator(".hb-results__best mark").first).to_be_visible()
    wide.wait_for_timeout(300)  # for the last excerpt
    assert wide.evaluate("window.moved") < 0.02


def test_the_list_below_the_field_has_no_weak_hits(page, address):
    page.goto(address)
    page.locator(LARGE).fill("fall")
    expect(page.locator("[role=option]").first).to_contain_text("Fall i hjemmet")
    assert not page.get_by_role("option").filter(has_text="Kriseplan").count()


def test_more_hits_are_read_on_from_where_they_begin(page, address):
    page.goto(f"{address}/sok/?q=barn")
    page.get_by_role("button", name="Vis flere treff").click()
    expect(page.locator(".hb-results__list > li")).to_have_count(20)
    number = page.evaluate(
        "[...document.querySelectorAll('.hb-results__list > li')].indexOf(document.activeElement.closest('li'))"
    )
    assert number == 10


def test_excerpts_that_come_late_leave_the_focus_where_it_is(browser, address):
    page = browser.new_context(service_workers="block").new_page()
    held = []

    def hold(route):
        held.append(route)

    page.route("**/search/p/*.json", hold)
    page.goto(f"{address}/sok/?q=tolk")
    link = page.locator(".hb-results__best a").first
    link.focus()
    for each in held:
        each.continue_()
    expect(page.locator(".hb-results__best mark").first).to_be_visible()
    expect(link).to_be_focused()
    expect(link).to_have_attribute("href", re.compile("tolk.*q=tolk"))


def test_without_network_the_page_says_that_the_search_is_not_kept(browser, address):
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.goto(f"{address}/sok/")
    context.set_offline(True)
    page.locator("#hb-q").fill("tolk")
    page.keyboard.press("Enter")
    expect(page.locator(".hb-results__told")).to_contain_text("søket er ikke lagret på denne enheten")
    context.close()


def test_what_was_corrected_is_told_and_can_be_chosen(page, address):
    page.goto(f"{address}/sok/?q=legemidelsamsteming")
    told = page.locator(".hb-results__told")
    expect(told).to_contain_text("«legemidelsamsteming» finnes ikke i håndboka. Mente du legemiddelsamstemming")
    told.get_by_role("link").first.click()
    expect(page.locator(".hb-results__told")).not_to_contain_text("finnes ikke")


def test_no_hit_says_what_was_understood_and_what_to_do(page, address):
    page.goto(f"{address}/sok/?q=xqzzyw")
    expect(page.locator(".hb-results__told")).to_have_text("Ingen treff på «xqzzyw».")
    expect(page.locator(".hb-results__help")).to_contain_text("Foreslå den.")


def test_the_reader_s_own_service_is_kept_and_counts(page, address):
    page.goto(f"{address}/sok/?q=barn")
    page.get_by_text("Min tjeneste og rolle").click()
    page.get_by_label("Min tjeneste").select_option("krisesenter")
    page.reload()
    assert page.evaluate("localStorage.getItem('hb-service')") == "krisesenter"
    expect(page.locator(".hb-results__list > li").first).to_contain_text("Krisesenter")


@pytest.mark.parametrize("body", ["", '{"stamp":"x","pages":[', "<html>borte</html>"])
def test_an_index_that_is_missing_or_cut_short_is_told(browser, address, body):
    page = browser.new_context(service_workers="block").new_page()  # a worker's requests pass the route below by
    page.route("**/search/core.json", lambda route: route.fulfill(status=200 if body else 404, body=body or "borte"))
    page.goto(f"{address}/sok/?q=tolk")
    expect(page.locator(".hb-results__told")).to_contain_text("Søket virker ikke nå.")
    expect(page.locator(".hb-results__help").get_by_role("link", name="alle prosedyrer")).to_be_visible()
    page.goto(address)
    page.locator(LARGE).fill("tolk")
    expect(page.locator(".hb-search__note")).to_contain_text("Se listen over alle prosedyrer")


@pytest.mark.parametrize(
    "query", ["<img src=x onerror=window.pwned=1>", '"><script>window.pwned=1</script>', "a" * 10_000]
)
def test_a_query_is_shown_as_text(page, address, query):
    page.goto(f"{address}/sok/")
    page.locator("#hb-q").evaluate(
        "(field, text) => { field.removeAttribute('maxlength'); field.value = text; }", query
    )
    page.locator(".hb-results__form button").click()
    expect(page.locator(".hb-results__told")).to_contain_text("treff")
    assert page.evaluate("window.pwned") is None


def test_without_javascript_there_is_the_list_of_everything(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/sok/")
    expect(page.get_by_role("link", name="Tolk – bestilling og bruk")).to_be_visible()
    context.close()


def test_the_theme_s_own_search_is_not_loaded(page, address):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.locator(LARGE).fill("tolk")
    expect(page.locator("[role=option]").first).to_be_visible()
    assert not [url for url in asked if "search_index" in url or "lunr" in url or "workers/search" in url]


@pytest.mark.parametrize("path", ["/", "/sok/?q=tolk", "/tjenester/"])
def test_there_is_one_field_and_a_slash_leads_to_it(wide, address, path):
    wide.goto(address + path)
    expect(wide.get_by_role("search")).to_have_count(1)
    wide.keyboard.press("/")
    assert wide.evaluate("document.activeElement.name") == "q"
