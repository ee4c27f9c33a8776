"""Odd repositories and odd questions: a right answer, or one clear message with the remedy; never a wrong history."""

import pytest

from tests.html_reader import read_html
from tests.lives import BASE, FOLDER, NAME, STEPS, Lives, text
from tests.support import git, handbook

DAY = "2026-11-25"
INCOMPLETE = "Git mangler noe av historikken"
TWO_VERSIONS = ["2024-05-01", "2024-02-20"]


@pytest.fixture
def life(book) -> Lives:
    """A handbook with a procedure in two versions, and its git repository."""
    made = Lives(book).start()
    made.commit("2024-02-20", base=text())
    made.commit("2024-05-01", base=text("1.1", "2024-05-01", purpose="Den som søker, får svar i tide."))
    return made


def ask(root, *arguments):
    """Ask on the command line."""
    return handbook(*arguments, "--root", root, "--date", DAY)


def days(root):
    """The days in the log of the procedure, the newest first."""
    answer = ask(root, "log", NAME)
    assert answer.code == 0, answer.err
    return [line[:10] for line in answer.out.splitlines() if line.startswith("20")]


def clone(life, folder, *options):
    """A clone of another kind."""
    git(life.book.root, "config", "uploadpack.allowFilter", "true")
    git(folder, "clone", "--quiet", *options, f"file://{life.book.root}", "copy")
    return folder / "copy"


def test_a_clone_without_contents_fetches_what_it_needs(life, tmp_path):
    copy = clone(life, tmp_path, "--filter=blob:none")
    assert days(copy) == TWO_VERSIONS


@pytest.mark.parametrize("command", [("log", NAME), ("show", NAME, "--on", "2024-03-05"), ("build",)])
def test_a_clone_without_contents_and_without_its_server_is_told(life, tmp_path, command):
    copy = clone(life, tmp_path, "--filter=blob:none")
    git(copy, "remote", "set-url", "origin", f"file://{tmp_path}/gone")
    answer = ask(copy, *command)
    assert answer.code == 2
    assert INCOMPLETE in answer.err
    assert not (copy / "site").exists()


def test_a_repository_that_has_lost_something_is_told(life):
    lost = git(life.book.root, "rev-parse", f"HEAD~1:{BASE}")
    (life.book.root / f".git/objects/{lost[:2]}/{lost[2:]}").unlink()
    answer = ask(life.book.root, "log", NAME)
    assert answer.code == 2
    assert INCOMPLETE in answer.err


@pytest.mark.parametrize("command", [("log", NAME), ("show", NAME), ("diff", "HEAD~1"), ("build",)])
def test_files_that_are_left_out_of_the_folder_are_told(life, tmp_path, command):
    """Else the site would lack them, and `diff` would say that they were removed."""
    life.book.write("docs/om/ny.md", "---\ntitle: Ny side\nsummary: En side som er helt ny.\n---\nHei.\n")
    life.commit("2024-06-01")
    copy = clone(life, tmp_path)
    git(copy, "sparse-checkout", "set", "--no-cone", "/*", "!/docs/om/ny.md")
    answer = ask(copy, *command)
    assert answer.code == 2
    assert "git sparse-checkout disable" in answer.err
    git(copy, "sparse-checkout", "disable")
    assert days(copy) == TWO_VERSIONS


def test_a_sparse_folder_that_has_all_of_the_handbook_is_well(life, tmp_path):
    life.book.write("annet/stort.bin", "x")
    life.commit("2024-06-01")
    copy = clone(life, tmp_path)
    git(copy, "sparse-checkout", "set", "--no-cone", "/*", "!/annet/")
    assert not (copy / "annet").exists()
    assert days(copy) == TWO_VERSIONS


def test_a_graft_does_not_cut_the_history(life):
    info = life.book.root / ".git/info"
    info.mkdir(exist_ok=True)
    (info / "grafts").write_text(git(life.book.root, "rev-parse", "HEAD") + "\n")
    assert days(life.book.root) == TWO_VERSIONS


def test_a_folder_of_a_worktree_and_one_with_alternates_have_the_whole_history(life, tmp_path):
    git(life.book.root, "worktree", "add", "--quiet", "--detach", str(tmp_path / "tree"), "HEAD")
    assert (tmp_path / "tree/.git").is_file()
    assert days(tmp_path / "tree") == TWO_VERSIONS
    assert days(clone(life, tmp_path, "--shared")) == TWO_VERSIONS


def test_a_handbook_inside_another_repository_borrows_no_history(book):
    git(book.root.parent, "init", "--quiet")
    git(book.root.parent, "add", "--all")
    git(book.root.parent, "commit", "--quiet", "--message", "Ute")
    for command in (("log", NAME), ("show", NAME), ("diff", "HEAD")):
        answer = ask(book.root, *command)
        assert answer.code == 2
        assert "ikke øverst i et git-repositorium" in answer.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("log", BASE), NAME),
        (("log", f"./{BASE}"), NAME),
        (("log", f"{FOLDER}/{NAME}.next.md"), NAME),
        (("log", "korttidsopphold – svar på søknaden"), NAME),
        (("log", "vocabulary/roles.yml"), "Roller (roles)"),
        (("log", "Roller"), "Roller (roles)"),
        (("log", "municipalities/fjellvik/municipality.yml"), "(fjellvik)"),
        (("show", BASE, "--on", "2024-03-05"), "versjon 1.0 gjaldt 5. mars 2024"),
        (("show", NAME, "--on", "2024-02-25"), "Versjon 1.0 gjelder fra 1. mars 2024."),
        (("show", NAME, "--on", "2001-01-01"), "fantes ikke i håndboka 1. januar 2001"),
        (("show", NAME, "--on", "9999-12-31"), "Det kan endres."),
        (("diff", "HEAD~1", "HEAD"), "Versjon: 1.0 → 1.1"),
        (("diff", "main^", "main"), "Versjon: 1.0 → 1.1"),
        (("diff", "HEAD"), "Ingen ord er endret."),
    ],
)
def test_what_people_may_ask(life, arguments, said):
    answer = ask(life.book.root, *arguments)
    assert answer.code == 0, answer.err
    assert said in answer.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("log", "korttidsopphold-soknaden"), f"Mente du «{NAME}»?"),
        (("log", f"{FOLDER}/korttidsopphold-soknaden.md"), f"Mente du «{NAME}»?"),
        (("log", ""), "Skriv id-en."),
        (("show", "korttidsopphold"), "Det er en tjeneste. Se hva som er endret med: handbook log korttidsopphold"),
        (("show", NAME, "--on", "05.03.2024"), "Skriv for eksempel 2024-03-05."),
        (("show", NAME, "--on", "2024-02-30"), "«2024-02-30» er ikke en dato"),
        (("show", NAME, "--on", "20240305"), "er ikke en dato"),
        (("show", NAME, "--on", "2024-W10-1"), "er ikke en dato"),
        (("diff", "HEAD~99"), "Git kjenner ikke versjonen «HEAD~99»"),
        (("diff", "HEAD:procedures"), "ikke navnet på en git-versjon"),
        (("diff", "HEAD", "--output=x"), "--output"),
        (("diff", "HEAD", "HEAD", "HEAD"), "for mye"),
        (("promote", NAME), "har ingen kommende versjon"),
        (("promote", BASE), f"«{NAME}» har ingen kommende versjon"),
    ],
)
def test_what_cannot_be_answered_is_told_with_the_remedy(life, arguments, said):
    answer = ask(life.book.root, *arguments)
    assert answer.code == 2
    assert said in answer.err
    assert "Traceback" not in answer.err


def test_a_page_whose_version_waits_leads_to_the_one_that_applies(life):
    """2.0 was put in the place of 1.1 too early. Nobody may believe that nothing applies."""
    faster = STEPS.replace("working_days: 3", "within: PT4H")
    life.commit("2026-11-01", base=text("2.0", "2027-01-01", review_by="2028-01-01", steps=faster))
    site = life.book.build(day=DAY)
    page = read_html((site / f"prosedyrer/{NAME}/index.html").read_text("utf-8").replace("\u00a0", " "))
    assert "Prosedyren er vedtatt, men gjelder ikke før 1. januar 2027." in page.text
    assert "Til da gjelder: versjon 1.1" in page.text
    assert ("a", "href", f"../../prosedyrer/{NAME}/v/1.1/") in page.links
    history = read_html((site / f"prosedyrer/{NAME}/historikk/index.html").read_text("utf-8")).text
    assert "Versjon 1.1 gjelder nå" in history
    assert "Ingen versjon gjaldt" not in history
    old = read_html((site / f"prosedyrer/{NAME}/v/1.1/index.html").read_text("utf-8")).text
    assert "Dette er versjon 1.1, som gjelder nå." in old


def test_uncommitted_edits_are_marked_and_in_no_history(life):
    life.book.replace(BASE, "i tide.", "med en gang.")
    site = life.book.build(day=DAY)
    assert "ikke lagret i historikken" in (site / f"prosedyrer/{NAME}/index.html").read_text("utf-8")
    history = (site / f"prosedyrer/{NAME}/historikk/index.html").read_text("utf-8")
    assert "Det er gjort endringer som ikke er lagret i historikken" in history
    assert "med en gang" not in history
    assert "svar i tide. → Den som søker, får svar med en gang." in ask(life.book.root, "diff", "HEAD").out


def test_commits_of_1970_and_2099_and_out_of_order_are_told_as_doubtful(life):
    for when, number in (("1970-01-01", 1), ("2099-01-01", 2), ("2024-04-01", 3)):
        life.commit(when, base=text("1.1", "2024-05-01", purpose=f"Den som søker, får svar {number}."))
    out = ask(life.book.root, "log", NAME).out
    assert "Git sier 1970-01-01, men det kan ikke stemme." in out
    assert "Git sier 2099-01-01, men det kan ikke stemme." in out
    assert days(life.book.root)[:3] == ["2024-05-01"] * 3
