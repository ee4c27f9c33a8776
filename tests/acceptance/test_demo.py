"""The invented region: three years of history, published, asked on the command line, and read by other programs."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import icalendar
import pytest

from demo.life import DAY, make
from tests.html_reader import read_html
from tests.support import Book, built_demo, fingerprint, git, handbook

ATOM = "{http://www.w3.org/2005/Atom}"
BLOOD = "prosedyrer/blodtrykk-hjemme"


@dataclass(frozen=True)
class Demo:
    book: Book
    site: Path

    def text(self, address: str) -> str:
        return " ".join(read_html(self.html(address)).text.split())

    def html(self, address: str) -> str:
        return (self.site / address / "index.html").read_text("utf-8")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = built_demo(tmp_path_factory.mktemp("demo"))
    return Demo(Book(folder / "handbook"), folder / "site")


def test_the_front_page_tells_what_matters_and_nothing_smaller(demo):
    text = demo.text("").partition("Endringer som betyr noe")[2]
    assert "Gjelder snart Versjon 3.0 gjelder fra 15. januar 2027" in text
    assert "Trukket tilbake 1. februar 2026, erstattet av «Nattvakt felles" in text
    assert "Pasienter kan måle selv." in text
    assert "Rettet" not in text
    rows = re.findall(r'<li>\s*<a class="hb-list__title"', demo.html(""))
    assert 3 <= len(rows) <= 5


def test_the_front_page_of_drafts_alone_says_that_nothing_is_decided(real):
    text = " ".join(read_html((real.site / "index.html").read_text("utf-8")).text.split())
    assert "Ingen prosedyrer er vedtatt ennå, så ingenting er endret i det som gjelder." in text


def test_a_head_nurse_sees_what_changed_and_from_when(demo):
    text = demo.text(f"{BLOOD}/historikk")
    assert "Versjon 2.0 gjelder nå , fra 1. juni 2025" in text.replace("nå,", "nå ,")
    assert "Du må ringe fastlegen innen 4 timer, ikke 24." in text
    assert "Frist i trinn 4:" in text
    assert "24 timer" in text
    assert "Nytt trinn 3:" in text
    assert "Rettet uten ny versjon" in text
    assert "Vedtatt, gjelder fra 15. januar 2027" in text


def test_links_to_different_texts_of_a_version_do_not_read_alike(demo):
    table = demo.html(f"{BLOOD}/historikk").partition('id="gjaldt"')[2].replace("\N{NO-BREAK SPACE}", " ")
    links = re.findall(r'<a href="([^"]+)">([^<]+)</a></td>', table)
    assert len({text for _, text in links}) == len({address for address, _ in links}) >= 6
    assert "Versjon 2.0, tekst fra 3. mars 2026" in [text for _, text in links]
    assert "Versjon 1.0" in [text for _, text in links]


def test_insertions_and_deletions_are_said_in_words(demo):
    html = demo.html(f"{BLOOD}/historikk")
    assert html.count("<del>") == html.count("[tatt bort: ")
    assert html.count("<ins>") == html.count("[nytt: ")


def test_every_version_has_a_page_that_says_what_it_is(demo):
    for version in ("0.1", "0.2", "1.0", "1.1", "1.2"):
        assert "Ikke gjeldende" in demo.text(f"{BLOOD}/v/{version}")
    assert "som gjelder nå" in demo.text(f"{BLOOD}/v/2.0")
    assert "Ikke gjeldende ennå: versjon 3.0 gjelder fra 15. januar 2027." in demo.text(f"{BLOOD}/v/3.0")


def test_the_page_has_the_text_of_its_time(demo):
    assert "24 timer" in demo.text(f"{BLOOD}/v/1.0")
    assert "40 timer" in demo.text(f"{BLOOD}/v/2.0/4")
    assert "tidligere tekst av versjon 2.0" in demo.text(f"{BLOOD}/v/2.0/4")
    assert "40 timer" not in demo.text(f"{BLOOD}/v/2.0").partition("Trinn ")[2].partition("Om prosedyren")[0]


def test_the_old_versions_are_not_in_the_search_or_the_list_of_pages(demo):
    found = [address for _, address, *_ in json.loads((demo.site / "search/core.json").read_text("utf-8"))["pages"]]
    assert f"/prosedyrer/{BLOOD.rsplit('/', 1)[-1]}/" in found
    assert not [address for address in found if "/v/" in address or "historikk" in address]
    assert "/v/1.0" not in (demo.site / "sitemap.xml").read_text("utf-8")
    assert '<meta name="robots" content="noindex">' in demo.html(f"{BLOOD}/v/1.0")
    assert '<meta name="robots" content="noindex">' not in demo.html(BLOOD)


def test_the_coming_version_is_announced_with_what_differs(demo):
    html = demo.html(BLOOD)
    assert "En ny versjon er på vei" in html
    assert 'href="v/3.0/"' in html or f'href="../../{BLOOD}/v/3.0/"' in html


def test_the_page_turns_over_by_itself(demo, tmp_path):
    demo.book.build(tmp_path / "site", "2027-01-15")
    page = (tmp_path / "site" / BLOOD / "index.html").read_text("utf-8")
    assert "Blodtrykk hjemme – egen måling og varsling" in page
    history = read_html((tmp_path / "site" / BLOOD / "historikk/index.html").read_text("utf-8")).text
    assert "Versjon 3.0 gjelder nå" in " ".join(history.split())


def test_a_retired_procedure_keeps_its_page_and_names_its_successor(demo):
    text = demo.text("prosedyrer/telefonvakt-natt")
    assert "trukket tilbake" in text
    assert "Nattvakt felles" in text
    assert "Alle kommunene bruker nå felles nattvakt." in text
    assert "Gjaldt fra" in text
    assert "Gjelder fra" not in text
    assert "Neste revisjon" not in text


def test_a_late_version_shows_both_dates(demo):
    assert "12. mai 2026 – etter at den skulle gjelde" in demo.text("prosedyrer/vektkontroll-sjukeheim/historikk")
    assert "12. mai 2026" in demo.text("prosedyrer/vektkontroll-sjukeheim")


def test_an_old_address_leads_to_the_new_history(demo):
    assert "fall-i-hjemmet/historikk/" in demo.html("prosedyrer/fallvarsel/historikk")
    assert "Het før: fallvarsel" in demo.text("prosedyrer/fall-i-hjemmet/historikk")


def test_a_service_tells_what_is_new_in_its_procedures(demo):
    text = demo.text("tjenester/legevakt/historikk")
    assert "Nattvakt felles" in text
    assert "Trukket tilbake" in text
    assert "gjaldt/?service=legevakt" in demo.html("tjenester/legevakt/historikk")
    assert "Blodtrykk hjemme" in demo.text("tjenester/hjemmetjenesten").partition("Nytt")[2]


def test_what_is_new_stands_by_day(demo):
    text = demo.text("endringer")
    assert text.index("2. november 2026") < text.index("12. mai 2026")
    assert "Versjon 3.0 vedtatt, gjelder fra 15. januar 2027 (stor endring, les på nytt)" in text
    assert "Rettet uten ny versjon: frist i trinn 4" in text
    assert "Alle kommunene bruker nå felles nattvakt." in text
    assert "2. november 2026" in demo.text("endringer/2026-11")


def test_each_month_leads_to_the_months_around_it(demo):
    """Months without changes are passed over; the last page links all of them."""
    links = [link for _, _, link in read_html(demo.html("endringer/2026-03")).links]
    assert "../../endringer/2026-02/" in links
    assert "../../endringer/2026-05/" in links
    assert "../../endringer/" in links
    newest = read_html(demo.html("endringer/2026-11"))
    assert "Måneden etter" not in newest.text
    every = {
        link.strip("/").rpartition("/")[2] for _, _, link in read_html(demo.html("endringer")).links if "/20" in link
    }
    assert every == {folder.name for folder in (demo.site / "endringer").glob("20*")}


def test_a_list_of_the_vocabulary_has_a_history_in_plain_words(demo):
    text = demo.text("endringer/ordlister/roles")
    assert "Historikk: Roller" in text
    assert "Rollen «Helsefagarbeider», navn" in text
    assert "Hjelpepleier" in text
    history = json.loads((demo.site / "api/v1/vocabulary/roles/history.json").read_text("utf-8"))
    assert [each["kind"] for each in history["events"]] == ["created", "changed"]
    found = [
        file for file in (demo.site / "search").rglob("*") if file.is_file() and b"jelpepleier" in file.read_bytes()
    ]
    assert found == []


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("kilder", ["sources"]),
        ("begreper", ["terms", "synonyms"]),
        ("faggrupper", ["groups"]),
        ("tjenester", ["service-groups"]),
        ("overleveringer", ["messages"]),
        ("om", ["roles", "bodies", "systems", "health-communities"]),
        ("bidra/hvem-bestemmer", ["bodies", "owners"]),
        ("endringer", ["roles", "sources", "contacts", "synonyms"]),
    ],
)
def test_the_history_of_a_list_is_reached_from_where_the_list_is_shown(demo, page, names):
    html = demo.html(page)
    for name in names:
        assert f"endringer/ordlister/{name}/" in html or f'"ordlister/{name}/' in html
        assert (demo.site / f"endringer/ordlister/{name}/index.html").is_file()


def test_a_municipality_leads_to_its_history(demo):
    assert "kommuner/ulvdal/historikk/" in demo.html("kommuner/ulvdal")
    assert "Ny i håndboka" in demo.text("kommuner/ulvdal/historikk")


def test_a_history_leads_to_a_proposal_and_a_version_only_to_the_page(demo, tmp_path, monkeypatch):
    assert "bidra/steg-for-steg/" in demo.html(f"{BLOOD}/historikk")
    monkeypatch.setenv("HANDBOOK_REPOSITORY", "https://github.com/ovelse/handbok")
    site = demo.book.build(tmp_path / "site", DAY)
    history = (site / BLOOD / "historikk/index.html").read_text("utf-8")
    assert "handbok/edit/main/procedures/hjemmetjenester/blodtrykk-hjemme.md" in history
    assert "side=%2Fprosedyrer%2Fblodtrykk-hjemme%2F" in history
    roles = (site / "endringer/ordlister/roles/index.html").read_text("utf-8")
    assert "handbok/edit/main/vocabulary/roles.yml" in roles
    version = (site / BLOOD / "v/1.2/index.html").read_text("utf-8")
    assert "issues/new" not in version
    assert "Les prosedyren slik den er nå" in version


def test_feeds_are_valid_and_tell_major_from_minor(demo):
    feed = ET.fromstring((demo.site / "feeds/endringer.xml").read_bytes())  # noqa: S314 - made by us
    entries = feed.findall(f"{ATOM}entry")
    ids = [each.findtext(f"{ATOM}id") for each in entries]
    assert len(ids) == len(set(ids)) > 10
    assert all(each.startswith("tag:") for each in ids)
    assert {each.get("term") for each in feed.iter(f"{ATOM}category")} == {"store", "mindre"}
    group = ET.fromstring((demo.site / "feeds/faggrupper/institusjon.xml").read_bytes())  # noqa: S314 - made by us
    assert all("Vektkontroll" in each.findtext(f"{ATOM}title") for each in group.findall(f"{ATOM}entry"))
    service = ET.fromstring((demo.site / "feeds/tjenester/legevakt.xml").read_bytes())  # noqa: S314 - made by us
    assert service.findall(f"{ATOM}entry")


def test_the_calendar_holds_the_coming_reviews(demo):
    calendar = icalendar.Calendar.from_ical((demo.site / "feeds/revisjon.ics").read_bytes())
    days = {str(each["summary"]): str(each.decoded("dtstart")) for each in calendar.walk("VEVENT")}
    assert days["Revisjon: Vektkontroll på sjukeheim – veg og vurder"] == "2026-12-10"
    assert not [name for name in days if "Telefonvakt" in name]


def test_the_review_page_is_by_period_and_group(demo):
    text = demo.text("revisjon")
    assert text.index("Fristen er passert (1)") < text.index("Innen 30 dager (1)") < text.index("Senere")
    assert "Fristen for ny vurdering er passert" in demo.text("prosedyrer/fall-i-hjemmet")


def test_the_api_tells_what_applied(demo):
    listing = json.loads((demo.site / "api/v1/applied.json").read_text("utf-8"))
    blood = next(each for each in listing["items"] if each["id"] == "blodtrykk-hjemme")
    on = {
        day: [row for row in blood["spans"] if row[0] <= day][-1][1]
        for day in ("2024-05-01", "2025-05-31", "2025-06-01")
    }
    assert on == {"2024-05-01": "1.0", "2025-05-31": "1.2", "2025-06-01": "2.0"}


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2023-11-30", "fantes ikke"),
        ("2024-03-15", "Ingen vedtatt versjon 15. mars 2024"),
        ("2025-05-31", "versjon 1.2 gjaldt 31. mai 2025"),
        ("2026-03-02", "within: PT40H"),
        ("2027-02-01", "slik det er vedtatt per"),
    ],
)
def test_the_command_line_shows_what_applied(demo, day, said):
    answer = handbook("show", "blodtrykk-hjemme", "--on", day, "--root", demo.book.root, "--date", DAY)
    assert answer.code == 0
    assert said in answer.out


def test_the_log_and_the_difference_on_the_command_line(demo):
    log = handbook("log", "fallvarsel", "--root", demo.book.root, "--date", DAY).out
    assert "Faggruppe: Hjemmetjenester → Felles" in log
    assert "Fallvarsel vedtatt (#7)" in log
    difference = handbook("diff", "HEAD~1", "HEAD", "--root", demo.book.root).out
    assert "Faggruppe: Hjemmetjenester → Felles" in difference


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("log", "finnes-ikke"), "ingenting som heter «finnes-ikke»"),
        (("show", "finnes-ikke"), "ingenting som heter"),
        (("diff", "finnes-ikke"), "Git kjenner ikke versjonen"),
        (("diff", "--", "--output=x"), "ikke navnet på en git-versjon"),
        (("promote", "fall-i-hjemmet"), "har ingen kommende versjon"),
    ],
)
def test_wrong_use_is_told_with_the_remedy(demo, arguments, said):
    answer = handbook(arguments[0], "--root", demo.book.root, "--date", DAY, *arguments[1:])
    assert answer.code == 2
    assert said in answer.err


def test_without_git_there_is_one_clear_message(book):
    answer = handbook("log", "innleggelsesrapport", "--root", book.root)
    assert answer.code == 2
    assert "ikke øverst i et git-repositorium" in answer.err


def test_promotion_folds_the_pair_and_keeps_one_history(tmp_path):
    make(tmp_path / "handbook")
    book = Book(tmp_path / "handbook")
    answer = handbook("promote", "blodtrykk-hjemme", "--root", book.root, "--date", "2027-02-01")
    assert answer.code == 0, answer.err
    assert not (book.root / "procedures/hjemmetjenester/blodtrykk-hjemme.next.md").exists()
    git(book.root, "add", "--all", when="2027-02-01T12:00:00Z")
    git(book.root, "commit", "--quiet", "--message", "Fold", when="2027-02-01T12:00:00Z")
    log = handbook("log", "blodtrykk-hjemme", "--root", book.root, "--date", "2027-02-02").out
    assert "Den kommende versjonen tok plassen til den forrige" in log
    assert "Utkast, versjon 0.1" in log


def test_no_person_is_named(demo):
    for file in demo.site.rglob("*"):
        if file.suffix in (".html", ".json", ".xml"):
            content = file.read_text("utf-8")
            assert "Øvingsbruker" not in content, file
            assert "ovelse@example.org" not in content, file


def test_names_are_shown_when_asked_for(demo, tmp_path):
    answer = handbook("build", "--root", demo.book.root, "--date", DAY, "--out", tmp_path / "site", "--show-names")
    assert answer.code == 0
    page = (tmp_path / "site" / BLOOD / "historikk/index.html").read_text("utf-8")
    assert "Øvingsbruker" in page
    assert "ovelse@example.org" not in page


def test_links_between_the_pages_lead_somewhere(demo):
    for page in [*demo.site.glob("prosedyrer/*/historikk/index.html"), *demo.site.glob("prosedyrer/*/v/**/index.html")]:
        for _, _, link in read_html(page.read_text("utf-8")).links:
            if "://" in link or link.startswith(("#", "mailto:", "tel:", "data:")):
                continue
            target = (page.parent / link.partition("#")[0].partition("?")[0]).resolve()
            assert (target / "index.html").is_file() or target.is_file(), (page, link)


def test_building_again_and_after_a_change_gives_the_site_of_a_full_build(tmp_path, surroundings):
    make(tmp_path / "handbook")
    book = Book(tmp_path / "handbook")
    book.build(tmp_path / "site", DAY)
    first = fingerprint(tmp_path / "site")
    book.build(tmp_path / "site", DAY)
    assert fingerprint(tmp_path / "site") == first
    path = "procedures/felles/fall-i-hjemmet.md"
    book.replace(path, "Dra til pasienten.", "Dra til pasienten med en gang.")
    book.build(tmp_path / "site", DAY)
    unsaved = (tmp_path / "site/prosedyrer/fall-i-hjemmet/index.html").read_text("utf-8")
    assert "ikke lagret i historikken" in unsaved
    git(
        book.root,
        "commit",
        "--quiet",
        "--all",
        "--message",
        "Rett <script>alert(1)</script>",
        when="2026-11-20T12:00:00Z",
    )
    book.build(tmp_path / "site", DAY)
    warm = fingerprint(tmp_path / "site")
    for file in [each for each in surroundings.rglob("*") if each.is_file()]:
        file.unlink()
    book.build(tmp_path / "cold", DAY)
    assert fingerprint(tmp_path / "cold") == warm
    history = (tmp_path / "cold/prosedyrer/fall-i-hjemmet/historikk/index.html").read_text("utf-8")
    assert "<script>alert" not in history
    assert "Rett &lt;script&gt;alert(1)&lt;/script&gt;" in history
