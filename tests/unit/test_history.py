"""What git knows, in real repositories."""

import os
from datetime import date

import pytest

from generator.history import History, ShallowCloneError, read
from tests.support import APPROVED, PROCEDURE, commit_all, git


def test_without_git_nothing_is_known(book):
    assert read(book.root) == History()


def test_a_handbook_inside_another_repository_has_no_history_of_its_own(book):
    commit_all(book.root.parent, "2026-11-20T12:00:00Z")
    assert read(book.root) == History()


def test_a_repository_without_commits_has_no_history(book):
    git(book.root, "init", "--quiet")
    assert read(book.root) == History()


def test_the_commit_and_the_day_of_the_last_change_of_each_file(book):
    commit_all(book.root, "2026-11-20T12:00:00Z")
    book.replace(PROCEDURE, "title: Send rapporten", "title: Send rapporten straks")
    newest = commit_all(book.root, "2026-11-22T12:00:00Z")
    history = read(book.root)
    assert history.commit == newest
    assert history.last_changed[PROCEDURE] == date(2026, 11, 22)
    assert history.last_changed[APPROVED] == date(2026, 11, 20)
    assert not [path for path in history.last_changed if path.startswith("vocabulary")]


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("2026-11-20T22:59:59Z", date(2026, 11, 20)),
        ("2026-11-20T23:00:00Z", date(2026, 11, 21)),
        ("2026-06-20T22:00:00Z", date(2026, 6, 21)),
    ],
)
def test_days_are_days_in_norway(book, when, day):
    commit_all(book.root, when)
    assert read(book.root).last_changed[PROCEDURE] == day


def test_files_that_differ_from_the_commit_mark_it_as_dirty(book):
    commit = commit_all(book.root, "2026-11-20T12:00:00Z")
    book.replace(PROCEDURE, "title: Send rapporten", "title: Send rapporten straks")
    assert read(book.root).commit == f"{commit}-dirty"
    git(book.root, "checkout", "--quiet", "--", ".")
    assert read(book.root).commit == commit


def test_a_new_content_file_that_is_not_committed_marks_it_as_dirty(book):
    """Its text is on the site, so the commit alone would not give the same site."""
    commit = commit_all(book.root, "2026-11-20T12:00:00Z")
    book.write("docs/om/ny.md", "---\ntitle: Ny side\nsummary: En side som er helt ny.\n---\nHei.\n")
    assert read(book.root).commit == f"{commit}-dirty"


def test_the_site_itself_does_not_make_the_commit_dirty(book):
    book.write(".gitignore", "site/\nbuild/\n")
    commit = commit_all(book.root, "2026-11-20T12:00:00Z")
    book.build()
    assert read(book.root).commit == commit


def test_a_shallow_clone_is_refused(book, tmp_path):
    commit_all(book.root, "2026-11-20T12:00:00Z")
    commit_all(book.root, "2026-11-21T12:00:00Z")
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{book.root}", "shallow")
    with pytest.raises(ShallowCloneError):
        read(tmp_path / "shallow")


def test_a_merge_counts_as_a_change_on_the_day_it_was_merged(book):
    commit_all(book.root, "2026-11-01T12:00:00Z")
    git(book.root, "checkout", "--quiet", "-b", "forslag")
    book.replace(PROCEDURE, "title: Send rapporten", "title: Send rapporten straks")
    commit_all(book.root, "2026-11-02T12:00:00Z")
    git(book.root, "checkout", "--quiet", "main")
    book.replace(APPROVED, "change: Ny frist.", "change: Ny tekst.")
    commit_all(book.root, "2026-11-03T12:00:00Z")
    git(book.root, "merge", "--quiet", "--no-ff", "--message", "Merge", "forslag", when="2026-11-10T12:00:00Z")
    history = read(book.root)
    assert history.last_changed[PROCEDURE] == date(2026, 11, 10)
    assert history.last_changed[APPROVED] == date(2026, 11, 3)


def test_a_file_that_was_removed_and_came_back_has_its_new_day(book):
    commit_all(book.root, "2026-11-01T12:00:00Z")
    text = book.read(PROCEDURE)
    book.delete(PROCEDURE)
    commit_all(book.root, "2026-11-02T12:00:00Z")
    book.write(PROCEDURE, text)
    commit_all(book.root, "2026-11-03T12:00:00Z")
    assert read(book.root).last_changed[PROCEDURE] == date(2026, 11, 3)


def test_replace_references_do_not_change_what_is_told(book):
    first = commit_all(book.root, "2026-11-01T12:00:00Z")
    second = commit_all(book.root, "2026-11-05T12:00:00Z")
    git(book.root, "replace", second, first)
    assert read(book.root).commit == second
    assert read(book.root).last_changed[PROCEDURE] == date(2026, 11, 1)


@pytest.mark.parametrize("message", ["\x01\x000000\x00 :100644", "æøå", "a\n\nGodkjent-av: Styret", "--format=%H"])
def test_what_a_commit_says_cannot_change_what_is_told(book, message):
    commit_all(book.root, "2026-11-01T12:00:00Z")
    book.replace(PROCEDURE, "title: Send rapporten", "title: Send rapporten straks")
    git(
        book.root,
        "commit",
        "--quiet",
        "--all",
        f"--message={message.replace(chr(0), ' ')}",
        when="2026-11-02T12:00:00Z",
    )
    history = read(book.root)
    assert history.last_changed[PROCEDURE] == date(2026, 11, 2)
    assert set(history.last_changed) == {
        each.relative_to(book.root).as_posix()
        for folder in ("procedures", "services", "municipalities")
        for each in (book.root / folder).rglob("*")
        if each.is_file()
    }


def test_a_git_hook_s_surroundings_do_not_lead_to_another_repository(book, tmp_path, monkeypatch):
    commit = commit_all(book.root, "2026-11-01T12:00:00Z")
    other = tmp_path / "other"
    other.mkdir()
    commit_all(other, "2026-11-02T12:00:00Z")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    assert read(book.root).commit == commit


def test_a_machine_without_git_builds_without_history(book, monkeypatch, tmp_path):
    commit_all(book.root, "2026-11-01T12:00:00Z")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read(book.root) == History()
    assert os.environ["PATH"] == str(tmp_path)
