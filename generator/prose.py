"""Markdown from contributors: parsed once, judged, and turned into clean HTML.

No other part of the generator, and not the engine, ever parses a contributor's Markdown: two parsers disagree, and
markup that is harmless to one runs in the other (shared/threats.md).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from urllib.parse import unquote, urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator import calls
from generator.characters import describe, first_hidden
from generator.findings import Pointer, Problem
from generator.model import Link
from generator.suggest import slug

MARKUP = re.compile(r"<[a-zA-Z/!?]")
PARAMETER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
SIGNS = re.compile(r"!?\[[^\]\n]*\]\([^)\n]*\)|\*\*[^*\n]+\*\*|\{[a-z][a-z0-9_]*\}")
"""What means something in Markdown, and nothing in a plain field: a link, bold words, a local value."""
LOCAL_ADDRESS = re.compile(r"/(?:[a-z0-9-]+/)*(?:#[a-z0-9-]+)?|#[a-z0-9-]+")
DEEPEST_HEADING = 4
TIGHT = re.compile(r" {0,3}(#{2,6}(?=\w)|#(?=[A-ZÆØÅ][a-zæøå]))(.*)")
"""A heading without a blank after its signs: Markdown takes it for text."""
BULLETS = "•·▪◦●○"
BULLET = re.compile(rf"\s*[{BULLETS}]\s")
"""Signs that other programs set before the items of a list."""
SAFE_SCHEMES = ("https", "mailto", "tel")
IMAGE_NAME = re.compile(r"[a-z0-9-]+\.(?:png|jpg|webp)")
BLOCKED_HEADINGS = "Overskrifter kan bare stå i bakgrunnsteksten, ikke i felt."

TAGS = {
    "p",
    "br",
    "hr",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "code",
    "pre",
    "blockquote",
    "a",
    "img",
    "span",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "h2",
    "h3",
    "h4",
    "h5",
}
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "loading"},
    "ol": {"start"},
    "th": {"align", "scope"},
    "td": {"align"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "h5": {"id"},
}


FRAME = '<div class="hb-table" role="group" aria-label="Tabell" tabindex="0">'


@dataclass(slots=True)
class Rendered:
    """What one piece of Markdown became. `sentences` is its text without markup, one block each."""

    html: str = ""
    links: list[Link] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a piece of Markdown may do: have headings, show local values, show the procedure's own pictures."""

    headings: bool = False
    sink: int = 0
    """How many levels headings sink, when the page puts a heading of its own above them."""
    taken: tuple[str, ...] = ()
    """Anchors that the page uses itself; a heading of that name gets another."""
    parameters: dict[str, str] | None = None
    local: str = "fastsettes lokalt"
    """What is said after the name of a local value, in the text's own language."""
    images: str | None = None
    """Address of the folder that holds the pictures, e.g. `/prosedyrer/<id>/`."""


@cache
def parser() -> MarkdownIt:
    """The one parser of Markdown."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    # Every address is let through here, so that a forbidden one can be found and named below.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005 - its name is fixed
    return parser


def framed(html: str) -> str:
    """Tables in frames that scroll on narrow screens and that the keyboard reaches."""
    return html.replace("<table>", f"{FRAME}<table>").replace("</table>", "</table></div>")


def render(text: str, path: str, pointer: Pointer, setting: Setting) -> Rendered:
    """Judge one piece of Markdown and make its HTML. The HTML may be used only when there are no problems."""
    tokens = parser().parse(text)
    lines = text.split("\n")
    reader = _Reader(path, pointer, setting, lines)
    for token in tokens:
        reader.block(token)
    result = reader.result
    if not result.problems:
        html = parser().renderer.render(tokens, parser().options, {})
        result.html = framed(clean(html))
    return result


def plain_html(text: str) -> str:
    """Plain text as HTML, with the numbers that it says to call as links."""
    pieces, end = [], 0
    for first, last in calls.find(text):
        pieces += [escape(text[end:first]), _call(text[first:last])]
        end = last
    return "".join([*pieces, escape(text[end:])])


def with_calls(parts: Sequence[Token]) -> list[Token]:
    """The parts of a paragraph, with the numbers that it says to call as links; links and code stay as they are."""
    flow = "".join(_in_flow(part) for part in parts)
    spans = calls.find(flow)
    found: list[Token] = []
    place = depth = 0
    for part in parts:
        depth += part.nesting * (part.type in ("link_open", "link_close"))
        start, place = place, place + len(_in_flow(part))
        here = [(a - start, b - start) for a, b in spans if start <= a and b <= place]
        if part.type == "text" and not depth and here:
            end = 0
            for first, last in here:
                found += [_text(part.content[end:first]), _html(_call(part.content[first:last]))]
                end = last
            part = _text(part.content[end:])  # noqa: PLW2901 - what is left of it
        found.append(part)
    return found


def _in_flow(part: Token) -> str:
    """What a part of a paragraph is to its sentence: its words, a blank between lines, and nothing for a mark."""
    return " " if part.type in ("softbreak", "hardbreak") else part.content


def _call(written: str) -> str:
    return f'<a href="tel:{calls.number_of(written)}">{written}</a>'


def clean(html: str) -> str:
    """HTML with nothing but harmless tags; the last gate, whatever the parser let through."""
    # The engine looks for code fences before it looks for HTML.
    return _cleaner().clean(html).replace("`", "&#96;").replace("~", "&#126;")


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes={"span": {"hb-parameter"}},
        url_schemes=set(SAFE_SCHEMES),
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


class _Reader:
    """Walks the tokens of one piece once: finds faults, and readies the tokens for rendering."""

    def __init__(self, path: str, pointer: Pointer, setting: Setting, lines: list[str]) -> None:
        self.path, self.pointer, self.setting, self.lines = path, pointer, setting, lines
        self.result = Rendered()
        self.level = 1
        self.line = 0
        self.heading: Token | None = None

    def problem(self, message: str, hint: str, snippet: str = "") -> None:
        line = self.line
        for number in range(self.line, len(self.lines)):
            if snippet and snippet in self.lines[number]:
                line = number
                break
        self.result.problems.append(Problem(self.path, self.pointer, message, hint, line, snippet))

    def block(self, token: Token) -> None:
        if token.map:
            self.line = token.map[0]
        if token.type == "heading_open":
            self.open_heading(token)
        elif token.type == "heading_close":
            token.tag = self.sunk(int(token.tag[1]))
        elif token.type == "inline":
            self.inline(token)
        elif token.type in ("td_open", "th_open"):
            style = str(token.attrs.pop("style", ""))
            if style:
                token.attrs["align"] = style.removeprefix("text-align:")
            if token.type == "th_open":
                token.attrs["scope"] = "col"
        elif token.type == "fence":
            token.info = ""

    def open_heading(self, token: Token) -> None:
        level = int(token.tag[1])
        if not self.setting.headings:
            self.problem("Her kan det ikke stå en overskrift.", BLOCKED_HEADINGS)
        elif level == 1 or level > DEEPEST_HEADING or level > self.level + 1:
            wanted = "#" * min(self.level + 1, DEEPEST_HEADING)
            self.problem(
                f"Overskriften har {level} «#», og hopper over et nivå eller er for høy.",
                f"Den første overskriften skal ha «##». Her kan du bruke «{wanted}».",
            )
        self.level = level
        self.heading = token
        token.tag = self.sunk(level)

    def sunk(self, level: int) -> str:
        return f"h{level + self.setting.sink}"

    def inline(self, token: Token) -> None:
        children = token.children or []
        text = "".join(each.content if each.type != "softbreak" else " " for each in children)
        self.result.sentences.append(text)
        if self.heading is not None:
            self.name_heading(self.heading, text)
            self.heading = None
        else:
            children = with_calls(children)
        pasted = any(sign in token.content for sign in BULLETS)
        for line in token.content.split("\n") if pasted else ():
            if BULLET.match(line):
                hint = "Skriv «- » først på linjen i stedet."
                self.problem("Kulepunktet er limt inn fra et annet program.", hint, line[:1])
                break
        for line in token.content.split("\n") if "#" in token.content else ():
            self.tight_heading(line)
        ready: list[Token] = []
        for child in children:
            ready.extend(self.child(child))
            self.line += child.type in ("softbreak", "hardbreak")
        token.children = ready

    def tight_heading(self, line: str) -> None:
        if found := TIGHT.match(line):
            signs, words = found[1], found[2].strip()
            if not self.setting.headings:
                self.problem("Her kan det ikke stå en overskrift.", BLOCKED_HEADINGS, line)
                return
            self.problem(f"Det mangler et mellomrom etter «{signs}».", f"Skriv «{signs} {words[:60]}».", line)
            self.level = max(self.level, min(len(signs), DEEPEST_HEADING))

    def name_heading(self, heading: Token, text: str) -> None:
        anchor = slug(text)
        if anchor in self.setting.taken:
            anchor = f"{anchor}-i-bakgrunnen"
        if anchor in self.result.anchors:
            self.problem(f"To overskrifter heter det samme: «{text[:60]}».", "Gi dem ulike navn.", text)
        self.result.anchors.append(anchor)
        heading.attrs["id"] = anchor

    def child(self, token: Token) -> Iterator[Token]:
        if token.type == "text":
            yield from self.text(token)
            return
        if token.type == "link_open":
            self.link(token)
        elif token.type == "image":
            self.image(token)
        yield token

    def text(self, token: Token) -> Iterator[Token]:
        if found := MARKUP.search(token.content):
            self.problem(
                "Teksten har HTML-kode, og det er ikke tillatt.",
                "Ta bort koden mellom «<» og «>». Fet skrift er **ord**. Mener du tegnet «<», skriv «mindre enn».",
                found[0],
            )
        if hidden := first_hidden(token.content):
            self.problem(
                f"Teksten har et usynlig tegn: {describe(hidden)}.", "Ta bort koden som begynner med «&».", "&"
            )
        if self.setting.parameters is None:
            yield token
            return
        end = 0
        for found in PARAMETER.finditer(token.content):
            yield _text(token.content[end : found.start()])
            yield from self.parameter(found[1])
            end = found.end()
        yield _text(token.content[end:])

    def parameter(self, name: str) -> Iterator[Token]:
        known = self.setting.parameters or {}
        if name not in known:
            self.problem(
                f"Den lokale verdien «{{{name}}}» finnes ikke i feltet `parameters`.",
                "Legg den til under `parameters`, eller rett navnet.",
                f"{{{name}}}",
            )
            return
        shown = f'<span class="hb-parameter">{escape(known[name])} ({self.setting.local})</span>'
        yield _html(shown)

    def link(self, token: Token) -> None:
        target = str(token.attrs.get("href", ""))
        fault = judge_address(target)
        if fault:
            hint = f"Skriv https://{target}" if re.fullmatch(r"www\.[\w./-]+", target) else LINK_HELP
            self.problem(f"Lenken kan ikke brukes: {fault}", hint, "](")
        elif target.startswith(("/", "#")):
            self.result.links.append(Link(self.pointer, self.line, target))

    def image(self, token: Token) -> None:
        target = str(token.attrs.get("src", ""))
        folder = self.setting.images
        if folder is None or not IMAGE_NAME.fullmatch(target):
            self.problem(
                "Bildet kan ikke brukes her.",
                "Legg et bilde (png, jpg eller webp) i mappen med samme navn som prosedyren"
                + (f", {self.path.partition('.')[0]}/" if folder else "")
                + ", og skriv bare filnavnet, med små bokstaver.",
                "![",
            )
            return
        if not token.content.strip():
            self.problem("Bildet mangler tekst for dem som ikke ser det.", "Skriv ![hva bildet viser](fil.png).", "![")
        token.attrs["src"] = f"{folder}{target}"
        token.attrs["loading"] = "lazy"
        self.result.links.append(Link(self.pointer, self.line, f"{folder}{target}"))


LINK_HELP = "Bruk en adresse som begynner med https://, eller en side i håndboka, for eksempel /prosedyrer/navn/."


def judge_address(target: str) -> str:
    """What is wrong with the address of a link; empty when it may be used."""
    decoded = unquote(target)
    if re.search(r"[\s\x00-\x1f\\]", decoded):
        return "adressen har mellomrom eller skjulte tegn."
    if LOCAL_ADDRESS.fullmatch(target):
        return ""
    try:
        parts = urlsplit(decoded)
    except ValueError:
        return "adressen er ikke skrevet riktig."
    if parts.scheme.lower() not in SAFE_SCHEMES:
        return "den begynner ikke med https:// og er ikke en side i håndboka."
    if parts.scheme.lower() == "https" and ("@" in parts.netloc or not parts.hostname):
        return "adressen har et brukernavn foran nettstedet, eller mangler nettsted."
    return ""


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _html(content: str) -> Token:
    return Token("html_inline", "", 0, content=content)


def sentences(pieces: Sequence[Rendered]) -> Iterator[str]:
    """All text of some pieces, for measuring how hard it is to read."""
    for piece in pieces:
        yield from piece.sentences
