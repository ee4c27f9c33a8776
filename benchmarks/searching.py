"""What the search costs a reader: bytes to load, and time to a result, in Chromium on a fast and a slow line."""

import gzip
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

QUERIES = ("utskriving", "legemidel", "sykehjem vurdering", "melding til lege", "innleggelse hjemme", "prosedyre")
SLOW_LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 200_000}
"""150 ms and 1.6 Mbit/s."""
SLOW_PROCESSOR = 4
ANSWER_TIME = """(query) => new Promise((done) => {
  const begun = performance.now();
  HandbookSearch.ask(query, {}, 8, Object.assign(() => done(performance.now() - begun), { owner: {} }));
})"""
"""Milliseconds from asking to the list of hits, without the pause that waits for the next letter."""
SCRIPTS = ("client.js", "field.js", "results.js", "marks.js", "worker.js", "norwegian.js", "searcher.js")


class _Compressed(SimpleHTTPRequestHandler):
    """Serves a site as web hosts do: compressed, and counts the bytes."""

    sent = 0

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Send a file, compressed."""
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        content = gzip.compress(file.read_bytes(), 6)
        _Compressed.sent += len(content)
        self.send_response(200)
        kind = self.guess_type(str(file))
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a site, while it is served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Compressed, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def first_load(site: Path) -> float:
    """Kilobytes, compressed, before the first query can be answered: scripts and the core."""
    files = [site / "search/core.json", *(site / "assets/search" / name for name in SCRIPTS)]
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files) / 1000


def in_browser(site: Path, *, slow: bool) -> dict[str, float]:
    """Seconds to the first result on a page just opened, milliseconds of later queries (p95), kilobytes a query."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only this measurement needs a browser

    with served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{address}/om/")
        if slow:
            session = page.context.new_cdp_session(page)
            session.send("Network.enable")
            session.send("Network.emulateNetworkConditions", SLOW_LINE)
            session.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_PROCESSOR})
        first = _time(page, QUERIES[0])
        page.wait_for_timeout(2000)
        before, times = _Compressed.sent, []
        for query in QUERIES[1:]:
            times.append(_time(page, query))
            page.wait_for_timeout(1500)
        weight = (_Compressed.sent - before) / len(times) / 1000
        later = sorted(page.evaluate(ANSWER_TIME, query) for query in QUERIES * 5)
        browser.close()
    return {"first": first, "later": later[int(0.95 * len(later)) - 1], "kilobytes": weight}


def _time(page: Any, query: str) -> float:
    """Seconds from the last letter to the list of hits, the field's own pause for typing included."""
    field = page.locator(".md-header .hb-search__input")
    field.fill("")
    page.wait_for_timeout(100)
    page.evaluate("() => document.querySelectorAll('.md-header [role=option]').forEach((each) => each.remove())")
    begun = time.perf_counter()
    field.fill(query)
    page.wait_for_selector(".md-header [role=option]", timeout=60_000)
    return time.perf_counter() - begun
