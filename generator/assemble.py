"""Turns examined files into the model. Only files without faults become part of it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache
from sys import intern
from typing import Any, Literal, TypeVar

import cattrs
import orjson
from cattrs.gen import make_dict_structure_fn, override

from generator import model
from generator.examine import Item
from generator.load import Kind

T = TypeVar("T")
VOCABULARIES: dict[Kind, tuple[str, type]] = {
    Kind.SERVICE_GROUPS: ("service_groups", model.ServiceGroup),
    Kind.ROLES: ("roles", model.Role),
    Kind.GROUPS: ("groups", model.ProfessionalGroup),
    Kind.BODIES: ("bodies", model.Body),
    Kind.HEALTH_COMMUNITIES: ("health_communities", model.HealthCommunity),
    Kind.SYSTEMS: ("systems", model.System),
    Kind.MESSAGES: ("messages", model.Message),
    Kind.SOURCES: ("sources", model.Source),
    Kind.TERMS: ("terms", model.Term),
    Kind.SYNONYMS: ("synonyms", model.Synonym),
    Kind.CONTACTS: ("contacts", model.Contact),
    Kind.OWNERS: ("owners", model.Owner),
}


@cache
def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(detailed_validation=False, prefer_attrib_converters=False)
    converter.register_structure_hook(str, _text)
    converter.register_structure_hook_func(lambda shape: getattr(shape, "__origin__", None) is Literal, _text)
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    for record in (model.Deadline, model.Receipt, model.Hearing, model.Message):
        hook = make_dict_structure_fn(record, converter, from_=override(rename="from"))
        converter.register_structure_hook(record, hook)
    return converter


def _text(text: str, _: Any) -> str:
    """A text; ids and other single words come in thousands of records, and are held once."""
    return text if " " in text else intern(text)


def structure(record: type[T], data: dict[str, Any], **added: Any) -> T:
    """One record from a file's data, with what only the path and the prose can tell added."""
    made = _converter().structure(data, record)
    for name, value in added.items():
        object.__setattr__(made, name, value)  # the record is not yet known to anyone else
    return made


def handbook(items: Iterable[Item]) -> model.Handbook:
    """The model of everything that could be used."""
    by_kind: dict[Kind, list[Item]] = defaultdict(list)
    files = []
    for item in items:
        files.append(model.KnownFile(item.located.kind.value, identity(item), item.located.path))
        if item.written:
            by_kind[item.located.kind].append(item)
    lists = {name: _vocabulary(record, by_kind[kind]) for kind, (name, record) in VOCABULARIES.items()}
    services = {item.located.name: _service(item) for item in by_kind[Kind.SERVICE]}
    return model.Handbook(
        procedures=tuple(_procedure(item) for item in by_kind[Kind.PROCEDURE]),
        translations=tuple(_translation(item) for item in by_kind[Kind.TRANSLATION]),
        services=_in_order(services, lists["service_groups"]),
        municipalities={item.located.folder: _municipality(item) for item in by_kind[Kind.MUNICIPALITY]},
        articles=tuple(_article(item) for item in by_kind[Kind.ARTICLE]),
        images=tuple(_image(item) for item in by_kind[Kind.IMAGE]),
        files=tuple(files),
        sightings=tuple(each for item in items for each in item.sightings),
        entries={item.located.path: _ids(item) for kind in VOCABULARIES for item in by_kind[kind]},
        **lists,
    )


def identity(item: Item) -> str:
    """The id that a file should carry, going by its path; for an article its address."""
    where = item.located
    if where.kind is Kind.ARTICLE:
        return where.folder if where.name == "index" else f"{where.folder}/{where.name}"
    return where.folder if where.kind is Kind.MUNICIPALITY else where.name


def _vocabulary(record: type[Any], items: list[Item]) -> dict[str, Any]:
    return {
        entry["id"]: structure(record, entry, **_as_written(record, entry)) for item in items for entry in item.data
    }


def _as_written(record: type[Any], entry: dict[str, Any]) -> dict[str, bytes]:
    return {"written": orjson.dumps(entry)} if issubclass(record, model.Published) else {}


def _ids(item: Item) -> tuple[str, ...]:
    return tuple(entry["id"] for entry in item.data)


def _procedure(item: Item) -> model.Procedure:
    where = item.located
    return structure(
        model.Procedure,
        item.data,
        background=item.background,
        path=where.path,
        group=where.folder,
        coming=where.coming,
        prose=item.prose,
        written=item.written,
    )


def _translation(item: Item) -> model.Translation:
    where = item.located
    return structure(model.Translation, item.data, path=where.path, group=where.folder, prose=item.prose)


def _service(item: Item) -> model.Service:
    where = item.located
    return structure(
        model.Service, item.data, path=where.path, group=where.folder, prose=item.prose, written=item.written
    )


def _municipality(item: Item) -> model.Municipality:
    return structure(model.Municipality, item.data, path=item.located.path, written=item.written)


def _article(item: Item) -> model.Article:
    return structure(model.Article, item.data, path=item.located.path, address=identity(item), prose=item.prose)


def _image(item: Item) -> model.Image:
    return model.Image(item.located.folder.rsplit("/", 1)[1], item.located.name, item.located.path)


def _in_order(services: dict[str, model.Service], groups: dict[str, model.ServiceGroup]) -> dict[str, model.Service]:
    """Services in the order that their groups list them; those that no group lists come last."""
    listed = [name for group in groups.values() for name in group.services if name in services]
    return {name: services[name] for name in dict.fromkeys([*listed, *services])}
