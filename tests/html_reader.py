"""Reads built pages the way a browser would find their links, ids and parts. For tests."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

LINKING = {"href", "src", "srcset", "poster", "data", "action", "formaction", "cite", "background"}


@dataclass
class Read:
    """What is in a page."""

    links: list[tuple[str, str, str]] = field(default_factory=list)
    """Tag, attribute and address."""
    ids: set[str] = field(default_factory=set)
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: str = ""
    title: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.read = Read()
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.read.tags.append((tag, given))
        self.inside.append(tag)
        if "id" in given:
            self.read.ids.add(given["id"])
        for name in LINKING & given.keys():
            self.read.links.append((tag, name, given[name]))
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            self.read.links.append((tag, "content", given["content"].partition("url=")[2]))

    def handle_endtag(self, tag: str) -> None:
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "title" in self.inside and "svg" not in self.inside:
            self.read.title += data
        if not {"script", "style"} & set(self.inside):
            self.read.text += data


def read_html(text: str) -> Read:
    """Take a page apart."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.read


def read_pages(site: Path) -> dict[str, Read]:
    """Every page of a site, by its address."""
    found = {}
    for file in sorted(site.rglob("*.html")):
        path = "/" + file.relative_to(site).as_posix()
        found[path.removesuffix("index.html")] = read_html(file.read_text("utf-8"))
    return found
