"""Runs the search's JavaScript in Python, by mini-racer (V8)."""

import atexit
from functools import cache
from pathlib import Path
from typing import Any

import orjson

SCRIPTS = Path(__file__).resolve().parent.parent / "assets" / "search"
LANGUAGE = "norwegian.js"
YOUNG = "--max-semi-space-size=4"
"""MB for what was made lately. V8 would take four times as much, and the index is not made faster by it."""


@cache
def _machine() -> Any:
    from py_mini_racer import (  # noqa: PLC0415 - slow to start, needed by builds and searches only
        DEFAULT_V8_FLAGS,
        MiniRacer,
        init_mini_racer,
    )

    init_mini_racer(flags=(*DEFAULT_V8_FLAGS, YOUNG), ignore_duplicate_init=True)
    machine = MiniRacer()
    atexit.register(_close)
    for name in (LANGUAGE, "indexer.js", "searcher.js"):
        machine.eval((SCRIPTS / name).read_text("utf-8"))
    machine.eval(GLUE)
    return machine


def _close() -> None:
    """End V8 and let go of it. At the end of the interpreter it can wait for ever for its own thread, or complain."""
    _machine().close()
    _machine.cache_clear()


GLUE = """
let opened = null;
const glue = {
  open: (core, shards) => { opened = { index: Searcher.open(JSON.parse(core)), shards: JSON.parse(shards) }; },
  ask: (query, choice) => {
    const asked = Searcher.plan(opened.index, query);
    const { hits } = Searcher.search(opened.index, asked, opened.shards, JSON.parse(choice));
    return JSON.stringify({ hits, asked });
  },
  stem: (word) => JSON.stringify(Norwegian.stem(Norwegian.fold(word))),
  parts: (word, known) => {
    const stems = new Set(JSON.parse(known));
    return JSON.stringify(Norwegian.parts(Norwegian.fold(word), (stem) => stems.has(stem)));
  },
  distance: (a, b, most) => JSON.stringify(Norwegian.distance(a, b, Number(most))),
  excerpt: (asked, sections) => JSON.stringify(Searcher.excerpt(JSON.parse(asked), JSON.parse(sections))),
};
"""


def call(function: str, *arguments: Any) -> Any:
    """Call a function of the scripts with JSON texts, and give the value of the JSON that it answers with, if any."""
    answer = ask(function, *arguments)
    return orjson.loads(answer) if answer else None


def ask(function: str, *arguments: Any) -> str:
    """Call a function of the scripts with JSON texts, and give the JSON that it answers with, if any.

    The texts are handed over as values: as part of a script they would be parsed as one.
    """
    texts = [each if isinstance(each, str) else orjson.dumps(each).decode() for each in arguments]
    answer = _machine().eval(function)(*texts)
    return answer if isinstance(answer, str) else ""


def rest() -> None:
    """Give back the memory that was needed to make an index."""
    _machine().low_memory_notification()
