"""A build that takes over what did not change gives the very site that a full build gives, byte for byte."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import APPROVED, DAY, MUNICIPALITY, PROCEDURE, SERVICE, Book, commit_all, fingerprint, small_handbook

NEW_PAGE = (
    "---\ntitle: Ny side\nsummary: En side som er helt ny.\n---\n\nSe [rapporten](/prosedyrer/innleggelsesrapport/).\n"
)


def add_procedure(book: Book) -> None:
    text = (
        book.read(PROCEDURE)
        .replace("id: innleggelsesrapport", "id: ny-rapport")
        .replace("aliases: [innleggelse]\n", "")
    )
    book.write(
        "procedures/saksbehandling/ny-rapport.md", text.replace("title: Innleggelsesrapport", "title: Aktuell rapport")
    )


def delete_procedure(book: Book) -> None:
    book.delete(APPROVED)
    book.replace(PROCEDURE, "related: [korttidsopphold-soknad]\n", "")
    book.replace(PROCEDURE, " Se [søknaden](/prosedyrer/korttidsopphold-soknad/#steg-vurder).", "")


def rename_procedure(book: Book) -> None:
    text = book.read(PROCEDURE).replace("id: innleggelsesrapport", "id: rapport-til-sykehuset")
    book.write(
        "procedures/hjemmetjenester/rapport-til-sykehuset.md",
        text.replace("[innleggelse]", "[innleggelse, innleggelsesrapport]"),
    )
    book.delete(PROCEDURE)


def add_coming_version(book: Book) -> None:
    text = book.read(APPROVED).replace('version: "1.2"', 'version: "2.0"').replace('"2026-03-01"', '"2026-11-30"')
    book.write(APPROVED.replace(".md", ".next.md"), text.replace("Skriv svaret", "Skriv det nye svaret"))


CHANGES: dict[str, Callable[[Book], object]] = {
    "nothing": lambda _: None,
    "the text of a step": lambda book: book.replace(PROCEDURE, "Spør om det som er uklart.", "Spør om alt som er uklart."),
    "the title of a procedure": lambda book: book.replace(PROCEDURE, "title: Innleggelsesrapport til", "title: Rapport ved innleggelse til"),
    "a heading of the background": lambda book: book.replace(PROCEDURE, "### Før og nå", "### Før, nå og siden"),
    "a new procedure": add_procedure,
    "a procedure gone": delete_procedure,
    "a procedure renamed": rename_procedure,
    "a coming version": add_coming_version,
    "the name of a role": lambda book: book.replace("vocabulary/roles.yml", "name: Sykepleier", "name: Sjukepleiar"),
    "the name of a professional group": lambda book: book.replace("vocabulary/groups.yml", "name: Saksbehandling", "name: Saker"),
    "the name of a source": lambda book: book.replace("vocabulary/sources.yml", "title: Råd om opphold", "title: Nye råd"),
    "the name of a service": lambda book: book.replace(SERVICE, "name: Hjemmesykepleie", "name: Hjelp i heimen"),
    "the number of a municipality": lambda book: book.replace(MUNICIPALITY, '"9902"', '"9903"'),
    "an alias gone": lambda book: book.replace(PROCEDURE, "aliases: [innleggelse]\n", ""),
    "a new page": lambda book: book.write("docs/om/ny.md", NEW_PAGE),
    "a page gone": lambda book: (book.delete("docs/om/handboka.md"), book.replace(PROCEDURE, " Les [om håndboka](/om/handboka/).", "")),
}  # fmt: skip


def fresh_build(folder: Path, change: Callable[[Book], object], day: str = DAY) -> dict[str, str]:
    book = small_handbook(folder)
    change(book)
    return fingerprint(book.build(day=day))


def test_a_long_row_of_rebuilds_equals_a_full_build(book, tmp_path):
    """Each is made in what the one before the last left."""
    book.build()
    row = ["the text of a step", "a new procedure", "a heading of the background", "a new page", "the name of a role"]
    for what in row:
        CHANGES[what](book)
        rebuilt = fingerprint(book.build())
    book.delete("docs/om/ny.md")
    rebuilt = fingerprint(book.build())

    def all_at_once(other: Book) -> None:
        for what in row:
            CHANGES[what](other)
        other.delete("docs/om/ny.md")

    assert rebuilt == fresh_build(tmp_path / "fresh", all_at_once)


@pytest.mark.parametrize("what", CHANGES)
def test_a_rebuild_after_a_change_equals_a_full_build(book, tmp_path, what):
    before = fingerprint(book.build())
    CHANGES[what](book)
    after = fingerprint(book.build())
    assert after == fresh_build(tmp_path / "fresh", CHANGES[what])
    assert (after == before) == (what == "nothing")


@pytest.mark.parametrize("day", ["2026-11-26", "2028-03-02", "2026-02-28"])
def test_a_rebuild_on_another_day_equals_a_full_build(book, tmp_path, day):
    book.build()
    assert fingerprint(book.build(day=day)) == fresh_build(tmp_path / "fresh", CHANGES["nothing"], day)


def test_a_coming_version_takes_over_on_its_day(book, tmp_path):
    add_coming_version(book)
    site = book.build()
    page = site / "prosedyrer/korttidsopphold-soknad/index.html"
    assert "Skriv det nye svaret" not in page.read_text("utf-8")
    assert "En ny versjon er på vei: 2.0" in page.read_text("utf-8")
    book.build(day="2026-11-30")
    assert "Skriv det nye svaret" in page.read_text("utf-8")
    assert fingerprint(site) == fresh_build(tmp_path / "fresh", add_coming_version, "2026-11-30")


def test_many_changes_one_after_the_other_equal_a_full_build(book, tmp_path):
    """As when the handbook is served while somebody writes: one process, many builds."""
    site = book.build()
    for what in ("the text of a step", "a new procedure", "the name of a role", "a new page", "the name of a service"):
        CHANGES[what](book)
        book.build()

    def all_of_them(other: Book) -> None:
        for what in (
            "the text of a step",
            "a new procedure",
            "the name of a role",
            "a new page",
            "the name of a service",
        ):
            CHANGES[what](other)

    assert fingerprint(site) == fresh_build(tmp_path / "fresh", all_of_them)


def test_undoing_a_change_gives_the_first_site_again(book):
    first = fingerprint(book.build())
    text = book.read(PROCEDURE)
    CHANGES["the title of a procedure"](book)
    book.build()
    book.write(PROCEDURE, text)
    assert fingerprint(book.build()) == first


def test_pages_that_did_not_change_are_left_as_they_are(book):
    site = book.build()
    paths = [each for each in site.rglob("*.html") if not {"innleggelsesrapport", "404.html"} & set(each.parts)]
    before = {each: each.stat().st_mtime_ns for each in paths}
    CHANGES["the text of a step"](book)
    book.build()
    assert {each: each.stat().st_mtime_ns for each in paths} == before
    assert "alt som er uklart" in (site / "prosedyrer/innleggelsesrapport/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    "meddle",
    [
        pytest.param(
            lambda site: (site / "om/index.html").write_text("noe annet", "utf-8"), id="a page changed by hand"
        ),
        pytest.param(lambda site: (site / "om/index.html").unlink(), id="a page removed by hand"),
        pytest.param(lambda site: (site / "mer.html").write_text("x", "utf-8"), id="a page added by hand"),
        pytest.param(
            lambda site: (site / "search/search_index.json").write_text("{}", "utf-8"), id="the search index spoilt"
        ),
    ],
)
def test_a_site_that_someone_meddled_with_is_built_anew(book, meddle):
    site = book.build()
    whole = fingerprint(site)
    meddle(site)
    assert fingerprint(book.build()) == whole


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"key": 1}', b"\xff\xfe"])
def test_spoilt_memory_of_earlier_builds_does_no_harm(book, surroundings, content):
    whole = fingerprint(book.build())
    for kept in surroundings.rglob("*"):
        if kept.is_file():
            kept.write_bytes(content)
    assert fingerprint(book.build()) == whole


def test_a_change_of_the_address_changes_every_page(book, tmp_path, monkeypatch):
    book.build()
    monkeypatch.setenv("HANDBOOK_URL", "https://handbok.example/")
    assert fingerprint(book.build()) == fresh_build(tmp_path / "fresh", CHANGES["nothing"])


def test_a_new_commit_changes_what_the_site_says_of_itself(book):
    commit_all(book.root, "2026-11-20T12:00:00Z")
    site = book.build()
    CHANGES["the text of a step"](book)
    assert "-dirty" in (book.build() / "api/v1/index.json").read_text("utf-8")
    second = commit_all(book.root, "2026-11-24T12:00:00Z")
    book.build()
    assert second in (site / "api/v1/index.json").read_text("utf-8")
    assert "24.\N{NO-BREAK SPACE}november 2026" in (site / "index.html").read_text("utf-8")
