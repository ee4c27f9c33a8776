"""One file, judged by itself: its text, YAML, schema and prose. What comes out can be kept and used again."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import orjson

from generator import addresses, load, personal, prose, schema, yaml_tree
from generator.document import BODY, Document, take_apart
from generator.findings import Finding, Level, Pointer, Problem
from generator.load import Kind, Located
from generator.model import Link, Prose, Sighting
from generator.prose import Rendered, Setting
from generator.readability import lix
from generator.words import word
from generator.yaml_tree import YamlError

IMAGE_FORMATS = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}
MAX_PIXELS = 12_000_000


@dataclass(frozen=True, slots=True)
class Item:
    """A file and what is in it. `written` is nothing when the file has faults that make it unusable.

    It holds the file's keys and values as JSON, which takes a third of their room. `background` is the Markdown below
    the front matter.
    """

    located: Located
    written: bytes = b""
    background: str = ""
    prose: Prose = field(default_factory=Prose)
    findings: tuple[Finding, ...] = ()
    sightings: tuple[Sighting, ...] = ()

    @property
    def data(self) -> Any:
        """The file's keys and values, read anew each time."""
        return orjson.loads(self.written)

    def to_text(self) -> str:
        """The item for keeping: two lines of JSON, so that the first need not be read. The file's place is not kept."""
        kept = {
            "background": self.background,
            "html": dict(self.prose.html),
            "links": [[list(link.pointer), link.line_offset, link.target] for link in self.prose.links],
            "anchors": list(self.prose.anchors),
            "lix": dict(self.prose.lix),
            "findings": [
                [each.line, each.column, each.rule, each.level, each.message, each.hint] for each in self.findings
            ],
            "sightings": [[each.kind, each.value, each.line, each.column] for each in self.sightings],
        }
        return f"{self.written.decode()}\n{orjson.dumps(kept).decode()}"

    @classmethod
    def from_text(cls, located: Located, text: str) -> "Item":
        """An item that was kept."""
        written, _, rest = text.partition("\n")
        kept = orjson.loads(rest)
        links = tuple(Link(tuple(pointer), offset, target) for pointer, offset, target in kept["links"])
        found = tuple(
            Finding(located.path, line, column, rule, Level(level), message, hint)
            for line, column, rule, level, message, hint in kept["findings"]
        )
        return cls(
            located,
            written.encode(),
            kept["background"],
            Prose(kept["html"], links, tuple(kept["anchors"]), kept["lix"]),
            found,
            tuple(Sighting(located.path, *each) for each in kept["sightings"]),
        )


def examine(located: Located, content: bytes) -> Item:
    """Judge one file by itself. Never raises because of what is in it."""
    if located.kind is Kind.IMAGE:
        return Item(located, b"{}", findings=tuple(_image(located, content)))
    text = load.decode(located.path, content)
    if isinstance(text, list):
        return Item(located, findings=tuple(text))
    return replace(_read(located, text), sightings=tuple(_sightings(located, text)))


def _sightings(located: Located, text: str) -> Iterator[Sighting]:
    """What may be personal, in the file and in its name. The list of what may stand there is not judged by itself."""
    digits = sum(each.isdigit() for each in located.path)
    for each in personal.sightings(located.path, located.path) if digits >= personal.LENGTH else ():
        if each.kind == personal.IDENTITY:
            yield replace(each, line=1, column=1)
    if located.kind is not Kind.CONTACTS:
        yield from personal.sightings(located.path, text)


def _read(located: Located, text: str) -> Item:
    try:
        document = take_apart(located.path, text)
    except YamlError as error:
        where = (located.path, error.line, error.column)
        return Item(located, findings=(Finding(*where, error.rule, Level.ERROR, error.message, error.hint),))
    return _judge(located, document)


def _judge(located: Located, document: Document) -> Item:
    name = located.kind.value
    shape = schema.schema_of(name)
    data = yaml_tree.plain(document.tree, shape)
    faults = [
        document.finding(rule, Level.ERROR, problem) for rule, problem in schema.problems(name, located.path, data)
    ]
    if faults:
        return Item(located, findings=tuple(faults))
    pieces = {
        pointer: _render(located, pointer, text, data) for pointer, text in _markdown(located, shape, data, document)
    }
    problems = [problem for piece in pieces.values() for problem in piece.problems]
    marked = [problem for pointer, text in _plain_texts(shape, data, ()) for problem in _marked(located, pointer, text)]
    if located.path.endswith(".md"):
        problems += _unused_body(located, document)
    found = [document.finding("markdown", Level.ERROR, problem) for problem in problems]
    found += [document.finding("plain-text", Level.WARNING, problem) for problem in marked]
    return Item(located, orjson.dumps(data), document.body, _gather(data, pieces), tuple(found))


def _unused_body(located: Located, document: Document) -> Iterator[Problem]:
    if located.kind is Kind.ARTICLE and not document.body.strip():
        yield Problem(located.path, (BODY,), "Siden har ingen tekst.", "Skriv teksten under «---».")


def _markdown(located: Located, shape: Any, data: Any, document: Document) -> Iterator[tuple[Pointer, str]]:
    """The Markdown of a file: the fields that the schema says hold it, and the body."""
    yield from _markdown_fields(shape, data, ())
    if document.body.strip() and located.path.endswith(".md"):
        yield (BODY,), document.body


def _markdown_fields(shape: Any, data: Any, pointer: Pointer) -> Iterator[tuple[Pointer, str]]:
    if shape.get("contentMediaType") == "text/markdown":
        yield pointer, data
    elif isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, str | list | dict):
                yield from _markdown_fields(shape["properties"][key], value, (*pointer, key))
    elif isinstance(data, list) and shape["items"]["type"] == "object":
        for index, value in enumerate(data):
            yield from _markdown_fields(shape["items"], value, (*pointer, index))


def _plain_texts(shape: Any, data: Any, pointer: Pointer) -> Iterator[tuple[Pointer, str]]:
    """The fields that are shown as they are written."""
    if isinstance(data, str) and "contentMediaType" not in shape:
        yield pointer, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _plain_texts(shape["properties"][key], value, (*pointer, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _plain_texts(shape["items"], value, (*pointer, index))


def _marked(located: Located, pointer: Pointer, text: str) -> Iterator[Problem]:
    """What would be shown with its signs: links, bold words and local values mean nothing here."""
    if found := prose.SIGNS.search(text):
        message = f"Dette feltet er ren tekst, og leseren ville sett tegnene: «{found[0][:40]}»."
        hint = "Skriv det med vanlige ord. Lenker, fet skrift og lokale verdier virker bare i trinn og brødtekst."
        yield Problem(located.path, pointer, message, hint, snippet=found[0])


def _render(located: Located, pointer: Pointer, text: str, data: Any) -> Rendered:
    parameters = images = None
    if located.kind is Kind.PROCEDURE:
        parameters = {each["id"]: each["label"] for each in data.get("parameters", ())}
    if located.kind in (Kind.PROCEDURE, Kind.TRANSLATION):
        images = f"/prosedyrer/{located.name}/"
    if located.kind is Kind.ARTICLE:
        return prose.render(text, located.path, pointer, Setting(pointer == (BODY,)))
    taken = addresses.PROCEDURE_SECTIONS  # the page has "Bakgrunn" above the headings
    local = word("locally", data.get("language", "nb"))
    return prose.render(text, located.path, pointer, Setting(pointer == (BODY,), 1, taken, parameters, local, images))


def _gather(data: Any, pieces: dict[Pointer, Rendered]) -> Prose:
    """What the pieces hold together, with the readability of steps and background."""
    body = [piece for pointer, piece in pieces.items() if pointer == (BODY,)]
    steps = [piece for pointer, piece in pieces.items() if pointer != (BODY,)]
    measured = {"background": lix(prose.sentences(body))}
    if isinstance(data, dict) and "summary" in data:
        measured["steps"] = lix([*_read_first(data), *prose.sentences(steps)])
    return Prose(
        html={"/".join(map(str, pointer)): piece.html for pointer, piece in pieces.items()},
        links=tuple(link for piece in pieces.values() for link in piece.links),
        anchors=tuple(anchor for piece in pieces.values() for anchor in piece.anchors),
        lix=measured,
    )


def _read_first(data: Any) -> Iterator[str]:
    """The plain texts that a reader meets before the steps."""
    yield data["summary"]
    for each in data.get("warnings", ()):
        yield from each.values()
    for key in ("do", "do_not"):
        yield from data.get(key, ())


def _image(located: Located, content: bytes) -> Iterator[Finding]:
    try:
        clean_image(located.name, content)
    except ValueError as error:
        hint = "Lagre bildet på nytt som png, jpg eller webp, høyst 12 millioner bildepunkter."
        yield load.finding(located.path, 1, 1, "image", str(error), hint)


def clean_image(name: str, content: bytes) -> bytes:
    """The picture drawn anew, without anything else that the file carried (place, camera, hidden data).

    Raises:
        ValueError: When the content is not the kind of picture that the name says.
    """
    from PIL import Image  # noqa: PLC0415 - slow to import, and most handbooks have no pictures

    wanted = IMAGE_FORMATS[name.rsplit(".", 1)[1]]
    try:
        with Image.open(io.BytesIO(content), formats=[wanted]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise ValueError("Bildet er for stort.")
            clean = Image.new("RGB" if wanted == "JPEG" else "RGBA", picture.size)
            clean.paste(picture.convert(clean.mode))
    except (OSError, SyntaxError, Image.DecompressionBombError):
        raise ValueError(f"Filen er ikke et bilde av typen {wanted}.") from None
    drawn = io.BytesIO()
    clean.save(drawn, wanted)
    return drawn.getvalue()
