"""What a device needs to know to keep pages for use without network: addresses, hashes, sizes and services."""

import hashlib
from collections.abc import Iterable, Iterator

import orjson

from generator import addresses
from generator.pages import Context

NAME = "offline.json"
FILES = ("assets/", "search/", "manifest.webmanifest")
"""What pages use besides themselves; the theme's own files are found by the device."""
PAGE, INDEX = ".md", "index.md"


def with_listing(context: Context, files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """The same files, and after them the list of those that a device may keep.

    A page is `[address, hash, bytes, services]`; the services are null for pages that everybody needs, an empty list
    for those kept only with the whole handbook. `look` changes when every page may look different.
    """
    services = _services(context)
    pages: list[tuple[str, str, int, list[str] | None]] = []
    shared: list[str] = []
    look = hashlib.sha256()
    for path, content in files:
        if path.endswith(PAGE):
            address = "/" + path.removesuffix(INDEX).removesuffix(PAGE)
            address = address if address.endswith("/") else f"{address}/"
            pages.append((address, _short(content), len(content), services.get(address, [])))
        elif path.startswith(FILES) and path.endswith((".css", ".js", ".json", ".svg", ".png", ".webmanifest")):
            shared.append(path)
            look.update(content if path.startswith("assets/") else b"")
        yield path, content
    told = {"look": look.hexdigest()[:16], "files": shared, "pages": pages}
    yield NAME, orjson.dumps(told)


def _short(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def _services(context: Context) -> dict[str, list[str] | None]:
    """Which services a page belongs to, by address."""
    found: dict[str, list[str] | None] = dict.fromkeys(("/", "/sok/", "/tjenester/", "/prosedyrer/", "/om/uten-nett/"))
    for service in context.book.services:
        found[addresses.service(service)] = [service]
    for each in context.shown:
        names = None if "all" in each.services else [one.id for one in context.book.services_of(each)]
        found[addresses.procedure(each.id)] = found[addresses.translation(each.id)] = names
    return found
