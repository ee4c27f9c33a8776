"""Asks the index a question on the command line and in tests, as the browser would."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from generator.model import Handbook
from generator.pages import Context
from generator.search import engine
from generator.search.index import Index, build_index


def open_handbook(book: Handbook, day: date) -> "Asker":
    """Index a handbook as it stands on a day, and open the index."""
    return Asker(build_index(Context(book, day)))


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that answers. `address` leads to the place on the page that answers best; `excerpt` marks words by « »."""

    title: str
    address: str
    kind: str
    status: str
    heading: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The hits, best first; `corrections` are words that the handbook lacks, and those it took instead."""

    hits: tuple[Hit, ...]
    total: int
    corrections: tuple[tuple[str, Sequence[str]], ...]


class Asker:
    """An open index."""

    def __init__(self, index: Index) -> None:
        """Open `index`; only the one opened last can be asked."""
        self._index = index
        engine.call("glue.open", index.core, index.shards)

    def ask(self, query: str, most: int = 10, choice: dict[str, Any] | None = None) -> Answer:
        """What answers `query`."""
        answer = engine.call("glue.ask", _encodable(query), choice or {})
        asked = answer["asked"]
        hits = tuple(self._hit(each["number"], asked) for each in answer["hits"][:most])
        corrections = tuple((each["word"], each["terms"]) for each in asked["corrections"])
        return Answer(hits, len(answer["hits"]), corrections)

    def _hit(self, number: int, asked: Any) -> Hit:
        title, address, kind, status, *_ = self._index.core["pages"][number]
        _, sections = orjson.loads(orjson.dumps(self._index.texts[number]))
        found = engine.call("glue.excerpt", asked, sections)
        anchor = f"#{found['anchor']}" if found["anchor"] and "#" not in address else ""
        pieces = (f"«{piece}»" if place % 2 else piece for place, piece in enumerate(found["pieces"]))
        return Hit(title, f"{address}{anchor}", kind, status, found["heading"], "".join(pieces))


def _encodable(query: str) -> str:
    """A query without what JSON cannot hold: lone surrogates."""
    return query.encode("utf-8", "replace").decode()
