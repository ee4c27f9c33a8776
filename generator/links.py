"""Asks other sites whether the pages that the handbook links to are still there. The only module that uses the net."""

import ipaddress
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from generator.report import harmless

SECONDS = 20
PAUSE = 0.5
"""Seconds between two questions, so that no site is pestered."""
NAME = "regional-handbook link check"
DENIED = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS}
"""Answers that mean the page may well be there, but not for a program."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A link that leads nowhere, why, and the files that have it."""

    url: str
    why: str
    files: tuple[str, ...]


class _SafeRedirects(HTTPRedirectHandler):
    """Follows a page that has moved only to another public page."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202, PLR0913, PLR0917 - the library's own signature
        if reason := refused(newurl):
            raise URLError(reason)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def refused(url: str) -> str:
    """Why an address is not asked: it is not https, or leads into our own network. Empty when it may be."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        return "adressen begynner ikke med https://"
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return "nettstedet finnes ikke"
    inside = any(not ipaddress.ip_address(each[4][0]).is_global for each in found)
    return "adressen er ikke åpen på nettet" if inside else ""


def ask(url: str) -> str:
    """What is wrong with a page; empty when it is there."""
    if reason := refused(url):
        return reason
    opener = build_opener(_SafeRedirects)
    for method in ("HEAD", "GET"):
        request = Request(url, method=method, headers={"User-Agent": NAME})  # noqa: S310 - https only, see above
        try:
            with opener.open(request, timeout=SECONDS):
                return ""
        except HTTPError as error:
            if error.code in DENIED:
                return ""
            why = f"svarer {error.code}"
        except (URLError, OSError, ValueError) as error:
            why = f"svarer ikke ({getattr(error, 'reason', None) or type(error).__name__})"
    return why


def broken(
    links: Mapping[str, tuple[str, ...]], judge: Callable[[str], str] = ask, pause: float = PAUSE
) -> Iterator[Broken]:
    """The links that lead nowhere. The part of an address after # is not looked at."""
    asked: dict[str, str] = {}
    for url, files in links.items():
        page = url.partition("#")[0]
        if page not in asked:
            asked[page] = judge(page)
            time.sleep(pause)
        if asked[page]:
            yield Broken(url, asked[page], files)


def as_markdown(found: list[Broken]) -> str:
    """The text of one issue; empty when every link works."""
    if not found:
        return ""
    rows = [f"- {harmless(each.url)}: {harmless(each.why)}. I {', '.join(map(harmless, each.files))}" for each in found]
    return "\n".join(["Disse lenkene virker ikke. Rett dem, eller finn en ny kilde.", "", *rows, ""])
