"""A pull request from end to end, on a local bare repository: as the workflows do it, without the host."""

import os
import shutil
from pathlib import Path

import pytest

from generator.review import MARK, MOST_LETTERS
from tests.support import APPROVED, DAY, PROCEDURE, Book, commit_all, git, handbook, run, small_handbook


@pytest.fixture
def places(tmp_path):
    """The bare repository of the host, and the clone of a contributor with main checked out."""
    book = small_handbook(tmp_path / "author")
    handbook("owners", "--root", book.root, "--date", DAY)
    commit_all(book.root, "2026-11-20T12:00:00Z")
    git(tmp_path, "clone", "--quiet", "--bare", str(book.root), "host.git")
    git(tmp_path, "clone", "--quiet", "host.git", "contributor")
    return tmp_path, Book(tmp_path / "contributor")


def propose(book: Book, message: str = "Endre rapporten") -> str:
    """Commit on a branch and push it, as the web editor does."""
    git(book.root, "checkout", "--quiet", "-B", "forslag")
    head = commit_all(book.root, "2026-11-24T12:00:00Z", message)
    git(book.root, "push", "--quiet", "--force", "origin", "HEAD:refs/pull/1/head")
    return head


def checked(book: Book):
    """What the workflow Check runs, in the head that it checked out."""
    return book.check(form="github", revision="origin/main"), run(
        "owners", "--check", "--root", book.root, "--date", DAY
    )


def commented(folder: Path, head: str, *options: str) -> str:
    """What the workflow Comment runs: in a clone of main, with the head fetched and never checked out."""
    clone = folder / "main"
    if not clone.exists():
        git(folder, "clone", "--quiet", "host.git", "main")
    git(clone, "fetch", "--quiet", "origin", "+refs/pull/1/head:refs/remotes/pull/head")
    before = git(clone, "status", "--porcelain")
    answer = handbook("comment", "--root", clone, "--date", DAY, "--base", "origin/main", "--head", head, *options)
    assert answer.code == 0, answer.err
    assert git(clone, "status", "--porcelain") == before
    return answer.out


def improve(book: Book) -> None:
    book.replace(PROCEDURE, 'version: "0.1"', 'version: "0.2"')
    book.replace(PROCEDURE, "change: Første utkast.", "change: Du spør legen først.")
    book.replace(PROCEDURE, "Spør om det som er uklart.", "Spør legen om det som er uklart.")


def test_a_bad_branch_is_refused_with_annotations(places):
    folder, book = places
    book.replace(PROCEDURE, "role: sykepleier\n    text: Spør", "role: sykepleir\n    text: Spør")
    book.replace(APPROVED, "Skriv vedtaket og send det.", "Ring 912 34 567.")
    head = propose(book)
    answer, owners = checked(book)
    assert answer.code == 1
    assert owners.code == 0
    assert f"::error file={PROCEDURE},line=37,col=11,title=role-exists::" in answer.out
    assert "Mente du «sykepleier»?" in answer.out
    assert "title=published-version-is-kept" in answer.out
    assert "title=no-phone-number" in answer.out
    text = commented(folder, head)
    assert text.startswith(MARK)
    assert "feil" in text
    assert "912 34 567" not in text.split("### ", 1)[0]


def test_a_good_branch_gets_a_readable_comment(places):
    folder, book = places
    improve(book)
    head = propose(book)
    answer, owners = checked(book)
    assert (answer.code, owners.code) == (0, 0), answer.out
    text = commented(folder, head, "--preview", "https://preview.example/1")
    assert "[Innleggelsesrapport til sykehuset](https://preview.example/1/prosedyrer/innleggelsesrapport/)" in text
    assert "0.1 → 0.2 (liten endring)" in text
    assert "Du spør legen først." in text
    assert "**Spør legen" in text or "Spør **legen** om det som er uklart." in text
    assert "**Tjenester:** Hjemmesykepleie" in text
    assert "**Kommuner:** 1 (alle)" in text
    assert "**Lesbarhet (LIX):**" in text
    assert "Må leses på nytt" not in text
    assert "korttidsopphold-soknad" not in text


def test_a_major_change_tells_who_must_read_it_again(places):
    folder, book = places
    improve(book)
    book.replace(PROCEDURE, 'version: "0.2"', 'version: "1.0"')
    text = commented(folder, propose(book))
    assert "0.1 → 1.0 (første versjon etter utkast)" in text
    assert "**Må leses på nytt av:** Sykepleier, Saksbehandler" in text
    assert "Høring" in text


def test_a_change_of_groups_makes_the_owners_stale(places):
    _, book = places
    book.replace("vocabulary/owners.yml", "@prove/saksbehandling", "@prove/vedtak")
    propose(book)
    answer, owners = checked(book)
    assert answer.code == 0
    assert owners.code == 1
    assert "Kjør handbook owners" in owners.err
    assert handbook("owners", "--root", book.root, "--date", DAY).code == 0
    assert "@prove/vedtak" in book.read(".github/CODEOWNERS")
    assert run("owners", "--check", "--root", book.root, "--date", DAY).code == 0


def test_owners_follow_the_data(places):
    _, book = places
    rows = dict(line.split() for line in book.read(".github/CODEOWNERS").splitlines() if not line.startswith("#"))
    assert rows["/procedures/hjemmetjenester/"] == "@prove/hjemmetjenester"
    for path in ("*", "/vocabulary/", "/schema/", "/generator/", "/.github/"):
        assert rows[path] == "@prove/maintainers"


def test_what_is_new_on_main_meanwhile_is_not_taken_for_a_change(places):
    folder, book = places
    improve(book)
    head = propose(book)
    main = Book(folder / "author")
    main.replace(APPROVED, "keywords: [korttid]", "keywords: [korttid, opphold]")
    commit_all(main.root, "2026-11-24T13:00:00Z")
    git(main.root, "push", "--quiet", str(folder / "host.git"), "HEAD:main")
    text = commented(folder, head)
    assert "Innleggelsesrapport" in text
    assert "Korttidsopphold" not in text


def test_markup_and_mentions_in_a_branch_have_no_effect(places):
    folder, book = places
    improve(book)
    book.replace(
        PROCEDURE,
        "title: Innleggelsesrapport til sykehuset",
        'title: "@alle <img src=x onerror=a()> [x](https://evil.example) #1"',
    )
    book.replace(
        PROCEDURE,
        "change: Du spør legen først.",
        'change: "| a | <script>x</script> @maintainers https://evil.example"',
    )
    text = commented(folder, propose(book, "@alle <script>"))
    for written in ("@alle", "@maintainers", "<script", "<img", "](https://evil", "https://evil", " #1"):
        assert written not in text


def test_a_long_comment_is_cut(places):
    folder, book = places
    for number in range(120):
        text = (
            book.read(APPROVED)
            .replace("id: korttidsopphold-soknad", f"id: lang-{number}")
            .replace("title: Kort", f"title: {number} kort")
        )
        book.write(
            f"procedures/saksbehandling/lang-{number}.md",
            text.replace("change: Ny frist.", "change: " + "Ord " * 110 + "."),
        )
    text = commented(folder, propose(book))
    assert len(text) <= MOST_LETTERS
    assert "kuttet" in text


def test_the_heads_code_and_links_are_never_used(places):
    folder, book = places
    secret = folder / "secret.txt"
    secret.write_text("HEMMELIG")
    improve(book)
    for path in ("generator/__init__.py", "generator/comment.py", "sitecustomize.py"):
        book.write(path, f"open({str(folder / 'ran')!r}, 'w')\n")
    book.write(".gitattributes", "* filter=evil diff=evil\n")
    (book.root / "procedures/saksbehandling/lenke.md").symlink_to(secret)
    book.write("procedures/saksbehandling/stor.md", "x" * 600_000)
    text = commented(folder, propose(book))
    assert not (folder / "ran").exists()
    assert "HEMMELIG" not in text
    assert "ikke en vanlig fil" in text
    assert "større enn 500 kB" in text
    assert "### Programmet" in text
    assert "En vedlikeholder må lese hver linje." in text


@pytest.mark.parametrize("name", ["--upload-pack=x", "-x", "$(id)", ";id", "finnes-ikke", "main..forslag", ""])
def test_a_strange_revision_is_wrong_use(places, name):
    _, book = places
    answer = run("comment", "--root", book.root, "--date", DAY, "--base", "origin/main", f"--head={name}")
    assert answer.failure is None
    assert answer.code == 2
    assert "Traceback" not in answer.err


def test_a_shallow_clone_is_told(places):
    folder, book = places
    improve(book)
    propose(book)
    git(folder, "clone", "--quiet", "--depth", "1", f"file://{folder}/host.git", "shallow")
    answer = run("check", "--root", folder / "shallow", "--date", DAY, "--base", "main")
    assert answer.code == 1
    assert "git fetch --unshallow" in answer.err


def test_without_git_there_is_nothing_to_compare_with(tmp_path):
    book = small_handbook(tmp_path / "handbook")
    answer = run("check", "--root", book.root, "--date", DAY, "--base", "main")
    assert answer.code == 2
    assert "git" in answer.err


def test_odd_names_and_messages_of_commits_do_no_harm(places):
    folder, book = places
    improve(book)
    propose(book, "Godkjent-av: Styret\n\n\x1b[31mRødt\x1b[0m <script>\n\nApproved-by: styret")
    os.environ.pop("GIT_DIR", None)
    answer, _ = checked(book)
    assert answer.code == 0
    assert "\x1b" not in answer.out
    shutil.rmtree(folder / "host.git")
