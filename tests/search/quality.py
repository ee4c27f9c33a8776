"""How well the search finds what the graded queries want: a table for each group, and figures for the whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.search.ask import Asker

QUERIES = Path(__file__).resolve().parent / "queries.yml"
LOOKED_AT = 3


@dataclass(frozen=True)
class Graded:
    """A query, what is right, and the place of the first right hit (from 1; nothing when not among the first ten)."""

    group: str
    query: str
    wants: Sequence[str]
    place: int | None
    hits: Sequence[str]
    kept_apart: bool


def read_queries(path: Path = QUERIES) -> list[dict[str, Any]]:
    """The queries as written."""
    return yaml.safe_load(path.read_text("utf-8"))


def name_of(address: str) -> str:
    """The name that the queries use for a page: a procedure's id, `tjeneste:` and a service's id, else the address."""
    parts = address.split("#", maxsplit=1)[0].strip("/").split("/")
    match parts:
        case ["prosedyrer", name]:
            return name
        case ["tjenester", name]:
            return f"tjeneste:{name}"
    return address


def grade(asker: Asker, queries: Iterable[dict[str, Any]]) -> list[Graded]:
    """Ask every query. Every second one in a group is kept apart: nobody tunes by it."""
    graded = []
    seen: dict[str, int] = {}
    for each in queries:
        seen[each["group"]] = seen.get(each["group"], 0) + 1
        hits = [name_of(hit.address) for hit in asker.ask(each["query"]).hits]
        place = next((place for place, name in enumerate(hits, 1) if name in each["wants"]), None)
        apart = seen[each["group"]] % 2 == 0
        graded.append(Graded(each["group"], each["query"], each["wants"], place, hits, apart))
    return graded


def success(graded: Sequence[Graded], first: int) -> float:
    """The share, in per cent, of queries with a right hit among the first ones."""
    return 100 * sum(each.place is not None and each.place <= first for each in graded) / len(graded)


def without_hits(graded: Sequence[Graded]) -> float:
    """The share, in per cent, of queries without any hit."""
    return 100 * sum(not each.hits for each in graded) / len(graded)


def table(graded: Sequence[Graded]) -> str:
    """A row for each group, for all, and for the queries kept apart."""
    groups = dict.fromkeys(each.group for each in graded)
    rows = [(name, [each for each in graded if each.group == name]) for name in groups]
    rows += [("kept apart", [each for each in graded if each.kept_apart]), ("all", list(graded))]
    lines = [f"{'group':20} {'n':>4} {'@1':>6} {'@3':>6} {'none':>6}"]
    for name, part in rows:
        figures = (success(part, 1), success(part, LOOKED_AT), without_hits(part))
        lines.append(f"{name:20} {len(part):4} " + " ".join(f"{figure:6.1f}" for figure in figures))
    return "\n".join(lines)
