"""Dresses pages in the theme by rendering it once and putting each page's own words into the result.

Pages that are not in the menu and lie in the same folder differ only in title, description, address and body. The
theme is rendered once with marks in those places. The first page of each kind is also rendered in full: should the two
differ (another theme, another version), that kind is rendered in full throughout.
"""

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment, Template
from mkdocs.structure.pages import Page

MARKS = {name: f"@@hb-{name}@@" for name in ("title", "description", "address", "body")}
FIXED = ("robots", "language")
"""What a page says of itself to the theme that few pages differ in: each combination has a shell of its own."""
MARK = re.compile("@@hb-([a-z0-9]+)@@")

Context = Mapping[str, Any]


class NoShellError(Exception):
    """Raised when the theme does not put the marks where a shell needs them."""


@dataclass(frozen=True, slots=True)
class Shell:
    """The theme around a page: fixed pieces, and between them the names of what belongs there."""

    pieces: tuple[str, ...]

    @classmethod
    def of(cls, rendered: str) -> "Shell":
        """Take a rendering with marks apart.

        Raises:
            NoShellError: When the marks are not where they are expected.
        """
        pieces = tuple(MARK.split(rendered))
        if not {"title", "body"} <= set(pieces[1::2]) <= set(MARKS):
            raise NoShellError
        return cls(pieces)

    def fill(self, page: Page) -> str:
        """The page, dressed."""
        values = {
            "title": str(page.meta["title"]),
            "description": str(page.meta.get("description", "")),
            "address": page.canonical_url or "",
            "body": page.content or "",
        }
        return "".join(values[piece] if index % 2 else piece for index, piece in enumerate(self.pieces))


@dataclass(slots=True)
class Wardrobe:
    """Stands in for the theme's template environment, and renders pages through shells, one for each folder."""

    environment: Environment
    in_menu: frozenset[str]
    shells: dict[tuple[Any, ...], Shell | None] = field(default_factory=dict)

    def get_template(self, name: str) -> "_Dresser":
        """A template whose pages are dressed through shells where one fits."""
        return _Dresser(self, name, self.environment.get_template(name))

    def dress(self, name: str, template: Template, context: Context) -> str:
        """The page of a template's context, dressed."""
        page = context.get("page")
        if page is None or page.file.src_uri in self.in_menu:
            return template.render(context)
        parent = page.url.rstrip("/").rpartition("/")[0]  # the menu's links are relative
        fixed = tuple(page.meta.get(each) for each in FIXED)
        key = (name, parent, fixed, "description" in page.meta, page.canonical_url is None)
        if key in self.shells and (shell := self.shells[key]) is not None:
            return shell.fill(page)
        full = template.render(context)
        if key not in self.shells:
            self.shells[key] = _shell_that_fits(template, context, page, full)
        return full


@dataclass(frozen=True, slots=True)
class _Dresser:
    wardrobe: Wardrobe
    name: str
    template: Template

    def render(self, context: Context) -> str:
        return self.wardrobe.dress(self.name, self.template, context)


def _shell_that_fits(template: Template, context: Context, page: Page, full: str) -> Shell | None:
    marked = copy.copy(page)
    marked.meta = {key: MARKS[key] for key in ("title", "description") if key in page.meta}
    marked.meta |= {key: page.meta[key] for key in FIXED if key in page.meta}
    marked.content = MARKS["body"]
    if page.canonical_url is not None:
        marked.canonical_url = MARKS["address"]
    try:
        shell = Shell.of(template.render({**context, "page": marked}))
    except NoShellError:
        return None
    return shell if shell.fill(page) == full else None
