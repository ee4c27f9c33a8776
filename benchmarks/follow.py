"""`python -m benchmarks.follow`: whether the history of each procedure has the commits that `git log --follow` finds.

Git follows one path and guesses from likeness where it came from; we follow the id. So the two may differ, but each
difference must have one of the reasons below, found here with git alone and none of the generator's code. For a history
that we made (`benchmarks.wild`) each procedure's commits are also known beforehand, and must be exactly those.
"""

import argparse
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import dropwhile, pairwise
from pathlib import Path

from benchmarks.wild import Item, make_wild
from generator import chronicle
from generator.chronicle import Chronicle

TODAY = date(2026, 11, 25)
SAFE = ("--no-replace-objects", "-c", "core.quotePath=false")
FOLLOW = ("log", "--follow", "--first-parent", "--diff-merges=first-parent", "--raw", "--no-abbrev", "--format=%x00%H")
WHOLE = (
    "log",
    "--first-parent",
    "--diff-merges=first-parent",
    "--raw",
    "--no-renames",
    "--no-abbrev",
    "--format=%x00%H",
)
IDENTITY = re.compile(rb"^id: (\S+)$", re.MULTILINE)
ALIASES = re.compile(rb"^aliases: \[(.*)\]$", re.MULTILINE)

NO_WORDS = "git has more: no words changed (layout, mode, or a file name that is not the id)"
ODD_NAME = "git has more: moved under a name that no file of a handbook has"
LIKENESS = "git has more: it took a copy, or a replacement, for a rename"
SAME_NAME = "git has more: another procedure had a file of the same name, before or after"
OTHER_FILE = "we have more: the coming version or the translation, which is another file"
REWRITTEN = "we have more: moved and rewritten at once, so that git sees no rename"
CAME_BACK = "we have more: deleted, and made again elsewhere"
COMING = "we have more: git followed the file of the coming version into the past"
MISLED = "we have more: git followed another procedure, that this one is like"


@dataclass(frozen=True, slots=True)
class Row:
    """What a commit did to one file."""

    commit: str
    old: str
    new: str
    status: str
    source: str
    path: str

    @property
    def main(self) -> bool:
        """Whether it is the procedure itself, and not its coming version or translation."""
        return not self.path.endswith((".next.md", ".nn.md"))


def rows_of(told: str) -> Iterator[Row]:
    """Take git's raw rows apart. Paths here hold no blanks."""
    for part in told.split("\0")[1:]:
        name, *lines = part.split("\n")
        for line in lines:
            if line.startswith(":"):
                _, _, old, new, *paths = line[1:].replace("\t", " ").split(" ")
                yield Row(name, old, new, paths[0][0], paths[1], paths[-1])


@dataclass
class Git:
    """What plain git says of a repository."""

    root: Path
    ids: dict[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    texts: dict[str, bytes] = field(default_factory=dict)
    commits: dict[str, list[Row]] = field(default_factory=dict)
    place: dict[str, int] = field(default_factory=dict)
    """Of each commit, the newest first."""
    renamed: set[tuple[str, frozenset[str]]] = field(default_factory=set)
    """Ids that have old ones."""

    def run(self, *arguments: str, given: bytes = b"") -> bytes:
        """What a command prints."""
        return subprocess.run(
            ["git", "-C", str(self.root), *SAFE, *arguments], input=given, capture_output=True, check=True
        ).stdout

    def learn(self) -> "Git":
        """Read the whole first-parent line, and the ids in every content."""
        for row in rows_of(self.run(*WHOLE, "--", "procedures").decode()):
            self.commits.setdefault(row.commit, []).append(row)
        blobs = sorted(
            {blob for rows in self.commits.values() for row in rows for blob in (row.old, row.new)} - {"0" * 40}
        )
        told = self.run("cat-file", "--batch", given="".join(f"{blob}\n" for blob in blobs).encode())
        place = 0
        for blob in blobs:
            head, place = told[place : told.index(b"\n", place)], told.index(b"\n", place) + 1
            size = int(head.split()[2])
            self._note(blob, told[place : place + size])
            place += size + 1
        self.place = {name: number for number, name in enumerate(self.commits)}
        self.renamed = {each for each in self.ids.values() if each[1]}
        return self

    def _note(self, blob: str, content: bytes) -> None:
        named, listed = IDENTITY.search(content), ALIASES.search(content)
        aliases = frozenset(listed[1].decode().replace(" ", "").split(",")) if listed else frozenset()
        self.ids[blob] = (named[1].decode() if named else "", aliases)
        self.texts[blob] = content.replace(b"\r\n", b"\n").rstrip()

    def family(self, name: str) -> set[str]:
        """An id with its old ones, and those that have it as an old one."""
        found: set[str] = set()
        waiting = {name}
        while waiting:
            found |= waiting
            near = {each for own, aliases in self.renamed if own in waiting for each in aliases}
            waiting = (near | {own for own, aliases in self.renamed if aliases & waiting}) - found
        return found

    def followed(self, path: str) -> list[Row]:
        """What `git log --follow` gives for a path, the newest first."""
        return list(rows_of(self.run(*FOLLOW, "--", path).decode()))


@dataclass(frozen=True)
class Difference:
    """Explains why our commits for one procedure are others than git's."""

    git: Git
    family: set[str]
    rows: Sequence[Row]

    def mine(self, blob: str) -> bool:
        """Whether a content is of this procedure."""
        return self.git.ids.get(blob, ("", frozenset()))[0] in self.family

    def own(self, row: Row) -> bool:
        """Whether something was done to this procedure: what is copied from it, or becomes another, is that other."""
        return self.mine(row.new) or (row.status in "DM" and self.mine(row.old))

    def more_in_git(self, row: Row) -> str:
        """Why we leave out a commit that git has; nothing when there is no reason."""
        if self.own(row):
            odd = row.source != row.source.lower() and row.path != row.path.lower()
            return NO_WORDS if self._same_words(row.commit) else ODD_NAME if odd else ""
        newer = [each for each in self.rows if self.git.place[each.commit] < self.git.place[row.commit]]
        if not any(self.own(each) for each in newer):
            return SAME_NAME
        turn = next(each for each, older in pairwise([*newer, row]) if self.own(each) and not self.own(older))
        return LIKENESS if turn.status in "RC" else SAME_NAME if turn.status in "AM" else ""

    def _same_words(self, commit: str) -> bool:
        """Whether the procedure lies in the same folder with the same words as before the commit."""
        rows = [row for row in self.git.commits[commit] if row.main]
        sides = ((row.source, row.old) for row in rows), ((row.path, row.new) for row in rows)
        before, after = (
            {(path.rpartition("/")[0], self.git.texts[blob]) for path, blob in side if self.mine(blob)}
            for side in sides
        )
        return before == after

    def more_of_ours(self, commit: str) -> str:
        """Why git leaves out a commit that we have; nothing when there is no reason."""
        own = [row for row in self.git.commits.get(commit, []) if self.own(row)]
        if not own:
            return ""
        if not any(row.main for row in own):
            return OTHER_FILE
        newer = [row for row in self.rows if self.git.place[row.commit] < self.git.place[commit]]
        since = list(dropwhile(lambda row: not self.own(row), newer))  # another may have the file's name now
        return self._turn(since) if since else ""

    def _turn(self, rows: Sequence[Row]) -> str:
        """What made git lose the way, going by the commits that it has before that."""
        last = rows[-1]
        if not all(self.own(row) for row in rows) or (last.status in "RC" and not self.mine(last.old)):
            return MISLED
        if not last.main or (last.status in "RC" and last.source.endswith(".next.md")):
            return COMING
        if last.status != "A":
            return ""
        rows_then = self.git.commits[last.commit]
        gone = [each for each in rows_then if each.status == "D" and each.main and self.mine(each.old)]
        return REWRITTEN if gone else CAME_BACK


def compare(root: Path, told: Chronicle, names: Sequence[str]) -> tuple[Counter[str], list[str]]:
    """How often each reason was met (and how many procedures are equal), and what has no reason."""
    git = Git(root).learn()
    met: Counter[str] = Counter()
    unexplained = []
    for name in names:
        ours = {each["commit"] for each in told.record(("procedure", name))["events"]}
        states = told.source().items["procedure", name].states
        path = next(slots["base"].path for slots in (each.slots for each in reversed(states)) if "base" in slots)
        rows = git.followed(path)
        theirs = {row.commit: row for row in rows}
        why = Difference(git, git.family(name), rows)
        reasons = {each: why.more_in_git(theirs[each]) for each in theirs.keys() - ours}
        reasons |= {each: why.more_of_ours(each) for each in ours - theirs.keys()}
        met.update(set(reasons.values()) or {"equal"})
        unexplained += [
            f"{name} ({path}): {each}" for each in sorted(reasons, key=git.place.__getitem__) if not reasons[each]
        ]
    return met, unexplained


def against_truth(told: Chronicle, items: Sequence[Item], did: Mapping[str, set[int]]) -> list[str]:
    """Procedures whose commits are not exactly those that changed their words."""
    known: dict[int, set[str]] = {}
    for commit, touched in did.items():
        for serial in touched:
            known.setdefault(serial, set()).add(commit)
    wrong = []
    for item in items:
        key = ("procedure", item.name)
        ours = {each["commit"] for each in told.record(key)["events"]} if key in told.outlines else set()
        if ours != known.get(item.serial, set()):
            wrong.append(f"{item.name}: {sorted(ours ^ known.get(item.serial, set()))}")
    return wrong


def main() -> None:
    """Make a wild history, or take a repository, and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--commits", type=int, default=50_000, help="of the history that is made")
    parser.add_argument(
        "--sample", type=int, default=300, help="procedures to ask git about, which takes a second each"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repository", type=Path, help="compare this handbook instead")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="handbook-follow-") as place:
        root = given.repository or Path(place).resolve()
        made = None if given.repository else make_wild(root, given.commits, given.seed)
        told = chronicle.read(root, TODAY, keep=False)
        wrong = against_truth(told, *made) if made else []
        names = sorted(name for kind, name in told.outlines if kind == "procedure")
        names = random.Random(given.seed).sample(names, min(given.sample, len(names)))
        met, unexplained = compare(root, told, names)
        told.close()
    print(f"{len(names)} procedures compared with git log --follow; how many have each:")
    for reason, count in met.most_common():
        print(f"  {count:5}  {reason or 'UNEXPLAINED'}")
    if made:
        print(f"{len(made[0]) - len(wrong)} of {len(made[0])} procedures have exactly the commits that changed words.")
    for each in (*wrong, *unexplained):
        print(f"WRONG {each}")
    sys.exit(1 if wrong or unexplained else 0)


if __name__ == "__main__":
    main()
