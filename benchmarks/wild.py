"""Writes a wild history: what people do to files in years, in random order, and what each commit did to what.

Nothing here knows the generator. A procedure is edited, moved (with and without an edit, or rewritten at once), given a
new id, deleted, made again (elsewhere, too), copied, replaced by another in the same commit, held in `.next.md` and
promoted, translated, taken back, spelt with a capital, broken and mended. Commits touch one file or many; some are
merges, some of those the wrong way round. The same seed gives the same bytes.
"""

import copy
import random
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from benchmarks import phrases

GROUPS = 12
FIRST = 30
"""Procedures in the first commit."""
AUTHOR = "Ukjent <ukjent@example.org>"
BEGUN, PACE = 1_420_000_000, 6_000
"""Seconds: the first commit's time, and from one commit to the next."""
WORDS = (*phrases.WHO, *phrases.WHAT, *phrases.WHERE, *phrases.WHEN)
Kept = tuple[str, bytes]
Files = dict[str, Kept]
"""Mode and content by path."""
Change = dict[str, Kept | None]
"""What a commit does to files; nothing instead of content removes one."""


@dataclass
class Item:
    """A procedure as its writers think of it, whatever its files are called.

    `away`: why no reader finds it (`deleted`, `replaced` for ever, `capital` in its name, `broken`).
    """

    serial: int
    name: str
    group: str
    lines: list[str]
    version: int = 1
    aliases: tuple[str, ...] = ()
    blanks: int = 0
    mode: str = "100644"
    file: str = ""
    coming: list[str] | None = None
    translated: int = 0
    away: str = ""

    def files(self) -> Files:
        """All its files, as they are now."""
        if self.away in ("deleted", "replaced"):
            return {}
        name = self.file or self.name
        stem = f"procedures/{self.group}/{name.capitalize() if self.away == 'capital' else name}"
        found = {f"{stem}.md": (self.mode, self._text(self.lines, self.version))}
        if self.coming is not None:
            found[f"{stem}.next.md"] = ("100644", self._text(self.coming, self.version + 1))
        if self.translated:
            words = f"---\nid: {self.name}\nlanguage: nn\ntitle: Rutine {self.serial}, {self.translated}\n---\n"
            found[f"{stem}.nn.md"] = ("100644", words.encode())
        return found

    def _text(self, lines: list[str], version: int) -> bytes:
        listed = f"aliases: [{', '.join(self.aliases)}]\n" if self.aliases else ""
        head = f'id: {self.name}\ntitle: Rutine {self.serial}\nstatus: draft\nversion: "0.{version}"\n{listed}'
        body = "\n\n".join(lines) + "\n" * (1 + self.blanks)
        return f"{'[[[' if self.away == 'broken' else '---'}\n{head}---\n{body}".encode()


@dataclass
class Wild:
    """Makes the history. `line` holds the commits on the first-parent line, and what each changed the words of.

    `busy` holds the procedures that the commit at hand does something to, as they were before it.
    """

    stream: IO[bytes]
    dice: random.Random
    items: list[Item] = field(default_factory=list)
    line: list[tuple[int, set[int]]] = field(default_factory=list)
    busy: dict[int, Item] = field(default_factory=dict)
    last: dict[int, Item] = field(default_factory=dict)
    written: dict[int, Files] = field(default_factory=dict)
    groups: list[str] = field(default_factory=lambda: [f"gruppe-{number}" for number in range(1, GROUPS + 1)])
    made: int = 0

    def run(self, commits: int) -> None:
        """Write until the first-parent line has this many commits."""
        for _ in range(FIRST):
            self.new()
        self.go_on({each.serial for each in self.items})
        while len(self.line) < commits:
            roll = self.dice.random()
            if roll < 0.02:
                self.fork(foxtrot=roll < 0.004)
            elif roll < 0.04 and self.last:
                self.take_back()
            else:
                self.go_on(self.act())
                self.last = self.busy
            self.busy = {}

    def act(self) -> set[int]:
        """Do something, mostly to one procedure; gives those in which words changed."""
        touched: set[int] = set()
        known = len(self.items)
        for _ in range(self.dice.choice((2, 3, 8)) if self.dice.random() < 0.08 else 1):
            kind = self.dice.choices(list(ACTS), list(ACTS.values()))[0]
            item = self.pick()
            if item.serial <= known:  # nothing is done at once to what just began
                touched |= kind(self, item)
        return touched | {each.serial for each in self.items[known:]}

    def pick(self, *, away: bool = False) -> Item:
        """A procedure that is there (or away), and that nothing else is done to in the same commit."""
        for _ in range(50):
            item = self.dice.choice(self.items)
            if item.serial not in self.busy and bool(item.away) == away and item.away != "replaced":
                return self.use(item)
        return self.new()

    def use(self, item: Item) -> Item:
        """Something is about to be done to a procedure."""
        self.busy.setdefault(item.serial, copy.copy(item))
        return item

    def new(self, lines: list[str] | None = None) -> Item:
        """A procedure that was not there."""
        serial = len(self.items) + 1
        item = Item(
            serial, f"rutine-{serial}", self.dice.choice(self.groups), lines or self.sentences(), away="deleted"
        )
        self.items.append(self.use(item))
        item.away = ""
        return item

    def sentences(self) -> list[str]:
        """A text of some lines."""
        return [self.sentence() for _ in range(self.dice.randint(6, 12))]

    def sentence(self) -> str:
        """A line that no other procedure has."""
        return f"{' '.join(self.dice.choice(WORDS) for _ in range(6))} {self.dice.randrange(10**9)}."

    def change(self) -> Change:
        """What has become of the files since they were last written."""
        found: Change = {}
        for serial in self.busy:
            found |= dict.fromkeys(self.written.get(serial, {}))
        for serial in self.busy:
            before, after = self.written.get(serial, {}), self.items[serial - 1].files()
            self.written[serial] = after
            found |= after
            for path, kept in after.items():
                if before.get(path) == kept:
                    del found[path]
        return found

    def go_on(self, touched: set[int]) -> Change:
        """A commit on main."""
        change = self.change()
        self.line.append((self.commit(change), touched))
        return change

    def commit(self, change: Change, parents: tuple[int, ...] = (), branch: str = "main") -> int:
        """Write a commit that changes its first parent so; gives its mark."""
        self.made += 1
        rows = [f"commit refs/heads/{branch}\nmark :{self.made}\n".encode()]
        rows.append(f"committer {AUTHOR} {BEGUN + self.made * PACE} +0100\ndata 5\nEndre\n".encode())
        rows += [f"{word} :{each}\n".encode() for word, each in zip(("from", "merge"), parents, strict=False)]
        rows += [f"D {path}\n".encode() for path, kept in change.items() if kept is None]
        for path, kept in change.items():
            if kept is not None:
                rows.append(f"M {kept[0]} inline {path}\ndata {len(kept[1])}\n".encode() + kept[1] + b"\n")
        self.stream.write(b"".join(rows))
        return self.made

    def fork(self, *, foxtrot: bool) -> None:
        """Commits on a branch while main goes on, then a merge. In a foxtrot the branch becomes main."""
        self.last = {}
        last = self.line[-1][0]
        on_main = self.go_on(self.act())
        own = self.line[-1]
        branch = f"gren-{self.made}"
        rows: list[tuple[int, set[int]]] = []
        on_branch: Change = {}
        for _ in range(self.dice.randint(1, 3)):
            touched = self.act()
            change = self.change()
            last = self.commit(change, (last,), branch)
            rows.append((last, touched))
            on_branch |= change
        if foxtrot:
            self.line[-1:] = rows
            self.line.append((self.commit(on_main, (last, own[0])), own[1]))
        else:
            touched = {each for _, found in rows for each in found}
            self.line.append((self.commit(on_branch, (own[0], last)), touched))

    def take_back(self) -> None:
        """The last commit is undone, where it was an ordinary one."""
        for serial, item in self.last.items():
            self.use(self.items[serial - 1])
            self.items[serial - 1] = item
        self.last = {}
        self.go_on(self.line[-1][1])


def edit(wild: Wild, item: Item) -> set[int]:
    """Other words in one line."""
    item.lines = [*item.lines]
    item.lines[wild.dice.randrange(len(item.lines))] = wild.sentence()
    return {item.serial}


def release(wild: Wild, item: Item) -> set[int]:
    """A new version; what was coming is then later still."""
    item.version += 1
    return edit(wild, item)


def rewrite(wild: Wild, item: Item) -> set[int]:
    """Other words in every line."""
    item.lines = wild.sentences()
    return {item.serial}


def move(wild: Wild, item: Item) -> set[int]:
    """To another group."""
    item.group = wild.dice.choice([each for each in wild.groups if each != item.group])
    return {item.serial}


def move_and_edit(wild: Wild, item: Item) -> set[int]:
    """To another group, with other words in a line."""
    return move(wild, item) | edit(wild, item)


def move_and_rewrite(wild: Wild, item: Item) -> set[int]:
    """To another group, and nothing is left of the words."""
    return move(wild, item) | rewrite(wild, item)


def new_group(wild: Wild, item: Item) -> set[int]:
    """A group gets a new name, and all that lies there moves."""
    old, new = item.group, f"gruppe-{GROUPS + wild.made}"
    if any(each.group == old and (each.serial in wild.busy) and each is not item for each in wild.items):
        return set()
    wild.groups = [each for each in wild.groups if each != old] + [new]
    moved = [wild.use(each) for each in wild.items if each.group == old]
    for each in moved:
        each.group = new
    return {each.serial for each in moved if each.away in ("", "broken")}


def new_id(wild: Wild, item: Item) -> set[int]:
    """Another id, with the old one in aliases."""
    item.aliases = (*item.aliases, item.name)
    item.name = f"rutine-{item.serial}-{len(item.aliases)}"
    item.file = ""
    return edit(wild, item) if wild.dice.random() < 0.5 else {item.serial}


def blanks(wild: Wild, item: Item) -> set[int]:
    """Empty lines at the end: nothing that a reader sees."""
    item.blanks = (item.blanks + wild.dice.randint(1, 3)) % 5
    return set()


def mode(_: Wild, item: Item) -> set[int]:
    """Whether the file can be run: nothing that a reader sees."""
    item.mode = "100755" if item.mode == "100644" else "100644"
    return set()


def file_name(_: Wild, item: Item) -> set[int]:
    """A file name that is not the id, or is again: nothing that a reader sees."""
    item.file = "" if item.file else f"fil-{item.serial}"
    return set()


def delete(_: Wild, item: Item) -> set[int]:
    """It goes."""
    item.away = "deleted"
    return {item.serial}


def capital(_: Wild, item: Item) -> set[int]:
    """A file name that no handbook has: the same as gone, for readers."""
    item.away = "capital"
    return {item.serial}


def spoil(_: Wild, item: Item) -> set[int]:
    """It cannot be read any more."""
    item.away = "broken"
    return {item.serial}


def bring_back(wild: Wild, _: Item) -> set[int]:
    """One that was away comes back: where it was or elsewhere, with the same words or others."""
    if not any(each.away and each.serial not in wild.busy for each in wild.items):
        return set()
    item = wild.pick(away=True)
    if not item.away:
        return {item.serial}
    broken, item.away = item.away == "broken", ""
    kinds = (edit, rewrite, move_and_edit) if broken else (lambda *_: set(), edit, rewrite, move, move_and_edit)
    return {item.serial} | wild.dice.choice(kinds)(wild, item)


def begin(wild: Wild, _: Item) -> set[int]:
    """Something new."""
    return {wild.new().serial}


def take_copy(wild: Wild, item: Item) -> set[int]:
    """Something new that begins as a copy of another."""
    return edit(wild, wild.new(list(item.lines)))


def replace(wild: Wild, item: Item) -> set[int]:
    """One goes, and another with mostly the same words comes, in one commit."""
    return delete(wild, item) | take_copy(wild, item)


def take_over(wild: Wild, item: Item) -> set[int]:
    """One goes, and another gets the very name of its file."""
    other = wild.new()
    other.group, other.file = item.group, item.file or item.name
    item.away = "replaced"
    return {item.serial, other.serial}


def prepare(wild: Wild, item: Item) -> set[int]:
    """Work on a coming version."""
    lines = [*(item.coming or item.lines)]
    lines[0] = wild.sentence()
    item.coming = lines
    return {item.serial}


def promote(wild: Wild, item: Item) -> set[int]:
    """The coming version takes the place of the other."""
    if item.coming is None:
        return prepare(wild, item)
    item.lines, item.coming, item.version = item.coming, None, item.version + 1
    return {item.serial}


def translate(_: Wild, item: Item) -> set[int]:
    """The words in nynorsk change."""
    item.translated += 1
    return {item.serial}


ACTS: dict[Callable[[Wild, Item], set[int]], float] = {
    edit: 40, release: 8, rewrite: 2, move: 3, move_and_edit: 3, move_and_rewrite: 2, new_group: 0.05, new_id: 2,
    blanks: 4, mode: 0.5, file_name: 0.5, delete: 2, capital: 0.3, spoil: 0.3, bring_back: 3, begin: 5, take_copy: 2,
    replace: 1, take_over: 0.5, prepare: 3, promote: 3, translate: 1,
}  # fmt: skip
"""What people do, and how often."""


def make_wild(folder: Path, commits: int, seed: int = 1) -> tuple[list[Item], dict[str, set[int]]]:
    """Write the history into an empty folder; gives the procedures, and by commit those whose words it changed."""
    git = ["git", "-C", str(folder)]
    subprocess.run([*git, "init", "--quiet", "--initial-branch=main"], check=True)
    marks = folder / ".git/marks"
    with subprocess.Popen(
        [*git, "fast-import", "--quiet", "--force", "--done", f"--export-marks={marks}"], stdin=subprocess.PIPE
    ) as importer:
        if importer.stdin is None:
            raise AssertionError("a pipe was asked for")
        wild = Wild(importer.stdin, random.Random(seed))
        wild.run(commits)
        importer.stdin.write(b"done\n")
    if importer.returncode:
        raise subprocess.CalledProcessError(importer.returncode, "git fast-import")
    subprocess.run([*git, "reset", "--quiet", "--mixed"], check=True)
    names = dict(row.removeprefix(":").split() for row in marks.read_text("ascii").splitlines())
    return wild.items, {names[str(mark)]: touched for mark, touched in wild.line}
