"""Reads a handbook, judges it, and gives the model and every finding. Writes nothing but the cache."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import Path

from generator import assemble, base, cache, load, snapshot
from generator.base import Base
from generator.cache import Cache
from generator.document import Document, take_apart
from generator.examine import Item, examine
from generator.findings import Finding, Level, Problem
from generator.load import Kind, Located, Source
from generator.model import Handbook
from generator.rules import CATALOGUE, Rule
from generator.yaml_tree import YamlError

Compare = Callable[[Mapping[str, str]], Base | None]
"""Gives what to compare with, told by path what git calls each content."""
INCOMPLETE = {"folder-exists", "file-count"}
"""Rules of reading that, when broken, would make everything else seem to lack something."""
OPTIONAL = {Kind.SYNONYMS, Kind.CONTACTS, Kind.OWNERS}
"""Without synonyms the search still works; without the others no number is excepted, and no team is named."""
REQUIRED = {
    "services/groups.yml": "Der står tjenestegruppene og rekkefølgen på tjenestene.",
    **{
        f"vocabulary/{kind.value}.yml": "Den er en av ordlistene." for kind in load.VOCABULARIES if kind not in OPTIONAL
    },
}


@dataclass(frozen=True, slots=True)
class Checked:
    """What was read, and everything that was found, sorted by place; and the base, when there was one."""

    book: Handbook
    findings: tuple[Finding, ...]
    base: Base | None = None

    @property
    def has_errors(self) -> bool:
        """Whether anything was found that stops a build."""
        return any(each.level is Level.ERROR for each in self.findings)


def check(root: Path, day: date, revision: str | None = None) -> Checked:
    """Judge the handbook in `root` as it stands on `day`; with `revision`, also what has changed since.

    Raises:
        HistoryError: When git does not know the revision.
        ShallowCloneError: When only part of the history is there.
    """
    git = snapshot.open_repository(root) if revision else None
    kept = Cache(cache.folder(root) / "items.db")

    def compare(names: Mapping[str, str]) -> Base | None:
        return base.read(git, revision, "HEAD", names) if git and revision else None

    checked = judge(load.Folder(root), day, kept, compare if git else None)
    if git:
        git.close()
    return checked


def judge(source: Source, day: date, kept: Cache, compare: Compare | None = None) -> Checked:
    """Judge what `source` holds as it stands on `day`; with `compare`, also what it changes."""
    findings: list[Finding] = []
    items: list[Item] = []
    names: dict[str, str] = {}
    for found in source.files():
        if isinstance(found, Finding):
            findings.append(found)
            continue
        content = source.read(found)
        if isinstance(content, bytes) and compare:
            names[found.path] = snapshot.blob_name(content)
        item = _item(found, content, kept)
        items.append(item)
        findings += item.findings
    kept.save()
    findings += _missing_files(items, findings)
    book = assemble.handbook(items)
    compared = compare(names) if compare else None
    was = replace(compared, day=day) if compared else None
    if not any(each.rule in INCOMPLETE for each in findings):
        findings += _across_files(source, _problems(book, day, was))
    return Checked(book, tuple(sorted(set(findings))), was)


def _item(located: Located, content: bytes | Finding, kept: Cache) -> Item:
    if isinstance(content, Finding):
        return Item(located, findings=(content,))
    # Read back even when it was made just now: what examining leaves behind takes several times the room.
    made = kept.get((located.path.encode(), content), lambda: examine(located, content).to_text())
    return Item.from_text(located, made)


def _missing_files(items: list[Item], findings: list[Finding]) -> Iterator[Finding]:
    present = {item.located.path for item in items} | {each.path for each in findings}
    for path, what in REQUIRED.items():
        if path not in present and path.split("/")[0] not in present:
            yield load.finding(path, 1, 1, "file-exists", "Filen mangler.", f"Lag filen. {what}")


def _problems(book: Handbook, day: date, was: Base | None) -> Iterator[tuple[Rule, Problem]]:
    """What every rule finds."""
    for each in CATALOGUE.values():
        if each.judge is not None:
            yield from ((each, problem) for problem in each.judge(book, day))
        elif each.judge_change is not None and was is not None:
            yield from ((each, problem) for problem in each.judge_change(book, was))


def _across_files(source: Source, found: Iterator[tuple[Rule, Problem]]) -> Iterator[Finding]:
    """Find the place of each problem by reading its file once more."""
    by_path = sorted(found, key=lambda row: row[1].path)
    for path, group in groupby(by_path, key=lambda row: row[1].path):
        document = _reread(source, path)
        for broken, problem in group:
            if document is not None:
                yield document.finding(broken.name, broken.level, problem)
            else:
                line, column = problem.place or (1, 1)
                yield Finding(path, line, column, broken.name, broken.level, problem.message, problem.hint)


def _reread(source: Source, path: str) -> Document | None:
    """The document that a problem stands in; nothing when the file has faults that keep it from being read."""
    located = load.locate(path)
    content = source.read(located) if located else b""
    text = load.decode(path, content) if isinstance(content, bytes) else []
    try:
        return take_apart(path, text) if isinstance(text, str) else None
    except YamlError:
        return None
