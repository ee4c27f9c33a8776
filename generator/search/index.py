"""The files that the browser searches in: a core read at once, shards of postings, and the words of each page."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import orjson

from generator.pages import Context
from generator.search import engine
from generator.search.records import Record, names_used, records

FOLDER = "search"
AT_A_TIME = 200
"""Pages handed to the indexer at once."""


@dataclass(frozen=True, slots=True)
class Index:
    """An index: its `core`, and as JSON its `shards` and, by the number of each page, its address and sections."""

    core: dict[str, Any]
    shards: list[orjson.Fragment]
    texts: list[orjson.Fragment]


def build_index(context: Context) -> Index:
    """Index everything that can be found. Pages are held as JSON: as objects they take several times the room."""
    found: list[Record] = []
    texts: list[orjson.Fragment] = []
    engine.call("Indexer.begin")
    every = records(context)
    while some := list(islice(every, AT_A_TIME)):
        engine.call("Indexer.add", [_fields(each) for each in some])
        texts += [_compact([each.address, [("", "", each.summary), *each.sections]]) for each in some]
        found += [replace(each, sections=()) for each in some]
    book = context.book
    services = names_used(found, {each.id: each.name for each in book.services.values()}, "services")
    roles = names_used(found, {each.id: each.name for each in book.roles.values()}, "roles")
    meta = {
        "pages": [_page(each, list(services), list(roles)) for each in found],
        "services": list(services.items()),
        "roles": list(roles.items()),
    }
    core = engine.call("Indexer.build", meta, synonyms(context))
    shards = [orjson.Fragment(each) for each in iter(lambda: engine.ask("Indexer.shard"), "")]
    engine.rest()
    stamp = hashlib.sha256(orjson.dumps([{"core": core, "shards": shards}, texts])).hexdigest()[:12]
    return Index({"stamp": stamp, **core}, shards, texts)


def _compact(value: Any) -> orjson.Fragment:
    return orjson.Fragment(bytes(memoryview(orjson.dumps(value))))  # orjson's own take up to twice the room they need


def files(context: Context) -> Iterator[tuple[str, bytes]]:
    """Path below the site and bytes of every file.

    The stamp in the core and the shards keeps files of two builds from being mixed. The words of a page carry its
    address instead, so that they stay the same while the page does.
    """
    index = build_index(context)
    stamp = index.core["stamp"]
    yield f"{FOLDER}/core.json", orjson.dumps(index.core)
    for number, rows in enumerate(index.shards):
        yield f"{FOLDER}/s/{number}.json", orjson.dumps([stamp, rows])
    for number, words in enumerate(index.texts):
        yield f"{FOLDER}/p/{number}.json", orjson.dumps(words)


def synonyms(context: Context) -> list[tuple[str, str]]:
    """Pairs of words and phrases: who asks for the first also gets the second."""
    pairs: list[tuple[str, str]] = []
    for each in context.book.synonyms.values():
        pairs += each.pairs()
    for term in context.book.terms.values():
        if term.full_form:
            pairs += [(term.term, term.full_form), (term.full_form, term.term)]
    return pairs


def _page(each: Record, services: Sequence[str], roles: Sequence[str]) -> list[Any]:
    return [
        each.title,
        each.address,
        each.kind,
        each.status,
        [services.index(name) for name in each.services],
        [roles.index(name) for name in each.roles],
    ]


def _fields(each: Record) -> dict[str, str]:
    return {
        "title": each.title,
        "keywords": ". ".join(each.words),
        "summary": each.summary,
        "headings": ". ".join(heading.partition(": ")[2] or heading for _, heading, _ in each.sections),
        "text": ". ".join(text for _, _, text in each.sections),
    }
