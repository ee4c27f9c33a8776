"""`python -m benchmarks.lighthouse SITE [PATH …]`: Lighthouse on a phone, as it throttles one. Exits with 1 when low.

Not among the tests: its figures for speed move with the load of the machine.
"""

import gzip
import json
import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import click

TARGETS = {"performance": 0.95, "accessibility": 1.0, "best-practices": 1.0}
PAGES = ("/", "/prosedyrer/utskrivningsklar-pasient/", "/tjenester/hjemmetjenesten/", "/kommuner/", "/om/komponenter/")
FLAGS = "--headless --no-sandbox --disable-gpu --disable-background-networking"


class Host(SimpleHTTPRequestHandler):
    """Serves a site compressed, as hosts do."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        body = gzip.compress(file.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(str(file))}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def scores(address: str) -> dict[str, float]:
    """The score of a page in each category, 0 to 1."""
    done = subprocess.run(
        [
            "node_modules/.bin/lighthouse",
            address,
            "--quiet",
            f"--chrome-flags={FLAGS}",
            "--output=json",
            f"--only-categories={','.join(TARGETS)}",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name: each["score"] for name, each in json.loads(done.stdout)["categories"].items()}


@click.command()
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("pages", nargs=-1)
def main(site: Path, pages: tuple[str, ...]) -> None:
    """Measure some pages of a built site."""
    if not shutil.which("node_modules/.bin/lighthouse"):
        sys.exit("Lighthouse is missing: run make lighthouse")
    missed = 0
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for path in pages or PAGES:
            found = scores(f"http://127.0.0.1:{server.server_port}{path}")
            low = [name for name, target in TARGETS.items() if found[name] < target]
            missed += len(low)
            print(f"{path:45} {found} {'NOT ' + ', '.join(low) if low else 'ok'}", flush=True)
        server.shutdown()
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
