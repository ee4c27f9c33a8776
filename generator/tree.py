"""Writes a folder so that it holds exactly the given files. Unchanged files are left alone."""

import os
from collections.abc import Mapping
from pathlib import Path

KEEP = ".gitkeep"


def write_tree(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make `folder` hold `files` (paths below it, and bytes) and nothing else but `.gitkeep`.

    Links that someone has put there are removed, never followed.
    """
    if folder.is_symlink():
        folder.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    _prune(folder, "", set(files), _folders(files))
    for path, content in files.items():
        file = folder / path
        if not _holds(file, content):
            file.parent.mkdir(parents=True, exist_ok=True)
            fresh = file.with_name(f".{file.name}.new")
            fresh.write_bytes(content)
            fresh.replace(file)


def _folders(files: Mapping[str, bytes]) -> set[str]:
    return {str(parent) for path in files for parent in Path(path).parents}


def _holds(file: Path, content: bytes) -> bool:
    try:
        return file.stat().st_size == len(content) and file.read_bytes() == content
    except OSError:
        return False


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
