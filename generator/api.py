"""The handbook as JSON, for other systems: version 1 of the API. Pure: model in, text out.

Items keep the keys of their files and add where they belong: the group that owns them and their address.
"""

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from generator import addresses
from generator.model import Municipality, Procedure, Service, Source
from generator.pages import Context
from generator.pages.changes import months
from generator.pages.news import News
from generator.schema import schema_of
from generator.versions import Span

SCHEMA_VERSION = "1.0"
LISTS = {
    "procedures": ("Prosedyrene slik de vises på byggedagen, uten bakgrunnsteksten", "procedure"),
    "services": ("Tjenestene, i håndbokas rekkefølge", "service"),
    "municipalities": ("Kommunene som en kilde nevner", "municipality"),
    "sources": ("Kildene som håndboka viser til", "source"),
}

MOST_CHANGES = 1000
"""Changes in the list of the newest; each month has all of its own."""

Json = dict[str, Any]


def files(context: Context) -> Iterator[tuple[str, str]]:
    """Path below /api/v1/ and text of every file."""
    book = context.book
    procedures = [_procedure(each, context) for each in sorted(context.shown, key=lambda each: each.id)]
    lists: dict[str, list[Json]] = {
        "procedures": procedures,
        "services": [_service(each) for each in book.services.values()],
        "municipalities": [_municipality(each) for each in book.municipalities.values()],
        "sources": [_source(each) for each in book.sources.values()],
    }
    for name, items in lists.items():
        yield f"{name}.json", _listing(items, context)
    for each, item in zip(sorted(context.shown, key=lambda each: each.id), procedures, strict=True):
        yield f"procedures/{each.id}.json", _text({**item, "body": each.background})
    index = [
        {"name": name, "href": f"{name}.json", "description": LISTS[name][0], "total": len(items)}
        for name, items in lists.items()
    ]
    yield "index.json", _listing(index, context)
    if context.chronicle.outlines:
        yield from changes(context)
        yield "applied.json", applied(context)
    yield "openapi.json", _text(openapi())


def history_path(kind: str, name: str) -> str:
    """Where the history of an item lies, below /api/v1/."""
    folders = {"procedure": "procedures", "service": "services", "municipality": "municipalities"}
    return f"{folders[kind]}/{name}/history.json"


def history_text(record: Json, context: Context) -> str:
    """The history of an item: its versions, what happened to it, what differs, and what applied when."""
    latest = {each["version"]: each["texts"][-1]["number"] for each in record["versions"]}
    spans = [
        {
            "from": start,
            "version": version or None,
            "text": number or None,
            "why": why or None,
            "address": addresses.version(record["id"], version, 0 if latest[version] == number else number) if version else None,
        }
        for start, version, number, why, _ in record["spans"]
    ]
    return _text({"schema_version": SCHEMA_VERSION, "commit": context.history.head, **record, "spans": spans})


def changes(context: Context) -> Iterator[tuple[str, str]]:
    """What is new: the newest changes, and those of each month."""
    for name, rows in months(context.news).items():
        yield f"changes/{name}.json", _listing([_news(each) for each in rows], context)
    yield "changes.json", _listing([_news(each) for each in context.news[:MOST_CHANGES]], context)


def _news(each: News) -> Json:
    told = dataclasses.asdict(each)
    return {**told, "day": each.day.isoformat(), "services": list(each.services)}


def applied(context: Context) -> str:
    """What applied when, for every procedure: each row holds from its day until that of the next."""
    items = []
    for (kind, name), outline in context.chronicle.outlines.items():
        if kind != "procedure":
            continue
        edition = context.editions.get(name)
        texts: dict[str, int] = {}
        for event in outline.events:
            texts[event["version"]] = max(texts.get(event["version"], 0), event["text"])
        spans = [[*_row(each.span), list(each.services)] for each in outline.spans]
        items.append(
            {
                "id": name,
                "title": edition.shown.title if edition else outline.title,
                "address": addresses.procedure(name),
                "services": list(edition.shown.services) if edition else [],
                "latest": texts,
                "spans": spans,
            }
        )
    return _listing(items, context)


def _row(span: Span) -> list[Any]:
    return [span.start.isoformat(), *(span.text or ("", 0)), span.why]


def _text(value: Any) -> str:
    return orjson.dumps(value).decode() + "\n"


def _listing(items: Sequence[Json], context: Context) -> str:
    return _text(
        {
            "schema_version": SCHEMA_VERSION,
            "date": context.day.isoformat(),
            "commit": context.history.commit,
            "total": len(items),
            "items": items,
        }
    )


def _procedure(each: Procedure, context: Context) -> Json:
    edition = context.editions[each.id]
    coming = edition.coming.version if edition.coming else None
    added = {
        "group": each.group,
        "address": addresses.procedure(each.id),
        "in_force": each.applies_on(context.day),
    }
    return {**each.data, **added, "coming_version": coming}


def _service(each: Service) -> Json:
    return {**each.data, "group": each.group, "address": addresses.service(each.id)}


def _municipality(each: Municipality) -> Json:
    return {**each.data, "address": addresses.municipality(each.slug)}


def _source(each: Source) -> Json:
    return {**each.data, "address": addresses.source(each.id)}


TEXT: Json = {"type": "string"}
ADDED: dict[str, Json] = {
    "procedure": {
        "group": {**TEXT, "description": "Faggruppen som eier prosedyren."},
        "address": {**TEXT, "description": "Sidens adresse på nettstedet."},
        "in_force": {"type": "boolean", "description": "Om prosedyren er vedtatt og gjelder på byggedagen."},
        "coming_version": {"type": ["string", "null"], "description": "Versjonen som er på vei."},
    },
    "service": {"group": {**TEXT, "description": "Tjenestegruppen."}, "address": TEXT},
    "municipality": {"address": TEXT},
    "source": {"address": TEXT},
}


def openapi() -> Json:
    """The description of the API, made from the schemas of the files."""
    components = {name: _component(name) for name in ADDED}
    procedure = {
        "allOf": [{"$ref": "#/components/schemas/procedure"}],
        "type": "object",
        "properties": {"body": {**TEXT, "description": "Bakgrunnsteksten i Markdown."}},
        "required": ["body"],
    }
    entry = {
        "type": "object",
        "properties": {"name": TEXT, "href": TEXT, "description": TEXT, "total": {"type": "integer"}},
        "required": ["name", "href", "total"],
    }
    paths = {"/index.json": _operation("Hva som finnes", _envelope(entry))}
    for name, (summary, component) in LISTS.items():
        paths[f"/{name}.json"] = _operation(summary, _envelope({"$ref": f"#/components/schemas/{component}"}))
    paths["/procedures/{id}.json"] = {
        "parameters": [{"name": "id", "in": "path", "required": True, "schema": TEXT}],
        **_operation("Én prosedyre med bakgrunnsteksten", procedure),
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Regional håndbok",
            "version": SCHEMA_VERSION,
            "description": "Prosedyrer, tjenester, kommuner og kilder. Bare innhold med status approved er vedtatt.",
        },
        "servers": [{"url": "."}],
        "paths": paths,
        "components": {"schemas": components},
    }


def _component(name: str) -> Json:
    schema = schema_of("sources")["items"] if name == "source" else schema_of(name)
    kept = {key: value for key, value in schema.items() if key not in ("$schema", "$id", "additionalProperties")}
    return {**kept, "properties": {**schema["properties"], **ADDED[name]}}


def _envelope(item: Json) -> Json:
    properties = {
        "schema_version": TEXT,
        "date": {"type": "string", "format": "date", "description": "Byggedagen."},
        "commit": {**TEXT, "description": "Git-versjonen av filene, tom uten git."},
        "total": {"type": "integer"},
        "items": {"type": "array", "items": item},
    }
    return {"type": "object", "properties": properties, "required": list(properties)}


def _operation(summary: str, schema: Json) -> Json:
    content = {"application/json": {"schema": schema}}
    return {"get": {"summary": summary, "responses": {"200": {"description": summary, "content": content}}}}
