"""The history in the API: each item's versions and differences, what is new, and what applied when."""

from collections.abc import Iterator
from typing import Any

from generator import addresses
from generator.envelope import SCHEMA_VERSION, TEXT, Json, encoded, envelope, listing, operation
from generator.pages import Context
from generator.pages.changes import months
from generator.versions import Span

MOST_CHANGES = 1000
"""Changes in the list of the newest; each month has all of its own."""
FOLDERS = {
    "procedure": ("procedures", "en prosedyre"),
    "service": ("services", "en tjeneste"),
    "municipality": ("municipalities", "en kommune"),
    "vocabulary": ("vocabulary", "en ordliste"),
}
"""Where the histories of each kind lie, and what the kind is called."""
DAY: Json = {"type": "string", "format": "date"}
NUMBER: Json = {"type": "integer"}
YES: Json = {"type": "boolean"}


def _object(optional: Json | None = None, **properties: Any) -> Json:
    return {
        "type": "object",
        "properties": properties | (optional or {}),
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(item: Json) -> Json:
    return {"type": "array", "items": item}


def _named(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _or_null(schema: Json) -> Json:
    return {**schema, "type": [schema["type"], "null"]}


WHY: Json = {
    **TEXT,
    "enum": ["absent", "none", "ended", "retired", "removed", "", None],
    "type": ["string", "null"],
    "description": "Hvorfor ingen gjaldt: fantes ikke, ingen vedtatt, ikke lenger, trukket tilbake, fjernet.",
}
WHEN: Json = {
    "commit": TEXT,
    "day": {**DAY, "description": "Dagen i Norge, aldri før endringen foran."},
    "subject": TEXT,
}
DOUBT: Json = {"doubt": {**DAY, "description": "Dagen git oppgir, når den ikke kan stemme."}, "author": TEXT}
DIFFERENCE = _object(
    {
        "note": TEXT,
        "words": _list(
            {
                "type": "array",
                "prefixItems": [{"enum": ["same", "removed", "added"]}, TEXT],
                "minItems": 2,
                "maxItems": 2,
            }
        ),
    },
    path={**_list(TEXT), "description": "Feltnavn og id-er til det som er endret."},
    label=TEXT,
    kind={"enum": ["changed", "added", "removed", "moved"]},
    before=TEXT,
    after=TEXT,
)
EVENT = _object(
    DOUBT,
    **WHEN,
    kind=TEXT,
    version=TEXT,
    text={**NUMBER, "description": "Hvilken tekst av versjonen, regnet fra 1. 0: ingen ny tekst."},
    status=TEXT,
    published={**YES, "description": "Om dette er første gang versjonen er vedtatt."},
    level={"enum": ["first", "major", "minor", ""]},
    note=TEXT,
    valid_from={**TEXT, "description": "Dagen en vedtatt versjon gjelder fra; tom for andre hendelser."},
    about={**TEXT, "description": "Hva som er endret, med få ord; tom når versjonen er ny."},
    differences=_list(_named("difference")),
)
VERSION = _object(
    DOUBT,
    version=TEXT,
    kind={"enum": ["first", "major", "minor"]},
    status=TEXT,
    title=TEXT,
    note=TEXT,
    **WHEN,
    first_seen=DAY,
    approvals=_list(TEXT),
    valid_from=TEXT,
    valid_to=TEXT,
    late={**YES, "description": "Om den kom i håndboka etter at den skulle gjelde."},
    applied={**_list(_list(TEXT)), "description": "Første og siste dag den gjaldt; siste er tom uten kjent slutt."},
    previous=_or_null(TEXT),
    differences=_list(_named("difference")),
    texts=_list(_object(DOUBT, number=NUMBER, **WHEN)),
)
SPAN = _object(
    **{"from": DAY},
    version=_or_null(TEXT),
    text=_or_null(NUMBER),
    why=WHY,
    address=_or_null(TEXT),
)
HISTORY = _object(
    schema_version=TEXT,
    kind=TEXT,
    id=TEXT,
    title=TEXT,
    former_ids=_list(TEXT),
    versions=_list(_named("version")),
    events=_list(_named("event")),
    spans={**_list(_named("span")), "description": "Hva som gjaldt: hver rad fra sin dag til dagen før den neste."},
)
NEWS = _object(
    day=DAY,
    kind=TEXT,
    event=TEXT,
    id=TEXT,
    title=TEXT,
    language=TEXT,
    address=TEXT,
    text=TEXT,
    version=TEXT,
    level={"enum": ["first", "major", "minor", ""]},
    note=TEXT,
    group=TEXT,
    services=_list(TEXT),
    commit=TEXT,
    doubt=TEXT,
)
APPLIED = _object(
    id=TEXT,
    title=TEXT,
    address=TEXT,
    services=_list(TEXT),
    latest={"type": "object", "additionalProperties": NUMBER, "description": "Siste tekst av hver versjon."},
    spans=_list(
        {
            "type": "array",
            "prefixItems": [DAY, TEXT, NUMBER, WHY, _list(TEXT)],
            "minItems": 5,
            "maxItems": 5,
            "description": (
                "Fra og med dag, versjon, hvilken tekst, hvorfor ingen, tjenester. Dag D har svaret i den siste raden "
                "som begynner senest D; før den første fantes ikke prosedyren."
            ),
        }
    ),
)
COMPONENTS: Json = {
    "difference": DIFFERENCE,
    "event": EVENT,
    "version": VERSION,
    "span": SPAN,
    "history": HISTORY,
    "news": NEWS,
    "applied": APPLIED,
}


def described() -> Json:
    """The paths of the API's description. They are there only when the handbook was built from git."""
    paths = {
        "/changes.json": operation(f"De {MOST_CHANGES} nyeste endringene", envelope(_named("news"))),
        "/changes/{month}.json": {
            "parameters": [{"name": "month", "in": "path", "required": True, "schema": TEXT}],
            **operation("Endringene i en måned", envelope(_named("news"))),
        },
        "/applied.json": operation("Hva som gjaldt når, for hver prosedyre", envelope(_named("applied"))),
    }
    for folder, what in FOLDERS.values():
        paths[f"/{folder}/{{id}}/history.json"] = {
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": TEXT}],
            **operation(f"Historikken til {what}", _named("history")),
        }
    return paths


def history_path(kind: str, name: str) -> str:
    """Where the history of an item lies, below /api/v1/."""
    return f"{FOLDERS[kind][0]}/{name}/history.json"


def history_file(record: Json) -> bytes:
    """The history of an item: its versions, what happened to it, what differs, and what applied when."""
    latest = {each["version"]: each["texts"][-1]["number"] for each in record["versions"]}
    spans = [
        {
            "from": start,
            "version": version or None,
            "text": number or None,
            "why": why or None,
            "address": addresses.version(record["id"], version, 0 if latest[version] == number else number)
            if version
            else None,
        }
        for start, version, number, why, _ in record["spans"]
    ]
    return encoded({"schema_version": SCHEMA_VERSION, **record, "spans": spans})


def files(context: Context) -> Iterator[tuple[str, bytes]]:
    """What is new (the newest changes, and those of each month), and what applied when."""
    for name, rows in months(context.news).items():
        yield f"changes/{name}.json", listing(rows, context)
    yield "changes.json", listing(context.news[:MOST_CHANGES], context)
    yield "applied.json", applied(context)


def applied(context: Context) -> bytes:
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
    return listing(items, context)


def _row(span: Span) -> list[Any]:
    return [span.start.isoformat(), *(span.text or ("", 0)), span.why]
