"""Keeps what was worked out from unchanged input, so that the next run is fast. Safe to delete at any time.

It lies outside the handbook's own folder: a pull request can put files there, and nothing it puts there may be
mistaken for something that the generator made.
"""

import hashlib
import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

import platformdirs

PACKAGE = Path(__file__).resolve().parent
CODE = ("*.py", "**/*.py", "templates/**/*", "../schema/*.json")


def folder(root: Path) -> Path:
    """Where things about the handbook in `root` are kept; `HANDBOOK_CACHE` chooses another place."""
    base = os.environ.get("HANDBOOK_CACHE") or platformdirs.user_cache_dir("regional-handbook")
    return Path(base) / short(root)


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
        self._used: dict[bytes, str] = {}
        self._new: dict[bytes, str] = {}
        self._kept: dict[bytes, str] = {}
        self._file = file
        if file is not None and file.exists():
            self._kept = self._read(file)

    @staticmethod
    def _read(file: Path) -> dict[bytes, str]:
        with suppress(sqlite3.Error):
            database = sqlite3.connect(file)
            try:
                return dict(database.execute("SELECT key, value FROM kept"))
            finally:
                database.close()
        return {}

    def get(self, parts: tuple[bytes, ...], make: Callable[[], str]) -> str:
        """What was kept under a key made of `parts`, or what `make` gives, which is then kept."""
        key = hashlib.sha256(engine_key() + b"\0".join(parts)).digest()
        value = self._kept.get(key)
        if value is None:
            value = self._new[key] = make()
        self._used[key] = value
        return value

    def save(self) -> None:
        """Write what is new, and forget what this run did not ask for."""
        gone = self._kept.keys() - self._used.keys()
        if self._file is None or not (self._new or gone):
            return
        with suppress(sqlite3.Error, OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            database = sqlite3.connect(self._file, timeout=2)
            try:
                with database:
                    database.execute("CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value TEXT) WITHOUT ROWID")
                    database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", self._new.items())
                    database.executemany("DELETE FROM kept WHERE key = ?", [(key,) for key in gone])
            finally:
                database.close()
