"""The site of the real handbook: it holds together, fetches nothing from elsewhere, and keeps its promises."""

import re
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml

from tests.html_reader import read_html, read_pages
from tests.support import PROCEDURE, REPOSITORY, handbook

HOST = "http://handbook.test"
FETCHING = {"src", "srcset", "poster", "data", "background", "formaction", "action"}


@pytest.fixture(scope="module")
def pages(real):
    return read_pages(real.site)


def test_every_link_and_anchor_inside_the_handbook_leads_somewhere(real, pages):
    broken = []
    for address, page in pages.items():
        for tag, _, target in page.links:
            base = HOST + ("/" if address == "/404.html" else address)
            whole = urlsplit(urljoin(base, target))
            if whole.netloc != "handbook.test" or whole.scheme != "http":
                continue
            path, anchor = unquote(whole.path), unquote(whole.fragment)
            wanted = pages.get(path) or pages.get(path + "index.html")
            if wanted is None and not (real.site / path.lstrip("/")).is_file():
                broken.append(f"{address}: <{tag}> {target}")
            elif wanted is not None and anchor and anchor not in wanted.ids:
                broken.append(f"{address}: no such place: {target}")
    assert not broken


def test_no_page_fetches_anything_from_another_host(pages):
    fetched = []
    for address, page in pages.items():
        for tag, attribute, target in page.links:
            loads = attribute in FETCHING or (tag == "link" and attribute == "href")
            if loads and (urlsplit(target).netloc or target.startswith(("http:", "https:", "//"))):
                fetched.append(f"{address}: <{tag} {attribute}> {target}")
    assert not fetched


def test_no_style_sheet_fetches_anything_from_another_host(real):
    sheets = list(real.site.rglob("*.css"))
    assert sheets
    for sheet in sheets:
        fetched = re.findall(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//[^)\"']+", sheet.read_text("utf-8"))
        assert not fetched, sheet.name


def test_our_scripts_name_no_other_host(real):
    own = [each for each in (real.site / "assets").glob("*.js") if "javascripts" not in each.parts]
    for script in own:
        assert not re.findall(r"(?:https?:)?//[a-z0-9-]+\.[a-z]{2,}", script.read_text("utf-8"))


def test_links_out_of_the_handbook_are_safe_and_encrypted(pages):
    schemes = {urlsplit(target).scheme for page in pages.values() for tag, _, target in page.links if tag == "a"}
    assert schemes <= {"", "https", "mailto", "tel"}


def test_every_page_has_one_heading_a_language_and_a_title_of_its_own(pages):
    titles = {}
    for address, page in pages.items():
        if any(tag == "meta" and given.get("http-equiv") == "refresh" for tag, given in page.tags):
            continue
        tags = [tag for tag, _ in page.tags]
        assert tags.count("h1") == 1, address
        assert dict(page.tags)["html"].get("lang") in ("nb", "no", "nn"), address
        assert page.title.strip(), address
        titles.setdefault(page.title, []).append(address)
    assert not {title: where for title, where in titles.items() if len(where) > 1}


def test_no_id_stands_twice_on_a_page(real):
    for file in real.site.rglob("*.html"):
        ids = [given["id"] for _, given in read_html(file.read_text("utf-8")).tags if "id" in given]
        assert sorted(ids) == sorted(set(ids)), file


def test_headings_skip_no_level(pages):
    for address, page in pages.items():
        level = 0
        for tag, _ in page.tags:
            if re.fullmatch("h[1-6]", tag):
                assert int(tag[1]) <= level + 1, f"{address}: {tag} after h{level}"
                level = int(tag[1])


def test_every_service_stands_in_its_group_in_order(pages):
    groups = yaml.safe_load((REPOSITORY / "services/groups.yml").read_text("utf-8"))
    assert (len(groups), sum(len(group["services"]) for group in groups)) == (10, 41)
    wanted = [f"/tjenester/{service}/" for group in groups for service in group["services"]]
    for address in ("/", "/tjenester/"):
        links = [
            urlsplit(urljoin(HOST + address, target)).path for tag, _, target in pages[address].links if tag == "a"
        ]
        assert [each for each in links if each in wanted] == wanted


def test_every_kind_of_page_is_there(pages):
    kinds = [
        "/", "/tjenester/", "/tjenestegrupper/hjemmetjenester/", "/tjenester/hjemmetjenesten/", "/prosedyrer/",
        "/prosedyrer/utskrivningsklar-pasient/", "/faggrupper/", "/faggrupper/saksbehandling/", "/kommuner/",
        "/kommuner/trondheim/", "/revisjon/", "/kilder/", "/begreper/", "/om/", "/bidra/", "/bidra/regler/", "/404.html",
    ]  # fmt: skip
    assert not [each for each in kinds if each not in pages]


def test_pages_with_drafts_say_so(pages):
    drafts = [each for each in pages if re.fullmatch(r"/prosedyrer/[^/]+/", each) and "Utkast" in pages[each].text]
    assert drafts
    for each in drafts:
        assert re.search(
            "Ingen har (vedtatt det, og det gjelder ikke|vedteke det, og det gjeld ikkje)[.]", pages[each].text
        )


def test_municipalities_are_not_guessed(pages):
    assert "28 av 34 er navngitt" in pages["/kommuner/"].text


def test_a_municipality_number_leads_to_its_page(real):
    text = (real.site / "kommuner/5001/index.html").read_text("utf-8")
    target = next(target for tag, _, target in read_html(text).links if tag == "meta")
    assert urljoin(f"{HOST}/kommuner/5001/", target) == f"{HOST}/kommuner/trondheim/"


def test_a_former_id_leads_to_the_page(book):
    site = book.build()
    text = (site / "prosedyrer/innleggelse/index.html").read_text("utf-8")
    targets = {target for _, _, target in read_html(text).links}
    assert {urljoin(f"{HOST}/prosedyrer/innleggelse/", each) for each in targets} == {
        f"{HOST}/prosedyrer/innleggelsesrapport/"
    }
    assert "Siden er flyttet" in text


def test_old_and_new_municipality_numbers_lead_to_the_page(book):
    site = book.build()
    for number in ("9901", "9902"):
        text = (site / f"kommuner/{number}/index.html").read_text("utf-8")
        assert urljoin(f"{HOST}/kommuner/{number}/", read_html(text).links[0][2]) == f"{HOST}/kommuner/fjellvik/"


def test_only_pages_and_known_assets_are_published(real):
    allowed = {
        "",
        ".webmanifest",
        ".html",
        ".json",
        ".css",
        ".js",
        ".map",
        ".svg",
        ".png",
        ".jpg",
        ".webp",
        ".xml",
        ".gz",
        ".ico",
        ".ics",
    }
    files = {each.relative_to(real.site).as_posix() for each in real.site.rglob("*") if each.is_file()}
    files -= {".htaccess", "nginx.conf"}  # for hosts
    assert {Path(each).suffix for each in files} <= allowed
    assert not [each for each in files if each.rpartition("/")[2].startswith(".")]


def test_the_page_of_rules_lists_what_the_command_lists(pages):
    listed = [line.split()[1] for line in handbook("rules").out.splitlines()]
    assert set(listed) <= pages["/bidra/regler/"].ids


def test_the_real_handbook_has_no_findings(real):
    assert real.book.check().findings == []


def test_only_pages_have_spaces_that_do_not_break(real):
    """Search, API, feeds and what engines are told of a page must match what people and programs write."""
    others = [each for each in real.site.rglob("*") if each.suffix in (".json", ".xml", ".ics", ".webmanifest")]
    assert len(others) > 100
    assert [each.name for each in others if "\N{NO-BREAK SPACE}" in each.read_text("utf-8")] == []
    page = (real.site / "prosedyrer/utskrivningsklar-pasient/index.html").read_text("utf-8")
    assert "24\N{NO-BREAK SPACE}timer" in page
    assert "\N{NO-BREAK SPACE}" not in page.partition("<body")[0]


@pytest.mark.parametrize(
    ("deadline", "told"),
    [
        ("immediately: true", "Straks"),
        ("same_day: true", "Samme dag"),
        ("without_undue_delay: true", "Uten unødig opphold"),
        ("within: PT24H", "24\N{NO-BREAK SPACE}timer"),
        ("working_days: 3", "3\N{NO-BREAK SPACE}virkedager"),
    ],
)
def test_a_deadline_is_told_as_the_law_says_it(book, deadline, told):
    book.replace(PROCEDURE, "{immediately: true}", f"{{{deadline}}}")
    book.build()
    page = book.root / "build/docs/prosedyrer/innleggelsesrapport.md"
    assert f"<strong>{told}</strong>" in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("deadline", "told"),
    [
        ("immediately: true, from: Tilbudet er klart", "Frist: Straks når tilbudet er klart"),
        ("within: P1W, from: Innreise", "Frist: 1 uke fra innreise"),
        ("same_day: true, from: Innreise", "Frist: Samme dag som innreise"),
        ("immediately: true, from: ring", "Frist: Straks etter trinn 2"),
    ],
)
def test_what_a_deadline_is_counted_from_is_part_of_the_sentence(book, deadline, told):
    second = re.findall(r"^ *- id: ([a-z-]+)$", book.read(PROCEDURE), re.MULTILINE)[1]
    book.replace(PROCEDURE, "{immediately: true}", f"{{{deadline.replace('from: ring', f'from: {second}')}}}")
    text = read_html((book.build() / "prosedyrer/innleggelsesrapport/index.html").read_text("utf-8")).text
    assert told in " ".join(text.split())


def test_a_draft_has_no_empty_facts_and_tells_how_much_is_uncertain(book):
    before = read_html((book.build() / "prosedyrer/innleggelsesrapport/index.html").read_text("utf-8"))
    assert "Ikke fastsatt" not in before.text
    assert ("a", "href", "#usikkert") in before.links
    assert "usikkert" in before.ids
    approved = read_html((book.root / "site/prosedyrer/korttidsopphold-soknad/index.html").read_text("utf-8"))
    assert "Gjelder fra" in approved.text
    assert "Neste revisjon" in approved.text


def test_there_is_one_place_to_say_that_something_is_wrong(pages):
    for address, page in pages.items():
        blocks = [given for _, given in page.tags if "hb-suggest" in given.get("class", "").split()]
        assert len(blocks) <= 1, address
        if re.fullmatch(r"/(prosedyrer|tjenester|om)/[a-z-]+/", address):
            asked = re.findall(r"Er no(?:e|ko) feil eller uklart\?", page.text)
            assert (len(blocks), len(asked)) == (1, 1), address


def test_articles_and_procedures_have_a_list_of_contents_that_leads_to_each_section(pages):
    for address in ("/om/personvern/", "/prosedyrer/utskrivningsklar-pasient/", "/bidra/steg-for-steg/"):
        page = pages[address]
        assert "Innhold på siden" in page.text
        sections = [given["id"] for tag, given in page.tags if tag == "h2" and "id" in given]
        assert len(sections) > 2
        assert {f"#{each}" for each in sections} <= {target for _, _, target in page.links}


def test_a_heading_is_not_said_twice(real):
    """Many backgrounds begin with «## Bakgrunn», under the heading that the page gives them."""
    folder = real.site / "prosedyrer/selvmordsfare"
    versions = sorted(folder.glob("v/*/index.html"))
    assert versions
    for file in (folder / "index.html", *versions):
        html = file.read_text("utf-8")
        assert '<h2 id="bakgrunn">Bakgrunn</h2>' in html
        assert ">Bakgrunn</h3>" not in html


def test_a_message_tells_first_who_gets_it(pages):
    assert "Send til kommunen: Melding om innlagt pasient" in pages["/prosedyrer/utskrivningsklar-pasient/"].text
    assert "Ta imot fra sykehuset: Melding om innlagt pasient" in pages["/prosedyrer/utskrivningsklar-pasient/"].text


def test_a_history_without_an_approved_version_is_not_marked_as_in_force(pages):
    boxes = [
        given["class"]
        for _, given in pages["/prosedyrer/selvmordsfare/historikk/"].tags
        if "hb-now" in given.get("class", "")
    ]
    assert boxes == ["hb-now hb-now--none"]


def test_every_style_is_shown_on_the_page_of_components(pages):
    """Apart from what scripts put on a page, and what only a page of its own can show."""
    sheets = sorted((REPOSITORY / "generator/assets/css").glob("[3-6]0-*.css"))
    styled = {name for sheet in sheets for name in re.findall(r"\.(hb-[a-z0-9_-]+)", sheet.read_text("utf-8"))}
    shown = {name for _, given in pages["/om/komponenter/"].tags for name in given.get("class", "").split()}
    assert styled - shown == NOT_SHOWN


NOT_SHOWN = {
    "hb-search-large",
    "hb-search--large",
    "hb-search__button",
    "hb-results__form",  # the search is a page and a script of its own
    "hb-mine__reset",  # part of the front page, when something is kept
    "hb-applied__all",
    "hb-applied__all--shown",  # all histories, for whom the question of a day cannot be answered
    "hb-flow--wide",
    "hb-flow--widest",  # pictures of three parties and more
}
