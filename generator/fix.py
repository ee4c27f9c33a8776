"""Mends in a file what is safe to mend: line ends, letters, blanks, quotes, dates and the order of fields.

Comments stay. Each step is kept only when the file says the same afterwards, or could not be read before it.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from generator import load, schema, yaml_tree
from generator.characters import ALLOWED_FORMAT_CHARACTERS, FORBIDDEN_CATEGORIES
from generator.document import FENCE
from generator.findings import Finding
from generator.load import Kind, Located
from generator.yaml_tree import Node, YamlError

PASSES = 5
BREAK = 2
"""Blanks at the end of a line that mean a line break in Markdown."""
SMART = re.compile(r'^(\s*(?:- +)?(?:[\w-]+: +)?)[“”„]([^“”„"]*)[“”]\s*$')
COLON = re.compile(r"""^(\s*(?:- +)?[\w-]+: +)([^\s"'\[{|>&*!%@`#][^"#]*?: [^"#]*?)\s*$""")
DAY = re.compile(
    r"""^(\s*(?:- +)?(?:valid_from|valid_to|review_by|on|from|to|read): +)["']?(\d{1,2})\.(\d{1,2})\.(\d{4})["']?\s*$"""
)
BLANK = {"\u00a0", "\u2007", "\u202f", "\t"}


def fix(root: Path, only: Sequence[str] = ()) -> Iterator[str]:
    """Mend the files, or those of them that `only` names, and give the path of each that was changed."""
    for found in load.files(root):
        if isinstance(found, Finding) or found.kind is Kind.IMAGE or (only and found.path not in only):
            continue
        content = load.read(root, found)
        if not isinstance(content, bytes):
            continue
        mended = mend(found, content)
        if mended is not None and mended != content:
            file = root / found.path
            fresh = file.with_name(f".{file.name}.new")
            fresh.write_bytes(mended)
            fresh.replace(file)
            yield found.path


def mend(located: Located, content: bytes) -> bytes | None:
    """The mended bytes; nothing when the file is not text at all."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    text = _letters(text.replace("\r\n", "\n").replace("\r", "\n"))
    in_front = located.path.endswith(".md")
    front, rest = _split(text) if in_front else (text, "")
    for _ in range(PASSES):  # what one step mends may let another be tried
        before = front
        for step in (_indents, _ends, _values):
            front = _if_same(front, step(front), located)
        front = _if_same(front, _ordered(front, located), located)
        if front == before:
            break
    whole = front + _ends(rest) if in_front else front
    return (whole.rstrip("\n") + "\n").encode() if whole.strip() else content


def _split(text: str) -> tuple[str, str]:
    """The fields, and everything from the second fence on. The first fence stays with the fields."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return "", text
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    return ("", text) if end is None else ("\n".join(lines[:end]) + "\n", "\n".join(lines[end:]))


def _letters(text: str) -> str:
    """Letters as one sign each, and no invisible ones."""
    return "".join(each for each in unicodedata.normalize("NFC", text) if not _hidden(each))


def _hidden(letter: str) -> bool:
    return (
        letter not in "\n\t"
        and letter not in ALLOWED_FORMAT_CHARACTERS
        and unicodedata.category(letter) in FORBIDDEN_CATEGORIES - {"Cn", "Co", "Cs"}
    )


def _indents(text: str) -> str:
    """Blanks of other kinds before the words of a line become spaces, a tab two of them."""
    rows = []
    for line in text.split("\n"):
        words = line.lstrip("".join(BLANK) + " ")
        before = line[: len(line) - len(words)]
        rows.append("".join("  " if each == "\t" else " " for each in before) + words.replace("\t", " "))
    return "\n".join(rows)


def _ends(text: str) -> str:
    """No blanks at the end of lines, but for two, which break a line in Markdown."""
    rows = []
    for line in text.split("\n"):
        words = line.rstrip()
        left = len(line) - len(words)
        rows.append(words + " " * BREAK if words and left == BREAK and words[-1] not in ":-|>" else words)
    return "\n".join(rows)


def _values(text: str) -> str:
    """Straight quotes around a whole value, quotes around a value with a colon in it, and dates as ÅÅÅÅ-MM-DD."""
    return "\n".join(_value(line) for line in text.split("\n"))


def _value(line: str) -> str:
    if found := DAY.match(line):
        try:
            return f'{found[1]}"{date(int(found[4]), int(found[3]), int(found[2]))}"'
        except ValueError:
            return line
    if found := SMART.match(line):
        return f'{found[1]}"{found[2]}"'
    if found := COLON.match(line):
        return f'{found[1]}"{found[2]}"'
    return line


def _if_same(before: str, after: str, located: Located) -> str:
    """The later text when it says what the earlier one did, or when only it can be read."""
    try:
        new = _said(after, located)
    except YamlError:
        return before
    try:
        return after if _said(before, located) == new else before
    except YamlError:
        return after


def _said(text: str, located: Located) -> Any:
    return _plain(yaml_tree.plain(_compose(text), schema.schema_of(located.kind.value)))


def _compose(text: str) -> Node:
    return yaml_tree.compose(text.removeprefix(f"{FENCE}\n"))


def _plain(value: Any) -> Any:
    """A value without what the steps above may change: blanks at ends, curved quotes around it, the form of a date."""
    if isinstance(value, str):
        bare = "\n".join(line.rstrip() for line in value.replace("\t", " ").split("\n")).strip().strip("“”„")
        found = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", bare)
        return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else bare
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {key.strip(): _plain(each) for key, each in value.items()}
    return value


def _ordered(text: str, located: Located) -> str:
    """Fields in the order of the schema, each with the comments above it; also within the entries of lists."""
    head = f"{FENCE}\n" if text.startswith(f"{FENCE}\n") else ""
    lines = text.removeprefix(head).split("\n")
    try:
        node = yaml_tree.compose("\n".join(lines))
    except YamlError:
        return text
    shape = schema.schema_of(located.kind.value)
    if isinstance(node.value, dict) and node.column == 1 and not lines[node.line - 1].lstrip().startswith("{"):
        for key in reversed(node.keys):
            inner = shape.get("properties", {}).get(key, {}).get("items", {})
            _order_entries(lines, node.value[key], inner)
        lines = _order_fields(
            lines, [(key, line) for key, (line, _) in node.keys.items()], list(shape.get("properties", {}))
        )
    elif isinstance(node.value, list):
        _order_entries(lines, node, shape.get("items", {}))
    return head + "\n".join(lines)


def _order_entries(lines: list[str], node: Node, shape: dict[str, Any]) -> None:
    """Order the fields of each entry in a list that is written with a dash, from the last, so that lines stay right."""
    if not isinstance(node.value, list) or "properties" not in shape:
        return
    for entry in reversed(node.value):
        first = lines[entry.line - 1]
        dash = entry.column - 3
        if not isinstance(entry.value, dict) or dash < 0 or first[dash : dash + 2] != "- " or first[dash + 2] == "{":
            continue
        start, last = entry.line - 1, entry.line
        while last < len(lines) and (not lines[last].strip() or _deep(lines[last]) >= entry.column - 1):
            last += 1
        while not lines[last - 1].strip():
            last -= 1
        block = [first[:dash] + "  " + first[dash + 2 :], *lines[start + 1 : last]]
        places = [(key, line - start) for key, (line, _) in entry.keys.items()]
        block = _order_fields(block, places, list(shape.get("properties", {})))
        if block[0].lstrip().startswith("#"):
            continue  # a comment cannot stand where the dash must
        block[0] = block[0][:dash] + "- " + block[0][dash + 2 :]
        lines[start:last] = block


def _deep(line: str) -> int:
    return len(line) - len(line.lstrip())


def _order_fields(lines: list[str], places: list[tuple[str, int]], order: list[str]) -> list[str]:
    """Move fields with the lines that belong to them. `places` gives the line, from 1, that each field begins on."""
    known = {key: number for number, key in enumerate(order)}
    wanted = sorted(places, key=lambda row: known.get(row[0], len(known)))
    if wanted == places:
        return lines
    starts = [
        _with_comments(lines, line - 1, places[0][1] - 1 if index else 0) for index, (_, line) in enumerate(places)
    ]
    ends = [*starts[1:], len(lines)]
    blocks = {key: lines[start:end] for (key, _), start, end in zip(places, starts, ends, strict=True)}
    tail: list[str] = []
    last = blocks[places[-1][0]]
    while len(last) > 1 and not last[-1].strip():
        tail.insert(0, last.pop())
    before = lines[: starts[0]]
    return [*before, *(line for key, _ in wanted for line in blocks[key]), *tail]


def _with_comments(lines: list[str], line: int, first: int) -> int:
    """Where a field begins when the comments just above it are counted in."""
    while line > first and lines[line - 1].lstrip().startswith("#"):
        line -= 1
    return line
