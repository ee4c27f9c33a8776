"""Help for those who contribute, made from what decides: the schemas, the vocabulary and the rules."""

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from generator import addresses
from generator.load import Kind
from generator.pages.page import Context, Page, View
from generator.pages.services import HOME
from generator.schema import Schema, schema_of

TRAIL = (HOME, ("/bidra/", "Bidra"))
FILES = (*TRAIL, ("/bidra/filer/", "Filene"))
WHERE = {
    Kind.PROCEDURE: "procedures/faggruppe/id.md",
    Kind.TRANSLATION: "procedures/faggruppe/id.nn.md",
    Kind.SERVICE: "services/gruppe/id.yml",
    Kind.SERVICE_GROUPS: "services/groups.yml",
    Kind.MUNICIPALITY: "municipalities/kommune/municipality.yml",
    Kind.ARTICLE: "docs/om/navn.md eller docs/bidra/navn.md",
}
TYPES = {"string": "tekst", "integer": "helt tall", "boolean": "true eller false", "array": "liste", "object": "felt"}


def contribute_pages(context: Context) -> Iterator[Page]:
    """The guide, who decides, and a page for each kind of file."""
    yield Page("/bidra/steg-for-steg/", "Slik foreslår du en endring", "guide.html", {}, TRAIL)
    yield _who_decides(context)
    kinds = [kind for kind in Kind if kind is not Kind.IMAGE]
    rows = [_row(kind) for kind in kinds]
    yield Page("/bidra/filer/", "Filene i håndboka", "files.html", {"files": rows}, TRAIL)
    for kind in kinds:
        yield _kind(kind)


def _row(kind: Kind) -> View:
    shape = schema_of(kind.value)
    return {
        "title": shape["title"],
        "address": addresses.file_kind(kind.value),
        "path": _where(kind),
        "summary": shape["description"],
    }


def _where(kind: Kind) -> str:
    return WHERE.get(kind, f"vocabulary/{kind.value}.yml")


def _kind(kind: Kind) -> Page:
    shape = schema_of(kind.value)
    listed = shape["type"] == "array"
    fields = shape["items"] if listed else shape
    view = {
        "summary": shape["description"],
        "path": _where(kind),
        "is_list": listed,
        "tables": list(_tables(fields, "Felt", "felt")),
        "example": _example(kind, shape),
    }
    return Page(addresses.file_kind(kind.value), f"Fil: {shape['title']}", "file.html", view, FILES)


def _tables(shape: Schema, heading: str, anchor: str) -> Iterator[View]:
    """The fields of a record, and below them those of the records inside it."""
    required = set(shape.get("required", ()))
    rows, inner = [], []
    for key, each in shape["properties"].items():
        items = each.get("items", {})
        nested = each if "properties" in each else items if "properties" in items else None
        name = f"{anchor}-{key.replace('_', '-')}"
        if nested is not None:
            inner.append((nested, f"{each.get('title', key)} ({key})", name))
        rows.append(
            {
                "key": key,
                "title": each.get("title", key),
                "help": each.get("description", ""),
                "type": TYPES.get(each.get("type", ""), ""),
                "required": key in required,
                "values": [str(value) for value in each.get("enum", items.get("enum", ()))],
                "limit": _limit(each),
                "example": _short(each.get("examples", [""])[0]),
                "inner": name if nested is not None else "",
            }
        )
    yield {"heading": heading, "anchor": anchor, "rows": rows}
    for nested, title, name in inner:
        yield from _tables(nested, title, name)


def _limit(shape: Schema) -> str:
    if "maxLength" in shape:
        least = shape.get("minLength", 0)
        return f"{least}–{shape['maxLength']} tegn" if least > 1 else f"høyst {shape['maxLength']} tegn"
    return f"høyst {shape['maxItems']}" if "maxItems" in shape else ""


def _short(value: Any) -> str:
    """An example as it is written in a file, on one line."""
    if isinstance(value, str):
        return value.replace("\n", " ")
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, sort_keys=False, width=1000)
    return text.removesuffix("...\n").strip()  # the dumper ends a number or a yes with dots


def _example(kind: Kind, shape: Schema) -> str:
    """A whole file, of the examples that the schema gives."""
    whole = shape["examples"][0] if shape.get("examples") else _required(shape)
    text = yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=100)
    is_page = kind in (Kind.PROCEDURE, Kind.TRANSLATION, Kind.ARTICLE)
    return f"---\n{text}---\n\n## Bakgrunn\n\nTekst i Markdown.\n" if is_page else text


def _required(shape: Schema) -> Mapping[str, Any]:
    return {key: each["examples"][0] for key, each in shape["properties"].items() if key in shape["required"]}


def _who_decides(context: Context) -> Page:
    """Bodies and what they may decide, and the team that agrees to changes in each folder."""
    book = context.book
    tracks = {"municipal": "Kommunene vedtar alene", "health-community": "Kommunene og sykehuset vedtar sammen"}
    decides = [
        {"track": told, "key": key, "bodies": [each.name for each in book.bodies.values() if key in each.approves]}
        for key, told in tracks.items()
    ]
    maintainers = book.owners["maintainers"].team if "maintainers" in book.owners else ""
    owners = [
        {
            "name": group.name,
            "address": addresses.group(group.id),
            "folder": f"procedures/{group.id}/",
            "team": book.owners[group.id].team if group.id in book.owners else maintainers,
        }
        for group in book.groups.values()
    ]
    view = {
        "decides": decides,
        "owners": owners,
        "maintainers": maintainers,
        "histories": context.histories("bodies", "owners"),
    }
    return Page("/bidra/hvem-bestemmer/", "Hvem bestemmer hva", "who_decides.html", view, TRAIL)
