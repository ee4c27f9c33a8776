"""Follows each item through the commits by its id: moves, renames, promotions, deletions and new ids with aliases."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from generator.history import Commit, FileChange, day_of
from generator.revisions import Place, place_of

Key = tuple[str, str]
"""The kind of an item and its id."""
Identify = Callable[[str], tuple[str, tuple[str, ...]]]
"""The id and old ids that a content names, by its hash."""
OLDEST = date(2005, 4, 7)
"""Git did not exist before this day, so no commit can be older."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A commit, and the day on which what it holds was there to read.

    `doubt` is the day that git tells when that cannot be right; `day` is then that of the commit before.
    """

    commit: Commit
    day: date
    doubt: date | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A file of an item: where it lies, and the hash of its content."""

    path: str
    folder: str
    blob: str


@dataclass(frozen=True, slots=True)
class State:
    """What an item's files are after a commit. No slots: it has been removed. `name` is the id it had then."""

    index: int
    name: str
    slots: dict[str, Slot]


@dataclass(slots=True)
class Item:
    """An item and its states, the oldest first; each differs from the one before in at least one file."""

    kind: str
    id: str
    states: list[State] = field(default_factory=list)


def dated(log: Sequence[Commit], today: date) -> list[Dated]:
    """The commits with their days. A day is never earlier than that of the commit before.

    A time before git existed, or after `today`, cannot be right. Such a commit gets the day of the one before it (the
    first ones that of the first with a likely day), and does not push those after it.
    """
    said = [day_of(commit.stamp) for commit in log]
    likely = [OLDEST <= day <= today for day in said]
    current = next((day for day, good in zip(said, likely, strict=True) if good), today)
    found = []
    for commit, day, good in zip(log, said, likely, strict=True):
        if good:
            current = max(current, day)
        found.append(Dated(commit, current, None if good else day))
    return found


def follow(log: Sequence[Commit], identify: Identify) -> dict[Key, Item]:
    """Every item that ever was, under the id it has now (or had last)."""
    walk = _Walk(identify)
    for index, commit in enumerate(log):
        walk.step(index, commit)
    return walk.items()


@dataclass(slots=True)
class _Walk:
    """Goes through the commits, keeping which item each file belongs to."""

    identify: Identify
    owner: dict[str, Key] = field(default_factory=dict)
    files: dict[Key, dict[str, Slot]] = field(default_factory=dict)
    found: dict[Key, list[State]] = field(default_factory=dict)
    became: dict[Key, Key] = field(default_factory=dict)
    left: list[tuple[Key, list[State]]] = field(default_factory=list)
    """What an item was under an id that something else has taken since."""

    def step(self, index: int, commit: Commit) -> None:
        touched: dict[Key, None] = {}
        moved = {}
        for change in commit.changes:
            if change.old_path and (key := self.owner.pop(change.old_path, None)):
                moved[change.old_path] = key
                self.files[key].pop(change.old_path, None)
                touched[key] = None
        for change in commit.changes:
            if change.path and (place := place_of(change.path)):
                self._put(change, place, moved, touched)
        for key in touched:
            self._settle(key)
            self._note(index, key)

    def _settle(self, key: Key) -> None:
        """A former id is in use again: by something of its own, or the item has got its old id back."""
        if key not in self.became or not self._stands(key):
            return
        chain = self._chain(key)
        del self.became[key]
        if not self._stands(chain[-1]):
            self.became |= dict.fromkeys(chain[1:], key)
        elif (states := self.found.get(key)) and not states[-1].slots:
            self.left.append((chain[1], self.found.pop(key)))

    def _stands(self, key: Key) -> bool:
        """Whether there is a file that holds the item itself."""
        return any((place := place_of(path)) and place.slot == "base" for path in self.files.get(key, {}))

    def _put(self, change: FileChange, place: Place, moved: dict[str, Key], touched: dict[Key, None]) -> None:
        before = self.owner.get(change.path) or moved.get(change.old_path)
        name, aliases = self.identify(change.blob)
        # What cannot be read is still what its path was, or what a file with that path would be.
        key = (place.kind, name) if name else before or (place.kind, place.name)
        if before and before != key and change.path in self.files.get(before, {}):
            del self.files[before][change.path]
            touched[before] = None
        self.owner[change.path] = key
        self.files.setdefault(key, {})[change.path] = Slot(change.path, place.folder, change.blob)
        touched[key] = None
        for alias in aliases:
            if alias != key[1]:
                self.became[place.kind, alias] = key

    def _note(self, index: int, key: Key) -> None:
        slots: dict[str, Slot] = {}
        for path, slot in self.files[key].items():
            if place := place_of(path):
                slots[place.slot] = slot
        states = self.found.setdefault(key, [])
        if slots or states:
            states.append(State(index, key[1], slots))

    def items(self) -> dict[Key, Item]:
        gathered: dict[Key, Item] = {}
        for key, states in (*self.found.items(), *self.left):
            last = self._chain(key)[-1]
            gathered.setdefault(last, Item(*last)).states += states
        for item in gathered.values():
            item.states = list(_in_order(item))
        return gathered

    def _chain(self, key: Key) -> list[Key]:
        """An id and those that it became, one after another."""
        found = [key]
        while (after := self.became.get(found[-1])) is not None and after not in found:
            found.append(after)
        return found


def _in_order(item: Item) -> Iterator[State]:
    """The states in the order of their commits. Where an id changed, the old one's end is not the item's end."""
    ordered = sorted(item.states, key=lambda state: state.index)
    latest: dict[int, State] = {}
    for state in ordered:
        if state.slots or state.index not in latest:
            latest[state.index] = state
    for state in latest.values():
        if not state.slots and _carried_on(state, ordered):
            continue
        yield state


def _carried_on(state: State, ordered: Sequence[State]) -> bool:
    """Whether something else of the item is there while the part with this id is gone."""
    newest: dict[str, State] = {}
    for each in ordered:
        if each.index <= state.index:
            newest[each.name] = each
    return any(each.slots for name, each in newest.items() if name != state.name)
