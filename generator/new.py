"""Writes a first file for a procedure or a service: valid, and with guiding comments."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.load import Kind, locate
from generator.model import Handbook
from generator.prose import slug
from generator.suggest import did_you_mean

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
    if name in book.ids_of(Kind.PROCEDURE.value):
        raise NewError(f"Det finnes allerede en prosedyre med id «{name}». Velg en annen med --id.")
    values = {
        "id": name,
        "title": draft.title,
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
    if name in book.ids_of(Kind.SERVICE.value) | set(book.service_groups):
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
    if locate(path) is None:
        raise NewError("Id-en kan bare ha små bokstaver a–z, tall og bindestrek. Velg en annen med --id.")
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        autoescape=False,  # noqa: S701 - YAML, not HTML
    )
    environment.filters["quoted"] = quoted
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(environment.get_template(template).render(values))
    except FileExistsError:
        raise NewError(f"{path} finnes allerede. Velg en annen id med --id.") from None
    return path


def quoted(text: str) -> str:
    """Text as a YAML value that means just that text."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _list_in_group(file: Path, group: str, name: str) -> None:
    """Add a service to the end of its group's list, leaving every other line as it is."""
    lines = file.read_text("utf-8").splitlines(keepends=True)
    start = next(i for i, line in enumerate(lines) if line.strip() in (f"- id: {group}", f'- id: "{group}"'))
    last = start
    inside = False
    for index in range(start + 1, len(lines)):
        stripped = lines[index].strip()
        if stripped.startswith("- id:"):
            break
        inside = inside or stripped.startswith("services:")
        if inside and stripped.startswith("- "):
            last = index
    indent = lines[last][: len(lines[last]) - len(lines[last].lstrip())]
    lines.insert(last + 1, f"{indent}- {name}\n")
    file.write_text("".join(lines), "utf-8")
