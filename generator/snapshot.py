"""A revision of the handbook, read as git keeps it: its files are never checked out, and nothing of it is ever run."""

import stat
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha1
from pathlib import Path

from git.exc import GitCommandError, GitCommandNotFound

from generator import load
from generator.findings import Finding
from generator.history import HistoryError, Repository, ShallowCloneError
from generator.load import Located

MODES = {"100644": stat.S_IFREG, "100755": stat.S_IFREG, "120000": stat.S_IFLNK, "160000": stat.S_IFDIR}
"""What git's modes mean on disk; a submodule is a folder."""


@dataclass(frozen=True, slots=True)
class Message:
    """A commit and what it says."""

    commit: str
    text: str


@dataclass(slots=True)
class Snapshot:
    """The files of a commit. The same names and limits hold as for a folder."""

    repository: Repository
    commit: str
    _blobs: dict[str, tuple[str, int]] = field(default_factory=dict)

    def files(self) -> Iterator[Located | Finding]:
        """Every content file, in order of path."""
        listed = self.repository.run("ls-tree", "-r", "-l", "-z", self.commit, "--", *load.FOLDERS)
        rows = [entry.partition("\t") for entry in listed.split("\0") if entry]
        tops = {path.partition("/")[0] for _, _, path in rows}
        yield from (load.missing_folder(name, what) for name, what in load.FOLDERS.items() if name not in tops)
        if len(rows) > load.MAX_FILES:
            yield load.too_many(rows[-1][2].partition("/")[0])
            return
        for about, _, path in sorted(rows, key=lambda row: row[2]):
            mode, _, blob, size = about.split()
            kind = MODES.get(mode, 0)
            if path.rpartition("/")[2].startswith(".") and stat.S_ISREG(kind):
                continue
            self._blobs[path] = (blob, int(size) if size.isdecimal() else 0)
            yield from load.judge_name(path, kind)

    def read(self, located: Located) -> bytes | Finding:
        """The bytes of a file, unless it is too large: git is then not even asked for them."""
        if located.path not in self._blobs:
            return load.finding(located.path, 1, 1, "file-read", "Filen finnes ikke.", "Se om den er slettet.")
        blob, size = self._blobs[located.path]
        if size > load.limit_of(located):
            return load.too_large(located)
        return next(iter(self.repository.contents([blob])))


def open_repository(root: Path) -> Repository:
    """The repository that a handbook lies at the top of.

    Raises:
        HistoryError: When it lies in none.
        ShallowCloneError: When only part of the history is there.
    """
    git = Repository(root)
    try:
        top = Path(git.run("rev-parse", "--show-toplevel").strip()).resolve()
        shallow = git.run("rev-parse", "--is-shallow-repository").strip() == "true"
    except (GitCommandError, GitCommandNotFound):
        raise HistoryError("Mappen er ikke hentet med git, så det er ingenting å sammenlikne med.") from None
    if top != root.resolve():
        raise HistoryError("Håndboka ligger ikke øverst i git-mappen, så det er ingenting å sammenlikne med.")
    if shallow:
        raise ShallowCloneError
    return git


def common_base(git: Repository, base: str, head: str) -> str:
    """The newest commit that two revisions share: what a change was made from.

    Raises:
        HistoryError: When either is unknown, or they share nothing.
    """
    one, other = git.resolve(base), git.resolve(head)
    try:
        return git.run("merge-base", one, other).split()[0]
    except GitCommandError:
        raise HistoryError(f"«{base}» og «{head}» har ingen felles historikk.") from None


def messages(git: Repository, base: str, head: str) -> Iterator[Message]:
    """What the commits of a change say, the newest first, merges included."""
    told = git.run("log", "-z", "--encoding=UTF-8", "--no-show-signature", "--format=%H%n%B", f"{base}..{head}", "--")
    for entry in told.split("\0"):
        commit, _, text = entry.strip("\n").partition("\n")
        if commit:
            yield Message(commit, text)


def changed_paths(git: Repository, base: str, head: str) -> Mapping[str, str]:
    """Every path that differs between two commits, and how: A (new), D (gone), M (changed), T (another kind)."""
    told = git.run("diff", "--name-status", "--no-renames", "-z", base, head, "--").split("\0")
    return {path: how for how, path in zip(told[::2], told[1::2], strict=False)}


def removed_before(git: Repository, commit: str, ids: Collection[str]) -> frozenset[str]:
    """Those of some ids of procedures whose file has once been removed."""
    if not ids:
        return frozenset()
    places = [f":(glob)procedures/*/{name}.md" for name in sorted(ids)]
    told = git.run("log", "--diff-filter=D", "--no-renames", "--name-only", "-z", "--format=", commit, "--", *places)
    return frozenset(path.strip().rpartition("/")[2].removesuffix(".md") for path in told.split("\0") if path.strip())


def blob_name(content: bytes) -> str:
    """The name under which git keeps a content."""
    return sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
