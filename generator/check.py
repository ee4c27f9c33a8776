"""Reads a handbook, judges it, and gives the model and every finding. Writes nothing but the cache."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from generator import assemble, cache, load
from generator.cache import Cache
from generator.document import Document, take_apart
from generator.examine import Item, examine
from generator.findings import Finding, Level, Problem
from generator.load import Kind, Located
from generator.model import Handbook
from generator.rules import CATALOGUE, Rule
from generator.yaml_tree import YamlError

INCOMPLETE = {"folder-exists", "file-count"}
"""Rules of reading that, when broken, would make everything else seem to lack something."""
OPTIONAL = {Kind.SYNONYMS}
"""Without synonyms the search still works."""
REQUIRED = {
    "services/groups.yml": "Der står tjenestegruppene og rekkefølgen på tjenestene.",
    **{
        f"vocabulary/{kind.value}.yml": "Den er en av ordlistene." for kind in load.VOCABULARIES if kind not in OPTIONAL
    },
}


@dataclass(frozen=True, slots=True)
class Checked:
    """What was read, and everything that was found, sorted by place."""

    book: Handbook
    findings: tuple[Finding, ...]

    @property
    def has_errors(self) -> bool:
        """Whether anything was found that stops a build."""
        return any(each.level is Level.ERROR for each in self.findings)


def check(root: Path, day: date) -> Checked:
    """Judge the handbook in `root` as it stands on `day`."""
    findings: list[Finding] = []
    items: list[Item] = []
    kept = Cache(cache.folder(root) / "items.db")
    for found in load.files(root):
        if isinstance(found, Finding):
            findings.append(found)
            continue
        item = _item(root, found, kept)
        items.append(item)
        findings += item.findings
    kept.save()
    findings += _missing_files(items, findings)
    book = assemble.handbook(items)
    if not any(each.rule in INCOMPLETE for each in findings):
        findings += _across_files(root, book, day)
    return Checked(book, tuple(sorted(set(findings))))


def _item(root: Path, located: Located, kept: Cache) -> Item:
    content = load.read(root, located)
    if isinstance(content, Finding):
        return Item(located, findings=(content,))
    made: list[Item] = []

    def make() -> str:
        made.append(examine(located, content))
        return made[0].to_json()

    text = kept.get((located.path.encode(), content), make)
    return made[0] if made else Item.from_json(located, text)


def _missing_files(items: list[Item], findings: list[Finding]) -> Iterator[Finding]:
    present = {item.located.path for item in items} | {each.path for each in findings}
    for path, what in REQUIRED.items():
        if path not in present and path.split("/")[0] not in present:
            yield load.finding(path, 1, 1, "file-exists", "Filen mangler.", f"Lag filen. {what}")


def _across_files(root: Path, book: Handbook, day: date) -> Iterator[Finding]:
    """Run every rule, and find the place of each problem by reading its file once more."""
    found: list[tuple[str, Rule, Problem]] = []
    for each in CATALOGUE.values():
        if each.judge is not None:
            found += [(problem.path, each, problem) for problem in each.judge(book, day)]
    for path, group in groupby(sorted(found, key=lambda row: row[0]), key=lambda row: row[0]):
        document = _reread(root, path)
        for _, broken, problem in group:
            if document is not None:
                yield document.finding(broken.name, broken.level, problem)
            else:
                yield Finding(path, 1, 1, broken.name, broken.level, problem.message, problem.hint)


def _reread(root: Path, path: str) -> Document | None:
    """The document that a problem stands in; nothing when the file has faults that keep it from being read."""
    located = load.locate(path)
    content = load.read(root, located) if located else b""
    text = load.decode(path, content) if isinstance(content, bytes) else []
    try:
        return take_apart(path, text) if isinstance(text, str) else None
    except YamlError:
        return None
