"""YAML as its author wrote it: text stays text, and every value knows its line and column.

Built on PyYAML's events, because its ordinary loaders change values (`1:20` becomes 80, `nei` false), keep the last of
two equal keys in silence, and crash on deep nesting. Only plain mappings, lists and text are taken.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from sys import intern
from typing import Any

import yaml

from generator import yaml_help
from generator.characters import describe, first_hidden
from generator.findings import Pointer

MAX_DEPTH = 20
MAX_VALUES = 60_000
MOST_DIGITS = 9
NEW_ENTRY = (
    "Begynner det noe nytt her, for eksempel et trinn, så skriv «- id:» med strek foran. Ellers: behold bare det ene."
)


class YamlError(Exception):
    """Raised when text is not YAML, or YAML that the handbook does not take. Says where, and what to do instead."""

    def __init__(self, message: str, hint: str, line: int, column: int, rule: str = "yaml") -> None:
        """Keep what the finding needs; `line` and `column` count from 1."""
        super().__init__(message)
        self.message, self.hint, self.line, self.column, self.rule = message, hint, line, column, rule


@dataclass(slots=True)
class Node:
    """A value and where it begins. `keys` holds the place of each key of a mapping.

    `style` is YAML's: "" for plain text, quotes, `|` or `>`. A block's words begin on the line below `line`.
    """

    value: "str | list[Node] | dict[str, Node]"
    line: int
    column: int
    style: str = ""
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)


def compose(text: str, first_line: int = 1, *, lenient: bool = False) -> Node:
    """The tree of a YAML text whose first line is line `first_line` of its file.

    Lenient reading is for what was written before a rule was made: it takes comments after values and odd characters.

    Raises:
        YamlError: When it cannot be read, or uses what the handbook does not take.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    composer = _Composer(text, first_line, lenient=lenient)
    try:
        return composer.document(yaml.parse(text, Loader=loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        slip = yaml_help.explain(error.problem or "", text.split("\n"), line)
        if slip.line is not None:
            line, column = slip.line, slip.column
        raise YamlError(slip.message, slip.hint, line + first_line, column + 1) from None


class _Composer:
    """Builds the tree from events, refusing on the way."""

    def __init__(self, text: str, first_line: int, *, lenient: bool = False) -> None:
        self.lenient = lenient
        self.lines = text.split("\n")
        self.first_line = first_line
        self.count = 0

    def where(self, mark: Any) -> tuple[int, int]:
        """Line and column in the file; every event of a parsed text has its marks."""
        return mark.line + self.first_line, mark.column + 1

    def refuse(self, event: yaml.Event, message: str, hint: str) -> YamlError:
        return YamlError(message, hint, *self.where(event.start_mark))

    def document(self, events: Iterator[yaml.Event]) -> Node:
        next(events)  # stream start
        start = next(events)
        if isinstance(start, yaml.StreamEndEvent):
            raise YamlError("Her er det ingen felt.", "Fyll ut feltene.", self.first_line, 1)
        root = self.node(next(events), events, 0)
        next(events)  # document end
        after = next(events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise self.refuse(after, "Filen har flere dokumenter («---»).", "La filen ha bare én del.")
        return root

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        self.count += 1
        if self.count > MAX_VALUES or depth > MAX_DEPTH:
            raise self.refuse(event, "Filen er for stor eller har for mange nivåer.", "Gjør den enklere.")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self.refuse(event, "Ankere og henvisninger («&» og «*») er ikke tillatt.", "Skriv verdien helt ut.")
        if getattr(event, "tag", None):
            raise self.refuse(event, "Merkelapper som «!…» er ikke tillatt.", 'Ta bort utropstegnet, eller sett "…".')
        line, column = self.where(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, line, column)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                items.append(self.node(event, events, depth + 1))
            return Node(items, line, column)
        return self.mapping(events, Node({}, line, column), depth)

    def scalar(self, event: yaml.ScalarEvent, line: int, column: int) -> Node:
        style = event.style or ""
        if self.lenient:
            return Node(event.value, line, column, style)
        if not style and event.value:
            end_line, end_column = self.where(event.end_mark)
            rest = self.lines[end_line - self.first_line][end_column - 1 :]
            if rest.startswith(" ") and rest.lstrip(" ").startswith("#"):
                typed = f'"{event.value}{rest}"'
                write = f"Skriv {typed}. " if len(typed) <= yaml_help.WIDEST and typed.count('"') == len("“”") else ""
                raise YamlError(
                    "Alt etter « #» blir borte når teksten leses.",
                    f"{write}Sett anførselstegn rundt teksten, eller flytt kommentaren til en egen linje.",
                    end_line,
                    end_column + len(rest) - len(rest.lstrip(" ")),
                )
            if event.value.endswith('"') and event.value.count('"') % 2:
                message = "Teksten slutter med et anførselstegn, men begynner ikke med et."
                bare = event.value.removesuffix('"')
                hint = f'Skriv "{bare}"' if len(bare) <= yaml_help.WIDEST else 'Sett " foran teksten også.'
                raise YamlError(message, hint, line, column)
        hidden = first_hidden(event.value) if style == '"' else ""
        if hidden:
            message = f"Verdien har et usynlig eller ulovlig tegn: {describe(hidden)}."
            raise YamlError(message, "Ta bort koden som begynner med «\\».", line, column, "file-characters")
        return Node(event.value, line, column, style)

    def mapping(self, events: Iterator[yaml.Event], node: Node, depth: int) -> Node:
        values: dict[str, Node] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self.node(event, events, depth + 1)
            if not isinstance(key.value, str):
                raise self.refuse(event, "Et feltnavn må være et ord.", "Skriv «felt: verdi».")
            if key.value in values:
                first, _ = node.keys[key.value]
                raise self.refuse(
                    event,
                    f"Feltet «{key.value}» står to ganger: på linje {first} og linje {key.line}.",
                    NEW_ENTRY if key.value == "id" else "Behold bare det ene.",
                )
            node.keys[key.value] = (key.line, key.column)
            values[key.value] = self.node(next(events), events, depth + 1)
        node.value = values
        return node


def plain(node: Node, schema: dict[str, Any]) -> Any:
    """The tree as dicts, lists and text. `true`, `false` and whole numbers are converted where the schema asks."""
    value = node.value
    if isinstance(value, str):
        return scalar(value, node.style, schema)
    if isinstance(value, list):
        items = schema.get("items", {})
        return [plain(item, items) for item in value]
    properties = schema.get("properties", {})
    return {key: plain(item, properties.get(key, {})) for key, item in value.items()}


def scalar(value: str, style: str, schema: dict[str, Any]) -> Any:
    """What a word is: a truth or a whole number only where the rules say so, and only without quotes."""
    if not style:
        if schema.get("type") == "boolean" and value in ("true", "false"):
            return value == "true"
        if schema.get("type") == "integer" and value.isascii() and value.isdecimal() and len(value) <= MOST_DIGITS:
            return int(value)
    return value


def values(text: str, schema: dict[str, Any]) -> Any:
    """What `plain(compose(text, lenient=True), schema)` gives, for text whose places nobody will ask for.

    Raises:
        YamlError: When it cannot be read.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events = yaml.parse(text, Loader=loader)
    try:
        next(events)  # stream start
        if isinstance(next(events), yaml.DocumentStartEvent):
            found = _value(next(events), events, schema, MAX_DEPTH)
            next(events)  # document end
            if isinstance(next(events), yaml.StreamEndEvent):
                return found
    except (yaml.YAMLError, _OddError):
        pass
    return plain(compose(text, lenient=True), schema)  # says what is wrong


class _OddError(Exception):
    """Raised at what is not plain text, lists and mappings with different keys."""


def _value(event: Any, events: Iterator[Any], schema: dict[str, Any], depth: int) -> Any:
    if isinstance(event, yaml.AliasEvent) or event.anchor or event.tag or not depth:
        raise _OddError
    if isinstance(event, yaml.ScalarEvent):
        return scalar(event.value, event.style or "", schema)
    if isinstance(event, yaml.SequenceStartEvent):
        shape, items = schema.get("items", {}), []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_value(event, events, shape, depth - 1))
        return items
    shapes, found = schema.get("properties", {}), {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag or event.value in found:
            raise _OddError
        key = intern(event.value)  # thousands of revisions have the same fields
        found[key] = _value(next(events), events, shapes.get(key, {}), depth - 1)
    return found


def place(node: Node, pointer: Pointer) -> tuple[int, int, Node]:
    """Line and column of the value that `pointer` names, or of the nearest thing around it that exists."""
    line, column = node.line, node.column
    for part in pointer:
        value = node.value
        if isinstance(value, dict) and part in value:
            line, column = node.keys[str(part)]
            node = value[str(part)]
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            node = value[part]
            line, column = node.line, node.column
        else:
            break
    if isinstance(node.value, str) and not node.style.startswith(("|", ">")):
        return node.line, node.column, node
    return line, column, node
