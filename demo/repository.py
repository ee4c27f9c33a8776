"""A git repository that a script writes, the same bytes every time."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

SETTINGS = ("-c", "user.name=Øvingsbruker", "-c", "user.email=ovelse@example.org", "-c", "init.defaultBranch=main")


@dataclass(frozen=True)
class Repository:
    """A folder with files and their history. Days are noon in Norway in winter time."""

    root: Path

    def git(self, *arguments: str, day: str = "2023-11-20") -> str:
        """Run git, deaf to the settings of the machine, on a day."""
        when = f"{day}T12:00:00+01:00"
        surroundings = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.root),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_DATE": when,
            "GIT_COMMITTER_DATE": when,
        }
        done = subprocess.run(
            ["git", *SETTINGS, *arguments], cwd=self.root, env=surroundings, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def commit(self, day: str, message: str, files: dict[str, str | None]) -> None:
        """Write files (nothing: remove) and commit them."""
        for path, content in files.items():
            file = self.root / path
            if content is None:
                file.unlink()
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(content, "utf-8")
        self.git("add", "--all", day=day)
        self.git("commit", "--quiet", "--message", message, day=day)
