"""Makes a PDF of procedures from a built site, by letting Chromium print the booklet page."""

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from generator.publish import MARK

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "microsoft-edge")
PATIENCE = 60_000
"""Milliseconds of the page's own time to fetch and join the pages; it passes as fast as the machine allows."""
LIMIT = 300
"""Seconds before a browser that hangs is given up."""


class PdfError(Exception):
    """Raised when no PDF can be made. The message is Norwegian and says what to do."""


def make_pdf(site: Path, service: str | None, procedures: Sequence[str], out: Path) -> None:
    """Print the procedures of a service, or those named, as one booklet.

    Raises:
        PdfError: When the site, the service, a procedure or a browser is missing, or the browser fails.
    """
    if not (site / MARK).is_file():
        raise PdfError(f"{site} er ikke en bygd håndbok. Kjør handbook build først, eller velg mappen med --site.")
    wanted = [("tjenester", service)] if service else [("prosedyrer", name) for name in procedures]
    for folder, name in wanted:
        if not name.replace("-", "").isalnum() or not (site / folder / name / "index.html").is_file():
            raise PdfError(f"«{name}» finnes ikke blant {folder} i {site}.")
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise PdfError(
            "Fant ikke Chromium. Installer pakken chromium, eller skriv ut fra siden /utskrift/ i nettleseren."
        )
    query = urlencode([("tjeneste", service)] if service else [("p", name) for name in procedures])
    with _served(site) as address, tempfile.TemporaryDirectory() as profile:
        _print(program, f"{address}/utskrift/?{query}", out, profile)


def _print(program: str, address: str, out: Path, profile: str) -> None:
    out.unlink(missing_ok=True)
    command = [
        program,
        "--headless",
        f"--user-data-dir={profile}",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
        "--no-pdf-header-footer",
        f"--virtual-time-budget={PATIENCE}",
        f"--print-to-pdf={out.absolute()}",
        *(["--no-sandbox"] if os.geteuid() == 0 else []),  # Chromium refuses its sandbox to root; the pages are our own
        address,
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=LIMIT)  # noqa: S603 - fixed
    except subprocess.TimeoutExpired:
        raise PdfError("Chromium ble ikke ferdig. Prøv igjen, eller velg færre prosedyrer.") from None
    if not out.is_file():
        raise PdfError(f"Chromium laget ingen PDF:\n{done.stderr.strip()}")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def _served(site: Path) -> Iterator[str]:
    """The site on a free port of this machine: a page opened as a file may not fetch the others."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
