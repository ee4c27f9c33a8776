"""Building: the same input gives the same bytes, and the site in place is always whole."""

import json
import os
import shutil
import signal
from pathlib import Path

import pytest

from tests.support import (
    DAY,
    PROCEDURE,
    Book,
    commit_all,
    fingerprint,
    git,
    handbook,
    handbook_process,
    run,
    small_handbook,
)


def build_elsewhere(folder: Path, environment: dict[str, str], cwd: Path) -> dict[str, str]:
    book = small_handbook(folder / "copy")
    done = handbook_process(
        "build",
        "--root",
        book.root,
        "--date",
        DAY,
        cwd=cwd,
        env={"HANDBOOK_CACHE": str(folder / "kept"), **environment},
    )
    assert done.returncode == 0, done.stderr
    return fingerprint(book.root / "site")


def test_the_same_files_and_date_give_the_same_bytes_anywhere(book, tmp_path):
    """Another folder, working folder, cache, time zone, locale, home and hash seed; and a second build over the first."""
    here = fingerprint(book.build())
    there = build_elsewhere(
        tmp_path / "a",
        {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "1", "HOME": str(tmp_path)},
        tmp_path,
    )
    again = build_elsewhere(tmp_path / "b", {"TZ": "America/Los_Angeles", "PYTHONHASHSEED": "2"}, Path("/"))
    assert here == there == again
    assert fingerprint(book.build()) == here


def test_the_same_commit_gives_the_same_bytes(book, tmp_path):
    commit_all(book.root, "2026-11-20T23:30:00Z")
    git(tmp_path, "clone", "--quiet", str(book.root), "clone")
    first, second = book.build(tmp_path / "one"), Book(tmp_path / "clone").build(tmp_path / "two")
    assert fingerprint(first) == fingerprint(second)
    commit = git(book.root, "rev-parse", "HEAD")
    assert json.loads((first / "api/v1/index.json").read_text("utf-8"))["commit"] == commit
    assert "21.\N{NO-BREAK SPACE}november 2026" in (first / "index.html").read_text("utf-8"), (
        "the day in Norway of a commit late at night"
    )


def test_the_build_says_where_the_site_is_and_how_to_open_it(book):
    answer = handbook("build", "--root", book.root, "--date", DAY)
    assert answer.code == 0
    assert str(book.root / "site") in answer.out
    assert "http.server" in answer.out
    assert answer.err == ""


def test_warnings_are_shown_and_do_not_stop_the_build(book):
    answer = handbook("build", "--root", book.root, "--date", "2028-03-02")
    assert answer.code == 0
    assert "[review-is-not-overdue]" in answer.err
    assert "Fristen for ny vurdering er passert" in (
        book.root / "site/prosedyrer/korttidsopphold-soknad/index.html"
    ).read_text("utf-8")


def test_the_old_site_survives_a_build_with_errors(book):
    site = book.build()
    before, times = fingerprint(site), site.stat().st_mtime_ns
    book.replace(PROCEDURE, "status: draft", "status: drfat")
    answer = handbook("build", "--root", book.root, "--date", DAY)
    assert answer.code == 1
    assert "Håndboka er ikke bygd. Det gamle nettstedet er urørt." in answer.err
    assert "[field-value]" in answer.err
    assert fingerprint(site) == before
    assert site.stat().st_mtime_ns == times


def test_nothing_is_written_when_there_are_errors(book):
    book.replace(PROCEDURE, "status: draft", "status: drfat")
    before = fingerprint(book.root)
    assert handbook("build", "--root", book.root, "--date", DAY).code == 1
    assert fingerprint(book.root) == before
    assert not (book.root / "site").exists()
    assert not (book.root / "build").exists()


def test_an_engine_that_fails_leaves_the_old_site_and_says_so(book, monkeypatch):
    site = book.build()
    before = fingerprint(site)
    book.replace(PROCEDURE, "title: Send rapporten", "title: Send rapporten straks")

    def stop(*_: object, **__: object) -> None:
        raise RuntimeError("theme is gone")

    monkeypatch.setattr("generator.engine.mkdocs_build", stop)
    answer = handbook("build", "--root", book.root, "--date", DAY)
    assert answer.code == 1
    assert "Feil i programmet som bygger sidene" in answer.err
    assert "theme is gone" in answer.err
    assert fingerprint(site) == before
    monkeypatch.undo()
    book.build()
    assert "Send rapporten straks" in (site / "prosedyrer/innleggelsesrapport/index.html").read_text("utf-8")


KILL = "import os, signal\ndef kill(*_, **__):\n    os.kill(os.getpid(), signal.SIGKILL)\n"
STOPS = {
    "while pages are written to build/docs": "import pathlib\nkept = pathlib.Path.replace\n"
    "calls = []\ndef third(self, target):\n    calls.append(1)\n    return kill() if len(calls) > 3 else kept(self, target)\n"
    "pathlib.Path.replace = third",
    "before the engine starts": "import generator.engine\ngenerator.engine.mkdocs_build = kill",
    "in the middle of the engine": "import generator.engine\nkept = generator.engine._Helper.on_post_page\ncalls = []\n"
    "def third(self, output, **named):\n    calls.append(1)\n    return kill() if len(calls) > 2 else kept(self, output, **named)\n"
    "generator.engine._Helper.on_post_page = third",
    "before what was built is remembered": "import generator.engine\ngenerator.engine._save = kill",
    "before the site is put in place": "import generator.build\ngenerator.build.publish = kill",
    "after the site is put in place": "import generator.build\nkept = generator.build.publish\n"
    "def then_kill(*arguments):\n    kept(*arguments)\n    kill()\ngenerator.build.publish = then_kill",
}


@pytest.mark.parametrize("stop", STOPS)
def test_a_killed_build_leaves_a_whole_site_and_the_next_build_clears_up(book, tmp_path, stop):
    site = book.build()
    old = fingerprint(site)
    book.replace(PROCEDURE, "title: Send rapporten", "title: Send rapporten straks")
    book.write("docs/om/ny.md", "---\ntitle: Ny side\nsummary: En side som er helt ny.\n---\nHei.\n")
    killed = handbook_process("build", "--root", book.root, "--date", DAY, cwd=book.root, prelude=KILL + STOPS[stop])
    assert killed.returncode == -signal.SIGKILL
    after = fingerprint(site)
    fresh = small_handbook(tmp_path / "fresh")
    for path in (PROCEDURE, "docs/om/ny.md"):
        fresh.write(path, book.read(path))
    wanted = fingerprint(fresh.build())
    assert after == (wanted if stop.startswith("after") else old)
    assert fingerprint(book.build()) == wanted
    assert {each.name for each in book.root.iterdir()} - {each.name for each in fresh.root.iterdir()} <= {".site.spare"}


def test_a_build_that_was_killed_before_the_first_site_leaves_none(book):
    killed = handbook_process(
        "build", "--root", book.root, "--date", DAY, cwd=book.root, prelude=KILL + STOPS["in the middle of the engine"]
    )
    assert killed.returncode == -signal.SIGKILL
    assert not (book.root / "site").exists()
    assert (book.build() / "index.html").is_file()


def test_two_builds_of_one_site_do_not_meet(book):
    book.build()
    before = fingerprint(book.root / "site")
    prelude = (
        "import generator.build, subprocess, sys\nkept = generator.build.publish\n"
        "def other_first(*arguments):\n"
        "    other = subprocess.run([sys.executable, '-c', 'from generator.cli import main; main()', *sys.argv[1:]],"
        " capture_output=True, text=True)\n"
        "    print('OTHER', other.returncode, other.stderr)\n    kept(*arguments)\ngenerator.build.publish = other_first"
    )
    done = handbook_process("build", "--root", book.root, "--date", DAY, cwd=book.root, prelude=prelude)
    assert done.returncode == 0, done.stderr
    assert "OTHER 2 Feil: En annen bygging" in done.stdout
    assert fingerprint(book.root / "site") == before


@pytest.mark.parametrize(
    "prepare",
    [
        pytest.param(lambda folder: (folder / "mine.txt").write_text("x"), id="somebody's files"),
        pytest.param(lambda folder: (folder / "index.html").write_text("x"), id="another site"),
        pytest.param(lambda folder: (folder / "index.json").write_text("x"), id="some JSON"),
    ],
)
def test_a_folder_that_is_no_handbook_is_never_overwritten(book, tmp_path, prepare):
    out = tmp_path / "other"
    out.mkdir()
    prepare(out)
    before = fingerprint(out)
    answer = handbook("build", "--root", book.root, "--date", DAY, "--out", out)
    assert answer.code == 2
    assert "er ikke en bygd håndbok, og blir ikke overskrevet" in answer.err
    assert "--out" in answer.err
    assert fingerprint(out) == before


@pytest.mark.parametrize(
    "out", [".", "..", "procedures", "procedures/hjemmetjenester", "docs/site", "build/docs", "vocabulary", ".git/site"]
)
def test_the_site_may_not_lie_where_the_handbook_is_made_of(book, out):
    commit_all(book.root, "2026-11-20T12:00:00Z")
    before = fingerprint(book.root)
    answer = handbook("build", "--root", book.root, "--date", DAY, "--out", book.root / out)
    assert answer.code == 2
    assert "Feil:" in answer.err
    assert fingerprint(book.root) == before


def test_a_file_in_the_place_of_the_site_is_not_overwritten(book):
    book.write("site", "min fil")
    answer = handbook("build", "--root", book.root, "--date", DAY)
    assert answer.code == 2
    assert book.read("site") == "min fil"


def test_an_empty_folder_may_become_the_site(book, tmp_path):
    out = tmp_path / "deep" / "site"
    out.mkdir(parents=True)
    assert (book.build(out) / "index.html").is_file()


def test_a_link_in_the_place_of_the_site_is_replaced_and_never_followed(book, tmp_path):
    other = Book(tmp_path / "other")
    shutil.copytree(book.build(tmp_path / "first"), other.root)
    before = fingerprint(other.root)
    (book.root / "site").symlink_to(other.root)
    book.replace(PROCEDURE, "title: Send rapporten", "title: Send rapporten straks")
    run("build", "--root", book.root, "--date", DAY)
    assert fingerprint(other.root) == before


def test_links_in_build_docs_are_removed_and_never_followed(book, tmp_path):
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "index.md").write_text("mine", "utf-8")
    (secret / "notes.txt").write_text("mine", "utf-8")
    (book.root / "build/docs").mkdir(parents=True)
    (book.root / "build/docs/prosedyrer").symlink_to(secret)
    (book.root / "build/docs/index.md").symlink_to(secret / "notes.txt")
    (book.root / "build/docs/stale.md").write_text("# Old", "utf-8")
    site = book.build()
    assert {each.name: each.read_text("utf-8") for each in secret.iterdir()} == {
        "index.md": "mine",
        "notes.txt": "mine",
    }
    assert not (site / "stale").exists()
    assert not (book.root / "build/docs/stale.md").exists()
    assert not (book.root / "build/docs/prosedyrer").is_symlink()


def test_gitkeep_in_build_docs_is_kept(book):
    book.write("build/docs/.gitkeep", "")
    site = book.build()
    assert (book.root / "build/docs/.gitkeep").is_file()
    assert not (site / ".gitkeep").exists()


def test_a_disk_that_cannot_be_written_is_told_in_words(book, tmp_path):
    (tmp_path / "file").write_text("x")
    answer = run("build", "--root", book.root, "--date", DAY, "--out", tmp_path / "file" / "site")
    assert answer.failure is None
    assert answer.code in (1, 2)
    assert answer.err.startswith("Feil: ")


def test_an_address_for_the_site_is_used_in_its_pages(book):
    relative = book.build().joinpath("sitemap.xml").read_text("utf-8")
    os.environ["HANDBOOK_URL"] = "https://handbok.example/regional/"
    site = book.build()
    page = (site / "prosedyrer/innleggelsesrapport/index.html").read_text("utf-8")
    assert "https://handbok.example/regional/prosedyrer/innleggelsesrapport/" in page
    assert "handbok.example" not in relative


def test_a_shallow_clone_is_refused_with_the_remedy(book, tmp_path):
    commit_all(book.root, "2026-11-20T12:00:00Z")
    commit_all(book.root, "2026-11-21T12:00:00Z")
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{book.root}", "shallow")
    answer = handbook("build", "--root", tmp_path / "shallow", "--date", DAY)
    assert answer.code == 1
    assert "git fetch --unshallow" in answer.err
    assert not (tmp_path / "shallow/site").exists()
