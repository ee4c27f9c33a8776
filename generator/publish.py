"""Puts a finished site in place of the old one in one step, so that no reader ever meets half a handbook."""

import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.workplace import Workplace

AT_FDCWD = -100
RENAME_EXCHANGE = 2
PRIVATE, OPEN = 0o700, 0o777
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
def workplace(out: Path) -> Iterator[Workplace]:
    """A folder beside `out` to make the site in. Only one build of the same site runs at a time.

    It is kept for the next build, closed to others: what lies there is an older handbook, or half of one.

    Raises:
        PublishError: When another build is running.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    spare = out.parent / f".{out.name}.spare"
    with (out.parent / f".{out.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise PublishError(f"En annen bygging av {out} er i gang. Vent til den er ferdig.") from None
        if spare.is_symlink() or spare.is_file():
            spare.unlink()
        spare.mkdir(mode=PRIVATE, exist_ok=True)
        spare.chmod(PRIVATE)
        work = Workplace(spare, out if out.is_dir() and not out.is_symlink() else None)
        work.survey()
        try:
            yield work
        finally:
            Path(lock.name).unlink(missing_ok=True)


def _discard(folder: Path) -> None:
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def publish(work: Workplace, out: Path) -> None:
    """Let the finished site and `out` change places; when there is no `out` yet, the site becomes it."""
    work.finish()
    fresh = work.folder
    fresh.chmod(out.stat().st_mode if work.live else OPEN & ~_umask())
    if work.live is None:
        out.unlink(missing_ok=True)
        fresh.rename(out)
    else:
        _exchange(fresh, out)
        fresh.chmod(PRIVATE)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


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
