"""The truth table: lives of a procedure in git, and the versions, differences and answers on days they must give."""

import json
from datetime import date

import pytest

from generator.history import ShallowCloneError
from tests.html_reader import read_html
from tests.lives import BASE, FOLDER, KEY, NAME, NEXT, STEPS, Lives, text
from tests.support import Book, git


@pytest.fixture
def life(book: Book) -> Lives:
    """A handbook where the procedure has not been written yet."""
    return Lives(book).start()


FASTER = STEPS.replace("working_days: 3", "within: PT4H")


def test_a_first_approved_version(life):
    life.commit("2024-02-20", base=text())
    assert life.versions() == ["1.0"]
    assert [life.on(day) for day in ("2024-02-19", "2024-02-20", "2024-02-29", "2024-03-01", "2030-01-01")] == [
        "absent",
        "none",
        "none",
        "1.0/1",
        "1.0/1",
    ]


def test_a_draft_never_applies(life):
    life.commit("2024-02-20", base=text("0.1", status="draft"))
    life.commit("2024-03-20", base=text("0.2", status="draft"))
    assert life.versions() == ["0.1", "0.2"]
    assert life.on("2024-06-01") == "none"


def test_a_minor_and_a_major_version(life):
    life.commit("2024-02-20", base=text())
    life.commit("2024-05-01", base=text("1.1", "2024-05-01", purpose="Den som søker, får et riktig svar i tide."))
    life.commit(
        "2024-09-01", base=text("2.0", "2024-09-01", purpose="Den som søker, får et riktig svar i tide.", steps=FASTER)
    )
    kinds = [(each["version"], each["kind"]) for each in life.record()["versions"]]
    assert kinds == [("1.0", "first"), ("1.1", "minor"), ("2.0", "major")]
    assert life.changes("2.0") == [
        "Gjelder fra: 1. mai 2024 → 1. september 2024",
        "Frist i trinn 1: 3 virkedager → 4 timer",
    ]
    assert [life.on(day) for day in ("2024-04-30", "2024-05-01", "2024-08-31", "2024-09-01")] == [
        "1.0/1",
        "1.1/1",
        "1.1/1",
        "2.0/1",
    ]


def test_a_coming_version_turns_over_by_itself(life):
    life.commit("2024-02-20", base=text())
    life.commit("2024-04-01", next=text("2.0", "2024-06-01", steps=FASTER))
    assert [life.on(day) for day in ("2024-05-31", "2024-06-01")] == ["1.0/1", "2.0/1"]


def test_a_promotion_changes_nothing_that_applied(life):
    life.commit("2024-02-20", base=text())
    life.commit("2024-04-01", next=text("2.0", "2024-06-01", steps=FASTER))
    life.commit("2024-07-01", base=text("2.0", "2024-06-01", steps=FASTER), next=None)
    assert life.events()[-1] == "2024-07-01 promoted 2.0"
    assert life.versions() == ["1.0", "2.0"]
    assert [life.on(day) for day in ("2024-05-31", "2024-06-01", "2024-08-01")] == ["1.0/1", "2.0/1", "2.0/1"]


def test_a_promotion_that_also_corrects(life):
    life.commit("2024-02-20", base=text())
    life.commit("2024-04-01", next=text("2.0", "2024-06-01"))
    life.commit("2024-07-01", base=text("2.0", "2024-06-01", purpose="Den som søker, får svar."), next=None)
    assert life.events()[-1] == "2024-07-01 correction 2.0"
    assert [life.on(day) for day in ("2024-06-30", "2024-07-01")] == ["2.0/1", "2.0/2"]


def test_a_coming_version_corrected_twice(life):
    life.commit("2024-02-20", base=text())
    life.commit("2024-04-01", next=text("2.0", "2024-08-01"))
    life.commit("2024-05-01", next=text("2.0", "2024-08-01", purpose="Den som søker, får svar."))
    life.commit("2024-06-01", next=text("2.0", "2024-09-01", purpose="Den som søker, får svar straks."))
    assert life.events()[-2:] == ["2024-05-01 correction 2.0", "2024-06-01 correction 2.0"]
    assert [life.on(day) for day in ("2024-08-15", "2024-09-01")] == ["1.0/1", "2.0/3"]


def test_the_one_in_force_is_corrected_while_another_is_coming(life):
    life.commit("2024-02-20", base=text())
    life.commit("2024-04-01", next=text("2.0", "2024-08-01"))
    life.commit("2024-05-01", base=text("1.1", "2024-05-01", steps=FASTER))
    assert life.versions() == ["1.0", "1.1", "2.0"]
    assert [life.on(day) for day in ("2024-04-30", "2024-05-01", "2024-08-01")] == ["1.0/1", "1.1/1", "2.0/1"]


def test_a_coming_version_put_in_the_place_of_the_one_in_force(life):
    """Nobody decided that 1.0 should end before 2.0 begins."""
    life.commit("2024-02-20", base=text())
    life.commit("2024-04-01", base=text("2.0", "2024-06-01", steps=FASTER))
    days = ("2024-03-31", "2024-04-01", "2024-05-31", "2024-06-01", "2025-06-01")
    assert [life.on(day) for day in days] == ["1.0/1", "1.0/1", "1.0/1", "2.0/1", "2.0/1"]
    assert life.record()["versions"][0]["applied"] == [["2024-03-01", "2024-05-31"]]


def test_what_ends_while_another_waits_has_ended(life):
    life.commit("2024-02-20", base=text(extra='valid_to: "2024-04-30"\n'))
    life.commit("2024-04-01", base=text("2.0", "2024-06-01"))
    assert [life.on(day) for day in ("2024-04-30", "2024-05-01", "2024-06-01")] == ["1.0/1", "ended", "2.0/1"]


def test_a_version_that_is_put_off_does_not_go_on(life):
    """The same version with another day was decided anew."""
    life.commit("2024-02-20", base=text())
    life.commit("2024-04-01", base=text(valid_from="2024-06-01"))
    assert [life.on(day) for day in ("2024-03-31", "2024-04-01", "2024-06-01")] == ["1.0/1", "ended", "1.0/2"]


def test_a_draft_in_the_place_of_the_one_in_force_ends_it(life):
    life.commit("2024-02-20", base=text())
    life.commit("2024-04-01", base=text("2.0", status="draft"))
    assert life.on("2024-04-02") == "ended"


def test_a_coming_version_that_is_withdrawn(life):
    life.commit("2024-02-20", base=text())
    life.commit("2024-04-01", next=text("2.0", "2024-06-01"))
    life.commit("2024-05-01", next=None)
    assert life.events()[-1] == "2024-05-01 withdrawn 2.0"
    assert life.on("2024-07-01") == "1.0/1"


def test_a_coming_draft_does_not_apply(life):
    life.commit("2024-02-20", base=text())
    life.commit("2024-04-01", next=text("2.0", status="hearing"))
    assert life.on("2026-01-01") == "1.0/1"


def test_a_correction_without_a_new_version(life):
    life.commit("2024-02-20", base=text())
    life.commit("2024-05-01", base=text(purpose="Den som søker, får riktig svar."))
    assert life.events() == ["2024-02-20 version 1.0", "2024-05-01 correction 1.0"]
    event = life.record()["events"][-1]
    assert [(each["label"], each["before"], each["after"]) for each in event["differences"]] == [
        ("Formål", "Den som søker, får et riktig svar.", "Den som søker, får riktig svar.")
    ]
    assert [life.on(day) for day in ("2024-04-30", "2024-05-01")] == ["1.0/1", "1.0/2"]


@pytest.mark.parametrize(
    "same",
    [
        text().replace("\n", "\r\n"),
        text().replace("services: [opphold]", "services:\n  - opphold"),
        text().replace("text: Skriv vedtaket og send det.", "text: >-\n      Skriv vedtaket\n      og send det."),
        text().replace("kind: procedure\n", "").replace("keywords:", "kind: procedure\nkeywords:"),
        text().replace("purpose: Den", "purpose:   Den"),
    ],
    ids=["line ends", "list form", "wrapped", "order", "blanks"],
)
def test_what_only_the_layout_changes_is_no_change(life, same):
    life.commit("2024-02-20", base=text())
    life.commit("2024-05-01", base=same)
    assert life.events() == ["2024-02-20 version 1.0"]


def test_a_move_to_another_group(life):
    life.commit("2024-02-20", base=text())
    life.commit("2024-05-01", base=None, procedures__hjemmetjenester__korttidsopphold_soknad="x")
    life.book.delete("procedures/hjemmetjenester/korttidsopphold_soknad")
    life.book.write(f"procedures/hjemmetjenester/{NAME}.md", text())
    life.git("add", "--all")
    life.git("commit", "--quiet", "--amend", "--no-edit", day="2024-05-01")
    assert life.events() == ["2024-02-20 version 1.0", "2024-05-01 moved 1.0"]
    change = life.record()["events"][-1]["differences"]
    assert [(each["label"], each["before"], each["after"]) for each in change] == [
        ("Faggruppe", "Saksbehandling", "Hjemmetjenester")
    ]


def test_a_rename_and_a_change_at_once(life):
    life.commit("2024-02-20", base=text())
    life.book.delete(BASE)
    life.book.write(f"procedures/hjemmetjenester/{NAME}.md", text("2.0", "2024-05-01", steps=FASTER))
    life.commit("2024-05-01")
    assert life.versions() == ["1.0", "2.0"]
    assert "Faggruppe: Saksbehandling → Hjemmetjenester" in life.changes("2.0")


def test_a_new_id_with_the_old_one_as_alias(life):
    old = text().replace(f"id: {NAME}", "id: gammel-id")
    life.book.write(f"{FOLDER}/gammel-id.md", old)
    life.commit("2024-02-20")
    life.book.delete(f"{FOLDER}/gammel-id.md")
    life.commit("2024-05-01", base=text(extra="aliases: [gammel-id]\n"))
    record = life.record()
    assert record["former_ids"] == ["gammel-id"]
    assert "2024-05-01 renamed 1.0" in life.events()
    assert [life.on(day) for day in ("2024-03-01", "2024-04-30", "2024-05-01")] == ["1.0/1", "1.0/1", "1.0/2"]


def test_a_new_id_in_two_commits(life):
    """The old file goes in one commit and the new one comes in the next: in between there was nothing."""
    life.book.write(f"{FOLDER}/gammel-id.md", text().replace(f"id: {NAME}", "id: gammel-id"))
    life.commit("2024-02-20")
    life.book.delete(f"{FOLDER}/gammel-id.md")
    life.commit("2024-05-01")
    life.commit("2024-05-03", base=text(extra="aliases: [gammel-id]\n"))
    assert [life.on(day) for day in ("2024-04-30", "2024-05-02", "2024-05-03")] == ["1.0/1", "removed", "1.0/2"]


def test_two_aliases_in_turn(life):
    life.book.write(f"{FOLDER}/forste-id.md", text().replace(f"id: {NAME}", "id: forste-id"))
    life.commit("2024-02-20")
    life.book.delete(f"{FOLDER}/forste-id.md")
    life.book.write(
        f"{FOLDER}/andre-id.md", text(extra="aliases: [forste-id]\n").replace(f"id: {NAME}", "id: andre-id")
    )
    life.commit("2024-03-20")
    life.book.delete(f"{FOLDER}/andre-id.md")
    life.commit("2024-05-01", base=text(extra="aliases: [forste-id, andre-id]\n"))
    assert life.record()["former_ids"] == ["forste-id", "andre-id"]
    assert life.on("2024-03-05") == "1.0/1"


@pytest.mark.parametrize("words", ["Den som søker, får et riktig svar.", "Noe helt annet. " * 60])
def test_a_new_id_that_is_taken_back(life, words):
    """It is one procedure all the time, also when so much else changes that git sees no rename."""
    life.commit("2024-02-20", base=text())
    life.book.delete(BASE)
    renamed = text(extra=f"aliases: [{NAME}]\n").replace(f"id: {NAME}", "id: ny-id")
    life.book.write(f"{FOLDER}/ny-id.md", renamed)
    life.commit("2024-05-01")
    life.book.delete(f"{FOLDER}/ny-id.md")
    life.commit("2024-06-01", base=text(purpose=words))
    assert life.on("2024-05-15") == "1.0/2"
    assert "removed" not in " ".join(life.events())
    assert ("procedure", "ny-id") not in life.read().outlines
    assert life.record()["former_ids"] == ["ny-id"]


def test_a_former_id_that_something_else_takes_leaves_the_history_where_it_was(life):
    """What applied before the id changed is still that of the procedure that had the id then."""
    old = text().replace(f"id: {NAME}", "id: gammel-id")
    life.book.write(f"{FOLDER}/gammel-id.md", old)
    life.commit("2024-02-20")
    life.book.delete(f"{FOLDER}/gammel-id.md")
    life.commit("2024-05-01", base=text(extra="aliases: [gammel-id]\n"))
    life.commit("2024-06-01", base=text())
    life.book.write(f"{FOLDER}/gammel-id.md", old.replace("title: ", "title: Noe annet, ", 1).replace("1.0", "3.0"))
    life.commit("2024-07-01")
    life.commit("2024-08-01", base=text("1.1", "2024-08-01"))
    assert life.record()["former_ids"] == ["gammel-id"]
    assert [life.on(day) for day in ("2024-03-05", "2024-06-05", "2024-09-01")] == ["1.0/1", "1.0/3", "1.1/1"]
    other = life.read().record(("procedure", "gammel-id"))
    assert [each["version"] for each in other["versions"]] == ["3.0"]
    assert other["spans"][0][0] == "2024-07-01"


def test_a_procedure_that_was_deleted_and_made_again(life):
    life.commit("2024-02-20", base=text())
    life.commit("2024-05-01", base=None)
    life.commit("2024-06-01", base=text())
    assert life.events() == ["2024-02-20 version 1.0", "2024-05-01 removed 1.0", "2024-06-01 restored 1.0"]
    assert [life.on(day) for day in ("2024-04-30", "2024-05-01", "2024-06-01")] == ["1.0/1", "removed", "1.0/1"]


def test_a_deleted_procedure_keeps_its_history(life):
    life.commit("2024-02-20", base=text())
    life.commit("2024-05-01", base=None)
    assert life.record()["title"] == "Korttidsopphold – svar på søknaden"
    assert life.on("2024-06-01") == "removed"


def test_a_revert_to_the_version_before(life):
    life.commit("2024-02-20", base=text())
    life.commit("2024-05-01", base=text("1.1", "2024-05-01", steps=FASTER))
    life.git("revert", "--no-edit", "HEAD", day="2024-05-10")
    assert life.events()[-1] == "2024-05-10 back 1.0"
    assert [life.on(day) for day in ("2024-05-09", "2024-05-10")] == ["1.1/1", "1.0/1"]


def test_a_reverted_correction(life):
    life.commit("2024-02-20", base=text())
    life.commit("2024-05-01", base=text(purpose="Noe annet enn det som var."))
    life.git("revert", "--no-edit", "HEAD", day="2024-05-10")
    assert life.events()[-1] == "2024-05-10 reverted 1.0"
    assert life.on("2024-05-10") == "1.0/3"


def test_a_merged_pull_request_is_one_change_on_the_day_it_was_merged(life):
    life.commit("2024-02-20", base=text())
    life.git("checkout", "--quiet", "-b", "forslag")
    life.commit("2024-03-01", base=text("1.1", "2024-03-01", steps=FASTER))
    life.commit("2024-03-05", base=text("1.1", "2024-03-01", steps=FASTER, purpose="Den som søker, får svar."))
    life.git("checkout", "--quiet", "main")
    life.commit("2024-03-06", docs__om__ny="---\ntitle: x\n---\n")
    life.git("merge", "--quiet", "--no-ff", "--message", "Flett", "forslag", day="2024-04-01")
    assert life.events() == ["2024-02-20 version 1.0", "2024-04-01 version 1.1"]
    assert [life.on(day) for day in ("2024-03-31", "2024-04-01")] == ["1.0/1", "1.1/1"]
    assert life.record()["versions"][-1]["late"] is True


def test_a_foxtrot_merge_counts_from_the_first_parent(life):
    """The branch was merged into with main as the second parent: what main had before came with the merge."""
    life.commit("2024-02-20", base=text())
    life.git("checkout", "--quiet", "-b", "forslag")
    life.commit("2024-03-01", docs__om__ny="---\ntitle: x\n---\n")
    life.git("checkout", "--quiet", "main")
    life.commit("2024-03-05", base=text("1.1", "2024-03-05", steps=FASTER))
    before = life.on("2024-03-10")
    life.git("checkout", "--quiet", "forslag")
    life.git("merge", "--quiet", "--no-ff", "--message", "Flett", "main", day="2024-04-01")
    life.git("checkout", "--quiet", "-B", "main", "forslag")
    assert before == "1.1/1"
    assert life.events() == ["2024-02-20 version 1.0", "2024-04-01 version 1.1"]


def test_a_backdated_approval_shows_both_dates(life):
    life.commit("2024-02-20", base=text())
    life.commit("2024-06-10", base=text("2.0", "2024-05-01", decided="2024-04-15", steps=FASTER))
    version = life.record()["versions"][-1]
    assert (version["late"], version["valid_from"], version["day"]) == (True, "2024-05-01", "2024-06-10")
    assert version["approvals"] == ["Styret, 15. april 2024, Sak 2/2024"]
    assert [life.on(day) for day in ("2024-05-15", "2024-06-09", "2024-06-10")] == ["1.0/1", "1.0/1", "2.0/1"]


def test_a_retired_procedure(life):
    life.commit("2024-02-20", base=text())
    retired = text(status="retired", extra='valid_to: "2024-08-31"\nretired_reason: Erstattet av en annen.\n')
    life.commit("2024-09-01", base=retired)
    assert life.events()[-1] == "2024-09-01 status 1.0"
    assert [life.on(day) for day in ("2024-08-31", "2024-09-01")] == ["1.0/1", "retired"]


def test_a_last_day_ends_it_without_a_commit(life):
    life.commit("2024-02-20", base=text(extra='valid_to: "2024-08-31"\n'))
    assert [life.on(day) for day in ("2024-08-31", "2024-09-01")] == ["1.0/1", "ended"]


def test_two_changes_on_one_day_give_the_last_of_them(life):
    life.commit("2024-02-20T09:00:00+01:00", base=text(valid_from="2024-02-01"))
    life.commit("2024-02-20T15:00:00+01:00", base=text("1.1", "2024-02-10"))
    assert life.on("2024-02-20") == "1.1/1"


def test_a_file_that_cannot_be_read_keeps_its_place_and_the_text_before_goes_on(life):
    life.commit("2024-02-20", base=text())
    life.commit("2024-05-01", base="---\n[[[ ikke yaml\n---\n")
    life.commit("2024-06-01", base=text("1.1", "2024-06-01"))
    assert life.events() == ["2024-02-20 version 1.0", "2024-05-01 unreadable 1.0", "2024-06-01 version 1.1"]
    assert life.on("2024-05-15") == "1.0/1"


def test_a_file_that_can_be_read_again(life):
    life.commit("2024-02-20", base=text())
    life.commit("2024-05-01", base="---\n[[[ ikke yaml\n---\n")
    life.commit("2024-05-02", base=text())
    assert life.events() == ["2024-02-20 version 1.0", "2024-05-01 unreadable 1.0", "2024-05-02 mended 1.0"]
    assert life.on("2024-05-15") == "1.0/1"


def test_a_file_that_does_not_fit_today_s_schema(life):
    odd = text().replace("kind: procedure", "type: rutine\nfarge: blå # en kommentar")
    life.commit("2024-02-20", base=odd)
    life.commit("2024-05-01", base=text("1.1", "2024-05-01"))
    assert life.versions() == ["1.0", "1.1"]
    assert "farge: blå → " in life.changes("1.1")


def test_deep_nesting_and_huge_numbers_stop_nothing(life):
    life.commit("2024-02-20", base=text(extra=f"related: {'[' * 22000}\n"))
    life.commit("2024-05-01", base=text("9" * 5000 + ".0", "9999-12-31"))
    life.commit("2024-06-01", base=text())
    assert life.on("2024-06-02") == "1.0/1"


def test_content_that_is_not_utf_8(life):
    life.commit("2024-02-20", base=text())
    life.book.write(BASE, text("1.1", "2024-05-01").encode("latin-1", "replace"))
    life.commit("2024-05-01")
    assert life.versions() == ["1.0", "1.1"]


def test_the_group_has_the_name_it_had_then(life):
    life.commit("2024-02-20", base=text())
    life.book.replace("vocabulary/groups.yml", "name: Saksbehandling", "name: Tildeling")
    life.commit("2024-04-01")
    life.book.delete(BASE)
    life.book.write(f"procedures/hjemmetjenester/{NAME}.md", text())
    life.commit("2024-05-01")
    change = life.record()["events"][-1]["differences"][0]
    assert (change["before"], change["after"]) == ("Saksbehandling", "Hjemmetjenester")


def test_steps_moved_added_removed_and_reworded(life):
    life.commit("2024-02-20", base=text())
    steps = """steps:
  - id: ring
    title: Ring pårørende
    role: saksbehandler
    text: Ring den som står oppført.
  - id: skriv-svar
    title: Skriv svaret
    role: saksbehandler
    text: Skriv vedtaket og send det straks.
    required_by_law: true
  - id: vurder
    title: Vurder søknaden
    role: saksbehandler
    text: Les søknaden og snakk med den som søker.
    deadline: {working_days: 2}
"""
    life.commit("2024-05-01", base=text("2.0", "2024-05-01", steps=steps))
    assert life.changes("2.0")[1:] == [
        "Nytt trinn 1:  → Ring pårørende (Saksbehandler) / Ring den som står oppført.",
        "Tekst i trinn 2: Skriv vedtaket og send [-det.-] [+det straks.+]",
        "Trinnet «Vurder søknaden» er flyttet: trinn 1 → trinn 3",
        "Frist i trinn 3: 3 virkedager → 2 virkedager",
    ]


def test_a_change_from_one_commit_split_over_two(life):
    life.commit("2024-02-20", base=text())
    life.commit("2024-05-01", base=text(steps=FASTER))
    life.commit("2024-05-02", base=text("1.1", "2024-05-02", steps=FASTER))
    assert life.events()[1:] == ["2024-05-01 correction 1.0", "2024-05-02 version 1.1"]


def test_a_commit_dated_before_the_one_it_follows(life):
    life.commit("2024-05-01", base=text(valid_from="2024-01-01"))
    life.commit("2024-04-01", base=text("1.1", "2024-01-02"))
    assert life.events() == ["2024-05-01 version 1.0", "2024-05-01 version 1.1"]


@pytest.mark.parametrize(("said", "shown"), [("1970-01-01", "1970-01-01"), ("2099-01-01", "2099-01-01")])
def test_a_date_that_cannot_be_right_is_marked_and_does_not_move_others(life, said, shown):
    life.commit("2024-02-20", base=text())
    life.commit(said, base=text("1.1", "2024-02-21"))
    life.commit("2024-05-01", base=text("1.2", "2024-05-01"))
    events = life.record()["events"]
    assert [(each["day"], each.get("doubt")) for each in events] == [
        ("2024-02-20", None),
        ("2024-02-20", shown),
        ("2024-05-01", None),
    ]


def test_the_first_commit_has_an_impossible_date(book):
    life = Lives(book)
    git(book.root, "init", "--quiet")
    life.commit("1970-01-01")
    life.commit("2024-05-01", base=text("2.0", "2024-05-01"))
    assert [(each["day"], each.get("doubt")) for each in life.record()["events"]] == [
        ("2024-05-01", "1970-01-01"),
        ("2024-05-01", None),
    ]


def test_a_time_zone_does_not_move_the_day(life):
    life.commit("2024-02-20T23:30:00Z", base=text(valid_from="2024-02-01"))
    assert life.events() == ["2024-02-21 version 1.0"]


def test_a_detached_head(life):
    first = life.commit("2024-02-20", base=text())
    life.commit("2024-05-01", base=text("1.1", "2024-05-01"))
    life.git("checkout", "--quiet", first)
    assert life.versions() == ["1.0"]


def test_replace_references_are_not_followed(life):
    first = life.commit("2024-02-20", base=text())
    second = life.commit("2024-05-01", base=text("1.1", "2024-05-01"))
    life.git("replace", second, first)
    assert life.versions() == ["1.0", "1.1"]


def test_a_submodule_and_a_link_are_passed_over(life):
    first = life.commit("2024-02-20", base=text())
    (life.book.root / f"{FOLDER}/lenke.md").symlink_to(f"{NAME}.md")
    life.git("update-index", "--add", "--cacheinfo", f"160000,{first},{FOLDER}/modul.md")
    life.commit("2024-03-01")
    assert life.versions() == ["1.0"]


def test_messages_that_are_not_utf_8_and_names_of_people(life):
    message = life.book.root.parent / "message"
    message.write_bytes("R\u00e5d fra ola@example.org\n\nSigned-off-by: Ola <ola@example.org>".encode("latin-1"))
    life.book.write(BASE, text())
    life.git("add", "--all")
    life.git("commit", "--quiet", "--file", str(message), day="2024-02-20")
    told = json.dumps(life.record(), ensure_ascii=False)
    assert "example.org" not in told
    assert "Ola" not in told
    assert "fra …" in told


def test_a_shallow_clone_is_refused(life, tmp_path):
    life.commit("2024-02-20", base=text())
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{life.book.root}", "shallow")
    with pytest.raises(ShallowCloneError):
        Lives(Book(tmp_path / "shallow")).read()


def test_a_force_push_leaves_no_trace_in_what_is_kept(life):
    life.commit("2024-02-20", base=text())
    life.commit("2024-05-01", base=text("1.1", "2024-05-01"))
    assert life.versions() == ["1.0", "1.1"]
    life.git("reset", "--quiet", "--hard", "HEAD~1")
    life.commit("2024-05-02", base=text("1.2", "2024-05-02"))
    assert life.versions() == ["1.0", "1.2"]


def test_new_commits_give_the_same_as_reading_everything_anew(life, surroundings):
    life.commit("2024-02-20", base=text())
    life.read()
    life.commit("2024-03-01", docs__om__ny="---\ntitle: x\n---\n")
    life.read()
    life.commit("2024-05-01", next=text("1.1", "2024-06-01"))
    life.read()
    life.commit("2024-07-01", base=text("1.1", "2024-06-01"), next=None)
    warm = life.record()
    for file in surroundings.rglob("*"):
        if file.is_file():
            file.unlink()
    assert life.record() == warm


def test_a_service_and_a_vocabulary_have_histories_too(life):
    life.book.replace("services/opphold/korttidsopphold.yml", "inntil fire uker", "inntil tre uker")
    life.book.replace("vocabulary/roles.yml", "name: Saksbehandler", "name: Saksbehandler i kommunen")
    life.commit("2024-05-01")
    service = life.record(("service", "korttidsopphold"))
    assert [(each["day"], each["kind"]) for each in service["events"]] == [
        ("2020-01-01", "created"),
        ("2024-05-01", "changed"),
    ]
    assert service["events"][1]["differences"][0]["label"] == "Beskrivelse"
    roles = life.record(("vocabulary", "roles"))
    assert roles["events"][1]["differences"][0]["label"] == "Rollen «Saksbehandler i kommunen», navn"


def test_uncommitted_edits_are_known(life):
    life.commit("2024-02-20", base=text())
    life.book.write(BASE, text("1.1", "2024-05-01"))
    told = life.read()
    assert told.unsaved == {KEY}
    assert life.versions() == ["1.0"]


def test_a_translation_that_changes_is_told(life):
    words = "---\nid: korttidsopphold-soknad\nlanguage: nn\n---\n"
    life.commit("2024-02-20", base=text())
    life.book.write(f"{FOLDER}/{NAME}.nn.md", words)
    life.commit("2024-05-01")
    assert life.events()[-1] == "2024-05-01 translation 1.0"


def test_ten_thousand_commits_in_one_file(life):
    life.commit("2024-02-20", base=text())
    lines = []
    for number in range(10_000):
        content = text(purpose=f"Den som søker, får et riktig svar {number}.").encode()
        stamp = 1_710_000_000 + number * 60
        lines.append(
            f"commit refs/heads/main\ncommitter T <t@example.org> {stamp} +0100\ndata 1\nx\n".encode()
            + (b"from refs/heads/main^0\n" if not number else b"")
            + f"M 100644 inline {BASE}\ndata {len(content)}\n".encode()
            + content
            + b"\n"
        )
    import subprocess  # noqa: PLC0415 - only here

    subprocess.run(["git", "fast-import", "--quiet"], cwd=life.book.root, input=b"".join(lines), check=True)
    life.git("reset", "--quiet", "--hard")
    record = life.record()
    assert len(record["events"]) == 10_001
    assert life.on("2024-12-01") == "1.0/10001"


def test_the_day_of_the_build_decides_what_is_too_late(life):
    life.commit("2024-02-20", base=text())
    life.commit("2024-05-01", base=text("1.1", "2024-03-01"))
    early = life.record(today=date(2024, 4, 1))["events"]
    assert [(each["day"], each.get("doubt")) for each in early] == [("2024-02-20", None), ("2024-02-20", "2024-05-01")]
    late = life.record()["events"]
    assert [each.get("doubt") for each in late] == [None, None]


def test_next_alone_is_known(life):
    life.commit("2024-02-20", next=text("1.0", "2024-03-01"))
    assert NEXT
    assert life.on("2024-03-01") == "1.0/1"


def test_what_versions_differ_in_from_one_is_the_same_when_compared_together(life):
    """They share what their steps differ in, but not when names, or the numbers of steps, were others."""
    first, second = (STEPS.replace("id: ", f"id: {name}-") for name in ("a", "b"))
    both, last = first + second.removeprefix("steps:\n"), second + first.removeprefix("steps:\n")
    life.commit("2024-02-20", base=text(steps=both))
    life.commit("2024-03-20", base=text("1.1", "2024-03-20", steps=both, purpose="Den som søker, får svar."))
    life.book.replace("vocabulary/roles.yml", "name: Saksbehandler", "name: Saksbehandler i kommunen")
    life.commit("2024-04-20", base=text("1.2", "2024-04-20", steps=both))
    life.commit("2024-05-20", base=text("1.3", "2024-05-20", steps=last))
    changed = last.replace("working_days: 3", "within: PT4H").replace("role: saksbehandler", "role: lege")
    life.commit("2024-06-20", base=text("2.0", "2024-06-20", steps=changed))
    history = life.read()
    *older, now = [version.texts[-1] for version in history.life(KEY).versions]
    writer = history.writer()
    found = list(writer.since([(each, writer.teller(each)) for each in older], now))
    assert found == [writer.between(each, now) for each in older]
    assert found[0] != found[2], "the role had another name"
    assert found[2] != found[3], "the steps had other numbers"
    history.close()


def test_the_page_of_a_version_says_all_of_it_with_the_words_of_its_time(life):
    """Versions share what they have in common, and nothing that reads otherwise in one of them."""
    told = STEPS.replace("text: Skriv vedtaket", "deadline: {within: PT4H, from: vurder}\n    text: Skriv vedtaket")
    life.commit("2024-02-20", base=text(steps=told))
    life.commit("2024-03-20", base=text("1.1", "2024-03-20", steps=told.replace("Vurder søknaden", "Les søknaden")))
    life.book.replace("vocabulary/roles.yml", "name: Saksbehandler", "name: Vedtaksskriver")
    life.commit("2024-04-20", base=text("1.2", "2024-04-20", steps=told))
    told = told.replace("Skriv vedtaket og send det", "Send vedtaket")
    life.commit("2024-05-20", base=text("1.3", "2024-05-20", steps=told, purpose="Den som søker, får svar."))
    life.book.build()
    shown = {
        each: read_html((life.book.root / f"site/prosedyrer/{NAME}/v/{each}/index.html").read_text("utf-8"))
        .text.replace("\N{NO-BREAK SPACE}", " ")
        for each in ("1.0", "1.1", "1.2", "1.3")
    }  # fmt: skip
    place = "4 timer etter trinn 1 ({} søknaden)"
    assert [place.format("Vurder") in each for each in shown.values()] == [True, False, True, True]
    assert [place.format("Les") in each for each in shown.values()] == [False, True, False, False]
    assert ["Saksbehandler" in each for each in shown.values()] == [True, True, False, False]
    assert ["Vedtaksskriver" in each.partition("Trinn")[2] for each in shown.values()] == [False, False, True, True]
    steps, facts = zip(*(each.split("Om prosedyren") for each in shown.values()), strict=True)
    assert ["Skriv vedtaket" in each.rpartition("Trinn")[2] for each in steps] == [True, True, True, False]
    assert ["får svar." in each for each in facts] == [False, False, False, True]
