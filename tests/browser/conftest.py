"""A browser from the system's packages, and sites served on free ports. A missing Chromium is a failure."""

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.support import handbook_process, small_handbook

PAYLOAD = "<img src=x onerror=pwned=1><script>pwned=2</script>"
"""Fits in a short field; anything that runs it sets `window.pwned`."""


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Use the system's Chromium; Playwright's own download is not used."""
    program = shutil.which("chromium")
    if program is None:
        pytest.fail("Chromium is missing: run make chromium", pytrace=False)
    return {"executable_path": program, "headless": True}


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves a site as a web host does: with the site's own 404 page."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Show the site's own page for what is not there."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


def serve(site: Path) -> Iterator[str]:
    """Serve a folder on a free port; gives its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def address(real) -> Iterator[str]:
    """Where the real handbook is served."""
    yield from serve(real.site)


@pytest.fixture(scope="session")
def hostile_address(tmp_path_factory) -> Iterator[str]:
    """Where a handbook is served whose every free text carries markup and scripts."""
    folder = tmp_path_factory.mktemp("hostile")
    book = small_handbook(folder / "handbook")
    make_hostile(book)
    done = handbook_process(
        "build", "--root", book.root, "--date", "2026-11-25", cwd=folder, env={"HANDBOOK_CACHE": str(folder / "cache")}
    )
    assert done.returncode == 0, done.stderr
    yield from serve(book.root / "site")


def make_hostile(book: Any) -> None:
    """Put a payload in every free text that the schemas let through; the check must still pass."""
    from tests.browser.hostile import spoil  # noqa: PLC0415 - only here

    spoil(book)
