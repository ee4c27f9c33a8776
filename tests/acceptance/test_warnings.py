"""Key warnings, and what to do and not to do: from the file to every place where they must be seen."""

import json
import re
from datetime import date

import pytest

from generator.check import check
from generator.search.ask import open_handbook
from tests.lives import Lives, text
from tests.support import DAY, PROCEDURE, commit_all, small_handbook

WARNED = """warnings:
  - title: Vent ikke når det står om livet
    text: Ring 113, og bli hos pasienten. Sjekk <koden> i døra.
  - {title: Gi aldri dobbel dose, text: Spør legen om dosetten før du gir noe mer.}
do:
  - Si hva du ser, og ring legevakten på 116 117.
do_not:
  - Gå fra pasienten.
"""
NYNORSK = """---
id: innleggelsesrapport
language: nn
translates: "0.1"
title: Innleggingsrapport til sjukehuset
summary: Send rapport når ein pasient blir lagd inn. Ring avdelinga når det hastar.
purpose: Sjukehuset får vite det viktigaste.
scope: Gjeld pasientar som får hjelp heime.
warnings:
  - {title: Vent ikkje når det står om livet, text: "Ring 113, og ver hos pasienten."}
  - {title: Gje aldri dobbel dose, text: Spør legen før du gir noko meir.}
do_not: [Gå frå pasienten.]
steps:
  - {id: send-rapport, title: Gjer dette, text: Gjer det no.}
  - {id: ring, title: Gjer dette, text: Gjer det no.}
  - {id: avslutt, title: Gjer dette, text: Gjer det no.}
---
"""


def warn(book):
    book.replace(PROCEDURE, "services: [hjemmesykepleie]\n", f"{WARNED}services: [hjemmesykepleie]\n")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The small handbook with warnings in one procedure and its translation, built once."""
    book = small_handbook(tmp_path_factory.mktemp("warned") / "handbook")
    warn(book)
    book.write(PROCEDURE.replace(".md", ".nn.md"), NYNORSK)
    commit_all(book.root, "2026-11-24T12:00:00Z")
    return book.build()


def page(site, address):
    return (site / address.strip("/") / "index.html").read_text("utf-8")


def test_warnings_come_before_the_facts_and_advice_before_the_steps(site):
    html = page(site, "/prosedyrer/innleggelsesrapport/")
    order = [
        'class="hb-summary"',
        '<h2 class="hb-note__title"><span class="hb-hidden">Viktig: </span>Vent ikke når det står om livet</h2>',
        '<h2 class="hb-note__title"><span class="hb-hidden">Viktig: </span>Gi aldri dobbel dose</h2>',
        'class="hb-facts"',
        'id="trinn"',
        "<h3>Gjør dette</h3>",
        "<h3>Ikke gjør dette</h3>",
        'class="hb-steps"',
    ]
    places = [html.index(each) for each in order]
    assert places == sorted(places)


def test_numbers_can_be_called_and_the_rest_is_text(site):
    html = page(site, "/prosedyrer/innleggelsesrapport/")
    assert '<p>Ring <a href="tel:113">113</a>, og bli hos pasienten. Sjekk &lt;koden&gt; i døra.</p>' in html
    assert 'ring legevakten på <a href="tel:116117">116 117</a>.</li>' in html


def test_a_procedure_without_them_shows_nothing_of_the_kind(site):
    html = page(site, "/prosedyrer/korttidsopphold-soknad/")
    assert "hb-note--warning" not in html
    assert "hb-advice" not in html


def test_the_translation_shows_its_own_words_and_else_those_of_the_procedure(site):
    html = page(site, "/prosedyrer/innleggelsesrapport/nn/")
    assert "Gje aldri dobbel dose" in html
    assert "Gi aldri dobbel dose" not in html
    assert "<h3>Gjer dette</h3>" in html
    assert "<h3>Ikkje gjer dette</h3>" in html
    assert "<li>Gå frå pasienten.</li>" in html
    assert "Si hva du ser" in html


def test_the_api_and_its_description_have_them(site):
    given = json.loads((site / "api/v1/procedures/innleggelsesrapport.json").read_text("utf-8"))
    assert given["warnings"][1]["title"] == "Gi aldri dobbel dose"
    assert given["do_not"] == ["Gå fra pasienten."]
    described = json.loads((site / "api/v1/openapi.json").read_text("utf-8"))
    assert {"warnings", "do", "do_not"} <= set(described["components"]["schemas"]["procedure"]["properties"])


def test_the_help_for_contributors_tells_of_them(site):
    html = page(site, "/bidra/filer/procedure/")
    assert "<code>warnings</code>" in html
    assert 'id="felt-warnings"' in html
    assert "høyst 240" in html or "10–240 tegn" in html


def test_words_of_a_warning_are_found(book):
    warn(book)
    day = date.fromisoformat(DAY)
    checked = check(book.root, day)
    hits = open_handbook(checked.book, day).ask("dosetten", 3).hits
    assert [hit.title for hit in hits] == ["Innleggelsesrapport til sykehuset"]
    assert "dosetten" in re.sub("[«»]", "", hits[0].excerpt)


LIFE = "warnings:\n  - title: {title}\n    text: {text}\n"


def told_of(life, before, after):
    life.commit("2024-02-20", base=text(extra=before))
    life.commit("2024-05-01", base=text("1.1", "2024-05-01", extra=after))
    return [each for each in life.changes("1.1") if not each.startswith("Gjelder fra")]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("", LIFE.format(title="Ring 113", text="Vent ikke på svar."), "Advarsel:  → Ring 113: Vent ikke på svar."),
        (LIFE.format(title="Ring 113", text="Vent ikke på svar."), "", "Advarsel: Ring 113: Vent ikke på svar. → "),
        (
            LIFE.format(title="Ring 113", text="Vent ikke på svar."),
            LIFE.format(title="Ring 113", text="Vent ikke på lege."),
            "Advarsel: Ring 113: Vent ikke på svar. → Ring 113: Vent ikke på lege.",
        ),
        ("do: [Lytt.]\n", "do: [Lytt., Spør.]\n", "Gjør dette:  → Spør."),
        ("do_not: [Gå fra ham.]\n", "", "Ikke gjør dette: Gå fra ham. → "),
    ],
)
def test_a_difference_names_what_it_is_about(book, before, after, told):
    assert told_of(Lives(book).start(), before, after) == [told]


def test_a_changed_warning_needs_a_new_version(book):
    warn(book)
    commit_all(book.root, "2026-11-20T12:00:00Z")
    book.replace(PROCEDURE, "Gi aldri dobbel dose", "Gi ikke dobbel dose")
    assert [each["rule"] for each in book.check(revision="HEAD").findings] == ["changed-content-has-new-version"]


def test_the_page_of_an_earlier_version_shows_its_own_warnings(book):
    life = Lives(book).start()
    life.commit("2024-02-20", base=text(extra=LIFE.format(title="Gammel fare", text="Ring 113 nå.")))
    odd = "warnings: [bare tekst, {title: [x]}]\ndo: Lytt.\n"  # written under no rules at all
    life.commit("2024-04-01", base=text("1.1", "2024-04-01", extra=odd))
    life.commit("2024-05-01", base=text("1.2", "2024-05-01", extra="do_not: [Gå fra ham.]\n"))
    site = book.build()
    old = page(site, "/prosedyrer/korttidsopphold-soknad/v/1.0/")
    assert '<span class="hb-hidden">Viktig: </span>Gammel fare</h2>' in old
    assert 'Ring <a href="tel:113">113</a> nå.' in old
    assert "<li>Gå fra ham.</li>" in page(site, "/prosedyrer/korttidsopphold-soknad/v/1.2/")
    assert "Gammel fare" not in page(site, "/prosedyrer/korttidsopphold-soknad/v/1.1/")
    history = json.loads((site / "api/v1/procedures/korttidsopphold-soknad/history.json").read_text("utf-8"))
    labels = [each["label"] for version in history["versions"] for each in version["differences"]]
    assert "Advarsel" in labels
    assert "Ikke gjør dette" in labels


def test_hard_words_in_warnings_and_advice_count(book):
    """Words that a reader meets first are measured with the summary and the steps."""
    easy, hard = (
        "Ta det rolig, og spør en gang til.",
        "Kvalitetssikringsdokumentasjon forutsetter saksbehandlingskompetanse.",
    )
    book.replace(PROCEDURE, "Spør om det som er uklart.", " ".join([easy] * 8))
    before = check(book.root, date.fromisoformat(DAY)).book.bases["innleggelsesrapport"].prose.lix["steps"]
    given = f"warnings:\n  - {{title: Viktig, text: {hard}}}\ndo: [{hard}]\n"
    book.replace(PROCEDURE, "services: [hjemmesykepleie]\n", f"{given}services: [hjemmesykepleie]\n")
    after = check(book.root, date.fromisoformat(DAY)).book.bases["innleggelsesrapport"].prose.lix["steps"]
    assert after > before + 3


def test_a_telephone_number_in_a_warning_is_told(book):
    book.replace(
        PROCEDURE,
        "services: [hjemmesykepleie]\n",
        "do: [Ring Kari på 912 34 567.]\nservices: [hjemmesykepleie]\n",
    )
    assert [each["rule"] for each in book.check().findings] == ["no-phone-number"]
