"""What tests share: places, a handbook that can be edited, and ways to run the command line."""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from demo.life import DAY as DEMO_DAY
from demo.life import make as make_demo
from generator.cli import main

REPOSITORY = Path(__file__).resolve().parent.parent
SMALL_HANDBOOK = Path(__file__).resolve().parent / "handbook"
CONTENT = ("procedures", "services", "municipalities", "vocabulary", "docs")
DAY = "2026-11-25"

PROCEDURE = "procedures/hjemmetjenester/innleggelsesrapport.md"
APPROVED = "procedures/saksbehandling/korttidsopphold-soknad.md"
SERVICE = "services/hjelp-hjemme/hjemmesykepleie.yml"
MUNICIPALITY = "municipalities/fjellvik/municipality.yml"


@dataclass(frozen=True)
class Answer:
    """What a run of `handbook` gave."""

    code: int
    out: str
    err: str
    failure: BaseException | None

    @property
    def findings(self) -> list[dict[str, Any]]:
        """The findings of `check --format json`."""
        return json.loads(self.out)

    @property
    def places(self) -> list[str]:
        """The findings of `check --format json` as "path:line:column rule"."""
        return [f"{each['path']}:{each['line']}:{each['column']} {each['rule']}" for each in self.findings]


def run(*arguments: str | Path) -> Answer:
    """Run `handbook` in this process. A traceback is a failure of the test, whatever the exit code."""
    result: Result = CliRunner().invoke(main, [str(each) for each in arguments])
    failure = None if isinstance(result.exception, SystemExit) else result.exception
    return Answer(result.exit_code, result.stdout, result.stderr, failure)


def handbook(*arguments: str | Path) -> Answer:
    """Run `handbook` in this process, and stop the test if it raised."""
    answer = run(*arguments)
    if answer.failure is not None:
        raise answer.failure
    return answer


def handbook_process(
    *arguments: str | Path, cwd: Path, env: dict[str, str] | None = None, prelude: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run `handbook` in a process of its own, after the Python code in `prelude`."""
    program = f"{prelude}\nfrom generator.cli import main\nmain(prog_name='handbook')"
    return subprocess.run(
        [sys.executable, "-c", program, *(str(each) for each in arguments)],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        check=False,
    )


@dataclass(frozen=True)
class Book:
    """A handbook in a folder of its own, that a test may spoil."""

    root: Path

    def check(self, day: str = DAY, form: str = "json", revision: str | None = None) -> Answer:
        """Check it; with a revision, also what has changed since."""
        since = ["--base", revision] if revision else []
        return handbook("check", "--root", self.root, "--date", day, "--format", form, *since)

    def build(self, out: Path | None = None, day: str = DAY) -> Path:
        """Build it, and return the site."""
        target = out or self.root / "site"
        answer = handbook("build", "--root", self.root, "--date", day, "--out", target)
        assert answer.code == 0, answer.err
        return target

    def read(self, path: str) -> str:
        """The text of a file."""
        return (self.root / path).read_text("utf-8")

    def write(self, path: str, content: str | bytes) -> None:
        """Make or overwrite a file."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)

    def replace(self, path: str, old: str, new: str) -> None:
        """Change a text that stands in a file exactly once."""
        text = self.read(path)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))

    def delete(self, path: str) -> None:
        """Remove a file or a folder."""
        file = self.root / path
        if file.is_dir() and not file.is_symlink():
            shutil.rmtree(file)
        else:
            file.unlink()

    def edit(self, change: dict[str, Any]) -> None:  # noqa: C901 - a case for each kind of change
        """Make one change as a case file tells it. See tests/cases/README.md."""
        path = change["file"]
        file = self.root / path
        match {key: value for key, value in change.items() if key != "file"}:
            case {"replace": old, "with": new}:
                self.replace(path, old, new)
            case {"append": text}:
                self.write(path, self.read(path) + text)
            case {"create": text}:
                assert not file.exists(), f"{path} is there already"
                self.write(path, text)
            case {"bytes": encoded}:
                self.write(path, base64.b64decode(encoded))
            case {"copy": source, **changes}:
                self.write(path, (self.root / source).read_bytes())
                for old, new in changes.get("changes", {}).items():
                    self.replace(path, old, new)
            case {"size": size, "of": text}:
                self.write(path, (text * (size // len(text) + 1))[:size])
            case {"delete": True}:
                self.delete(path)
            case {"directory": True}:
                file.mkdir(parents=True)
            case {"link": target}:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.symlink_to(target)
            case {"fifo": True}:
                os.mkfifo(file)
            case other:
                raise AssertionError(f"{path}: no such change: {sorted(other)}")


def small_handbook(folder: Path) -> Book:
    """A fresh copy of the small handbook in tests/handbook."""
    shutil.copytree(SMALL_HANDBOOK, folder)
    return Book(folder)


def real_handbook(folder: Path) -> Book:
    """A copy of the real handbook, with what bare mkdocs needs, in a git repository with one commit."""
    hidden = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in (*CONTENT, "schema", "generator"):
        shutil.copytree(REPOSITORY / name, folder / name, ignore=hidden)
    shutil.copy(REPOSITORY / "mkdocs.yml", folder)
    (folder / "build/docs").mkdir(parents=True)
    commit_all(folder, "2026-11-24T12:00:00Z")
    return Book(folder)


def git(folder: Path, *arguments: str, when: str = "2026-11-24T12:00:00Z") -> str:
    """Run git in a folder, deaf to the settings of the machine, at a fixed time."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_DATE": when,
        "GIT_COMMITTER_DATE": when,
    }
    settings = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(
        ["git", *settings, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def commit_all(folder: Path, when: str, message: str = "Change") -> str:
    """Commit everything in a folder, and return the commit's hash."""
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet")
    git(folder, "add", "--all", when=when)
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message, when=when)
    return git(folder, "rev-parse", "HEAD")


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file below a folder with the hash of its bytes. Links and odd files are told as what they are."""
    found = {}
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if file.is_symlink():
            found[name] = f"link to {file.readlink()}"
        elif file.is_file():
            found[name] = hashlib.sha256(file.read_bytes()).hexdigest()
        elif not file.is_dir():
            found[name] = "not a file"
    return found


def built_demo(folder: Path) -> Path:
    """Make the invented handbook and its site in `folder` (`handbook`, `site`), and give the folder."""
    make_demo(folder / "handbook")
    done = handbook_process(
        "build",
        "--root",
        folder / "handbook",
        "--date",
        DEMO_DAY,
        "--out",
        folder / "site",
        cwd=folder,
        env={"HANDBOOK_CACHE": str(folder / "cache")},
    )
    assert done.returncode == 0, done.stderr
    return folder
