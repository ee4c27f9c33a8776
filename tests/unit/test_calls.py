"""Numbers to call become links, and no other numbers do."""

import pytest

from generator.calls import NUMBERS, find, number_of
from generator.old_prose import render_old
from generator.prose import Setting, plain_html, render

CALLS = {
    "Ring 113.": ["113"],
    "ring 113 når det står om livet": ["113"],
    "Ring også 113 ved brå lammelse.": ["113"],
    "Da ringer du 113 mens kollegaen rykker ut.": ["113"],
    "Be dei ringje 113 no.": ["113"],
    "Ring 116 117 når det blir verre, og 113 ved fare for livet.": ["116 117", "113"],
    "Be om at noen ringer 113, 112 eller 110.": ["113", "112", "110"],
    "Ring 112 ved vold her og nå, og 110 ved brann.": ["112", "110"],
    "Ring fastlegen, eller 116 117.": ["116 117"],
    "Ring fødeavdelinga på {telefon_fode}, eller 116 117.": ["116 117"],
    "Ring lege no, og 113 når nokon er i fare.": ["113"],
    "Ring fastlegen på dagtid, ellers 116 117.": ["116 117"],
    "Utenom dagtid: legevakt på 116 117.": ["116 117"],
    "Legevakten, 116 117, er rett sted.": ["116 117"],
    "Kontakt legen i vakt på 116 117.": ["116 117"],
    "Koble til AMK på 113.": ["113"],
    "Varsle politiet på 112.": ["112"],
    "Fare for liv: 113. Ellers legevakt 116 117.": ["113", "116 117"],
    "Fare for liv er 113.": ["113"],
    "Ring 116111.": ["116111"],
    "Ring 116 111 når du er ung og trenger noen.": ["116 111"],
    "Bruk 116 117 når fastlegen ikkje svarar.": ["116 117"],
    "(ring 113)": ["113"],
}
PLAIN = [
    "§ 113",
    "Se § 113 og § 112.",
    "113 dager",
    "ring innen 113 dager",
    "Ring 113 dager etter.",
    "kapittel 110",
    "Ring kapittel 110.",
    "tlf. 113 45 678",
    "Ring tlf. 113 45 678.",
    "Ring 113 45 678.",
    "Ring 11 34 56 78.",
    "Ring 1131.",
    "Ring 113,5.",
    "Ring 113.5.",
    "Ring lege når pulsen er over 110.",
    "Ring lege ved puls på 112.",
    "Ring lege ved puls på 112 eller mer.",
    "Ring lege ved høy puls, 112 eller mer.",
    "Ring lege når pulsen er over 100 eller 112.",
    "Ring lege når trykket er 110 over 70, eller 113 over 80.",
    "Ring lege ved blodtrykk 110.",
    "Varsle 112 pasienter.",
    "Kontakt 110 brukere.",
    "Politiet har 112 saker.",
    "Trøndelag har 113 000 innbyggere.",
    "Ring 113-sentralen.",
    "Sak 113/2026, ring 113/2026.",
    "Operatørene svarer på 116 117 hele døgnet.",
    "Gjelder ikke 113, som AMK svarer.",
    "Skriv 1132 eller 116 1170.",
    "Ring, og skriv ned at 113 er varslet.",
]


def called(text):
    return [text[start:end] for start, end in find(text)]


@pytest.mark.parametrize(("text", "numbers"), CALLS.items())
def test_a_number_that_is_to_be_called_is_found(text, numbers):
    assert called(text) == numbers


@pytest.mark.parametrize("text", PLAIN)
def test_no_other_number_is_taken_for_one(text):
    assert called(text) == []


@pytest.mark.parametrize("number", ["114", "115", "175", "02800", "116 123", "800 40 000"])
def test_only_five_numbers_are_ever_called(number):
    assert called(f"Ring {number} nå.") == []
    assert {number_of("116 117"), number_of("113")} <= set(NUMBERS)


def html(text):
    rendered = render(text, "a.md", ("steps", 0, "text"), Setting(parameters={"vakt": "Vakt"}))
    assert rendered.problems == []
    return rendered.html


LINK = '<a href="tel:113" rel="noopener noreferrer">113</a>'
LONG = '<a href="tel:116117" rel="noopener noreferrer">116 117</a>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ring 113.", f"<p>Ring {LINK}.</p>"),
        ("- Ring **113** nå.\n- Ring 113.", f"<li>Ring {LINK}.</li>"),
        ("**Ring 113:** Kramper.", f"<strong>Ring {LINK}:</strong> Kramper."),
        ("Ring legevakten på\n116 117.", f"på\n{LONG}."),
        ("Ring {vakt}, eller 116 117.", f"(fastsettes lokalt)</span>, eller {LONG}."),
    ],
)
def test_the_link_stands_in_the_text(text, expected):
    assert expected in html(text)


@pytest.mark.parametrize(
    "text",
    [
        "[Ring 113](/prosedyrer/overdose/)",
        "[Ring **nå** 113](https://example.org)",
        "`Ring 113`",
        "```\nRing 113\n```",
    ],
)
def test_links_and_code_stay_as_they_are(text):
    assert "tel:" not in html(text)


def test_headings_stay_as_they_are():
    rendered = render("## Ring 113\n\nRing 113.", "a.md", ("body",), Setting(headings=True))
    assert rendered.html.count("tel:113") == 1
    assert '<h2 id="ring-113">Ring 113</h2>' in rendered.html


def test_plain_text_is_escaped_around_its_links():
    assert plain_html('<b> & "x": ring 113 nå') == ('&lt;b&gt; &amp; &quot;x&quot;: ring <a href="tel:113">113</a> nå')


def test_an_earlier_text_has_the_same_links():
    assert LINK in render_old("Ring 113.", {})
    assert "tel:" not in render_old("# Ring 113\n\n§ 113", {})


def test_how_hard_a_text_is_to_read_does_not_depend_on_links():
    assert render("Ring 113.", "a.md", ("x",), Setting()).sentences == ["Ring 113."]
