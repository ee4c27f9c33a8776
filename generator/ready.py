"""Pages that mkdocs need not convert: what the generator wrote is HTML already.

mkdocs would parse the front matter as YAML and the HTML three times over, to find just what is known here. A test
holds that the result is what mkdocs itself makes of the same file.
"""

import json
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

FENCE = "---\n"


class ReadyPage(Page):
    """A page whose content is read off its file."""

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - mkdocs' own signature
        """Take the front matter, one JSON value a line, and the body."""
        _, front, self.markdown = self.file.content_string.split(FENCE, 2)
        rows = (row.split(": ", 1) for row in front.splitlines())
        self.meta: dict[str, Any] = {key: json.loads(value) for key, value in rows}

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - mkdocs' own signature
        """Take the body as it is. The list of contents is in it."""
        self.content = (self.markdown or "").strip()
        self.toc = TableOfContents([])
