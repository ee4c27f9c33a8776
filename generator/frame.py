"""The theme around a page that the engine never saw: the engine's page of changes, with other words put into it."""

import re
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

BODY = re.compile(r"<!-- hb:body -->.*<!-- /hb:body -->", re.DOTALL)
HEAD = re.compile(r'<div class="hb hb-head">.*?(?=<!-- hb:body -->)', re.DOTALL)
TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
TOPIC = re.compile(r'(data-md-component="header-topic">\s*<span class="md-ellipsis">).*?(</span>)', re.DOTALL)
DESCRIPTION = re.compile(r'<meta name="description" content="[^"]*">')
CANONICAL = re.compile(r'(<link rel="canonical" href=")([^"]*?)endringer/(">)')
UP = re.compile(r"""(["'=])\.\.(?=["'/ >])""")
"""Addresses that go one folder up, as on the page of changes, which lies one folder deep."""
END_OF_HEAD = "</head>"
MARK = "\x00"


class FrameError(Exception):
    """Raised when the engine's page does not have the places where other words are put."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the body of a page."""

    html: str
    _at_depth: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, page: str) -> "Frame":
        """Take the engine's page of changes apart.

        Raises:
            FrameError: When it is not made as expected.
        """
        html, heads = HEAD.subn("", page)
        html, bodies = BODY.subn(lambda _: MARK, html)
        html, titles = TITLE.subn(lambda _: f"<title>{MARK}</title>", html)
        if (heads, bodies, titles) != (1, 1, 1):
            raise FrameError
        html = DESCRIPTION.sub("", html)
        html = CANONICAL.sub(lambda found: found[1] + found[2] + MARK + found[3], html)
        html = html.replace(END_OF_HEAD, f'<meta name="robots" content="noindex">{END_OF_HEAD}', 1)
        return cls(TOPIC.sub(lambda found: found[1] + MARK + found[2], html, count=1))

    def fill(self, title: str, address: str, body: str) -> str:
        """A page with this title and body at an address such as /prosedyrer/x/historikk/."""
        depth = address.count("/") - 1
        if depth not in self._at_depth:
            up = "/".join([".."] * depth)
            self._at_depth[depth] = tuple(UP.sub(lambda found: found[1] + up, self.html).split(MARK))
        return "".join(self._pieces(self._at_depth[depth], escape(title), address.lstrip("/"), body))

    @staticmethod
    def _pieces(pieces: tuple[str, ...], title: str, address: str, body: str) -> list[str]:
        """The order of the places: title and canonical address in either order, then topic and body."""
        found = [pieces[0]]
        for before, after in pairwise(pieces):
            if before.endswith("<title>"):
                found.append(title)
            elif 'rel="canonical"' in before[-400:] and after.startswith('">'):
                found.append(address)
            elif before.endswith('<span class="md-ellipsis">'):
                found.append(title)
            else:
                found.append(body)
            found.append(after)
        return found
