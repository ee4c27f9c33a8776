"""The files that the browser searches in: a core read at once, shards of postings, and the words of each page."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from generator.pages import Context
from generator.search import engine
from generator.search.records import Record, names_used, records

FOLDER = "search"


@dataclass(frozen=True, slots=True)
class Index:
    """An index as data: `core`, `shards`, and by the number of each page its address and sections."""

    core: dict[str, Any]
    shards: list[Any]
    texts: list[list[Any]]


def build_index(context: Context) -> Index:
    """Index everything that can be found."""
    found = list(records(context))
    book = context.book
    services = names_used(found, {each.id: each.name for each in book.services.values()}, "services")
    roles = names_used(found, {each.id: each.name for each in book.roles.values()}, "roles")
    meta = {
        "pages": [_page(each, list(services), list(roles)) for each in found],
        "services": list(services.items()),
        "roles": list(roles.items()),
    }
    made = engine.call("Indexer.build", [[_fields(each) for each in found], meta, synonyms(context)])
    texts = [[each.address, [("", "", each.summary), *each.sections]] for each in found]
    stamp = hashlib.sha256(orjson.dumps([made, texts])).hexdigest()[:12]
    return Index({"stamp": stamp, **made["core"]}, made["shards"], texts)


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
