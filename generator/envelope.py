"""The form that every answer of the API has, and how it is described."""

from collections.abc import Sequence
from typing import Any

import orjson

from generator.pages import Context
from generator.pages.news import News

SCHEMA_VERSION = "1.0"

Json = dict[str, Any]
TEXT: Json = {"type": "string"}


def encoded(value: Any) -> bytes:
    """A value as JSON."""
    return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)


def listing(items: Sequence[Json | orjson.Fragment | News], context: Context) -> bytes:
    """A list, with the day and the commit that it was made of."""
    return encoded(
        {
            "schema_version": SCHEMA_VERSION,
            "date": context.day.isoformat(),
            "commit": context.history.commit,
            "total": len(items),
            "items": items,
        }
    )


def envelope(item: Json) -> Json:
    """The description of a list."""
    properties = {
        "schema_version": TEXT,
        "date": {"type": "string", "format": "date", "description": "Byggedagen."},
        "commit": {**TEXT, "description": "Git-versjonen av filene, tom uten git."},
        "total": {"type": "integer"},
        "items": {"type": "array", "items": item},
    }
    return {"type": "object", "properties": properties, "required": list(properties)}


def operation(summary: str, schema: Json) -> Json:
    """The description of an answer."""
    content = {"application/json": {"schema": schema}}
    return {"get": {"summary": summary, "responses": {"200": {"description": summary, "content": content}}}}
