"""What git knows. The only module that runs git, once for everything, through GitPython's command interface."""

import os
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from git import Git
from git.exc import GitCommandError, GitCommandNotFound

from generator.clock import OSLO

SAFE = ("git", "--no-replace-objects", "-c", "core.quotePath=false", "-c", "safe.directory=*")
"""Replace references would show another history than the one that was reviewed."""


CONTENT = ("procedures", "services", "municipalities", "vocabulary", "docs")


class ShallowCloneError(Exception):
    """Raised when git has only the latest part of the history: what it would tell is wrong, not just less."""


@dataclass(frozen=True, slots=True)
class History:
    """What git tells of a handbook. `commit` is the full hash of HEAD, with `-dirty` when files differ from it.

    Everything is empty when the handbook does not lie at the top of a git repository.
    """

    commit: str = ""
    last_changed: dict[str, date] = field(default_factory=dict)


def read(root: Path) -> History:
    """Read the history of the handbook in `root`.

    Raises:
        ShallowCloneError: When the clone holds only part of the history.
    """
    git = _Repository(root)
    try:
        if Path(git.run("rev-parse", "--show-toplevel").strip()).resolve() != root.resolve():
            return History()
        if git.run("rev-parse", "--is-shallow-repository").strip() == "true":
            raise ShallowCloneError
        commit = git.run("rev-parse", "HEAD").strip()
    except (GitCommandError, GitCommandNotFound):
        return History()
    dirty = _is_dirty(git.run("status", "--porcelain", "-z", "--no-renames"))
    log = git.run(
        "log",
        "--raw",
        "-z",
        "--no-renames",
        "--first-parent",
        "--diff-merges=first-parent",
        "--no-abbrev",
        "--format=%x01%ct",
        "HEAD",
        "--",
        "procedures",
        "services",
        "municipalities",
    )
    return History(f"{commit}-dirty" if dirty else commit, _last_changed(log))


class _Repository:
    """Runs git in one folder, deaf to what the surroundings say of other repositories (a git hook sets GIT_DIR)."""

    def __init__(self, root: Path) -> None:
        self._git = Git(root)
        for name in [each for each in os.environ if each.startswith("GIT_")]:
            del os.environ[name]  # GitPython can add variables for git, not take them away

    def run(self, *arguments: str) -> str:
        output: bytes = self._git.execute([*SAFE, *arguments], stdout_as_string=False, strip_newline_in_stdout=False)
        return output.decode("utf-8", "replace")


def _is_dirty(status: str) -> bool:
    """Whether anything differs from the commit. Of files that git does not know, only content counts."""
    return any(not row.startswith("?? ") or row[3:].split("/")[0] in CONTENT for row in status.split("\0") if row)


def _last_changed(log: str) -> dict[str, date]:
    """The day of the newest commit that touched each path. Git lists the newest first."""
    newest: dict[str, date] = {}
    for commit in log.split("\x01")[1:]:
        stamp, _, changes = commit.partition("\0")
        day = datetime.fromtimestamp(int(stamp.strip()), UTC).astimezone(OSLO).date()
        for path in changes.split("\0")[1::2]:
            newest.setdefault(path, day)
    return newest
