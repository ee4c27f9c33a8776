"""Shows the handbook on this machine and builds it anew when a file changes, with mkdocs' own live server."""

import socket
from collections.abc import Callable
from datetime import date
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from generator import report
from generator.build import build
from generator.load import FOLDERS

HOST = "127.0.0.1"


def serve(root: Path, day: date, port: int, say: Callable[[str], None]) -> None:
    """Serve until interrupted. Files with errors are told of, and the last good site stays.

    Raises:
        PublishError, ShallowCloneError, EngineError: As `build`.
        OSError: When the port is taken.
    """
    _refuse_taken(port)
    out = root / "site"

    def rebuild() -> None:
        prepared = build(root, day, out, "mkdocs", lambda _: None)
        if prepared.checked.findings:
            say(report.as_text(prepared.checked.findings, report.line_reader(root)))

    rebuild()
    server = LiveReloadServer(builder=rebuild, host=HOST, port=port, root=str(out), mount_path="/")
    for folder in FOLDERS:
        server.watch(str(root / folder))
    say(f"Håndboka vises på http://{HOST}:{port}/. Avslutt med Ctrl+C.")
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        server.shutdown()


def _refuse_taken(port: int) -> None:
    """Told before the build, not after it."""
    with socket.socket() as place:
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            place.bind((HOST, port))
        except OSError as error:
            told = "Porten kan ikke brukes, kanskje fordi håndboka alt vises der. Velg en annen med --port."
            raise OSError(error.errno, told, f"{HOST}:{port}") from None
