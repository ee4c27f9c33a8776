"""Pages that mkdocs need not convert: what the generator wrote is HTML already, but for the section headings.

mkdocs would parse the front matter as YAML and the HTML three times over, to find just what is known here. A test
holds that the result is what mkdocs itself makes of the same file.
"""

import json
import re
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

HEADING = re.compile(r"^## (.+) \{#([a-z0-9-]+)(?: lang=([a-z]+))?\}$", re.MULTILINE)
FENCE = "---\n"


class ReadyPage(Page):
    """A page whose content is read off its file."""

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - mkdocs' own signature
        """Take the front matter, one JSON value a line, and the body."""
        _, front, self.markdown = self.file.content_string.split(FENCE, 2)
        rows = (row.split(": ", 1) for row in front.splitlines())
        self.meta: dict[str, Any] = {key: json.loads(value) for key, value in rows}

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - mkdocs' own signature
        """Turn the section headings into HTML, and list them as the page's contents."""
        pieces = HEADING.split(self.markdown or "")
        content, links = [f"{pieces[0].strip()}\n"], []
        for title, anchor, language, body in zip(pieces[1::4], pieces[2::4], pieces[3::4], pieces[4::4], strict=True):
            in_language = f' lang="{language}"' if language else ""
            content += [f'<h2 id="{anchor}"{in_language}>{title}</h2>', f"{body.strip()}\n"]
            links.append(AnchorLink(title, anchor, 2))
        if links:
            links[0].active = True  # type: ignore[attr-defined]
        self.content = "\n".join(content).strip()
        self.toc = TableOfContents(links)
