"""Turns pages into the files that the engine reads. Pure: page in, text out, kept by what goes in."""

import json
import re
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from typing import Any

import orjson
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator import addresses
from generator.cache import Cache, compiled_templates
from generator.pages import Page
from generator.pages.flow import flow_view
from generator.spaces import unbroken
from generator.words import Language, word

TEMPLATES = Path(__file__).resolve().parent / "templates"
CONTENTS = "<!-- hb:contents -->"
SECTION = re.compile(r'<h2 id="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")
FEWEST = 2
"""As many sections as make a list of contents worth its place."""


class _Views(Environment):
    """Jinja2 for views, which are plain dicts: `step.title` is looked up as a key first, not as an attribute."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What a template means by a dot."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


OWN_FIELD = ("front.html", "search.html")
"""Templates with a search field of their own: the header then has none."""


@cache
def _environment() -> Environment:
    environment = _Views(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=compiled_templates(),
        auto_reload=False,  # else every use of a template asks the disk whether it changed
    )
    environment.globals["draw_flow"] = flow_view  # drawn when a page is rendered, not each time its view is made
    return environment


def file_of(page: Page) -> str:
    """The file in the engine's folder that becomes the page's address."""
    path = page.address.strip("/")
    return f"{path}.md" if path and not has_children(path) else f"{path}/index.md".lstrip("/")


def has_children(path: str) -> bool:
    """Whether other pages lie under this one, so that its file is the index of a folder."""
    return path in {"tjenester", "prosedyrer", "faggrupper", "kommuner", "om", "bidra", "bidra/filer"}


def render(page: Page, kept: Cache, suggest: dict[str, Any] | None = None) -> str:
    """The file of a page: a front matter for the theme, and finished HTML with Markdown headings between."""
    shown: dict[str, Any] = {**page.view, "title": page.title, "trail": page.trail, "language": page.language}
    shown["suggest"] = suggest
    said = orjson.dumps([page.address, page.template, page.searchable, page.robots, shown], option=orjson.OPT_SORT_KEYS)
    return kept.get((said,), lambda: _render(page, shown))


def _render(page: Page, shown: dict[str, Any]) -> str:
    template = _environment().get_template(page.template)
    body = template.render(**shown, word=lambda key: word(key, page.language))
    return front_matter(page, shown) + harmless(finished(body, page))


def unfinished(page: Page, suggest: dict[str, Any] | None = None) -> str:
    """The HTML of a page that is not rendered by the engine, but for what `finished` does."""
    template = _environment().get_template(page.template)
    shown = {**page.view, "suggest": suggest, "title": page.title, "trail": page.trail, "language": page.language}
    return template.render(**shown, word=lambda key: word(key, page.language))


def body(page: Page, suggest: dict[str, Any] | None = None) -> str:
    """The finished HTML of a page that is not rendered by the engine."""
    return finished(unfinished(page, suggest), page)


def finished(html: str, page: Page) -> str:
    """What a template gave, with its list of contents, and with links and line breaks as a reader needs them."""
    return addresses.relative(unbroken(with_contents(html, page.language)), page.depth)


def with_contents(html: str, language: Language) -> str:
    """The list of a page's sections, where the template asks for one and there is more than one to choose from."""
    before, _, after = html.partition(CONTENTS)
    sections = tuple((anchor, TAG.sub("", heading)) for anchor, heading in SECTION.findall(after))
    return before + (_contents(sections, language) if len(sections) >= FEWEST else "") + after


@lru_cache(maxsize=256)
def _contents(sections: tuple[tuple[str, str], ...], language: Language) -> str:
    label = word("on-this-page", language)
    return _environment().get_template("contents.html").render(sections=sections, label=label)


def macro(name: str, *told: object) -> str:
    """A small part that several pages share (`parts.html`), by itself."""
    return str(getattr(_environment().get_template("parts.html").module, name)(*told))


def front_matter(page: Page, shown: dict[str, Any]) -> str:
    """What the theme needs to know. Its templates do not escape, so the values are escaped here."""
    values: dict[str, Any] = {"title": escape(page.title)}
    if "summary" in shown:
        values["description"] = escape(shown["summary"])
    if page.robots:
        values["robots"] = page.robots
    if page.language != "nb":
        values["language"] = page.language
    if page.template in OWN_FIELD:
        values["own_field"] = True
    if not page.searchable:
        values["search"] = {"exclude": True}
    rows = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    return "\n".join(["---", *rows, "---", ""])


def harmless(body: str) -> str:
    """Nothing in finished HTML may look like a code fence: the engine searches for fences before HTML."""
    return body.replace("`", "&#96;").replace("~", "&#126;")


def redirect(address: str, target: str) -> str:
    """A page that sends the reader on from an old address."""
    up = "../" * addresses.depth(address)
    return _environment().get_template("redirect.html").render(target=f"{up}{target.lstrip('/')}")
