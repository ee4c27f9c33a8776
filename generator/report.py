"""Findings as text for a terminal, JSON, annotations for GitHub, or a Markdown comment. Pure: findings in, text out."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from generator import load
from generator.characters import printable
from generator.findings import Finding, Level
from generator.load import Source

LEVEL_NAMES = {Level.ERROR: "feil", Level.WARNING: "advarsel"}
MOST_IN_COMMENT = 100
WIDEST = 160
"""Characters of a line of the file that are shown."""

ReadLine = Callable[[str, int], str]
"""Gives a line of a file: path and line number from 1. Empty when there is none."""


def line_reader(root: Path | Source) -> ReadLine:
    """Reads lines of the files in a folder or a revision, each file once."""
    source = load.Folder(root) if isinstance(root, Path) else root
    kept: dict[str, list[str]] = {}

    def read(path: str, line: int) -> str:
        if path not in kept:
            located = load.locate(path)
            content = source.read(located) if located else b""
            text = content.decode("utf-8", "replace") if isinstance(content, bytes) else ""
            kept[path] = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
        return kept[path][line - 1] if line <= len(kept[path]) else ""

    return read


def as_text(findings: Sequence[Finding], read_line: ReadLine) -> str:
    """Each finding with its line, a marker under the place, and the hint; last a count."""
    blocks = [_block(each, printable(read_line(each.path, each.line))) for each in findings]
    return "\n".join([*blocks, summary(findings)]) + "\n"


def _block(finding: Finding, line: str) -> str:
    head = f"{finding.path}:{finding.line}:{finding.column}: {LEVEL_NAMES[finding.level]}: {finding.message}"
    parts = [f"{head} [{finding.rule}]"]
    if line.strip():
        start = max(0, finding.column - WIDEST + 20)
        parts += [f"    {line[start : start + WIDEST]}", f"    {' ' * (finding.column - 1 - start)}^"]
    return "\n".join([*parts, f"    Råd: {finding.hint}", ""])


def summary(findings: Sequence[Finding]) -> str:
    """How many errors and warnings, in words."""
    errors = sum(each.level is Level.ERROR for each in findings)
    warnings = len(findings) - errors
    rest = f"{warnings or 'ingen'} {'advarsel' if warnings == 1 else 'advarsler'}"
    return f"Ingen feil, {rest}." if not errors else f"{errors} feil, {rest}. Rett feilene før håndboka kan bygges."


def as_json(findings: Sequence[Finding]) -> str:
    """A list of objects with the fields of `Finding`."""
    return json.dumps([asdict(each) for each in findings], ensure_ascii=False, indent=2) + "\n"


def as_github(findings: Sequence[Finding]) -> str:
    """Workflow commands that GitHub shows on the lines of a pull request."""
    rows = []
    for each in findings:
        place = f"file={_property(each.path)},line={each.line},col={each.column},title={_property(each.rule)}"
        rows.append(f"::{each.level} {place}::{_command(f'{each.message} {each.hint}')}")
    return "\n".join([*rows, summary(findings)]) + "\n"


def _command(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _command(text).replace(":", "%3A").replace(",", "%2C")


_CELL_ESCAPES = {each: f"&#{ord(each)};" for each in "<>&@|:/#!"} | {each: f"\\{each}" for each in "\\`*_[]~"}
"""Letters with a meaning in Markdown, and how they are written to have none."""


def as_markdown(findings: Sequence[Finding]) -> str:
    """A table for a comment; what a contributor wrote can neither mark up nor mention anyone."""
    head = f"## Kontroll av håndboka\n\n{summary(findings)}\n"
    return f"{head}\n{table(findings, MOST_IN_COMMENT)}" if findings else head


def table(findings: Sequence[Finding], most: int) -> str:
    """The first findings as a table, and how many more there are."""
    rows = [
        f"| {harmless(each.path)}:{each.line} | {LEVEL_NAMES[each.level]} "
        f"| {harmless(each.message)} | {harmless(each.hint)} |"
        for each in findings[:most]
    ]
    left = len(findings) - len(rows)
    more = [f"… og {left} til.", ""] if left else []
    return "\n".join(["| Sted | Hva | Hva er galt | Råd |", "|---|---|---|---|", *rows, "", *more])


def harmless(text: str) -> str:
    """Text that can neither mark up nor mention anyone."""
    return "".join(_CELL_ESCAPES.get(each, each) for each in printable(text))


FORMATS: dict[str, Callable[[Sequence[Finding], ReadLine], str]] = {
    "text": as_text,
    "json": lambda findings, _: as_json(findings),
    "github": lambda findings, _: as_github(findings),
    "markdown": lambda findings, _: as_markdown(findings),
}
