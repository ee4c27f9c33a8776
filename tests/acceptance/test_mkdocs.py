"""A bare `mkdocs build` in the prepared environment gives the same site as `handbook build`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.html_reader import read_html
from tests.support import PROCEDURE, REPOSITORY, fingerprint

NOON = "1795604400"  # noon of 2026-11-25 in Norway


@pytest.fixture
def prepared(book):
    """The small handbook with what mkdocs reads beside it, as in a fresh clone."""
    shutil.copy(REPOSITORY / "mkdocs.yml", book.root)
    (book.root / "generator").mkdir()
    shutil.copy(REPOSITORY / "generator/mkdocs_hook.py", book.root / "generator")
    for folder in ("overrides", "templates", "assets"):
        shutil.copytree(REPOSITORY / "generator" / folder, book.root / "generator" / folder)
    book.write("build/docs/.gitkeep", "")
    return book


def mkdocs(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("mkdocs"), *arguments],
        cwd=folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": NOON, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_bare_mkdocs_gives_the_same_site(prepared, tmp_path):
    done = mkdocs(prepared.root, "build", "--strict", "--site-dir", str(tmp_path / "bare"))
    assert done.returncode == 0, done.stderr
    assert fingerprint(tmp_path / "bare") == fingerprint(prepared.build())
    assert (prepared.root / "build/docs/.gitkeep").is_file()


def test_bare_mkdocs_stops_at_errors_and_says_them(prepared):
    prepared.replace(PROCEDURE, "status: draft", "status: drfat")
    done = mkdocs(prepared.root, "build")
    assert done.returncode != 0
    assert f"{PROCEDURE}:5:9: feil:" in done.stderr + done.stdout
    assert "Mente du «draft»?" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    assert not (prepared.root / "site/index.html").exists()


def test_the_configuration_is_valid_without_the_generator_having_run(prepared):
    """Mkdocs looks for docs_dir before any hook runs; the folder is in git for that reason."""
    kept = subprocess.run(["git", "check-ignore", "--quiet", "build/docs/.gitkeep"], cwd=REPOSITORY, check=False)
    assert kept.returncode != 0 or not (REPOSITORY / ".git").exists()
    assert (REPOSITORY / "build/docs/.gitkeep").is_file()


@pytest.mark.parametrize(
    ("statement", "leads"),
    [("", "../om/tilgjengelighet/"), ("https://uustatus.no/nb/erklaringer/x?a=1", None)],
    ids=["our own page", "the official one"],
)
def test_the_footer_leads_to_the_statement_on_accessibility(prepared, statement, leads):
    prepared.replace("mkdocs.yml", 'accessibility_statement: ""', f'accessibility_statement: "{statement}"')
    site = prepared.build()
    for page in ("prosedyrer", "bidra/regler"):
        links = read_html((site / f"{page}/index.html").read_text("utf-8")).links
        found = [target for _, _, target in links if "tilgjengelighet" in target or "uustatus" in target]
        assert found == [leads.replace("..", "/".join([".."] * (page.count("/") + 1))) if leads else statement]
