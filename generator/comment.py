"""The comment that reviewers get. The change is read as git keeps it; nothing of it is checked out or run."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from generator import base, cache, review, snapshot
from generator.base import Base
from generator.cache import Cache
from generator.check import judge
from generator.review import Change
from generator.snapshot import Snapshot


def comment(root: Path, day: date, revisions: tuple[str, str], preview: str = "", run: str = "") -> str:
    """The text of the comment on what lies between two revisions: the branch it shall go into, and its own.

    Raises:
        HistoryError: When git does not know a revision.
        ShallowCloneError: When only part of the history is there.
    """
    into, head = revisions
    git = snapshot.open_repository(root)
    proposed = Snapshot(git, git.resolve(head))

    def compare(names: Mapping[str, str]) -> Base:
        return base.read(git, into, head, names)

    checked = judge(proposed, day, Cache(cache.folder(root) / "items.db"), compare)
    was = checked.base or Base("")
    paths = snapshot.changed_paths(git, was.commit, proposed.commit)
    git.close()
    return review.comment(Change(checked.book, was, checked.findings, paths, preview, run))
