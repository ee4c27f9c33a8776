"""A handbook whose every free text carries markup and scripts, in a real browser: nothing runs, all is shown as text."""

from urllib.parse import urljoin, urlsplit

import pytest

from tests.browser.hostile import PAYLOADS, spoil
from tests.html_reader import read_html
from tests.support import small_handbook

pytestmark = pytest.mark.browser


def a_page(path):
    return "/api/" not in path and not path.endswith((".xml", ".ics"))


def all_pages(page, address):
    """Every address that can be reached by links from the front page, and a missing one."""
    seen, waiting = [], ["/", "/finnes-ikke/"]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.append(path)
        yield path
        here = address + path
        links = page.evaluate("[...document.querySelectorAll('a[href]')].map(each => each.getAttribute('href'))")
        for link in links:
            whole = urlsplit(urljoin(here, link))
            if f"{whole.scheme}://{whole.netloc}" == address and whole.path not in seen and a_page(whole.path):
                waiting.append(whole.path)


def test_nothing_runs_and_nothing_is_fetched_on_any_page(page, hostile_address):
    ran, fetched, dialogs = [], [], []
    page.on(
        "request",
        lambda request: (
            fetched.append(request.url) if not request.url.startswith((hostile_address, "data:", "blob:")) else None
        ),
    )
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    paths = all_pages(page, hostile_address)
    page.goto(hostile_address)
    count = 0
    for path in paths:
        page.goto(hostile_address + path, wait_until="load")
        count += 1
        page.evaluate(
            "for (const each of document.querySelectorAll('main *')) { for (const kind of ['mouseover', 'focus', 'click'])"
            " if (!each.closest('a, form, label, button, input')) each.dispatchEvent(new Event(kind, {bubbles: true})); }"
        )
        handlers = page.evaluate(
            "[...document.querySelectorAll('*')].flatMap(each => [...each.attributes].filter("
            "one => one.name.startsWith('on') || /^\\s*(javascript|data|vbscript):/i.test(one.value) && one.name == 'href'"
            ").map(one => each.outerHTML.slice(0, 200)))"
        )
        if handlers or page.evaluate("'pwned' in window"):
            ran.append((path, handlers))
    assert count >= 25
    assert (ran, fetched, dialogs) == ([], [], [])


def test_the_search_shows_hostile_words_without_running_them(page, hostile_address):
    fetched = []
    page.on(
        "request",
        lambda request: (
            fetched.append(request.url) if not request.url.startswith((hostile_address, "data:", "blob:")) else None
        ),
    )
    page.goto(hostile_address)
    box = page.locator(".md-header .hb-search__input")
    for words in ("pwned", "script", "onerror", "tittel"):
        box.fill(words)
        panel = page.locator(".md-header .hb-search__panel")
        panel.locator("[role=option], .hb-search__note:visible").first.wait_for()
        page.wait_for_timeout(300)  # for the excerpts
        assert not page.evaluate("'pwned' in window")
        assert panel.locator("img, script, svg").count() == 0
    assert fetched == []


def test_the_words_are_shown_as_they_were_written(page, hostile_address):
    """The title of a procedure: in the heading, the tab, the list and the breadcrumbs."""
    page.goto(f"{hostile_address}/prosedyrer/")
    shown = page.locator("a.hb-list__title").all_inner_texts()
    assert shown
    for title in shown:
        assert any(payload[:20] in title for payload in PAYLOADS)
        page.goto(f"{hostile_address}/prosedyrer/")
        page.get_by_role("link", name=title, exact=True).first.click()
        assert page.locator("main h1").inner_text() == title
        assert page.title().startswith(title)
        assert page.get_by_role("navigation", name="Brødsmulesti").get_by_role("listitem").last.inner_text() == title


def test_the_payloads_fill_every_free_text(tmp_path):
    """The test's own tool: the spoilt handbook passes the check, and all texts of a page are payloads."""
    book = small_handbook(tmp_path / "handbook")
    assert spoil(book) > 100
    checked = book.check()
    assert checked.code == 0
    assert {each["rule"] for each in checked.findings} <= {"plain-text"}  # a warning: such signs are shown as they are
    site = book.build()
    page = read_html((site / "prosedyrer/innleggelsesrapport/index.html").read_text("utf-8"))
    assert "pwned" in page.title
    assert page.text.count("pwned") > 20
