"""`python -m benchmarks.lighthouse SITE [PATH …]`: Lighthouse on a phone, as it throttles one. Exits with 1 when low.

Not among the tests: its figures for speed move with the load of the machine.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import click

from benchmarks.searching import served

TARGETS = {"performance": 0.95, "accessibility": 1.0, "best-practices": 1.0}
PAGES = (
    "/",
    "/prosedyrer/utskrivningsklar-pasient/",
    "/tjenester/hjemmetjenesten/",
    "/kommuner/",
    "/om/komponenter/",
    "/sok/?q=legemidler",
    "/gjaldt/",
)
FLAGS = "--headless --no-sandbox --disable-gpu --disable-background-networking"


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
    with served(site) as address:
        for path in pages or PAGES:
            found = scores(f"{address}{path}")
            low = [name for name, target in TARGETS.items() if found[name] < target]
            missed += len(low)
            print(f"{path:45} {found} {'NOT ' + ', '.join(low) if low else 'ok'}", flush=True)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
