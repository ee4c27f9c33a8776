"""What is measured, and the targets. Times are processor time, the lowest of some runs: other work only ever adds.

A measurement is a function named after what it tells; it gives the rows of the table.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import searching
from benchmarks.child import Cost
from benchmarks.laboratory import Laboratory

MOST_TIMES_BARE = 1.35
MOST_CHECK_COLD = 5.0
MOST_CHECK_WARM = 1.0
MOST_REBUILD = 2.5
GROWTH = 5
MOST_GROWTH = 5.5
MOST_MEGABYTES = 500
MOST_INDEX_SHARE = 25
MOST_FIRST_LOAD, MOST_FIRST_LOAD_LARGE = 150, 400
MOST_QUERY = 60
MOST_FIRST_RESULT, MOST_FIRST_RESULT_SLOW = 0.5, 3
MOST_LATER = 60
MOST_HISTORY_COLD = 90.0
MOST_HISTORY_WARM = 1.0
MOST_HISTORY_TIMES = 2.0

EDITED = ("Sjekk ", "Kontroller ")
"""The edit: one word, which stands in the steps of most procedures and in the summary of many."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table."""

    what: str
    figure: str
    target: str
    good: bool


def pipeline(lab: Laboratory) -> Iterator[Figure]:
    """The whole pipeline against mkdocs alone with the same words, taking turns."""
    whole, bare = [], []
    lab.handbook(lab.procedures)
    lab.plain_site()
    for _ in range(lab.rounds):
        bare.append(lab.build_bare())
        whole.append(lab.build_from_nothing(lab.procedures))
    ratio = _least(whole) / _least(bare)
    yield Figure(
        f"handbook build of {lab.procedures}, against mkdocs build",
        f"{ratio:.2f} times ({_least(whole):.1f} s, {_least(bare):.1f} s)",
        f"≤ {MOST_TIMES_BARE}",
        ratio <= MOST_TIMES_BARE,
    )


def check(lab: Laboratory) -> Iterator[Figure]:
    """`handbook check` without and with what an earlier run kept."""
    cold, warm = [], []
    for _ in range(lab.rounds):
        cache = lab.unused("cache")
        cold.append(lab.check(cache))
        warm.append(lab.check(cache))
    yield _seconds(f"handbook check of {lab.procedures}, cold cache", cold, MOST_CHECK_COLD)
    yield _seconds(f"handbook check of {lab.procedures}, warm cache", warm, MOST_CHECK_WARM)


def rebuild(lab: Laboratory) -> Iterator[Figure]:
    """Building again after an edit of one procedure, and whether the site is that of a build from nothing."""
    site, cache = lab.unused("site"), lab.unused("cache")
    lab.build(lab.procedures, site, cache)
    costs, edits = [], {}
    for file in _to_edit(lab.handbook(lab.procedures), lab.rounds):
        edits[file] = file.read_text("utf-8")
        file.write_text(edits[file].replace(*EDITED), "utf-8")
        costs.append(lab.build(lab.procedures, site, cache))
    full = lab.unused("site")
    lab.build(lab.procedures, full, lab.unused("cache"))
    for file, before in edits.items():
        file.write_text(before, "utf-8")
    yield _seconds(f"rebuild of {lab.procedures} after one edit", costs, MOST_REBUILD)
    different = sorted(_different(site, full))
    told = f"{len(different)} files differ: {different[0]}" if different else "the same"
    yield Figure("  its site, against that of a full build", told, "the same", not different)


def growth(lab: Laboratory) -> Iterator[Figure]:
    """Whether the cost of a build grows with the number of procedures, and not faster."""
    few, many = lab.builds_from_nothing(lab.procedures, lab.rounds), _large_builds(lab)
    ratio = _least(many) / _least(few)
    yield Figure(
        f"handbook build of {GROWTH * lab.procedures}, against {lab.procedures}",
        f"{ratio:.2f} times ({_least(many):.1f} s, {_least(few):.1f} s)",
        f"≤ {MOST_GROWTH}",
        ratio <= MOST_GROWTH,
    )


def memory(lab: Laboratory) -> Iterator[Figure]:
    """The most memory that the build of the large handbook held."""
    peak = max(cost.peak_megabytes for cost in _large_builds(lab))
    yield Figure(
        f"memory of handbook build of {GROWTH * lab.procedures}",
        f"{peak:.0f} MB",
        f"< {MOST_MEGABYTES} MB",
        peak < MOST_MEGABYTES,
    )


def search(lab: Laboratory) -> Iterator[Figure]:
    """What the search costs the build, and the reader on a fast and on a slow line."""
    cache = lab.unused("cache")
    site, large = lab.unused("site"), lab.unused("site")
    whole = lab.build(lab.procedures, site, cache)
    share = 100 * (lab.ask(cache).seconds - lab.check(cache).seconds) / whole.seconds
    yield _most("search: index building, of the build", share, MOST_INDEX_SHARE, "%")
    yield _most(f"search: first load at {lab.procedures}", searching.first_load(site), MOST_FIRST_LOAD, "kB")
    fast, slow = searching.in_browser(site, slow=False), searching.in_browser(site, slow=True)
    yield _most("search: a query more", fast["kilobytes"], MOST_QUERY, "kB")
    yield _most("search: first result", fast["first"], MOST_FIRST_RESULT, "s")
    yield _most("search: later queries, p95", fast["later"], MOST_LATER, "ms")
    yield _most("search: first result, slow line and processor", slow["first"], MOST_FIRST_RESULT_SLOW, "s")
    lab.build(GROWTH * lab.procedures, large, lab.unused("cache"))
    load = searching.first_load(large)
    yield _most(f"search: first load at {GROWTH * lab.procedures}", load, MOST_FIRST_LOAD_LARGE, "kB")


def _most(what: str, figure: float, most: float, unit: str) -> Figure:
    return Figure(what, f"{figure:.2f} {unit}", f"≤ {most} {unit}", figure <= most)


def history(lab: Laboratory) -> Iterator[Figure]:
    """The whole history from nothing and again, and what it adds to a build."""
    many, cache = GROWTH * lab.procedures, lab.unused("cache")
    cold = [lab.log(many, cache)]
    yield _seconds(f"history of {many} with 10 changes each, cold", cold, MOST_HISTORY_COLD)
    warm = [lab.log(many, cache) for _ in range(lab.rounds)]
    yield _seconds("  the same, warm", warm, MOST_HISTORY_WARM)
    without, with_git = [], []
    for _ in range(lab.rounds):  # in turns: machines change their speed
        without.append(lab.build_old(lab.procedures, with_git=False))
        with_git.append(lab.build_old(lab.procedures, with_git=True))
    ratio = _least(with_git) / _least(without)
    yield Figure(
        f"build of {lab.procedures} with 10 versions, against none",
        f"{ratio:.2f} times ({_least(with_git):.1f} s, {_least(without):.1f} s)",
        f"≤ {MOST_HISTORY_TIMES}",
        ratio <= MOST_HISTORY_TIMES,
    )


MEASURES: dict[str, Callable[[Laboratory], Iterator[Figure]]] = {
    each.__name__: each for each in (pipeline, check, rebuild, growth, memory, history, search)
}


def _large_builds(lab: Laboratory) -> list[Cost]:
    return lab.builds_from_nothing(GROWTH * lab.procedures, 1)


def _least(costs: Iterable[Cost]) -> float:
    return min(cost.seconds for cost in costs)


def _seconds(what: str, costs: list[Cost], most: float) -> Figure:
    least = _least(costs)
    return Figure(what, f"{least:.2f} s", f"≤ {most} s", least <= most)


def _to_edit(root: Path, number: int) -> list[Path]:
    """Procedures from all over the handbook that the edit changes."""
    fitting = [file for file in sorted(root.glob("procedures/*/*.md")) if EDITED[0] in file.read_text("utf-8")]
    return fitting[:: max(1, len(fitting) // number)][:number]


def _different(one: Path, other: Path) -> Iterator[str]:
    """Files that only one of two folders has, or that are not the same in both."""
    for path in _files(one) | _files(other):
        sides = [folder / path for folder in (one, other)]
        if not all(side.is_file() for side in sides) or sides[0].read_bytes() != sides[1].read_bytes():
            yield path


def _files(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
