"""What web hosts and search engines are told: headers in the form of each host, all from one list, and the site map."""

import json
from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import urlsplit

from generator.feeds import site

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"
)
"""As in the pages themselves (overrides/main.html); a test holds them together."""
HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",  # a page cannot say who may frame it
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}
FRESH = "no-cache"
"""How long a copy of the service worker may be used without asking: never, else an old one lives on."""
WORKER = "sw.js"
MANIFEST = "application/manifest+json"


def files(indexed: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Name and text of each file at the top of the site. `indexed`: addresses of pages that may be found."""
    top = urlsplit(site()).path or "/"
    yield "_headers", _netlify(top)
    yield "staticwebapp.config.json", _azure(top)
    yield ".htaccess", _apache(top)
    yield "nginx.conf", _nginx(top)
    yield "sitemap.xml", _sitemap(indexed)


def _netlify(top: str) -> str:
    """Netlify, Cloudflare Pages."""
    rows = [f"  {name}: {value}" for name, value in HEADERS.items()]
    return "\n".join([f"{top}*", *rows, "", f"{top}{WORKER}", f"  Cache-Control: {FRESH}", ""])


def _azure(top: str) -> str:
    """Azure Static Web Apps."""
    told = {
        "globalHeaders": HEADERS,
        "routes": [{"route": f"{top}{WORKER}", "headers": {"Cache-Control": FRESH}}],
        "mimeTypes": {".webmanifest": MANIFEST},
        "responseOverrides": {"404": {"rewrite": f"{top}404.html"}},
    }
    return json.dumps(told, indent=2) + "\n"


def _apache(top: str) -> str:
    """Apache: `always`, so that pages of errors have them too."""
    rows = [f'  Header always set {name} "{value}"' for name, value in HEADERS.items()]
    fresh = f'  <Files "{WORKER}">\n    Header set Cache-Control "{FRESH}"\n  </Files>'
    return "\n".join(
        [
            "# Trenger AllowOverride FileInfo, og modulene headers og mime.",
            f"ErrorDocument 404 {top}404.html",
            f"AddType {MANIFEST} .webmanifest",
            "<IfModule mod_headers.c>",
            *rows,
            fresh,
            "</IfModule>",
            "",
        ]
    )


def _nginx(top: str) -> str:
    """For nginx. A `location` with a header of its own would lose all others, hence the variable."""
    rows = [f'add_header {name} "{value}" always;' for name, value in HEADERS.items()]
    return "\n".join(
        [
            "# Tas inn i server-blokken med include. Ingen location der må ha egne add_header: da faller disse bort.",
            f"error_page 404 {top}404.html;",
            f"location ~ \\.webmanifest$ {{ types {{ {MANIFEST} webmanifest; }} }}",
            *rows,
            'set $handbook_cache "";',
            f'if ($uri = "{top}{WORKER}") {{ set $handbook_cache "{FRESH}"; }}',
            "add_header Cache-Control $handbook_cache;",
            "",
        ]
    )


def _sitemap(indexed: Iterable[str]) -> str:
    """Pages that search engines may show: no drafts, and none when the site's own address is not known."""
    rows = [f"<url><loc>{escape(site() + address.lstrip('/'))}</loc></url>" for address in indexed if site()]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
            *rows,
            "</urlset>",
            "",
        ]
    )
