"""`handbook new` gives a file that a person can go on from: it passes the check as it is."""

import re

import pytest

from tests.support import DAY, handbook

TITLES = {
    "Legemiddelsamstemming": "legemiddelsamstemming",
    "Ærlig øving på å spørre": "aerlig-oving-pa-a-sporre",
    'Et "sitat" og en \\ skråstrek': "et-sitat-og-en-skrastrek",
    "Viktig: les dette først": "viktig-les-dette-forst",
    "Punkt #2 i planen": "punkt-2-i-planen",
    "- {liste: [1, 2]} & *alias !tag": "liste-1-2-alias-tag",
    "'enkle' «norske» ‘tegn’": "enkle-norske-tegn",
    "NO": None,
    "12345": "12345",
    "true nei null": "true-nei-null",
    "<script>alert(1)</script>": "script-alert-1-script",
    "{{ 7 * 7 }} {% raw %}": "7-7-raw",
    "Én svært lang tittel som ingen orker å lese, men som noen likevel skriver her": None,
    "---": None,
}


def ask(book, *arguments):
    return handbook("new", *arguments, "--root", book.root, "--date", DAY)


@pytest.mark.parametrize("title", [each for each in TITLES if len(each) >= 5])
def test_a_new_procedure_passes_the_check_and_has_its_title(book, title):
    answer = ask(book, "procedure", "--title", title, "--group", "saksbehandling")
    assert answer.code == 0, answer.err
    files = [each for each in (book.root / "procedures/saksbehandling").iterdir() if "korttid" not in each.name]
    assert len(files) == 1
    if TITLES[title]:
        assert files[0].stem == TITLES[title]
    assert f"procedures/saksbehandling/{files[0].name}" in answer.out
    assert "handbook check" in answer.out
    checked = book.check()
    assert (checked.code, checked.findings) == (0, [])
    text = files[0].read_text("utf-8")
    assert "status: draft" in text
    assert any(line.lstrip().startswith("# ") for line in text.splitlines()), "guiding comments"


@pytest.mark.parametrize("title", [each for each in TITLES if len(each) <= 80 and each != "---"])
def test_a_new_service_passes_the_check_and_stands_in_its_group(book, title):
    answer = ask(book, "service", "--name", title, "--group", "opphold")
    assert answer.code == 0, answer.err
    assert (book.check().code, book.check().findings) == (0, [])
    names = [each.stem for each in (book.root / "services/opphold").iterdir() if each.stem != "korttidsopphold"]
    assert book.read("services/groups.yml").splitlines()[-1] == f"    - {names[0]}"


def test_the_chosen_values_are_in_the_file(book):
    answer = ask(
        book, "procedure", "--title", "Telefonvakt om natta", "--group", "hjemmetjenester", "--id", "telefonvakt",
        "--service", "hjemmesykepleie", "--service", "opphold", "--role", "sykepleier", "--language", "nn",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    text = book.read("procedures/hjemmetjenester/telefonvakt.md")
    for line in ("id: telefonvakt", "language: nn", "services: [hjemmesykepleie, opphold]", "roles: [sykepleier]"):
        assert line in text.splitlines()
    assert book.check().findings == []


def test_what_is_not_given_is_asked_for(book, monkeypatch):
    from click.testing import CliRunner  # noqa: PLC0415 - only this test answers questions

    from generator.cli import main  # noqa: PLC0415 - as above

    result = CliRunner().invoke(
        main, ["new", "procedure", "--root", str(book.root)], input="Spurt om tittel\nsaksbehandling\n"
    )
    assert result.exit_code == 0
    assert "Tittel" in result.output
    assert "Faggruppe" in result.output
    assert (book.root / "procedures/saksbehandling/spurt-om-tittel.md").is_file()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["procedure", "--title", "Ny tittel", "--group", "saksbehandlin"], "Faggruppen «saksbehandlin» finnes ikke. Mente du «saksbehandling»?"),
        (["procedure", "--title", "Ny tittel", "--group", "xyz"], "Velg en av: hjemmetjenester, saksbehandling."),
        (["procedure", "--title", "Ny tittel", "--group", "../../x"], "finnes ikke"),
        (["procedure", "--title", "Ny tittel", "--group", "saksbehandling", "--id", "innleggelsesrapport"], "Det finnes allerede"),
        (["procedure", "--title", "Ny tittel", "--group", "saksbehandling", "--id", "Stor Id"], "små bokstaver"),
        (["procedure", "--title", "Ny tittel", "--group", "saksbehandling", "--id", "../x"], "små bokstaver"),
        (["procedure", "--title", "Ny tittel", "--group", "saksbehandling", "--service", "opphol"], "Mente du «opphold»?"),
        (["procedure", "--title", "Ny tittel", "--group", "saksbehandling", "--role", "sykepleir"], "Mente du «sykepleier»?"),
        (["procedure", "--title", "Innleggelsesrapport", "--group", "saksbehandling"], "Det finnes allerede"),
        (["procedure", "--title", "Ny tittel", "--group", "saksbehandling", "--id", "innleggelse"], "innleggelse"),
        (["procedure", "--title", "Ny tittel", "--group", "saksbehandling", "--id", "con"], "con"),
        (["procedure", "--title", "Kort", "--group", "saksbehandling"], "ittel"),
        (["procedure", "--title", "Lang tittel " * 10, "--group", "saksbehandling"], "ittel"),
        (["procedure", "--title", "Med \x1b[31m farge", "--group", "saksbehandling"], "usynlig eller ulovlig tegn: U+001B"),
        (["service", "--name", "Ny tjeneste", "--group", "ophold"], "Tjenestegruppen «ophold» finnes ikke. Mente du «opphold»?"),
        (["service", "--name", "Korttidsopphold", "--group", "opphold"], "Det finnes allerede"),
        (["service", "--name", "Ny", "--group", "opphold", "--id", "hjelp-hjemme"], "Det finnes allerede"),
        (["service", "--name", "Ny", "--group", "opphold", "--id", "groups"], "groups"),
    ],
)  # fmt: skip
def test_wrong_values_give_2_and_write_nothing(book, arguments, told):
    before = {each: each.read_bytes() for each in book.root.rglob("*") if each.is_file()}
    answer = ask(book, *arguments)
    assert answer.code == 2
    assert told in answer.err
    assert {each: each.read_bytes() for each in book.root.rglob("*") if each.is_file()} == before


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_new_procedure_can_be_built_at_once(book, language):
    assert (
        ask(book, "procedure", "--title", "Ny prosedyre", "--group", "saksbehandling", "--language", language).code == 0
    )
    assert (book.build() / "prosedyrer/ny-prosedyre/index.html").is_file()


def test_the_rest_of_the_list_of_groups_is_left_as_it_is(book):
    book.write(
        "services/groups.yml",
        "# Merknad\n"
        + book.read("services/groups.yml")
        .replace("- korttidsopphold", "- korttidsopphold # siste")
        .replace(" # siste", ""),
    )
    before = book.read("services/groups.yml").splitlines()
    assert ask(book, "service", "--name", "Ny tjeneste", "--group", "hjelp-hjemme").code == 0
    after = book.read("services/groups.yml").splitlines()
    assert [line for line in after if line not in before] == ["    - ny-tjeneste"]
    assert after[after.index("    - hjemmesykepleie") + 1] == "    - ny-tjeneste"
    assert book.check().findings == []


def test_a_list_in_brackets_is_extended_too(book):
    book.replace("services/groups.yml", "  services:\n    - korttidsopphold", "  services: [korttidsopphold]")
    answer = ask(book, "service", "--name", "Ny tjeneste", "--group", "opphold")
    assert answer.code == 0
    assert book.check().findings == []


def test_the_optional_fields_in_the_comments_can_be_taken_into_use(book):
    answer = ask(
        book, "procedure", "--title", "Telefonvakt om natta", "--group", "saksbehandling", "--id", "telefonvakt"
    )
    assert answer.code == 0, answer.err
    path = "procedures/saksbehandling/telefonvakt.md"
    start, end = "# warnings:", "# 5–12 trinn."
    before, given, after = re.split(f"(?=^{start})|(?=^{end})", book.read(path), flags=re.MULTILINE)
    lines = [line.removeprefix("# ") for line in given.splitlines() if re.match(r"# (?:[a-z_]+:| )", line)]
    book.write(path, before + "\n".join(lines) + "\n" + after)
    assert (book.check().code, book.check().findings) == (0, [])
    assert {"warnings:", "do:", "do_not:"} <= set(lines)
