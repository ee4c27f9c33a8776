"""Writes a folder so that it holds exactly the given files. Unchanged files are left alone."""

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

KEEP = ".gitkeep"


def write_tree(folder: Path, files: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    """Make `folder` hold `files` (paths below it, and bytes) and nothing else but `.gitkeep`.

    Gives the hash of each file. One file at a time is held in memory. Links that someone has put there are removed,
    never followed.
    """
    if folder.is_symlink():
        folder.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    _remove_links(folder)
    hashes: dict[str, str] = {}
    for path, content in files:
        if not _holds(f"{folder}/{path}", content):
            _write(folder / path, content)
        hashes[path] = hashlib.sha256(content).hexdigest()
    _prune(folder, "", hashes, {above for path in hashes for above in _above(path)})
    return hashes


def _above(path: str) -> Iterator[str]:
    """The folders that a path lies in."""
    while path := path.rpartition("/")[0]:
        yield path


def _write(file: Path, content: bytes) -> None:
    if not file.parent.is_dir():
        for folder in reversed(file.parents):
            if folder.is_file():
                folder.unlink()
        file.parent.mkdir(parents=True, exist_ok=True)
    if file.is_dir():
        _remove(file)
    fresh = file.with_name(f".{file.name}.new")
    fresh.write_bytes(content)
    fresh.replace(file)


def _holds(file: str, content: bytes) -> bool:
    """Whether a file is just that. Paths are text: this is asked of thousands, and nearly always answered by yes."""
    try:
        if os.stat(file).st_size != len(content):  # noqa: PTH116
            return False
        with open(file, "rb", buffering=0) as stream:  # noqa: PTH123
            return stream.read(len(content)) == content
    except OSError:
        return False


def _remove_links(folder: Path) -> None:
    with os.scandir(folder) as entries:
        for entry in list(entries):
            if entry.is_symlink():
                Path(entry.path).unlink()
            elif entry.is_dir():
                _remove_links(Path(entry.path))


def _prune(folder: Path, relative: str, files: Collection[str], folders: set[str]) -> None:
    with os.scandir(folder) as entries:
        for entry in list(entries):
            path = f"{relative}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if path in folders:
                    _prune(folder / entry.name, f"{path}/", files, folders)
                else:
                    _remove(folder / entry.name)
            elif entry.is_symlink() or (path not in files and path != KEEP):
                Path(entry.path).unlink()


def _remove(folder: Path) -> None:
    with os.scandir(folder) as entries:
        for entry in list(entries):
            if entry.is_dir(follow_symlinks=False):
                _remove(Path(entry.path))
            else:
                Path(entry.path).unlink()
    folder.rmdir()
