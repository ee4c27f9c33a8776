"""The history in a browser: choosing a day, filtering what is new, and reading without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import serve
from tests.browser.test_accessibility import judge
from tests.lives import Lives, text
from tests.support import DAY, built_demo, handbook_process, small_handbook

BLOOD = "prosedyrer/blodtrykk-hjemme"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """Where the invented handbook is served."""
    folder = built_demo(tmp_path_factory.mktemp("demo"))
    yield from serve(folder / "site")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-05-01", {"Blodtrykk hjemme – måling og varsling": "1.0", "Fall i hjemmet – rykk ut og undersøk": "1.0"}),
        ("2025-05-31", {"Blodtrykk hjemme – måling og varsling": "1.2"}),
        ("2025-06-01", {"Blodtrykk hjemme – måling og varsling": "2.0"}),
    ],
)
def test_choosing_a_day_shows_what_applied(page, demo, day, expected):
    page.goto(f"{demo}/gjaldt/")
    page.get_by_label("Dag").fill(day)
    rows = page.locator("#hb-applied-list h2:has-text('Gjaldt denne dagen') + ul > li")
    rows.first.wait_for()
    told = {row.locator("a").inner_text(): row.locator("p").inner_text() for row in rows.all()}
    for title, version in expected.items():
        assert told[title].startswith(f"Versjon {version} gjaldt")


def test_nobody_is_asked_to_tick_the_steps_of_what_is_withdrawn(page, demo):
    page.goto(f"{demo}/prosedyrer/telefonvakt-natt/")
    page.get_by_role("button", name="Kopier lenke til trinn 1").wait_for()
    assert page.get_by_role("checkbox").count() == 0
    assert page.locator(".hb-ticks").inner_text() == ""
    page.goto(f"{demo}/prosedyrer/fall-i-hjemmet/")
    page.get_by_role("checkbox", name="Merk som gjort trinn 1").wait_for()


def test_the_answer_leads_to_the_text_of_that_day(page, demo):
    page.goto(f"{demo}/gjaldt/?day=2026-03-02")
    page.locator("#hb-applied-list").get_by_role("link", name="Blodtrykk hjemme").click()
    expect(page.locator("main")).to_contain_text("40 timer")
    assert "Teksten er rettet siden" in page.locator(".hb-banner").inner_text()


def test_a_service_narrows_the_answer(page, demo):
    page.goto(f"{demo}/gjaldt/?day=2025-01-01&service=legevakt")
    page.locator("#hb-applied-list li").first.wait_for()
    assert page.locator("#hb-applied-list a").all_inner_texts() == ["Telefonvakt om natten – svar og noter"]


def test_what_did_not_apply_is_folded_below_what_did(page, demo):
    page.goto(f"{demo}/gjaldt/?day=2026-11-25")
    answer = page.locator("#hb-applied-list")
    answer.get_by_role("heading", name="Gjaldt denne dagen").wait_for()
    folded = answer.locator("details")
    told = folded.locator("summary").all_inner_texts()
    assert told
    assert all("var ikke vedtatt denne dagen" in each or "gjaldt ikke lenger" in each for each in told)
    assert not folded.locator("li").first.is_visible()
    folded.first.locator("summary").click()
    assert folded.locator("li").first.is_visible()


def test_an_answer_that_cannot_be_fetched_leads_to_the_histories(browser, demo):
    page = browser.new_context(service_workers="block").new_page()
    page.route("**/applied.json", lambda route: route.abort())
    page.goto(f"{demo}/gjaldt/")
    page.get_by_text("Svaret kan ikke hentes nå.").wait_for()
    page.get_by_role("link", name="Blodtrykk hjemme").click()
    page.get_by_role("heading", name="Historikk: Blodtrykk hjemme").wait_for()


def test_one_procedure_that_did_not_apply_is_told_at_once(page, demo):
    page.goto(f"{demo}/gjaldt/?day=2026-11-25&words=telefonvakt")
    row = page.locator("#hb-applied-list li")
    row.wait_for()
    assert "Trukket tilbake." in row.inner_text()
    expect(page.locator(".hb-filter__count")).to_have_text("Ingen prosedyrer gjaldt 25. november 2026.")


def test_what_is_new_can_be_filtered(page, demo):
    page.goto(f"{demo}/endringer/")
    everything = page.locator(".hb-news:visible").count()
    page.get_by_label("Bare store endringer").check()
    levels = page.locator(".hb-news:visible").evaluate_all("rows => rows.map(row => row.dataset.level)")
    assert 0 < len(levels) < everything
    assert set(levels) <= {"major", "first"}
    page.get_by_label("Bare store endringer").uncheck()
    page.get_by_label("Faggruppe").select_option("institusjon")
    assert all("sjukeheim" in text for text in page.locator(".hb-news:visible a").all_inner_texts())


def test_what_changed_since_the_last_visit_is_remembered_here_only(page, demo):
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    page.goto(f"{demo}/endringer/")
    assert page.locator("#hb-visit").is_hidden()
    page.evaluate("localStorage.setItem('hb-last-visit', '2026-05-01')")
    page.reload()
    assert "endret siden sist du var her (01.05.2026)" in page.locator("#hb-visit").inner_text()
    assert page.locator(".hb-news--fresh").count() >= 2
    assert all(url.startswith(demo) and "2026-05-01" not in url for url in sent)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    "path", [f"{BLOOD}/historikk/", f"{BLOOD}/v/1.2/", "endringer/", "endringer/2026-11/", "gjaldt/"]
)
def test_pages_fit_and_nothing_is_missing(page, demo, width, path):
    wrong = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("response", lambda response: wrong.append(response.url) if response.status >= 400 else None)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{demo}/{path}", wait_until="networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert wrong == []


def test_everything_is_readable_without_scripts(browser, demo):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{demo}/{BLOOD}/historikk/")
    assert page.get_by_role("heading", name="Hva gjaldt når").is_visible()
    assert page.locator("del").first.is_visible()
    page.goto(f"{demo}/gjaldt/")
    assert page.get_by_label("Dag").is_hidden()
    page.get_by_role("link", name="Blodtrykk hjemme").click()
    assert page.get_by_role("heading", name="Historikk: Blodtrykk hjemme").is_visible()
    context.close()


@pytest.fixture(scope="module")
def busy(tmp_path_factory):
    """Where a handbook is served that had many changes in one month, and one in another."""
    folder = tmp_path_factory.mktemp("busy")
    life = Lives(small_handbook(folder / "handbook")).start()
    life.commit("2024-02-20", base=text())
    for number in range(1, 13):
        life.commit(f"2024-05-{number:02}", base=text(purpose=f"Den som søker, får et riktig svar {number}."))
    life.commit("2024-05-20", base=text("2.0", "2024-05-20"))
    done = handbook_process(
        "build", "--root", life.book.root, "--date", DAY, cwd=folder, env={"HANDBOOK_CACHE": str(folder / "cache")}
    )
    assert done.returncode == 0, done.stderr
    yield from serve(life.book.root / "site")


def test_a_long_month_can_be_filtered_and_leads_to_the_others(page, busy):
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{busy}/endringer/2024-05/")
    assert page.locator(".hb-news:visible").count() == 13
    page.get_by_label("Bare store endringer").check()
    assert "gjelder fra 20. mai 2024" in page.locator(".hb-news:visible").inner_text().replace("\u00a0", " ")
    assert page.locator("#hb-visit").is_hidden()
    page.get_by_role("link", name="februar 2024").click()
    expect(page.get_by_role("heading", name="Endringer i februar 2024")).to_be_visible()
    assert page.locator("#hb-filter").count() == 0
    page.get_by_role("link", name="Alle endringer").click()
    expect(page.get_by_role("heading", name="Måned for måned")).to_be_visible()
    assert wrong == []


def test_without_scripts_the_changes_say_where_to_find_fewer(browser, busy):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{busy}/endringer/")
    assert page.locator("#hb-filter").is_hidden()
    page.get_by_role("link", name="Hver tjeneste").click()
    assert page.get_by_role("heading", name="Tjenester", exact=True).is_visible()
    context.close()


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_what_applied_when_is_read_without_moving_sideways(page, demo, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{demo}/{BLOOD}/historikk/")
    assert page.locator("#gjaldt tbody tr").count() > 5
    hidden = page.locator("#gjaldt .hb-table").evaluate("each => each.scrollWidth - each.clientWidth")
    assert hidden <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        f"{BLOOD}/historikk/",
        f"{BLOOD}/v/1.2/",
        "endringer/",
        "endringer/2026-03/",
        "endringer/ordlister/roles/",
        "kommuner/ulvdal/historikk/",
        "tjenester/legevakt/historikk/",
    ],
)
def test_axe_finds_nothing(page, demo, path, scheme):
    """With all that is folded open."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{demo}/{path}")
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    assert judge(page) == []
