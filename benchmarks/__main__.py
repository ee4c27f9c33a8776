"""`python -m benchmarks [NAME …]`: measures, prints a table, and exits with 1 when a target is missed."""

import sys
import tempfile
from pathlib import Path

import click

from benchmarks.laboratory import Laboratory
from benchmarks.measures import MEASURES, Figure

QUICK = 200


@click.command(context_settings={"show_default": True})
@click.argument("names", nargs=-1, type=click.Choice(list(MEASURES)))
@click.option("--quick", is_flag=True, help=f"{QUICK} procedures, each run once: to see that it works.")
@click.option("--procedures", default=1000, help="Size of the small handbook; the large one is five times that.")
@click.option("--rounds", default=3, help="Runs of each. The lowest counts.")
@click.option("--folder", type=Path, help="Where to work, in a temporary folder that is removed.")
def main(names: tuple[str, ...], procedures: int, rounds: int, folder: Path | None, *, quick: bool) -> None:
    """Measure how fast the handbook is: everything, or what is named."""
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="handbook-bench-", dir=folder) as place:
        lab = Laboratory(Path(place).resolve(), QUICK if quick else procedures, 1 if quick else rounds)
        for name in names or MEASURES:
            for figure in MEASURES[name](lab):
                print(_row(figure), flush=True)
                figures.append(figure)
    missed = sum(not figure.good for figure in figures)
    print(f"{missed} of {len(figures)} targets missed." if missed else f"All {len(figures)} targets met.")
    sys.exit(1 if missed else 0)


def _row(figure: Figure) -> str:
    return f"{figure.what:52} {figure.figure:34} {figure.target:10} {'ok' if figure.good else 'NOT'}"


if __name__ == "__main__":
    main()
