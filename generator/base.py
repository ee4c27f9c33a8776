"""What a change is compared with: the files that it touched, as they were, and what its commits say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from generator import snapshot
from generator.history import Repository
from generator.load import Kind, locate
from generator.revisions import Data, Place, Reader, place_of
from generator.snapshot import Message


@dataclass(frozen=True, slots=True)
class Was:
    """A file as it was before the change. It may follow older rules, so its data is read leniently."""

    path: str
    place: Place
    data: Data
    content: bytes = b""

    @property
    def id(self) -> str:
        """The id it carried; that of its path when it carried none."""
        return str(self.data.get("id") or self.place.name)

    @property
    def version(self) -> str:
        """Its version, as written."""
        return str(self.data.get("version", ""))

    @property
    def aliases(self) -> tuple[str, ...]:
        """Its old ids."""
        listed: Any = self.data.get("aliases")
        return tuple(each for each in listed if isinstance(each, str)) if isinstance(listed, list) else ()


@dataclass(frozen=True)
class Base:
    """The revision that a change was made from.

    `was` holds the files that the change altered or removed. `ids` are the procedures that were there, `removed` those
    of the new ids that were in use long before. `messages` are the commits of the change. `day` is that of the check.
    """

    commit: str
    was: tuple[Was, ...] = ()
    ids: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()
    messages: tuple[Message, ...] = ()
    day: date = date.min

    @cached_property
    def procedures(self) -> Mapping[str, Mapping[str, Was]]:
        """The files of each procedure that were altered or removed: by id, then `base`, `next` or `nn`."""
        found: dict[str, dict[str, Was]] = {}
        for each in self.was:
            if each.place.kind == Kind.PROCEDURE.value:
                found.setdefault(each.id, {})[each.place.slot] = each
        return found


def read(git: Repository, revision: str, head: str, names: Mapping[str, str]) -> Base:
    """Compare with the newest commit that `revision` and `head` share.

    `names` gives, by path, the name that git has for the content of each file as it is now.

    Raises:
        HistoryError: When git does not know what is asked.
    """
    commit = snapshot.common_base(git, revision, head)
    files = git.files_at(commit)
    ids = _procedure_ids(files)
    touched = [(path, blob) for path, blob in files.items() if names.get(path) != blob and place_of(path)]
    contents = git.contents([blob for _, blob in touched])
    was = [_was(path, content) for (path, _), content in zip(touched, contents, strict=True)]
    removed = snapshot.removed_before(git, commit, _procedure_ids(names) - ids)
    messages = tuple(snapshot.messages(git, commit, git.resolve(head)))
    return Base(commit, tuple(each for each in was if each is not None), ids, removed, messages)


def _procedure_ids(paths: Mapping[str, str]) -> frozenset[str]:
    found = (locate(path) for path in paths)
    return frozenset(each.name for each in found if each and each.kind is Kind.PROCEDURE)


def _was(path: str, content: bytes) -> Was | None:
    place = place_of(path)
    if place is None or place.kind == "vocabulary":
        return None
    data = Reader("translation" if place.slot == "nn" else place.kind).read(content)
    return None if data is None else Was(path, place, data, content)


def texts_of(base: Base, name: str) -> Iterator[Was]:
    """What was altered of a procedure, translations aside."""
    for slot, each in base.procedures.get(name, {}).items():
        if slot != "nn":
            yield each
