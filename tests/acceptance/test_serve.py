"""`handbook serve`: whoever writes sees the page change, is told of errors, and can end it with Ctrl+C."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

import pytest

from tests.support import DAY, PROCEDURE, Book, handbook

PATIENCE = 60
"""Seconds that anything may take, on the slowest machine."""


@pytest.fixture
def port() -> int:
    """A port that nobody uses."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


@pytest.fixture
def served(book: Book, port: int) -> Iterator[subprocess.Popen[str]]:
    program = "from generator.cli import main; main(prog_name='handbook')"
    command = [sys.executable, "-c", program, "serve", "--root", book.root, "--port", str(port), "--date", DAY]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        yield process
        process.kill()


def page(port: int) -> str:
    """The procedure's page as it is shown now; nothing while no one answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/prosedyrer/innleggelsesrapport/") as answer:
            return str(answer.read().decode())
    except OSError:
        return ""


def wait_for(port: int, text: str) -> None:
    end = time.monotonic() + PATIENCE
    while text not in page(port):
        assert time.monotonic() < end, f"«{text}» never came"
        time.sleep(0.1)


def test_a_page_changes_while_it_is_written_and_an_error_leaves_it(book, port, served):
    wait_for(port, "<h1>Innleggelsesrapport")
    book.replace(PROCEDURE, "title: Innleggelsesrapport", "title: Rapport ved innleggelse")
    wait_for(port, "<h1>Rapport ved innleggelse")
    book.replace(PROCEDURE, "title: Rapport", "titel: Rapport")
    told = ""
    while "[field-unknown]" not in told:
        told = served.stdout.readline()
        assert served.poll() is None
    assert f"{PROCEDURE}:3:" in told
    assert "<h1>Rapport ved innleggelse" in page(port)
    book.replace(PROCEDURE, "titel: Rapport", "title: Ny rapport")
    wait_for(port, "<h1>Ny rapport")
    served.send_signal(signal.SIGINT)
    rest, _ = served.communicate(timeout=PATIENCE)
    assert served.returncode == 0
    assert "Traceback" not in rest


def test_a_port_in_use_is_told_before_anything_is_built(book, port):
    with socket.socket() as place:
        place.bind(("127.0.0.1", port))
        place.listen()
        answer = handbook("serve", "--root", book.root, "--port", str(port), "--date", DAY)
    assert answer.code == 1
    assert answer.err == (
        f"Feil: 127.0.0.1:{port}: Porten kan ikke brukes, kanskje fordi håndboka alt vises der. "
        "Velg en annen med --port.\n"
    )
    assert not (book.root / "site").exists()
