"""The theme's search index, filled without the theme's slow reading of HTML: ours is known to be well formed.

Goes away with the theme's search.
"""

import re
from typing import Any

from material.plugins.search.plugin import SearchIndex
from mkdocs.structure.pages import Page

HEADING = re.compile(r'<h2 id="([a-z0-9-]+)"[^>]*>(.*?)</h2>')
TITLE = re.compile(r"<h1>(.*?)</h1>", re.DOTALL)
TRAIL = re.compile(r'<nav class="hb-trail".*?</nav>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")
SPACE = re.compile(r"\s+")


class QuickIndex(SearchIndex):  # type: ignore[misc]
    """An index with an entry for each page and each section; texts stay escaped, as the theme wants them."""

    def add_entry_from_context(self, page: Page) -> None:
        """Enter a page, unless its front matter keeps it out."""
        if (page.meta.get("search") or {}).get("exclude"):
            return
        pieces = HEADING.split(TRAIL.sub("", page.content or ""))
        title = TITLE.search(pieces[0])
        self._enter(page.url, title[1] if title else str(page.title), TITLE.sub("", pieces[0]))
        for anchor, heading, body in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
            self._enter(f"{page.url}#{anchor}", heading, body)

    def _enter(self, location: str, title: str, html: str) -> None:
        entry: dict[str, Any] = {"location": location, "title": _text(title), "text": _text(html)}
        self.entries.append(entry)


def _text(html: str) -> str:
    return SPACE.sub(" ", TAG.sub(" ", html)).strip()
