"""What was written in old files and messages reaches pages, feeds, data and terminals as harmless text, and names nobody."""

import json
import unicodedata
from xml.etree import ElementTree as ET

import icalendar
import pytest

from generator.characters import is_allowed
from generator.history import subject
from tests.hostile_past import MESSAGES, PERSONS, make_past
from tests.html_reader import read_html
from tests.lives import NAME, TODAY
from tests.support import handbook_process, small_handbook

ATOM = "{http://www.w3.org/2005/Atom}"
SHOWN = (".html", ".json", ".xml", ".ics")


@pytest.fixture(scope="module")
def past(tmp_path_factory):
    """The handbook with the hostile past, built."""
    book = small_handbook(tmp_path_factory.mktemp("past") / "handbook")
    make_past(book)
    run(book, "build", "--out", book.root / "site")
    return book


def run(book, *arguments):
    """What the command line prints, in a process of its own and with a terminal's colours let through."""
    cache = {"HANDBOOK_CACHE": str(book.root.parent / "cache")}
    day = ("--root", book.root, "--date", TODAY.isoformat())
    done = handbook_process(*arguments, *day, cwd=book.root.parent, env=cache)
    assert done.returncode == 0, done.stderr
    return done.stdout


def files(book):
    """Every text that the site publishes, but for the engine's own."""
    for file in sorted((book.root / "site").rglob("*")):
        if file.suffix in SHOWN and "assets" not in file.relative_to(book.root / "site").parts[:1]:
            yield file, file.read_text("utf-8")


def test_pages_hold_no_markup_of_the_past(past):
    pages = [(file, read_html(content)) for file, content in files(past) if file.suffix == ".html"]
    assert sum("historikk" in str(file) or "/v/" in str(file) for file, _ in pages) > 5
    for file, page in pages:
        for tag, given in page.tags:
            assert tag not in ("iframe", "object", "embed"), file
            assert not [name for name in given if name.startswith("on")], (file, given)
            assert tag != "script" or given.get("src") or given.get("type", "").startswith("application/"), file
        for _, _, link in page.links:
            assert "evil.example" not in link, file
            assert not link.strip().lower().startswith(("javascript:", "vbscript:")), file


def test_the_past_is_told_as_it_was_written(past):
    told = json.loads((past.root / f"site/api/v1/procedures/{NAME}/history.json").read_text("utf-8"))
    assert [each["version"] for each in told["versions"]] == ["1.0", "1.1<b>", '1.2"><script>pwned=1</script>', "2.0"]
    assert "unreadable" not in {each["kind"] for each in told["events"]}
    summary = next(each for each in told["versions"][1]["differences"] if each["path"] == ["summary"])
    assert summary["after"] == "Bidi \ufffd\ufffd styretegn \ufffd[31m \ufffd \ufffd {{ pwned }}"
    history = read_html((past.root / f"site/prosedyrer/{NAME}/historikk/index.html").read_text("utf-8")).text
    assert "Rett <img src=x onerror=pwned=1><script>pwned=1</script>" in history
    assert "{{ pwned }}" in history


def test_nothing_published_hides_or_commands(past):
    for file, content in files(past):
        hidden = {each for each in content if each not in "\n\r\t" and not is_allowed(each)}
        assert not hidden, (file, [unicodedata.name(each, hex(ord(each))) for each in hidden])


def test_feeds_data_and_calendar_are_well_formed(past):
    site = past.root / "site"
    for file in site.rglob("feeds/**/*.xml"):
        ET.fromstring(file.read_bytes())  # noqa: S314 - made by us
    for file in site.rglob("api/**/*.json"):
        json.loads(file.read_bytes())
    entries = ET.fromstring((site / "feeds/endringer.xml").read_bytes()).findall(f"{ATOM}entry")  # noqa: S314
    assert len({each.findtext(f"{ATOM}id") for each in entries}) == len(entries) > 5
    calendar = (site / "feeds/revisjon.ics").read_bytes()
    assert max(map(len, calendar.split(b"\r\n"))) <= 75
    icalendar.Calendar.from_ical(calendar)


@pytest.mark.parametrize(
    "arguments",
    [
        ("log", NAME),
        ("log", "roles"),
        ("log", "borte"),
        ("show", NAME, "--on", "2024-05-01"),
        ("show", NAME, "--on", "2024-05-02"),
        ("diff", "HEAD~1"),
        ("diff", "HEAD~3", "HEAD~2"),
        ("diff", "HEAD~2", "HEAD~1"),
    ],
)
def test_a_terminal_is_commanded_by_nothing(past, arguments):
    out = run(past, *arguments)
    assert out
    assert not [each for each in out if each != "\n" and not is_allowed(each)]


def test_a_calendar_folds_and_escapes_titles_of_today(tmp_path):
    book = small_handbook(tmp_path / "handbook")
    path = "procedures/saksbehandling/korttidsopphold-soknad.md"
    book.replace(path, "title: Korttidsopphold – svar på søknaden", f"title: 'Svar; på, søknad\\nom {'æøå' * 20}'")
    calendar = (book.build() / "feeds/revisjon.ics").read_bytes()
    assert max(map(len, calendar.split(b"\r\n"))) <= 75
    titles = [str(each["summary"]) for each in icalendar.Calendar.from_ical(calendar).walk("VEVENT")]
    assert f"Revisjon: Svar; på, søknad\\nom {'æøå' * 20}" in titles


@pytest.mark.parametrize(("message", "secret"), PERSONS.items())
def test_a_message_names_nobody(message, secret):
    told = subject(message)
    assert told
    assert secret not in told


def test_nothing_published_names_a_person(past):
    for file, content in files(past):
        for name in (
            "ola@",
            "kari.nordmann",
            "olanordmann",
            "Ola Nordmann",
            "Kari Nordmann",
            "01017012345",
            "test@example",
        ):
            assert name not in content, (file, name)


def test_messages_keep_what_is_harmless():
    assert subject("Rett fristen til 4 timer (#12)") == "Rett fristen til 4 timer (#12)"
    assert subject("Merge pull request #7 from x/y\n\nFallvarsel vedtatt") == "Fallvarsel vedtatt (#7)"
    assert subject("Merge: to prosedyrer blir én") == "Merge: to prosedyrer blir én"
    assert subject("Godkjent-av styret: ny frist 12345678") == "Godkjent-av styret: ny frist 12345678"
    assert subject(" \n") == "Uten melding"
    assert len(subject(MESSAGES["long"])) <= 201
