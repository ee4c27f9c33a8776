"""The handbook as JSON, for other systems: version 1 of the API. Pure: model in, bytes out.

Items keep the keys of their files and add where they belong: the group that owns them and their address.
"""

from collections.abc import Iterator, Sequence

import orjson

from generator import addresses, api_history
from generator.envelope import SCHEMA_VERSION, TEXT, Json, encoded, envelope, listing, operation
from generator.model import Municipality, Procedure, Service, Source
from generator.pages import Context
from generator.schema import schema_of

LISTS = {
    "procedures": ("Prosedyrene slik de vises på byggedagen, uten bakgrunnsteksten", "procedure"),
    "services": ("Tjenestene, i håndbokas rekkefølge", "service"),
    "municipalities": ("Kommunene som en kilde nevner", "municipality"),
    "sources": ("Kildene som håndboka viser til", "source"),
}


def files(context: Context) -> Iterator[tuple[str, bytes]]:
    """Path below /api/v1/ and bytes of every file."""
    book = context.book
    procedures: list[orjson.Fragment] = []
    for each in sorted(context.shown, key=lambda each: each.id):
        item = _procedure(each, context)
        procedures.append(orjson.Fragment(bytes(memoryview(orjson.dumps(item)))))  # takes a third of the item's room
        yield f"procedures/{each.id}.json", encoded({**item, "body": each.background})
    lists: dict[str, Sequence[Json | orjson.Fragment]] = {
        "procedures": procedures,
        "services": [_service(each) for each in book.services.values()],
        "municipalities": [_municipality(each) for each in book.municipalities.values()],
        "sources": [_source(each) for each in book.sources.values()],
    }
    for name, items in lists.items():
        yield f"{name}.json", listing(items, context)
    index = [
        {"name": name, "href": f"{name}.json", "description": LISTS[name][0], "total": len(items)}
        for name, items in lists.items()
    ]
    yield "index.json", listing(index, context)
    if context.chronicle.outlines:
        yield from api_history.files(context)
    yield "openapi.json", encoded(openapi())


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
    paths = {"/index.json": operation("Hva som finnes", envelope(entry))}
    for name, (summary, component) in LISTS.items():
        paths[f"/{name}.json"] = operation(summary, envelope({"$ref": f"#/components/schemas/{component}"}))
    paths["/procedures/{id}.json"] = {
        "parameters": [{"name": "id", "in": "path", "required": True, "schema": TEXT}],
        **operation("Én prosedyre med bakgrunnsteksten", procedure),
    }
    paths |= api_history.described()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Regional håndbok",
            "version": SCHEMA_VERSION,
            "description": "Prosedyrer, tjenester, kommuner og kilder. Bare innhold med status approved er vedtatt.",
        },
        "servers": [{"url": "."}],
        "paths": paths,
        "components": {"schemas": components | api_history.COMPONENTS},
    }


def _component(name: str) -> Json:
    schema = schema_of("sources")["items"] if name == "source" else schema_of(name)
    kept = {key: value for key, value in schema.items() if key not in ("$schema", "$id", "additionalProperties")}
    return {**kept, "properties": {**schema["properties"], **ADDED[name]}}
