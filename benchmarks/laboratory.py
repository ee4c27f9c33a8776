"""Where measuring takes place: made-up handbooks in a folder of its own, and runs that do not help each other.

What a run made is put aside, not removed. Some disks (ext4 without a journal) leave what was just removed unused for
minutes, and look through it for each new file: with that, a build took half as long again.
"""

import sys
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.child import HANDBOOK, Cost, run
from benchmarks.corpus import DAY, make_corpus
from benchmarks.plain import make_plain_site

MANY_COMMITS = 10
COMMITS = 2
"""How often each procedure has been changed, so that git has something to tell."""


@dataclass
class Laboratory:
    """A folder to work in, and how much work to do. What is expensive to make is made once."""

    folder: Path
    procedures: int
    rounds: int
    seed: int = 1
    _made: set[Path] = field(default_factory=set)
    _builds: dict[int, list[Cost]] = field(default_factory=dict)
    _count: int = 0

    def unused(self, name: str) -> Path:
        """A folder that does not exist yet, for one run only."""
        self._count += 1
        return self.folder / f"{name}-{self._count}"

    def _put_aside(self, folder: Path) -> None:
        if folder.exists():
            folder.rename(self.unused(folder.name))

    def handbook(self, procedures: int) -> Path:
        """A handbook of that size, with its history."""
        root = self.folder / f"handbook-{procedures}"
        if root not in self._made:
            make_corpus(root, procedures, COMMITS, self.seed)
            self._made.add(root)
        return root

    def old_handbook(self, procedures: int) -> Path:
        """A handbook of that size in which every procedure has been changed ten times."""
        root = self.folder / f"history-{procedures}"
        if root not in self._made:
            make_corpus(root, procedures, MANY_COMMITS, self.seed)
            self._made.add(root)
        return root

    def log(self, procedures: int, cache: Path) -> Cost:
        """Run `handbook log`, which reads the whole history."""
        root = self.old_handbook(procedures)
        some = next(root.glob("procedures/*/*.md")).stem
        return run(HANDBOOK, "log", some, "--root", root, "--date", str(DAY), cache=cache)

    def build_old(self, procedures: int, *, with_git: bool) -> Cost:
        """Build a handbook with ten changes of everything from nothing, with its history or as if there were none."""
        root, away = self.old_handbook(procedures), self.folder / "git-away"
        if not with_git:
            (root / ".git").rename(away)
        self._put_aside(root / "build")
        site, cache = self.unused("site"), self.unused("cache")
        cost = run(HANDBOOK, "build", "--root", root, "--out", site, "--date", str(DAY), cache=cache)
        if not with_git:
            away.rename(root / ".git")
        return cost

    def plain_site(self) -> Path:
        """The same words as the handbook's, for mkdocs alone."""
        root = self.folder / "plain"
        if root not in self._made:
            make_plain_site(root, self.procedures, self.seed)
            self._made.add(root)
        return root

    def check(self, cache: Path) -> Cost:
        """Run `handbook check`."""
        return run(HANDBOOK, "check", "--root", self.handbook(self.procedures), "--date", str(DAY), cache=cache)

    def ask(self, cache: Path) -> Cost:
        """Run `handbook search`, which makes the index and asks it."""
        root = self.handbook(self.procedures)
        return run(HANDBOOK, "search", "melding", "--root", root, "--date", str(DAY), cache=cache)

    def build(self, procedures: int, out: Path, cache: Path) -> Cost:
        """Run `handbook build`."""
        root = self.handbook(procedures)
        return run(HANDBOOK, "build", "--root", root, "--out", out, "--date", str(DAY), cache=cache)

    def build_from_nothing(self, procedures: int) -> Cost:
        """Build without a cache, an earlier site or earlier pages."""
        self._put_aside(self.handbook(procedures) / "build")
        site, cache = self.unused("site"), self.unused("cache")
        cost = self.build(procedures, site, cache)
        self._builds.setdefault(procedures, []).append(cost)
        return cost

    def builds_from_nothing(self, procedures: int, at_least: int) -> list[Cost]:
        """What building from nothing cost, every time that it was done."""
        while len(self._builds.get(procedures, [])) < at_least:
            self.build_from_nothing(procedures)
        return self._builds[procedures]

    def build_bare(self) -> Cost:
        """Run `mkdocs build` on the plain site."""
        site, config = self.unused("bare"), self.plain_site() / "mkdocs.yml"
        command = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", config, "--site-dir", site)
        return run(*command, cache=self.folder / "unused")
