"""Reads old revisions of content files, leniently: they were written under other rules, and must never stop a build.

A file changes little from one revision to the next, so it is read in pieces (one for each field), and a piece that was
read before is not read again. Pieces that are the same are the same object: comparing two revisions is then cheap.
"""

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, NamedTuple

from generator import yaml_tree
from generator.characters import PLAIN_TEXT, printable
from generator.load import Kind, Located, locate
from generator.schema import Schema, schema_of
from generator.yaml_tree import YamlError, scalar

Data = dict[str, Any]
BODY = "body"
ONE_WORD = frozenset(["string", "integer", "boolean"])
"""Types of a schema that hold no lists and no fields."""
FIELD = re.compile(r"^([A-Za-z_][\w-]*):(?:\s|$)", re.MULTILINE)
BEGIN = re.compile(r"---[ \t]*\n")
DASHES = "\n---"
END = re.compile(rf"{DASHES}[ \t]*(?:\n|\Z)")
NEXT = re.compile(rf"\n(?={FIELD.pattern[1:]})")
"""The end of the line above a field: a text is searched much faster for a letter than for the beginning of a line."""
BEGINNING = 1000
"""Bytes in which nearly every procedure has its id and title."""
IDENTITY = re.compile(r"^(?:id|slug):[ \t]+[\"']?([a-z0-9]+(?:-[a-z0-9]+)*)[\"']?[ \t]*$", re.MULTILINE)
ALIASES = re.compile(r"^aliases:.*\n(?:[ \t-].*\n)*", re.MULTILINE)
TITLE = re.compile(r"^(?:title|name):[ \t]+(\S.*?)[ \t]*$", re.MULTILINE)
NAMES = ("name", "short_title", "title", "term")
"""What an entry of the vocabulary is called, the first that it has."""
SLUGS = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SIMPLE = re.compile(r"""([A-Za-z_][\w-]*): (?:"([^"\\\n]+)"|([0-9A-ZÆØÅa-zæøå](?:[^:#"'\n]*[^\s:#"'\n])?))\n""")
"""A field with one plain value on its line, which means the same to YAML as it looks; most fields are such."""
WORD_LIST = re.compile(r"([A-Za-z_][\w-]*): \[((?!\d)\w[\w-]*(?:, (?!\d)\w[\w-]*)*)\]\n")
"""A field with a list of plain words on its line. No field holds a list of truths, so `true` is a word here."""
WORDS = r"""[a-z_]+: (?:"[^"\\\n]+"|[0-9A-ZÆØÅa-zæøå](?:[^\[\]{},:#"'\n]*[^\s\[\]{},:#"'\n])?)"""
WORD = re.compile(r"""([a-z_]+): (?:"([^"]+)"|([^,}]+))""")
MAPPING = re.compile(rf"\{{{WORDS}(?:, {WORDS})*\}}")
"""Some plain words by name, on one line, such as a deadline or a source."""
LISTING = re.compile(r"([A-Za-z_][\w-]*):\n( *)- (?=[a-z_]+: |\{)")
NAME = re.compile(r"[a-z_]+")
KEY = re.compile(rf"{NAME.pattern}:(?:\s|$)")
TEXT = re.compile(r"([a-z_]+): \|\n( +)(\S[^\n]*\n(?:\2\S[^\n]*\n)*)")
FOLDED = re.compile(r"([a-z_]+): >-\n( +)(\S(?:[^\n]*\S)?\n(?:\2\S(?:[^\n]*\S)?\n)*)")
"""A field with lines of text below it, none of them blank or further in; in the other they are one paragraph."""
BLOCK = re.compile(r"[-*+]\s|[|>#]|\d+[.)]\s")
"""How a line begins that is not the continuation of the one above."""

WITHOUT = frozenset({Kind.IMAGE, Kind.ARTICLE})
"""Kinds whose history is not told."""
HISTORIC = frozenset({Kind.PROCEDURE, Kind.TRANSLATION, Kind.SERVICE, Kind.MUNICIPALITY})


@dataclass(frozen=True, slots=True)
class Place:
    """What a path says of a file: the kind of item, which of the item's files it is, its folder, and its name.

    `slot` is `base`, `next` (the coming version) or `nn` (the translation).
    """

    kind: str
    slot: str
    folder: str
    name: str


@lru_cache(maxsize=65_536)
def place_of(path: str) -> Place | None:
    """Where a file belongs; nothing when it is none that has a history (pictures, files with odd names)."""
    where = locate(path)
    if where is None or where.kind in WITHOUT:
        return None
    if where.kind is Kind.TRANSLATION:
        return Place("procedure", "nn", where.folder, where.name)
    if where.kind is Kind.PROCEDURE:
        return Place("procedure", "next" if where.coming else "base", where.folder, where.name)
    if where.kind in HISTORIC:
        return Place(where.kind.value, "base", where.folder, _stem(where))
    return Place("vocabulary", "base", where.folder, where.kind.value)


def _stem(where: Located) -> str:
    return where.folder if where.kind is Kind.MUNICIPALITY else where.name


def decode(content: bytes) -> str:
    """Text with plain line ends. What is not UTF-8 is read as best it can, and what cannot be seen becomes a mark."""
    return _shown(_text(content))


def _text(content: bytes) -> str:
    text = content.decode("utf-8", "replace").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _shown(text: str) -> str:
    return text if PLAIN_TEXT.fullmatch(text) else _visible(text)


def _visible(text: str) -> str:
    return "\n".join(map(printable, text.expandtabs(2).split("\n")))


def front_and_body(text: str) -> tuple[str, str] | None:
    """The fields between the lines of three dashes, and what stands below; nothing when there are no such lines."""
    begin = BEGIN.match(text)
    place = text.find(DASHES, begin.end() - 1) if begin else -1
    while begin and place >= 0:
        if end := END.match(text, place):
            return text[begin.end() : place + 1], text[end.end() :]
        place = text.find(DASHES, place + 1)
    return None


def about(content: bytes, place: Place) -> tuple[str, tuple[str, ...], dict[str, str]]:
    """The id that a file names, its old ids, and the names it gives by id; no id when none can be read.

    This is a quick look at every content there ever was; what it says in full is read when an item is looked at.
    """
    if place.kind == "vocabulary":
        entries = Reader(place.name).entries(content) or {}
        called = {
            name: next((str(each[key]) for key in NAMES if each.get(key)), name) for name, each in entries.items()
        }
        return place.name, (), called
    head = _beginning(content) if place.kind == "procedure" else ""
    named, title = IDENTITY.search(head), TITLE.search(head)
    if not (named and title):
        head = _head(content, place)
        named, title = IDENTITY.search(head), TITLE.search(head)
    listed = ALIASES.search(head) if "aliases:" in head else None
    aliases = tuple(SLUGS.findall(listed[0].partition(":")[2])) if listed else ()
    name = named[1] if named else ""
    return name, aliases, {name or place.name: _visible(_unquoted(title[1]))} if title else {}


def _head(content: bytes, place: Place) -> str:
    """The fields of a file; nothing when a procedure has no lines of three dashes around them."""
    text = _text(content)
    front = front_and_body(text)
    return front[0] if front else "" if place.kind == "procedure" else text


def _beginning(content: bytes) -> str:
    """The first fields of a procedure; nothing when only the whole file tells whether they are what they look like."""
    first = content[:BEGINNING].rpartition(b"\n")[0]
    end = content.find(b"\n---", 3)
    ends = end > len(first) and content[end + 4 : end + 5] in (b"\n", b"")
    plain = ends and first.startswith(b"---\n") and b"\r" not in content and b"aliases:" not in content
    return f"{first[4:].decode('utf-8', 'replace')}\n" if plain else ""


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


class _Field(NamedTuple):
    """A field: its text, its name and what it says. Text before the first field has no name and says nothing."""

    text: str
    name: str = ""
    value: Any = None


@dataclass(slots=True)
class Reader:
    """Reads revisions of one file after another, all of one kind.

    `pieces` holds what was read before, by its text; `following` the field that last came after each.
    """

    kind: str
    pieces: dict[str, tuple[str, Any] | None] = field(default_factory=dict)
    following: dict[str, _Field] = field(default_factory=dict)

    @property
    def schema(self) -> Schema:
        """The rules of today for a file of this kind."""
        return schema_of(self.kind)

    def read(self, content: bytes) -> Data | None:
        """The fields of a revision, as text, lists and mappings, and its Markdown; nothing when it cannot be read."""
        text = _text(content)
        if self.kind not in ("procedure", "translation"):
            return self._fields(text)
        parts = front_and_body(text)
        data = self._fields(parts[0]) if parts else None
        if parts is None or data is None:
            return None
        key = f"\0{parts[1]}"
        body = self.pieces.get(key) or self.pieces.setdefault(key, (BODY, _shown(parts[1])))
        data[BODY] = body[1] if body else ""
        return data

    def entries(self, content: bytes) -> Data | None:
        """The entries of a list of the vocabulary, by id."""
        try:
            found = _fitting(_seen(yaml_tree.values(decode(content), self.schema)), self.schema)
        except YamlError:
            return None
        if not isinstance(found, list):
            return None
        return {each["id"]: each for each in found if isinstance(each, dict) and isinstance(each.get("id"), str)}

    def _fields(self, text: str) -> Data | None:
        """Mostly, the next field is the one that came next in the revision before, with the same text."""
        found = [_Field("")]
        place = 0
        while place < len(text):
            each = self.following.get(found[-1].name)
            if each is None or not text.startswith(each.text, place):
                if place and not FIELD.match(text, place):
                    place -= len(found.pop().text)  # in this revision, the field above goes on here
                each = self._field_at(text, place)
                if each is None:
                    return _whole(_shown(text), self.schema)
                self.following[found[-1].name] = each
            found.append(each)
            place += len(each.text)
        data: Data = {}
        for _, name, value in found:
            if name:
                data.setdefault(name, value)
        return data

    def _field_at(self, text: str, place: int) -> _Field | None:
        """The field that begins at a place; nothing when it cannot be read by itself."""
        end = NEXT.search(text, place)
        piece = text[place : end.start() + 1 if end else len(text)]
        if not piece.strip() or (piece.lstrip().startswith("#") and "\n" not in piece.strip()):
            return _Field(piece)
        found = self._piece(_shown(piece))
        return _Field(piece, *found) if found else None

    def _piece(self, text: str) -> tuple[str, Any] | None:
        """The field that a piece of text holds; nothing when it cannot be read by itself."""
        if text not in self.pieces:
            shapes = self.schema["properties"]
            self.pieces[text] = _plain(text, shapes) or self._listing("", text, shapes) or _piece(text, self.schema)
        return self.pieces[text]

    def _listing(self, path: str, text: str, shapes: Schema) -> tuple[str, Any] | None:
        """A list of mappings, such as the steps, read entry by entry: mostly only one of them has changed."""
        listing = LISTING.match(text)
        if listing is None:
            return None
        name, indent = listing[1], listing[2]
        whole = shapes.get(name, {})
        shape = whole.get("items", {})
        if whole.get("type", "array") != "array" or shape.get("type") in ONE_WORD:
            return None  # an old file has entries where none belong
        path = f"{path}\0{name}"
        entries = []
        for entry in text[listing.end() :].removesuffix("\n").split(f"\n{indent}- "):
            key = f"{path}\0{indent}{entry}"
            if key not in self.pieces:
                self.pieces[key] = self._entry(path, indent, entry, shape)
            found = self.pieces[key]
            if found is None:
                return None
            entries.append(found[1])
        return name, entries

    def _entry(self, path: str, indent: str, entry: str, shape: Schema) -> tuple[str, Any] | None:
        """An entry of a list, read field by field where its fields stand below each other."""
        data = _mapping(entry, shape) or {}
        beginning, further_out = _edges(f"{indent}  ")
        for part in beginning.split(entry) if KEY.match(entry) and not further_out.search(entry) else ():
            key = f"{path}\0\0{indent}{part}"
            if key not in self.pieces:
                self.pieces[key] = self._part(path, indent, f"{part}\n", shape)
            found = self.pieces[key]
            if found is None or found[0] in data:
                data = {}
                break
            data[found[0]] = found[1]
        if data:
            return "", data
        return _piece(f"entry:\n{indent}- {entry}\n", {"properties": {"entry": {"items": shape}}}, single=True)

    def _part(self, path: str, indent: str, text: str, shape: Schema) -> tuple[str, Any] | None:
        """A field of an entry, which lies within the margin that the entry begins at."""
        shapes = shape.get("properties", {})
        return (
            _plain(text, shapes, len(indent) + 2)
            or self._listing(path, text, shapes)
            or _piece(f"{indent}  {text}", shape)
        )


@cache
def _edges(indent: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Where a field of an entry begins, and a line that is further out than its fields."""
    return re.compile(rf"\n{indent}(?={KEY.pattern})"), re.compile(rf"\n(?!{indent}|\n|$)")


def _mapping(text: str, shape: Schema) -> Data | None:
    """A mapping on one line, when what it means is plain to see."""
    if not MAPPING.fullmatch(text):
        return None
    shapes = shape.get("properties", {})
    named = {name: quoted or scalar(plain, "", shapes.get(name, {})) for name, quoted, plain in WORD.findall(text)}
    return named if len(named) == text.count(": ") else None


def _plain(text: str, shapes: Schema, margin: int = 0) -> tuple[str, Any] | None:
    """A field whose meaning is plain to see, so that YAML need not be asked. What it holds lies within the margin."""
    if simple := SIMPLE.fullmatch(text):
        return simple[1], simple[2] or scalar(simple[3], "", shapes.get(simple[1], {}))
    if words := WORD_LIST.fullmatch(text):
        return words[1], _fitting(words[2].split(", "), shapes.get(words[1], {}))
    name, _, value = text.partition(": ")
    if NAME.fullmatch(name) and (mapping := _mapping(value.removesuffix("\n"), shapes.get(name, {}))):
        return name, _fitting(mapping, shapes.get(name, {}))
    block = TEXT.fullmatch(text) or FOLDED.fullmatch(text)
    if block and len(block[2]) > margin:
        lines = block[3].split(f"\n{block[2]}")
        return block[1], "\n".join(lines) if block.re is TEXT else " ".join(lines).removesuffix("\n")
    return None


def _piece(text: str, schema: Schema, *, single: bool = False) -> tuple[str, Any] | None:
    """The field that a piece of text holds, or the single entry of its list; nothing when it cannot be read alone."""
    data = _whole(text, schema)
    if data is None or len(data) != 1:
        return None
    name, value = next(iter(data.items()))
    if single:
        return (name, value[0]) if isinstance(value, list) and len(value) == 1 else None
    return name, value


def _whole(text: str, schema: Schema) -> Data | None:
    try:
        data = yaml_tree.values(text, schema)
    except YamlError:
        return None
    if not isinstance(data, dict):
        return None
    fitting: Data = _fitting(_seen(data) if "\\" in text else data, schema)
    return fitting


def _fitting(value: Any, shape: Schema) -> Any:
    """A value in which what today's rules say is a word is one, whatever an old file holds there."""
    if not isinstance(value, (list, dict)):
        return value
    kind = shape.get("type")
    if kind in ONE_WORD:
        return _in_words(value)
    if isinstance(value, list):
        return [_fitting(each, shape.get("items", shape)) for each in value]
    shapes = (shape.get("items", {}) if kind == "array" else shape).get("properties", {})
    return {str(key): _fitting(each, shapes.get(key, {})) for key, each in value.items()}


def _in_words(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_in_words, value))
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_in_words(each)}" if each else str(key) for key, each in value.items())
    return str(value)


def _seen(value: Any) -> Any:
    """A value in which YAML's escapes have made nothing that cannot be seen, commands a terminal or breaks XML."""
    if isinstance(value, str):
        return _visible(value)
    if isinstance(value, list):
        return [_seen(each) for each in value]
    return {_seen(key): _seen(each) for key, each in value.items()} if isinstance(value, dict) else value


def same(one: Data, other: Data) -> bool:
    """Whether two revisions say the same: line breaks, blanks and the order of fields say nothing."""
    if one.keys() != other.keys():
        return False
    return all(
        one[key] is other[key] or one[key] == other[key] or plain_text(one[key]) == plain_text(other[key])
        for key in one
    )


def plain_text(value: Any) -> Any:
    """A value without what only the layout of its file adds."""
    if isinstance(value, str):
        return blocks(value)
    if isinstance(value, list):
        return [plain_text(each) for each in value]
    if isinstance(value, dict):
        return {key: plain_text(each) for key, each in value.items()}
    return value


@lru_cache(maxsize=4096)
def blocks(text: str) -> tuple[str, ...]:
    """The paragraphs, list items, headings and table rows of Markdown, each on one line."""
    found: list[str] = []
    begun = False
    for line in text.split("\n"):
        words = " ".join(line.split())
        if not words:
            begun = False
        elif begun and not BLOCK.match(words):
            found[-1] += f" {words}"
        else:
            found.append(words)
            begun = not words.startswith(("#", "|"))
    return tuple(found)
