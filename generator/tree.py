"""Writes a folder so that it holds exactly the given files. Unchanged files are left alone."""

import hashlib
import os
from collections.abc import Iterable
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
        _write(folder / path, content)
        hashes[path] = hashlib.sha256(content).hexdigest()
    _prune(folder, "", set(hashes), {str(parent) for path in hashes for parent in Path(path).parents})
    return hashes


def _write(file: Path, content: bytes) -> None:
    if _holds(file, content):
        return
    for folder in reversed(file.parents):
        if folder.is_file():
            folder.unlink()
    if file.is_dir():
        _remove(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.new")
    fresh.write_bytes(content)
    fresh.replace(file)


def _holds(file: Path, content: bytes) -> bool:
    try:
        return file.stat().st_size == len(content) and file.read_bytes() == content
    except OSError:
        return False


def _remove_links(folder: Path) -> None:
    with os.scandir(folder) as entries:
        for entry in list(entries):
            if entry.is_symlink():
                Path(entry.path).unlink()
            elif entry.is_dir():
                _remove_links(Path(entry.path))


def _prune(folder: Path, relative: str, files: set[str], folders: set[str]) -> None:
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
