"""The theme around a page that the engine never saw: the engine's page of changes, with other words put into it."""

import re
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

from generator import addresses

BODY = re.compile(r"<!-- hb:body -->.*<!-- /hb:body -->.*?(?=</article>)", re.DOTALL)
"""With what stands around it in the article: other words bring their own."""
HEAD = re.compile(r'<div class="hb hb-head">.*?(?=<!-- hb:body -->)', re.DOTALL)
TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
TOPIC = re.compile(r'(data-md-component="header-topic">\s*<span class="md-ellipsis">).*?(</span>)', re.DOTALL)
DESCRIPTION = re.compile(r'<meta name="description" content="[^"]*">')
CANONICAL = re.compile(r'(<link rel="canonical" href=")([^"]*?)endringer/(">)')
UP = re.compile(r"""(["'=])\.\.(?=["'/ >])""")
"""Addresses that go one folder up, as on the page of changes, which lies one folder deep."""
END_OF_HEAD = "</head>"
MARK = "\x00"


_Around = tuple[tuple[bytes, ...], tuple[str, ...]]


class FrameError(Exception):
    """Raised when the engine's page does not have the places where other words are put."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the body of a page."""

    html: str
    _at_depth: dict[int, _Around] = field(default_factory=dict)

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
        html = DESCRIPTION.sub("", html).replace(' aria-current="page"', "")
        html = CANONICAL.sub(lambda found: found[1] + found[2] + MARK + found[3], html)
        html = html.replace(END_OF_HEAD, f'<meta name="robots" content="noindex">{END_OF_HEAD}', 1)
        return cls(TOPIC.sub(lambda found: found[1] + MARK + found[2], html, count=1))

    def fill(self, title: str, address: str, body: bytes) -> bytes:
        """A page with this title and body at an address such as /prosedyrer/x/historikk/."""
        around, places = self._around(addresses.depth(address))
        said = {"title": escape(title).encode(), "address": address.lstrip("/").encode(), "body": body}
        found = [around[0]]
        for place, after in zip(places, around[1:], strict=True):
            found += (said[place], after)
        return b"".join(found)

    def _around(self, depth: int) -> _Around:
        """What stands around the places at this depth, and what belongs in each: title and address in either order."""
        if depth not in self._at_depth:
            up = "/".join([".."] * depth)
            pieces = UP.sub(lambda found: found[1] + up, self.html).split(MARK)
            places = []
            for before, after in pairwise(pieces):
                if before.endswith(("<title>", '<span class="md-ellipsis">')):
                    places.append("title")
                else:
                    is_address = 'rel="canonical"' in before[-400:] and after.startswith('">')
                    places.append("address" if is_address else "body")
            self._at_depth[depth] = tuple(each.encode() for each in pieces), tuple(places)
        return self._at_depth[depth]
