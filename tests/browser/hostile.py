"""Fills every free text of the small handbook with payloads, going by the schemas, so that no field is forgotten."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from generator.schema import schema_of
from tests.support import Book

PAYLOADS = (
    "<img src=x onerror=pwned=1>",
    "<script>pwned=1</script>",
    "</title><script>pwned=1</script>",
    "&lt;/title&gt;&lt;script&gt;pwned=1&lt;/script&gt;",
    '"><svg onload=pwned=1>',
    "'-alert(pwned=1)-'",
    "{{ pwned }}{% x %}",
    "[a](javascript:pwned=1)",
    "`</code><b onclick=pwned=1>`",
    "~~~ {: onclick=pwned=1 }",
    "<!-- --><style>*{display:none}</style>",
    "# H {: onmouseover=pwned=1 }",
    "\\<img src=x onerror=pwned=1>",
    "<a href=//evil.example>x</a>",
    "*[HTML]: x ![](//evil.example/x.png)",
    '--8<-- "mkdocs.yml"',
)
IDS = {"id", "slug", "number", "url", "version", "in_use_from"}
"""Keys whose values other files or rules refer to."""

MARKDOWN = "Tegn: `<script>pwned=1</script>` og `<img src=x onerror=pwned=1>`{: onclick=pwned=1 } {{ pwned }}.\n"


def free_texts(
    schema: dict[str, Any], data: Any, pointer: tuple[Any, ...] = ()
) -> Iterator[tuple[tuple[Any, ...], int, bool]]:
    """Where a text without a fixed form stands, how long it may be, and whether it is Markdown."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in IDS:
                yield from free_texts(schema["properties"][key], value, (*pointer, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from free_texts(schema["items"], value, (*pointer, index))
    elif (
        schema["type"] == "string" and not {"enum", "pattern"} & schema.keys() and pointer[-1] not in ("to", "section")
    ):
        yield pointer, schema.get("maxLength", 200), "contentMediaType" in schema


def put(data: Any, pointer: tuple[Any, ...], value: str) -> None:
    """Set a value deep inside."""
    for part in pointer[:-1]:
        data = data[part]
    data[pointer[-1]] = value


def spoil(book: Book) -> int:
    """Put payloads in all free texts; gives how many. Optional texts are added first, so that they are there to fill."""
    add_optional_texts(book)
    count = 0
    for path in sorted(each.relative_to(book.root).as_posix() for each in book.root.rglob("*") if each.is_file()):
        schema = schema_of(schema_name(path))
        head, body = parts(book.read(path))
        data = yaml.load(head, Loader=yaml.BaseLoader)  # noqa: S506 - all scalars as text, nothing else
        for pointer, most, markdown in free_texts(schema, data):
            payload = PAYLOADS[count % len(PAYLOADS)]
            if markdown:
                payload = MARKDOWN + ("Ring {telefon_avdeling}." if "parameters" in data else "")
            elif len(payload) < 40 <= most:
                payload = f"{payload} {PAYLOADS[(count + 1) % len(PAYLOADS)]}"
            put(data, pointer, (payload.ljust(40, ".") if most >= 200 and not markdown else payload)[:most].strip())
            count += 1
        booleans(schema, data)
        text = json.dumps(data, ensure_ascii=False, indent=1)
        book.write(path, f"---\n{text}\n---\n{hostile_body(body)}" if path.endswith(".md") else text)
    return count


def booleans(schema: dict[str, Any], data: Any) -> None:
    """Give true, false and numbers their kind back, which the base loader left as text."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        inner = schema["properties"][key] if isinstance(data, dict) else schema["items"]
        if inner.get("type") == "boolean":
            data[key] = value == "true"
        elif inner.get("type") == "integer":
            data[key] = int(value)
        else:
            booleans(inner, value)


def schema_name(path: str) -> str:
    """The schema of a file, by its path."""
    top, *_, name = path.split("/")
    fixed = {"procedures": "procedure", "municipalities": "municipality", "docs": "page", "vocabulary": Path(name).stem}
    if top == "services":
        return "service-groups" if name == "groups.yml" else "service"
    return "translation" if name.endswith(".nn.md") else fixed[top]


def parts(text: str) -> tuple[str, str]:
    """Fields and body of a file."""
    if not text.startswith("---\n"):
        return text, ""
    _, head, body = text.split("---\n", 2)
    return head, body


def hostile_body(body: str) -> str:
    """A background with headings, code and tables that carry payloads."""
    if not body.strip():
        return body
    heading = "## Tittel `</title><script>pwned=1</script>` {: onclick=pwned=1 }\n\n"
    table = "| `<script>` | {: x } |\n|---|---|\n| `<img src=x onerror=pwned=1>` | {{ pwned }} |\n\n"
    fence = "~~~ {.python onclick=pwned=1}\n<script>pwned=1</script>\n~~~\n\n    <script>pwned=1</script>\n\n"
    return f"\n{heading}{MARKDOWN}\n{table}{fence}[a][b]\n\n\\[b]: javascript:pwned=1\n"


def add_optional_texts(book: Book) -> None:
    """Fields that the small handbook leaves out."""
    procedure = "procedures/hjemmetjenester/innleggelsesrapport.md"
    book.replace(
        "vocabulary/messages.yml",
        "  description: Svar fra sykehuset.\n",
        "  description: Svar.\n  standard: x\n  uncertain: [x]\n",
    )
    for name in ("bodies", "groups"):
        path = f"vocabulary/{name}.yml"
        book.write(path, book.read(path).rstrip("\n") + "\n  uncertain: [x]\n")
    book.replace(
        "vocabulary/sources.yml",
        "  publisher: Helsedirektoratet\n",
        "  publisher: x\n  abbreviation: x\n  uncertain: [x]\n",
    )
    book.replace("municipalities/fjellvik/municipality.yml", "verified: plan\n", "verified: plan\nuncertain: [x]\n")
    book.replace(
        procedure,
        "    deadline: {immediately: true}\n",
        "    deadline: {within: PT1H, from: x, source: {source: rad-om-opphold}}\n    record: x\n",
    )
    foremost = "warnings:\n  - {title: x, text: x}\n  - {title: x, text: y}\ndo: [x]\ndo_not: [x, y]\n"
    book.replace(procedure, "services: [hjemmesykepleie]\n", f"{foremost}services: [hjemmesykepleie]\n")
    book.write(procedure.replace(".md", ".nn.md"), (
        '---\nid: innleggelsesrapport\nlanguage: nn\ntranslates: "0.1"\ntitle: x\nsummary: x\npurpose: x\nscope: x\n'
        f"{foremost}steps:\n"
        + "".join(f"  - {{id: {name}, title: x, text: x, record: x}}\n" for name in ("send-rapport", "ring", "avslutt"))
        + "exceptions: x\n---\n"
    ))  # fmt: skip
    retired = book.read("procedures/saksbehandling/korttidsopphold-soknad.md")
    retired = retired.replace("id: korttidsopphold-soknad", "id: gammel").replace("status: approved", "status: retired")
    retired = retired.replace(
        'review_by: "2028-03-01"', 'review_by: "2028-03-01"\nvalid_to: "2026-10-01"\nretired_reason: x'
    )
    retired = retired.replace("reference: Sak 1/2026}", "reference: Sak 1/2026}").replace(
        "keywords:", "uncertain: [x]\nkeywords:"
    )
    book.write("procedures/saksbehandling/gammel.md", retired)
