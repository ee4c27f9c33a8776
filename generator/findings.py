"""What is wrong with a file, as data. Nothing here prints, counts or exits."""

from dataclasses import dataclass
from enum import StrEnum

Pointer = tuple[str | int, ...]
"""The way to a value inside a file: keys and zero-based indexes from the top, e.g. `("steps", 2, "role")`."""


class Level(StrEnum):
    """How grave a finding is. Only an error stops a build."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault at one place, told in Norwegian to the person who can mend it.

    `path` is relative to the root of the handbook, with `/`. `line` and `column` count from 1. `message` says what is
    wrong, `hint` what to write instead.
    """

    path: str
    line: int
    column: int
    rule: str
    level: Level
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding that does not yet know its line: rules name the value, and the file is read again to find the place.

    `line_offset` counts lines of text inside the value, from 0, for faults in the middle of prose; `snippet` is the
    text on that line that the marker should point at. A rule that knows line and column itself gives them as `place`.
    """

    path: str
    pointer: Pointer
    message: str
    hint: str
    line_offset: int | None = None
    snippet: str = ""
    place: tuple[int, int] | None = None
