"""The way to a proposal: links on pages, help made from the schemas, reminders, and texts that are looked through."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from click.testing import CliRunner

from generator.cli import main
from generator.external import external_links
from generator.links import Broken, as_markdown, broken, refused
from generator.load import Kind
from tests.html_reader import read_html
from tests.support import DAY, PROCEDURE, REPOSITORY, handbook, small_handbook

FORMS = sorted((REPOSITORY / ".github/ISSUE_TEMPLATE").glob("[!c]*.yml"))
WARNING = "Ikke skriv om pasienter eller hendelser; meld avvik i kommunens eget system"


@pytest.fixture
def book(tmp_path):
    return small_handbook(tmp_path / "handbook")


def test_a_page_leads_to_its_file_and_to_forms_that_know_page_and_step(book, monkeypatch):
    monkeypatch.setenv("HANDBOOK_REPOSITORY", "https://github.com/org/handbok/")
    page = (book.build() / "prosedyrer/innleggelsesrapport/index.html").read_text("utf-8")
    links = [each.replace("&amp;", "&") for each in page.split('href="')[1:]]
    links = [each.partition('"')[0] for each in links]
    assert f"https://github.com/org/handbok/edit/main/{PROCEDURE}" in links
    forms = [parse_qs(urlsplit(each).query) for each in links if "/issues/new?" in each]
    page = {"side": ["/prosedyrer/innleggelsesrapport/"]}
    assert {"template": ["foresla-endring.yml"], "title": ["Endring: innleggelsesrapport"], **page} in forms
    assert {"template": ["meld-feil.yml"], "title": ["Feil: innleggelsesrapport"], **page} in forms
    assert any(each.get("trinn") == ["2. Ring avdelingen"] for each in forms)
    names = {each.name for each in FORMS}
    assert {name for each in forms for name in each["template"]} <= names


@pytest.mark.parametrize(
    "address",
    [
        "",
        "javascript:alert(1)//x.no/a",
        "https://x.no",
        "http://github.com/a/b",
        'https://x.no/"><script>',
        "https://a@x.no/b/c",
    ],
)
def test_without_a_good_address_there_is_only_the_guide(book, monkeypatch, address):
    monkeypatch.setenv("HANDBOOK_REPOSITORY", address)
    page = (book.build() / "prosedyrer/innleggelsesrapport/index.html").read_text("utf-8")
    assert page.count("Er noe feil eller uklart?") == 1
    assert "bidra/steg-for-steg/" in page
    assert "/edit/main/" not in page
    assert "issues/new" not in page


def test_every_kind_of_file_has_a_page_with_all_its_fields(book):
    site = book.build()
    for kind in Kind:
        if kind is Kind.IMAGE:
            continue
        text = read_html((site / f"bidra/filer/{kind.value}/index.html").read_text("utf-8")).text
        schema = json.loads((REPOSITORY / f"schema/{kind.value}.schema.json").read_text("utf-8"))
        fields = schema.get("properties") or schema["items"]["properties"]
        for key, each in fields.items():
            assert key in text
            assert each["title"] in text


def test_who_decides_comes_from_the_vocabulary(book):
    book.replace("vocabulary/owners.yml", "@prove/saksbehandling", "@prove/vedtakslaget")
    text = read_html((book.build() / "bidra/hvem-bestemmer/index.html").read_text("utf-8")).text
    assert "@prove/vedtakslaget" in text


@pytest.mark.parametrize("form", FORMS, ids=lambda each: each.name)
def test_every_form_begins_with_the_warning(form):
    told = yaml.safe_load(form.read_text("utf-8"))
    first = told["body"][0]
    assert first["type"] == "markdown"
    assert WARNING in first["attributes"]["value"]
    ids = [each.get("id") for each in told["body"][1:]]
    assert len(ids) == len(set(ids))
    assert "Før du sender inn" in form.read_text("utf-8")


def test_four_forms_and_no_empty_issue():
    assert [each.name for each in FORMS] == [
        "foresla-endring.yml",
        "foresla-prosedyre.yml",
        "lokal-praksis.yml",
        "meld-feil.yml",
    ]
    assert (
        yaml.safe_load((REPOSITORY / ".github/ISSUE_TEMPLATE/config.yml").read_text("utf-8"))["blank_issues_enabled"]
        is False
    )


def test_reminders_are_one_for_each_group(book):
    told = {
        each["group"]: each for each in json.loads(handbook("due", "--root", book.root, "--date", "2028-02-01").out)
    }
    assert set(told) == {"hjemmetjenester", "saksbehandling"}
    assert told["hjemmetjenester"]["body"] == ""
    assert "- [ ] Korttidsopphold – svar på søknaden: 1. mars 2028." in told["saksbehandling"]["body"]
    late = json.loads(handbook("due", "--root", book.root, "--date", "2028-04-01", "--site", "https://x.no/h").out)
    assert "Fristen er ute" in late[1]["body"] + late[0]["body"]
    assert "https://x.no/h/prosedyrer/korttidsopphold-soknad/" in late[1]["body"] + late[0]["body"]


@pytest.mark.parametrize(
    ("text", "told", "code"),
    [
        ("Trinn 3 er feil.", "", 0),
        ("Ring 113 eller 116 117, eller 22 59 13 00.", "", 0),
        ("Fødselsnummer 120570 57422", "noe som ser ut som et fødselsnummer\n", 1),
        ("Ring meg på 912 34 567", "noe som ser ut som et telefonnummer\n", 1),
        ("kari@x.no", "noe som ser ut som en e-postadresse\n", 1),
        ("\udcff\x1b[31m 12057057422 kari@x.no", "noe som ser ut som et fødselsnummer\nnoe som ser ut som en e-postadresse\n", 1),
    ],
)  # fmt: skip
def test_a_text_is_looked_through_and_not_repeated(book, text, told, code):
    answer = CliRunner().invoke(
        main, ["screen", "--root", str(book.root), "--date", DAY], input=text.encode("utf-8", "surrogateescape")
    )
    assert answer.output == told
    assert answer.exit_code == code


def test_links_out_are_gathered_and_judged(book):
    book.replace(PROCEDURE, "Spør om det som er uklart.", "Se [FHI](https://www.fhi.no/sti/).")
    from datetime import date  # noqa: PLC0415 - only here

    from generator.check import check  # noqa: PLC0415 - only here

    links = external_links(check(book.root, date.fromisoformat(DAY)).book)
    assert links["https://www.fhi.no/sti/"] == (PROCEDURE,)
    found = list(broken(links, lambda url: "svarer 404" if "fhi" in url else "", pause=0))
    assert found == [Broken("https://www.fhi.no/sti/", "svarer 404", (PROCEDURE,))]
    assert "svarer 404" in as_markdown(found)
    assert as_markdown([]) == ""


@pytest.mark.parametrize(
    "url",
    [
        "http://x.no/",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://10.0.0.1/",
        "https://[::1]/",
        "https://169.254.169.254/latest",
        "file:///etc/passwd",
        "https://",
    ],
)
def test_the_links_never_lead_into_our_own_network(url):
    assert refused(url)


def test_the_template_can_be_filled_in(book):
    handbook(
        "new",
        "procedure",
        "--root",
        book.root,
        "--date",
        DAY,
        "--title",
        "Fall i hjemmet",
        "--group",
        "hjemmetjenester",
    )
    path = "procedures/hjemmetjenester/fall-i-hjemmet.md"
    text = "\n".join(
        line for line in book.read(path).splitlines() if not line.lstrip().startswith("#") or line.startswith("##")
    )
    book.write(
        path,
        text.replace("Gjør dette først", "Ring 113 når det haster").replace("Skriv hva rollen gjør.", "Ring 113.")
        + "\n",
    )
    assert [each for each in book.check().findings if each["path"] == path] == []


def test_the_workflows_name_what_exists():
    """A step of a workflow that calls `handbook` uses a command and options that there are."""
    for file in (REPOSITORY / ".github/workflows").glob("*.yml"):
        for line in file.read_text("utf-8").splitlines():
            if ".venv/bin/handbook " in line:
                command, *rest = line.split(".venv/bin/handbook ", 1)[1].split()
                shown = handbook(command, "--help").out
                for option in rest:
                    assert not option.startswith("--") or option in shown, (file.name, option)


def test_the_workflows_are_careful():
    for file in (REPOSITORY / ".github/workflows").glob("*.yml"):
        text = file.read_text("utf-8")
        told = yaml.safe_load(text)
        assert told["permissions"] == {}
        assert "pull_request_target" not in text
        for job in told["jobs"].values():
            for step in job["steps"]:
                if "uses" in step:
                    assert len(step["uses"].partition("@")[2]) == 40
                if "checkout" in step.get("uses", ""):
                    assert step["with"]["persist-credentials"] is False
                    assert "head" not in str(step["with"].get("ref", ""))
                assert "${{" not in step.get("run", ""), (file.name, step["name"])
            writes = [right for right, level in job["permissions"].items() if level == "write"]
            runs_ours = any("handbook" in step.get("run", "") or "make" in step.get("run", "") for step in job["steps"])
            assert not (writes and any("checkout" in step.get("uses", "") for step in job["steps"]))
            assert not (writes and runs_ours and "gh " not in str(job["steps"]))
