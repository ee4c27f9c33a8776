"""The folder in which a site is made, with whatever an earlier build left there.

A site has thousands of folders, and making them all anew was half the cost of a build after one edit. So the folder
beside the site is kept: it holds the site before this one, and only what differs is changed. A file there may be the
very file that readers have (a hard link): it is never written to, only replaced.
"""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

PART = ".part"
"""Where an engine works that must not meet files from before."""
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
"""A file that was not there before. Thousands are made, and Python's own files cost twice as much."""


@dataclass(slots=True)
class Workplace:
    """A site in the making, in `folder`. `live` is the site in place now, if any, on the same disk.

    Paths are text, relative to the folder, with `/`: there are thousands, and Path costs seconds.
    """

    folder: Path
    live: Path | None = None
    _left: dict[str, int] = field(default_factory=dict)
    _folders: set[str] = field(default_factory=lambda: {""})
    _kept: set[str] = field(default_factory=set)

    def survey(self) -> None:
        """Note what lies there. Links, which no build makes, are removed and not followed."""
        waiting = [""]
        while waiting:
            above = waiting.pop()
            with os.scandir(f"{self.folder}/{above}") as entries:
                for entry in entries:
                    path = f"{above}{entry.name}"
                    if entry.is_dir(follow_symlinks=False):
                        self._folders.add(path)
                        waiting.append(f"{path}/")
                    elif entry.is_file(follow_symlinks=False):
                        self._left[path] = entry.inode()
                    else:
                        Path(entry.path).unlink()

    def clear(self) -> None:
        """Begin anew, in an empty folder."""
        shutil.rmtree(self.folder)
        self.folder.mkdir(mode=0o700)
        self._left.clear()
        self._folders = {""}

    def keep(self, path: str, inode: int) -> None:
        """Let the new site have the same file as the one in place, where it has this inode."""
        self._kept.add(path)
        if self._left.get(path) != inode:
            os.link(f"{self.live}/{path}", self._room(path))

    def write(self, path: str, content: bytes) -> os.stat_result:
        """A file with new content."""
        self._kept.add(path)
        file = os.open(self._room(path), NEW, 0o666)
        try:
            while content:
                content = content[os.write(file, content) :]
            return os.fstat(file)
        finally:
            os.close(file)

    def part(self) -> Path:
        """An empty folder for an engine; `take` what it makes."""
        folder = self.folder / PART
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder

    def take(self, folder: Path) -> dict[str, os.stat_result]:
        """Move all files from a folder, or note those that lie in place already."""
        found = {}
        for above, _, names in os.walk(folder):
            for name in names:
                source = f"{above}/{name}"
                path = os.path.relpath(source, folder)
                found[path] = os.lstat(source)
                self._kept.add(path)
                if folder != self.folder:
                    os.replace(source, self._room(path))  # noqa: PTH105
        if folder != self.folder:
            shutil.rmtree(folder)
        return found

    def finish(self) -> None:
        """Remove what belongs to no page of this site."""
        for path in self._left.keys() - self._kept:
            target = f"{self.folder}/{path}"
            if os.path.lexists(target):
                os.unlink(target)  # noqa: PTH108
                self._prune(path.rpartition("/")[0])

    def _prune(self, folder: str) -> None:
        while folder:
            try:
                os.rmdir(f"{self.folder}/{folder}")  # noqa: PTH106
            except OSError:
                return  # something else lies there
            folder = folder.rpartition("/")[0]

    def _room(self, path: str) -> str:
        """Where a file goes, with its folder made, and nothing there yet."""
        target = f"{self.folder}/{path}"
        if path in self._left:
            os.unlink(target)  # noqa: PTH108
            del self._left[path]
        elif path in self._folders:
            shutil.rmtree(target)
            self._folders = {each for each in self._folders if each != path and not each.startswith(f"{path}/")}
            self._left = {each: inode for each, inode in self._left.items() if not each.startswith(f"{path}/")}
        self._make_folder(path.rpartition("/")[0])
        return target

    def _make_folder(self, folder: str) -> None:
        if folder in self._folders:
            return
        self._make_folder(folder.rpartition("/")[0])
        if folder in self._left:
            os.unlink(f"{self.folder}/{folder}")  # noqa: PTH108
            del self._left[folder]
        with suppress(FileExistsError):  # an engine may have made it
            os.mkdir(f"{self.folder}/{folder}")  # noqa: PTH102
        self._folders.add(folder)
