"""Every rule has cases, good and bad, in files that are picked up by themselves. See README.md beside this file."""

import errno
import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import load
from generator.rules import CATALOGUE
from tests.support import DAY, Book, commit_all

FOLDER = Path(__file__).resolve().parent
CASES = sorted(FOLDER.glob("*/*.yml"))
NORWEGIAN = re.compile(
    r"[æøå]|\b(?:av|bare|bort|den|det|eller|eksempel|en|er|et|i|og|med|mente|til|som|ut|ulike|skriv|velg|se)\b",
    re.IGNORECASE,
)
KEYS = {"shows", "date", "base", "commit", "edits", "findings", "limits", "unreadable"}


def name_of(case: Path) -> str:
    return f"{case.parent.name}/{case.stem}"


def read_case(case: Path) -> dict[str, Any]:
    told = yaml.safe_load(case.read_text("utf-8"))
    assert set(told) <= KEYS, f"unknown keys in {name_of(case)}"
    assert told["shows"]
    return told


def found_in(case: dict[str, Any], book: Book, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    for change in case.get("base", []):
        book.edit(change)
    if "base" in case:
        commit_all(book.root, "2026-11-24T12:00:00Z")
    for change in case.get("edits", []):
        book.edit(change)
    if "commit" in case:
        commit_all(book.root, "2026-11-25T12:00:00Z", case["commit"])
    for limit, value in case.get("limits", {}).items():
        monkeypatch.setattr(load, limit, value)
    if unreadable := case.get("unreadable"):
        refuse_to_open(book.root / unreadable, monkeypatch)
    revision = ("HEAD~1" if "commit" in case else "HEAD") if "base" in case else None
    return book.check(day=str(case.get("date", DAY)), revision=revision).findings


def refuse_to_open(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As for a file without read permission; done here because the administrator may read everything."""
    really_open = os.open

    def open_unless_refused(path: Any, *arguments: Any, **named: Any) -> int:
        if str(path) == str(file):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))
        return really_open(path, *arguments, **named)

    monkeypatch.setattr(os, "open", open_unless_refused)


@pytest.mark.parametrize("rule", sorted(CATALOGUE))
def test_every_rule_has_a_good_and_a_bad_case(rule):
    assert list((FOLDER / rule).glob("good*.yml")), f"{rule} has no good case"
    assert list((FOLDER / rule).glob("bad*.yml")), f"{rule} has no bad case"


def test_every_case_belongs_to_a_rule():
    folders = {each.name for each in FOLDER.iterdir() if each.is_dir() and each.name != "__pycache__"}
    assert folders == set(CATALOGUE)
    stray = [name_of(each) for each in CASES if not each.stem.startswith(("good", "bad"))]
    assert not stray


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_case_gives_exactly_the_findings_it_lists(case, book, monkeypatch):
    told = read_case(case)
    found = found_in(told, book, monkeypatch)
    wanted = told.get("findings", [])
    shown = [f"{each['path']}:{each['line']}:{each['column']} {each['rule']}" for each in found]
    assert shown == [each["at"] for each in wanted]
    for each, want in zip(found, wanted, strict=True):
        assert want.get("message", "") in each["message"]
        assert want.get("hint", "") in each["hint"]
        assert each["level"] == CATALOGUE[each["rule"]].level
        assert NORWEGIAN.search(each["hint"]), f"not a Norwegian hint: {each['hint']}"
    broken = {each["rule"] for each in found}
    assert (case.parent.name in broken) == case.stem.startswith("bad")
