"""Every link out of the handbook, and where it stands. Pure; `links` asks whether they answer."""

import re
from collections.abc import Iterator, Mapping

from generator.model import Handbook, Prose

HREF = re.compile(r'href="(https://[^"]+)"')


def external_links(book: Handbook) -> Mapping[str, tuple[str, ...]]:
    """Addresses of other sites, each with the files that have it."""
    found: dict[str, list[str]] = {}
    for path, url in _links(book):
        files = found.setdefault(url, [])
        if path not in files:
            files.append(path)
    return {url: tuple(files) for url, files in sorted(found.items())}


def _links(book: Handbook) -> Iterator[tuple[str, str]]:
    for source in book.sources.values():
        yield "vocabulary/sources.yml", source.url
    for place in book.municipalities.values():
        yield place.path, place.source.url
    everything = [
        *((each.path, each.prose) for each in book.procedures),
        *((each.path, each.prose) for each in book.translations),
        *((each.path, each.prose) for each in book.services.values()),
        *((each.path, each.prose) for each in book.articles),
    ]
    for path, prose in everything:
        for url in _in_prose(prose):
            yield path, url


def _in_prose(prose: Prose) -> Iterator[str]:
    for html in prose.html.values():
        for found in HREF.finditer(html):
            yield found[1].replace("&amp;", "&")
