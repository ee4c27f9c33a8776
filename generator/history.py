"""What git knows. The only module that runs git: one log for everything and one batch of contents, by GitPython."""

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import orjson
from git import Git
from git.exc import GitCommandError, GitCommandNotFound

from generator.characters import printable
from generator.clock import OSLO

SAFE = (
    "git",
    "--no-replace-objects",
    "-c",
    "core.quotePath=false",
    "-c",
    "safe.directory=*",
    "-c",
    "advice.graftFileDeprecated=false",
)
"""Replace references would show another history than the one that was reviewed."""
FOLDERS = ("procedures", "services", "municipalities", "vocabulary")
DATED = ("procedures/", "services/", "municipalities/")
REGULAR = ("100644", "100755")
"""Modes of ordinary files; links and submodules are nothing that a handbook is made of."""
FORMAT = "--format=%H%x00%P%x00%ct%x00%an%x00%B%x00"
KEPT_FORM = 2
BATCH = 400
"""Contents asked for at a time: what is asked must fit in a pipe, or git and we would wait for each other."""
MERGED = re.compile(r"Merge pull request (#\d+) from \S+\s*(.*)", re.DOTALL)
BRANCH = re.compile(r"Merge (?:remote-tracking )?(?:branch|branches|tag|commit)\b")
"""How git and its hosts begin merges that nobody wrote a message for. Branches are often named after people."""
TRAILER = re.compile(r"[A-Z][A-Za-z-]*-(?:[Bb]y|[Tt]o):")
PERSONAL = re.compile(r"\S+@\S+|(?<!\w)@[\w/.-]+|(?<!\d)\d{6} ?\d{5}(?!\d)")
"""Mail addresses, user names and identity numbers."""
NO_MESSAGE = "Uten melding"
MOST_WORDS = 200
REVISION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._/@{}~^-]*")


INCOMPLETE = (
    "Git mangler noe av historikken, og da blir historikken i håndboka feil. Det hender når kopien er hentet med "
    "--filter og tjeneren ikke svarer, eller når noe er skadet. Hent alt på nytt med: git clone"
)
SPARSE = (
    "Git har bare hentet ut noen av filene (sparse checkout), og da mangler det prosedyrer i håndboka. "
    "Hent ut alle med: git sparse-checkout disable"
)


class HistoryError(Exception):
    """Raised when git cannot tell what is asked. The message is Norwegian and says what to do."""


class ShallowCloneError(Exception):
    """Raised when git has only the latest part of the history: what it would tell is wrong, not just less."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """What a commit did to one file. No `path`: removed; another `old_path`: moved; `blob` names the new content."""

    path: str
    old_path: str
    blob: str


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit on the first-parent line. `stamp` is the committer's time in seconds, as git has it.

    `subject` is its first line, without mail addresses and user names. `author` is shown only when asked for.
    """

    hash: str
    parent: str
    stamp: int
    author: str
    subject: str
    changes: tuple[FileChange, ...]

    def to_list(self) -> list[Any]:
        """As JSON, for keeping."""
        changes = [[each.path, each.old_path, each.blob] for each in self.changes]
        return [self.hash, self.parent, self.stamp, self.author, self.subject, changes]

    @classmethod
    def from_list(cls, kept: list[Any]) -> "Commit":
        """A commit that was kept."""
        name, parent, stamp, author, subject_, changes = kept
        return cls(name, parent, stamp, author, subject_, tuple(FileChange(*each) for each in changes))


@dataclass(frozen=True)
class History:
    """What git tells of a handbook. `commit` is the full hash of HEAD, with `-dirty` when files differ from it.

    Everything is empty when the handbook does not lie at the top of a git repository. `unsaved` lists the files whose
    content is not in `commit`. The log read last is kept in the file `kept`, so that only newer commits need be read.
    """

    commit: str = ""
    unsaved: frozenset[str] = frozenset()
    root: Path | None = None
    kept: Path | None = None

    @property
    def head(self) -> str:
        """The hash of HEAD."""
        return self.commit.removesuffix("-dirty")

    @cached_property
    def log(self) -> tuple[Commit, ...]:
        """The first-parent line, the oldest first."""
        if self.root is None or not self.commit:
            return ()
        known = _kept_log(self.kept)
        found = Repository(self.root).log(self.head, known)
        if self.kept is not None and found != known:
            with suppress(OSError, TypeError):
                self.kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                fresh = self.kept.with_suffix(".new")
                fresh.write_bytes(orjson.dumps([KEPT_FORM, [each.to_list() for each in found]]))
                fresh.replace(self.kept)
        return found

    @cached_property
    def last_changed(self) -> dict[str, date]:
        """The day of the newest commit that touched each path."""
        found: dict[str, date] = {}
        for commit in self.log:
            day = day_of(commit.stamp)
            for change in commit.changes:
                found.pop(change.old_path, None)
                if change.path.startswith(DATED):
                    found[change.path] = day
        return found


@lru_cache(maxsize=65_536)
def day_of(stamp: int) -> date:
    """The day in Norway of a time in seconds. Times that no calendar has are the first or last day there is."""
    try:
        return datetime.fromtimestamp(stamp, UTC).astimezone(OSLO).date()
    except (OverflowError, ValueError, OSError):
        return date.min if stamp < 0 else date.max


def _kept_log(file: Path | None) -> tuple[Commit, ...]:
    if file is None:
        return ()
    with suppress(OSError, ValueError, TypeError, IndexError):
        form, rows = orjson.loads(file.read_bytes())
        if form == KEPT_FORM:
            return tuple(Commit.from_list(each) for each in rows)
    return ()


def read(root: Path, kept: Path | None = None) -> History:
    """Read the history of the handbook in `root`. `kept` is a file that may hold a log read earlier.

    Raises:
        ShallowCloneError: When the clone holds only part of the history.
        HistoryError: When only some of the files are in the folder.
    """
    git = Repository(root)
    head = git.head()
    if not head:
        return History()
    if git.run("rev-parse", "--is-shallow-repository").strip() == "true":
        raise ShallowCloneError
    if git.leaves_out_files():
        raise HistoryError(SPARSE)
    unsaved = git.unsaved()
    return History(f"{head}-dirty" if unsaved else head, unsaved, root, kept)


class Repository:
    """Runs git in one folder, deaf to what the surroundings say of other repositories (a git hook sets GIT_DIR)."""

    def __init__(self, root: Path) -> None:
        """Take the folder; nothing is run yet."""
        self._git = Git(root)
        self._root = root
        self._contents: Any = None
        for name in [each for each in os.environ if each.startswith("GIT_")]:
            del os.environ[name]  # GitPython can add variables for git, not take them away
        self._git.update_environment(GIT_GRAFT_FILE=os.devnull)  # as replace references: not what was reviewed

    def run(self, *arguments: str) -> str:
        """What a git command prints. Bytes that are not UTF-8 become replacement marks."""
        output: bytes = self._git.execute([*SAFE, *arguments], stdout_as_string=False, strip_newline_in_stdout=False)
        return output.decode("utf-8", "replace")

    def head(self) -> str:
        """The hash of HEAD; empty without git, without commits, and where the folder is not the top of a repository."""
        try:
            if Path(self.run("rev-parse", "--show-toplevel").strip()).resolve() != self._root.resolve():
                return ""
            return self.run("rev-parse", "--verify", "HEAD").strip()
        except (GitCommandError, GitCommandNotFound):
            return ""

    def leaves_out_files(self) -> bool:
        """Whether content that git follows was left out of the folder on purpose."""
        told = self.run("ls-files", "-t", "-z", "--", *FOLDERS, "docs")
        return told.startswith("S ") or "\0S " in told

    def unsaved(self) -> frozenset[str]:
        """Files whose content HEAD does not have: of the whole repository when git follows them, else of content."""
        followed = self.run("status", "--porcelain", "-z", "--no-renames", "--untracked-files=no")
        new = self.run("ls-files", "-z", "--others", "--exclude-standard", "--", *FOLDERS, "docs")
        return frozenset(
            [entry[3:] for entry in followed.split("\0") if entry] + [each for each in new.split("\0") if each]
        )

    def resolve(self, revision: str) -> str:
        """The full hash of a commit that someone named.

        Raises:
            HistoryError: When there is no such commit, or the name could be taken for an option.
        """
        if not REVISION.fullmatch(revision):
            raise HistoryError(f"«{revision}» er ikke navnet på en git-versjon.")
        try:
            return self.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()
        except (GitCommandError, GitCommandNotFound):
            raise HistoryError(f"Git kjenner ikke versjonen «{revision}». Se hvilke som finnes med: git log") from None

    def files_at(self, commit: str) -> dict[str, str]:
        """Path and content hash of every content file in a commit."""
        found = {}
        for entry in self.run("ls-tree", "-r", "-z", commit, "--", *FOLDERS).split("\0"):
            about, _, path = entry.partition("\t")
            if about.startswith(REGULAR):
                found[path] = about.split(" ")[2]
        return found

    def log(self, head: str, known: Sequence[Commit] = ()) -> tuple[Commit, ...]:
        """Every commit on the first-parent line up to `head`, the oldest first, with what it did to content files."""
        if known and known[-1].hash == head:
            return tuple(known)
        if known:
            newer = self._log(f"{known[-1].hash}..{head}")
            # The old end must lie on the first-parent line itself; else (force-push, foxtrot merge) begin anew.
            if newer is not None and self._joins(known[-1].hash, head):
                return (*known, *newer)
        found = self._log(head)
        if found is None:
            raise HistoryError(INCOMPLETE)
        return tuple(found)

    def _joins(self, old: str, head: str) -> bool:
        line = self.run("rev-list", "--first-parent", f"{old}..{head}").split()
        return bool(line) and self.run("rev-parse", f"{line[-1]}^1").strip() == old

    def _log(self, span: str) -> list[Commit] | None:
        try:
            told = self.run(
                "log",
                "--raw",
                "-z",
                "-M",
                "--first-parent",
                "--diff-merges=first-parent",
                "--no-abbrev",
                "--encoding=UTF-8",
                "--no-show-signature",
                FORMAT,
                span,
                "--",
                *FOLDERS,
            )
        except GitCommandError:
            return None  # a commit that was known is gone
        return list(_commits(told))[::-1]

    def contents(self, blobs: Sequence[str]) -> Iterator[bytes]:
        """The contents that some hashes name, in their order, from one git that stays open."""
        for start in range(0, len(blobs), BATCH):
            yield from self._ask(blobs[start : start + BATCH])

    def _ask(self, blobs: Sequence[str]) -> Iterator[bytes]:
        if self._contents is None:
            command = [*SAFE, "cat-file", "--batch"]
            self._contents = self._git.execute(command, as_process=True, istream=subprocess.PIPE)
        self._contents.stdin.write("".join(f"{blob}\n" for blob in blobs).encode())
        self._contents.stdin.flush()
        for _ in blobs:
            about = self._contents.stdout.readline().split()
            if len(about) != 3:  # noqa: PLR2004 - hash, kind and size; else "missing"
                raise HistoryError(INCOMPLETE)
            content: bytes = self._contents.stdout.read(int(about[2]))
            self._contents.stdout.read(1)
            yield content

    def close(self) -> None:
        """Let the git that gives contents end."""
        if self._contents is not None:
            self._contents.stdin.close()
            self._contents.wait()
            self._contents = None


def _commits(told: str) -> Iterator[Commit]:
    """Take git's answer apart. Fields end with NUL, which no message, name or path can hold."""
    tokens = iter(told.split("\0"))
    token = next(tokens, "")
    while token:
        name, parents, stamp, author, message = token, *(next(tokens) for _ in range(4))
        changes = []
        token = next(tokens, "") or next(tokens, "")
        while token.lstrip("\n").startswith(":"):
            about = token.lstrip("\n:").split(" ")
            old_path = next(tokens)
            path = next(tokens) if about[4][0] in "RC" else old_path
            changes.append(_change(about, old_path, path))
            token = next(tokens, "")
        found = tuple(change for change in changes if change is not None)
        words = printable(author), subject(message)
        yield Commit(name.strip(), parents.partition(" ")[0], int(stamp), *words, found)


def _change(about: list[str], old_path: str, path: str) -> FileChange | None:
    old_mode, mode, _, blob, kind = about
    there, was_there = mode in REGULAR, old_mode in REGULAR and kind[0] != "C"
    if not (there or was_there):
        return None
    return FileChange(
        path if there else "", old_path if was_there and (path != old_path or not there) else "", blob if there else ""
    )


def subject(message: str) -> str:
    """What a commit says in its first line, for readers: no addresses, no user names, and nothing that is not seen."""
    merged = MERGED.match(message.strip())
    text = f"{merged[2].strip()} ({merged[1]})" if merged and merged[2].strip() else message.strip()
    if merged and (not merged[2].strip() or TRAILER.match(merged[2].strip())):
        text = f"Endringsforslag {merged[1]}"
    if BRANCH.match(text):
        text = "Endringer ble flettet inn"
    if TRAILER.match(text) or not text:
        text = NO_MESSAGE
    first = PERSONAL.sub("…", printable(next(iter(text.splitlines()), "")))
    return first if len(first) <= MOST_WORDS else f"{first[:MOST_WORDS]}…"
