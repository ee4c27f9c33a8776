"""Keeps what was worked out from unchanged input, so that the next run is fast. Safe to delete at any time.

It lies outside the handbook's own folder: a pull request can put files there, and nothing it puts there may be
mistaken for something that the generator made.
"""

import hashlib
import os
import sqlite3
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

import platformdirs
from jinja2 import BytecodeCache, FileSystemBytecodeCache

PACKAGE = Path(__file__).resolve().parent
CODE = ("*.py", "**/*.py", "templates/**/*", "../schema/*.json")


def _base() -> Path:
    return Path(os.environ.get("HANDBOOK_CACHE") or platformdirs.user_cache_dir("regional-handbook"))


def folder(root: Path) -> Path:
    """Where things about the handbook in `root` are kept; `HANDBOOK_CACHE` chooses another place."""
    return _base() / short(root)


def compiled_templates() -> BytecodeCache | None:
    """Where Jinja2 keeps what it compiled, by the template's text; nothing when the folder cannot be made."""
    place = _base() / "templates"
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(place))


def short(path: Path) -> str:
    """A short name for a path, for naming what is kept about it."""
    return hashlib.sha256(bytes(path.resolve())).hexdigest()[:16]


@cache
def engine_key() -> bytes:
    """Changes whenever the generator's own code, templates or schemas, or the installed packages, may have changed."""
    digest = hashlib.sha256(sys.version.encode())
    for file in sorted({each for pattern in CODE for each in PACKAGE.glob(pattern) if each.is_file()}):
        digest.update(file.read_bytes())
    for pins in sorted(PACKAGE.parent.glob("requirements.txt")):
        digest.update(pins.read_bytes())
    return digest.digest()


class Cache:
    """Text by key in a small database. When it cannot be used, everything is worked out anew, and nothing is said."""

    def __init__(self, file: Path | None) -> None:
        """Open the database in `file`; without a file nothing is kept."""
        self._used: set[bytes] = set()
        self._database: sqlite3.Connection | None = None
        if file is not None:
            try:
                file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                self._database = sqlite3.connect(file, timeout=2)
                self._database.execute("CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value TEXT)")
                self._database.execute("BEGIN")  # the file is locked once, not for each question
            except (sqlite3.Error, OSError):
                self._give_up()

    def _give_up(self) -> None:
        """Go on without: the database is damaged, or in use by another build."""
        database, self._database = self._database, None
        if database is not None:
            with suppress(sqlite3.Error):
                database.close()

    def get(self, parts: tuple[bytes, ...], make: Callable[[], str]) -> str:
        """What was kept under a key made of `parts`, or what `make` gives, which is then kept."""
        key = hashlib.sha256(engine_key() + b"\0".join(parts)).digest()
        self._used.add(key)
        try:
            found = (
                self._database.execute("SELECT value FROM kept WHERE key = ?", (key,)).fetchone()
                if self._database
                else None
            )
        except sqlite3.Error:
            self._give_up()
            found = None
        if found is not None and isinstance(found[0], str):
            return found[0]
        value = make()
        try:
            if self._database:
                self._database.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (key, value))
        except sqlite3.Error:
            self._give_up()
        return value

    def touch(self, all_parts: Iterable[tuple[bytes, ...]]) -> None:
        """Keep what stands under these keys, without asking for it now."""
        self._used |= {hashlib.sha256(engine_key() + b"\0".join(parts)).digest() for parts in all_parts}

    def save(self) -> None:
        """Keep what is new, forget what this run did not ask for, and close."""
        if self._database is None:
            return
        try:
            known = {key for (key,) in self._database.execute("SELECT key FROM kept")}
            self._database.executemany("DELETE FROM kept WHERE key = ?", [(key,) for key in known - self._used])
            self._database.commit()
        except sqlite3.Error:
            pass  # the next run works it out anew
        self._give_up()
