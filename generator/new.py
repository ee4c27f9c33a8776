"""Writes a first file for a procedure or a service: valid, and with guiding comments."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.characters import printable
from generator.examine import examine
from generator.load import RESERVED_NAMES, Kind, locate
from generator.model import Handbook
from generator.suggest import did_you_mean, slug
from generator.yaml_tree import Node, compose

TEMPLATES = Path(__file__).resolve().parent / "templates"
LONGEST_ID = 60


class NewError(Exception):
    """Raised when a file cannot be made from what was given. The message is Norwegian and says what to do."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of a procedure before it is written. Without `name`, the id is made from the title."""

    title: str
    group: str
    name: str | None = None
    services: Sequence[str] = ()
    roles: Sequence[str] = ()
    language: str = "nb"


def new_procedure(root: Path, book: Handbook, draft: Draft) -> str:
    """Write a first file for `draft` and return its path.

    Raises:
        NewError: When a value is wrong or the file exists.
    """
    _among(draft.group, book.groups, "Faggruppen")
    for service in draft.services:
        _among(service, {"all", *book.services, *book.service_groups}, "Tjenesten")
    for role in draft.roles:
        _among(role, book.roles, "Rollen")
    name = draft.name or short_id(draft.title)
    aliases = {alias for each in book.procedures for alias in each.aliases}
    if name in book.ids_of(Kind.PROCEDURE.value) | aliases | {"index"}:
        raise NewError(f"Det finnes allerede en prosedyre med id «{name}», nå eller før. Velg en annen med --id.")
    values = {
        "id": name,
        "title": draft.title,
        "keyword": name.replace("-", " "),
        "language": draft.language,
        "services": list(draft.services) or ["all"],
        "roles": list(draft.roles) or list(book.roles)[:1],
        "source": next(iter(book.sources)),
    }
    return _write(root, f"procedures/{draft.group}/{name}.md", "new_procedure.md", values)


def new_service(root: Path, book: Handbook, title: str, group: str, name: str | None) -> str:
    """Make a service's file and return its path. The group's list is edited by hand.

    Raises:
        NewError: When a value is wrong or the file exists.
    """
    _among(group, book.service_groups, "Tjenestegruppen")
    name = name or short_id(title)
    if name in book.ids_of(Kind.SERVICE.value) | {*book.service_groups, "all", "groups", "index"}:
        raise NewError(f"Det finnes allerede en tjeneste eller gruppe med id «{name}». Velg en annen med --id.")
    path = _write(
        root,
        f"services/{group}/{name}.yml",
        "new_service.yml",
        {"id": name, "name": title, "source": next(iter(book.sources))},
    )
    _list_in_group(root / "services/groups.yml", group, name)
    return path


def short_id(title: str) -> str:
    """An id made from a title: whole words, as many as there is room for."""
    made = slug(title)
    while len(made) > LONGEST_ID and "-" in made:
        made = made.rpartition("-")[0]
    return made[:LONGEST_ID]


def _among(value: str, known: Collection[str], what: str) -> None:
    if value not in known:
        hint = did_you_mean(value, known, "Velg en av: " + ", ".join(sorted(known)) + ".")
        raise NewError(f"{what} «{value}» finnes ikke. {hint}")


def _write(root: Path, path: str, template: str, values: Mapping[str, object]) -> str:
    located = locate(path)
    if located is None or located.name in RESERVED_NAMES:
        name = path.rsplit("/", 1)[1].partition(".")[0]
        raise NewError(
            f"Id-en «{printable(name)}» kan ikke brukes. Velg en med små bokstaver a–z, tall og bindestrek (--id)."
        )
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        autoescape=False,  # noqa: S701 - YAML, not HTML
    )
    environment.filters["quoted"] = quoted
    text = environment.get_template(template).render(values)
    wrong = examine(located, text.encode()).findings
    if wrong:
        raise NewError(f"{wrong[0].message} {wrong[0].hint}")
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        raise NewError(f"{path} finnes allerede. Velg en annen id med --id.") from None
    return path


def quoted(text: str) -> str:
    """Text as a YAML value that means just that text."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _list_in_group(file: Path, group: str, name: str) -> None:
    """Add a service to the end of its group's list, leaving every other line as it is."""
    text = file.read_text("utf-8")
    node = compose(text)
    groups = [each for each in node.value if isinstance(each, Node)]
    services: Any = next(each for each in groups if _is_group(each, group)).value
    last: Node = services["services"].value[-1]
    lines = text.splitlines(keepends=True)
    line = lines[last.line - 1]
    if line.lstrip().startswith("- "):
        lines.insert(last.line, f"{line[: last.column - 1]}{name}\n")
    else:
        end = line.index("]", last.column - 1)
        lines[last.line - 1] = f"{line[:end]}, {name}{line[end:]}"
    file.write_text("".join(lines), "utf-8")


def _is_group(node: Node, group: str) -> bool:
    return isinstance(node.value, dict) and node.value["id"].value == group
