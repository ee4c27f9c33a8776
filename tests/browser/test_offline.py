"""Saved pages: never unmarked, never stale with network, never shown when withdrawn. The server really goes away."""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import QuietHandler
from tests.support import APPROVED, PROCEDURE, Book, small_handbook

pytestmark = pytest.mark.browser

KEPT = "/prosedyrer/innleggelsesrapport/"
OTHER = "/prosedyrer/korttidsopphold-soknad/"
MARK = re.compile("Frakoblet kopi hentet")


@dataclass
class Host:
    """A host that can fail in the ways that hosts do."""

    book: Book
    address: str = ""
    mode: str = "up"
    gone: set[str] = field(default_factory=set)
    let_go: threading.Event = field(default_factory=threading.Event)


class _Handler(QuietHandler):
    def __init__(self, *arguments, host: Host, **more) -> None:
        self.host = host
        super().__init__(*arguments, **more)

    def do_GET(self) -> None:  # noqa: N802 - the name that the standard library calls
        if self.host.mode == "away":
            self.close_connection = True
            return
        if self.host.mode == "slow":
            self.host.let_go.wait(30)
        if self.host.mode == "fault":
            self.send_response(503)
            self.end_headers()
            self.wfile.write(b"fault")
        elif self.path in self.host.gone:
            self.send_error(404)
        else:
            super().do_GET()


@pytest.fixture
def host(tmp_path) -> Iterator[Host]:
    book = small_handbook(tmp_path / "handbook")
    host = Host(book)
    handler = partial(_Handler, host=host, directory=str(book.build()))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host.address = f"http://127.0.0.1:{server.server_port}"
        yield host
        host.let_go.set()
        server.shutdown()


def until(page: Page, true: str) -> None:
    """Wait in the page: the policy forbids `wait_for_function`, which makes code from text."""
    page.evaluate(f"async () => {{ while (!({true})) await new Promise(next => setTimeout(next, 20)); }}")


def save_all(page: Page, host: Host) -> None:
    page.goto(f"{host.address}/om/uten-nett/")
    until(page, "navigator.serviceWorker.controller")
    page.get_by_role("button", name="Lagre", exact=True).click()
    expect(page.locator(".hb-offline__state")).to_contain_text("Lagret: Hele håndboka.")
    assert "kunne ikke hentes" not in page.locator(".hb-offline__state").inner_text()


@pytest.mark.parametrize("mode", ["away", "fault"])
def test_a_saved_page_is_shown_without_network_and_marked(page, host, mode):
    save_all(page, host)
    page.goto(host.address + KEPT)
    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_text(MARK)).to_have_count(0)
    host.mode = mode
    page.goto(host.address + KEPT)
    expect(page.get_by_text(MARK)).to_be_visible()
    expect(page.get_by_text(MARK)).to_be_in_viewport()
    assert page.locator("h1").evaluate("each => getComputedStyle(each).fontWeight") == "750", "dressed as usual"
    page.get_by_role("navigation", name="Brødsmulesti").get_by_role("link", name="Prosedyrer").click()
    expect(page.get_by_text(MARK)).to_be_visible()


def test_the_search_works_without_network(page, host):
    save_all(page, host)
    host.mode = "away"
    page.goto(f"{host.address}/sok/?q=innleggelse")
    expect(page.get_by_text(MARK)).to_be_visible()
    hit = page.locator(".hb-results__list").get_by_role("link", name="Innleggelsesrapport").first
    expect(hit).to_be_visible()
    hit.click()
    expect(page.locator("h1")).to_contain_text("Innleggelsesrapport")
    expect(page.get_by_text(MARK)).to_be_visible()


def test_a_slow_network_gives_the_marked_copy(page, host):
    save_all(page, host)
    host.mode = "slow"
    page.goto(host.address + KEPT)
    expect(page.get_by_text(MARK)).to_be_visible()


def test_an_old_copy_says_so_in_harder_words(page, host):
    save_all(page, host)
    page.evaluate(
        """async url => { const pages = await caches.open('hb-pages'); const copy = await pages.match(url);
        const old = new Date(Date.now() - 9 * 864e5).toISOString();
        await pages.put(url, new Response(await copy.text(), {headers: {'Content-Type': 'text/html', 'x-hb-saved': old}})); }""",
        host.address + KEPT,
    )
    host.mode = "away"
    page.goto(host.address + KEPT)
    expect(page.locator(".hb-banner--offline-old")).to_contain_text("Kopien er 9 dager gammel.")


def test_a_page_that_is_not_saved_says_so(page, host):
    page.goto(host.address)
    until(page, "navigator.serviceWorker.controller")
    host.mode = "away"
    for path in (KEPT, "/"):
        answer = page.goto(host.address + path)
        assert answer.status == 503
        expect(page.locator("h1")).to_have_text("Siden er ikke lagret")
        link = page.locator("article").get_by_role("link", name="Forsiden")
        assert link.evaluate("each => each.href") == f"{host.address}/"
        assert page.locator("body").evaluate("each => getComputedStyle(each).fontFamily").startswith("system-ui")


def test_only_the_chosen_service_is_saved(page, host):
    page.goto(f"{host.address}/om/uten-nett/")
    until(page, "navigator.serviceWorker.controller")
    page.get_by_label("Hva vil du lagre?").select_option("hjemmesykepleie")
    page.get_by_role("button", name="Lagre", exact=True).click()
    expect(page.locator(".hb-offline__state")).to_contain_text("Lagret: Hjemmesykepleie.")
    kept = page.evaluate(
        "async () => (await (await caches.open('hb-pages')).keys()).map(each => new URL(each.url).pathname)"
    )
    assert "/tjenester/hjemmesykepleie/" in kept
    assert "/tjenester/korttidsopphold/" not in kept
    assert "/kilder/" not in kept


def test_with_network_a_changed_page_is_shown_at_once_and_the_copy_follows(page, host):
    save_all(page, host)
    host.book.replace(PROCEDURE, "Spør om det som er uklart.", "Spør om alt som er uklart.")
    host.book.build()
    page.goto(host.address + KEPT)
    expect(page.get_by_text("Spør om alt som er uklart.")).to_be_visible()
    host.mode = "away"
    page.goto(host.address + KEPT)
    expect(page.get_by_text("Spør om alt som er uklart.")).to_be_visible()
    expect(page.get_by_text(MARK)).to_be_visible()


def test_copies_of_pages_not_visited_follow_too(page, host):
    save_all(page, host)
    host.book.replace(PROCEDURE, "Spør om det som er uklart.", "Spør om alt som er uklart.")
    host.book.build()
    page.evaluate(
        "() => { const kept = JSON.parse(localStorage.getItem('hb-offline')); kept.when = '2020-01-01T00:00:00Z';"
        " localStorage.setItem('hb-offline', JSON.stringify(kept)); }"
    )
    page.goto(f"{host.address}/begreper/")
    until(page, "JSON.parse(localStorage.getItem('hb-offline')).when > '2021'")
    host.mode = "away"
    page.goto(host.address + KEPT)
    expect(page.get_by_text("Spør om alt som er uklart.")).to_be_visible()


def test_a_withdrawn_page_is_deleted_when_it_is_visited(page, host):
    save_all(page, host)
    host.gone.add(KEPT)
    page.goto(host.address + KEPT)
    expect(page.locator("h1")).to_have_text("Siden finnes ikke")
    host.mode = "away"
    page.goto(host.address + KEPT)
    expect(page.locator("h1")).to_have_text("Siden er ikke lagret")


def test_a_withdrawn_page_is_deleted_when_copies_are_brought_up_to_date(page, host):
    save_all(page, host)
    host.book.delete(APPROVED)
    host.book.replace(PROCEDURE, "related: [korttidsopphold-soknad]\n", "")
    host.book.replace(PROCEDURE, " Se [søknaden](/prosedyrer/korttidsopphold-soknad/#steg-vurder).", "")
    host.book.build()
    page.goto(f"{host.address}/om/uten-nett/")
    page.get_by_role("button", name="Lagre på nytt").click()
    expect(page.get_by_role("button", name="Lagre på nytt")).to_be_enabled()
    host.mode = "away"
    page.goto(host.address + OTHER)
    expect(page.locator("h1")).to_have_text("Siden er ikke lagret")


def test_what_is_saved_can_be_removed(page, host):
    save_all(page, host)
    page.get_by_role("button", name="Slett det som er lagret").click()
    expect(page.locator(".hb-offline__state")).to_have_text("Ingenting er lagret på denne enheten.")
    host.mode = "away"
    page.goto(host.address + KEPT)
    expect(page.locator("h1")).to_have_text("Siden er ikke lagret")


def test_reset_clears_all_that_is_kept(page, host):
    save_all(page, host)
    page.goto(host.address + KEPT)
    page.get_by_role("button", name="Favoritt").click()
    page.get_by_role("button", name="Bytt mellom lys og mørk visning").click()
    page.goto(host.address)
    page.get_by_text("Velg min tjeneste og rolle").click()
    page.get_by_label("Min tjeneste").select_option("hjemmesykepleie")
    expect(page.locator(".hb-mine__columns").get_by_role("link")).to_have_count(3)
    page.get_by_role("link", name="Nullstill denne enheten").click()
    page.wait_for_url("**/om/uten-nett/#nullstill", wait_until="load")  # the scripts come after the words
    page.get_by_role("button", name="Nullstill denne enheten").click()
    expect(page.locator("#hb-reset-said")).to_contain_text("er slettet", timeout=60_000)  # many copies to delete
    left = page.evaluate(
        "async () => [Object.keys(localStorage), await caches.keys(), (await navigator.serviceWorker.getRegistrations()).length]"
    )
    assert left == [[], [], 0]


def test_the_listing_names_every_page_once(host):
    import json  # noqa: PLC0415 - only here

    told = json.loads((host.book.root / "site/offline.json").read_text("utf-8"))
    site = Path(host.book.root / "site")
    for address, _, _, _ in told["pages"]:
        assert (site / address.strip("/") / "index.html").is_file(), address
    assert [each for each in told["files"] if not (site / each).is_file()] == []
