"""Markdown of earlier versions as clean HTML, whatever is wrong with it by the rules of today."""

import re
from functools import lru_cache

from generator.prose import clean, framed, parser, with_calls

ITEMS = re.compile(r"(?:- (?=[^\n]*[^\n*_ -])[^ \t\n][^\n]*\n)+")
"""A list of items of one line each: what one of them says means nothing to the others."""
PLAIN = re.compile(r"- [A-Za-zÆØÅæøå](?:[\w ,.;:?!()«»–%/-]*[\w,.;:?!()«»–%/-])?\n")
"""An item in which nothing means anything but itself, to Markdown or to HTML."""
SUNK = {"h1": "h3", "h2": "h3", "h3": "h4", "h4": "h5", "h5": "h5", "h6": "h5"}
PICTURE = re.compile(r'<img\b(?:[^>]*?\balt="([^"]*)")?[^>]*>')


def render_old(text: str, parameters: dict[str, str]) -> str:
    """The HTML of Markdown from an earlier time, whatever is wrong with it by the rules of today.

    Pictures are named, not shown: the file of that name may hold another picture now.
    """
    items = text[:-1].split("\n") if ITEMS.fullmatch(text) and "]:" not in text else []
    if len(items) > 1:  # most of them were rendered before, in another version
        told = tuple(parameters.items())
        return "".join(["<ul>\n", *(_item(f"{item}\n", told) for item in items), "</ul>\n"])
    return _render_old(text, tuple(parameters.items()))


def _item(text: str, parameters: tuple[tuple[str, str], ...]) -> str:
    if "_" not in text and "11" not in text and PLAIN.fullmatch(text):
        return f"<li>{text[2:-1]}</li>\n"
    return _render_old(text, parameters).removeprefix("<ul>\n").removesuffix("</ul>\n")


@lru_cache(maxsize=4096)
def _render_old(text: str, parameters: tuple[tuple[str, str], ...]) -> str:
    tokens = parser().parse(text)
    title = False
    for token in tokens:
        title = token.type == "heading_open" or (title and token.type == "inline")
        if token.tag in SUNK:
            token.tag = SUNK[token.tag]
        if token.children and not title:
            token.children = with_calls(token.children)
        for part in token.children or ():
            if part.type == "text" and "{" in part.content:
                for name, label in parameters:
                    part.content = part.content.replace(f"{{{name}}}", f"«{label}»")
    html = framed(clean(parser().renderer.render(tokens, parser().options, {})))
    return without_pictures(html)


def without_pictures(html: str) -> str:
    """HTML that names its pictures instead of showing them."""
    return PICTURE.sub(r"<em>[Bilde: \1]</em>", html) if "<img" in html else html
