"""Puts a finished site in place of the old one in one step, so that no reader ever meets half a handbook."""

import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2
MARK = "api/v1/index.json"
"""Every handbook has this file; a folder without it is somebody else's."""


class PublishError(Exception):
    """Raised when a site cannot be put where it was asked to be. The message is Norwegian and says what to do."""


def refuse_dangerous(out: Path, root: Path) -> None:
    """Never replace a folder that is not a handbook site.

    Raises:
        PublishError: When `out` holds the content, or something that was not built here.
    """
    out, root = out.resolve(), root.resolve()
    content = [
        root / name for name in ("procedures", "services", "municipalities", "vocabulary", "docs", "schema", ".git")
    ]
    inside = any(out == folder or out.is_relative_to(folder) for folder in [*content, root / "build/docs"])
    if root == out or root.is_relative_to(out) or inside:
        raise PublishError(f"Nettstedet kan ikke legges i {out}: der ligger filene som håndboka bygges av.")
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / MARK).is_file())):
        raise PublishError(f"{out} er ikke en bygd håndbok, og blir ikke overskrevet. Velg en annen mappe med --out.")


@contextmanager
def workplace(out: Path) -> Iterator[Path]:
    """An empty folder beside `out` to build in. Only one build of the same site runs at a time.

    What a killed build left behind is removed first.

    Raises:
        PublishError: When another build is running.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh = out.parent / f".{out.name}.new"
    with (out.parent / f".{out.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise PublishError(f"En annen bygging av {out} er i gang. Vent til den er ferdig.") from None
        _discard(fresh)
        fresh.mkdir()
        try:
            yield fresh
        finally:
            _discard(fresh)
            Path(lock.name).unlink(missing_ok=True)


def _discard(folder: Path) -> None:
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def publish(fresh: Path, out: Path) -> None:
    """Let `fresh` and `out` change places; when there is no `out` yet, `fresh` becomes it."""
    if out.is_symlink() or not out.exists():
        out.unlink(missing_ok=True)
        fresh.rename(out)
    else:
        _exchange(fresh, out)


def _exchange(one: Path, other: Path) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    rename = getattr(libc, "renameat2", None)
    if rename is not None and rename(AT_FDCWD, bytes(one), AT_FDCWD, bytes(other), RENAME_EXCHANGE) == 0:
        return
    code = ctypes.get_errno()
    if rename is not None and code not in (errno.EINVAL, errno.ENOSYS):
        raise PublishError(f"Nettstedet kunne ikke legges i {other}: {os.strerror(code)}.")
    # Where the system cannot exchange two folders (not Linux, or an unusual disk) the site is gone for an instant.
    aside = other.with_name(f".{other.name}.old")
    _discard(aside)
    other.rename(aside)
    one.rename(other)
    aside.rename(one)
