"""The names that ids had at each commit: of roles, groups, services and the rest. Pure."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.told import NameOf


@dataclass(slots=True)
class Names:
    """Names by list and id, each from the commit (its place in the log) that brought it."""

    known: dict[tuple[str, str], list[tuple[int, str]]] = field(default_factory=dict)
    _turns: dict[bool, list[int]] = field(default_factory=dict)

    def add(self, index: int, kind: str, entries: Iterable[tuple[str, str]]) -> None:
        """Note the names that a commit gives. Commits come in order."""
        for name, said in entries:
            rows = self.known.setdefault((kind, name), [])
            if not rows or rows[-1][1] != said:
                rows.append((index, said))

    def at(self, index: int) -> NameOf:
        """Names as they were at a commit. What was not named yet has its first name; what never was, its id."""

        def name_of(kind: str, name: str) -> str:
            for each in (kind, "service-groups") if kind == "service" else (kind,):
                if rows := self.known.get((each, name)):
                    if len(rows) == 1:
                        return rows[0][1]
                    return rows[max(0, bisect_right(rows, index, key=lambda row: row[0]) - 1)][1]
            return name

        return name_of

    def epoch(self, index: int, *, with_titles: bool) -> int:
        """A number that is the same for commits between which no name changed, the titles of procedures aside."""
        if with_titles not in self._turns:
            rows = (rows for (kind, _), rows in self.known.items() if with_titles or kind != "procedure")
            self._turns[with_titles] = sorted({place for each in rows for place, _ in each[1:]})
        return bisect_right(self._turns[with_titles], index)
