"""Fixtures: every test gets its own handbook, cache and day, and leaves the machine as it was."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support import Book, handbook_process, real_handbook, small_handbook


@pytest.fixture(autouse=True)
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a cache folder of the test's own, and put the environment back: a build sets SOURCE_DATE_EPOCH."""
    before = dict(os.environ)
    cache = tmp_path_factory.mktemp("cache")
    os.environ["HANDBOOK_CACHE"] = str(cache)
    for name in ("HANDBOOK_URL", "SOURCE_DATE_EPOCH"):
        os.environ.pop(name, None)
    yield cache
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """The small handbook, for this test alone."""
    return small_handbook(tmp_path / "handbook")


@pytest.fixture(scope="module")
def book_of_module(tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, dict[str, str]]:
    """A small handbook that many examples of one property share, and its texts as they were."""
    book = small_handbook(tmp_path_factory.mktemp("shared") / "handbook")
    files = [each.relative_to(book.root).as_posix() for each in book.root.rglob("*") if each.is_file()]
    return book, {path: book.read(path) for path in files}


@dataclass(frozen=True)
class Built:
    """The real handbook and its site."""

    book: Book
    site: Path


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The real handbook, built once. Tests only read it."""
    folder = tmp_path_factory.mktemp("real")
    book = real_handbook(folder / "handbook")
    done = handbook_process(
        "build",
        "--date",
        "2026-11-25",
        cwd=book.root,
        env={"HANDBOOK_CACHE": str(folder / "cache"), "HANDBOOK_URL": ""},
    )
    assert done.returncode == 0, done.stderr
    return Built(book, book.root / "site")
