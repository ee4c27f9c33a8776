"""Hundreds of hostile contributions: refused with file and line, or built and opened in a real browser without effect."""

import time
from collections import Counter

import pytest

from tests.browser.conftest import serve
from tests.browser.corpus import odd_files, page_cases, place, yaml_files
from tests.support import Book, handbook_process, small_handbook

pytestmark = pytest.mark.browser
CASES = list(page_cases())
TELL_COST = """
import atexit, resource, sys
def tell():
    used = resource.getrusage(resource.RUSAGE_SELF)
    peak = next(row for row in open("/proc/self/status") if row.startswith("VmHWM")).split()[1]
    print("COST", peak, used.ru_utime + used.ru_stime, file=sys.stderr)
atexit.register(tell)
"""
"""Makes a process say what it cost: kilobytes at most (`ru_maxrss` would tell those of the process that started it), and
seconds of processor time."""
SECRET = "HEMMELIG-7731"  # noqa: S105 - what lies outside the handbook
ODD = list(odd_files(__import__("pathlib").Path("x")))


@pytest.fixture(scope="session")
def judged(tmp_path_factory):
    """The handbook with what the check let through, built; and the findings of the rest by path."""
    book = small_handbook(tmp_path_factory.mktemp("corpus") / "handbook")
    place(book, CASES)
    found: dict[str, list] = {}
    for each in book.check().findings:
        if each["level"] == "error":
            found.setdefault(each["path"], []).append(each)
    for case in CASES:
        if case.path in found:
            book.delete(case.path)
    assert {each["path"] for each in book.check().findings if each["level"] == "error"} == set()
    site = book.build()
    return book, found, site


def test_there_are_enough_cases_over_all_classes():
    kinds = Counter(case.kind for case in CASES)
    assert set(kinds) == {"markup", "links", "attributes", "special", "front matter", "Unicode"}
    assert len(CASES) + len(list(yaml_files())) + len(ODD) >= 250


def test_what_is_refused_is_told_with_line_and_remedy(judged):
    _, found, _ = judged
    for path, findings in found.items():
        for each in findings:
            assert each["line"] >= 1
            assert each["message"]
            assert each["hint"], path
    for case in CASES:
        if case.refused:
            assert case.path in found, (case.name, case.text[-200:])


def test_nothing_runs_and_nothing_is_fetched(judged, page):
    _, found, site = judged
    accepted = [case for case in CASES if case.path not in found]
    assert len(accepted) > 100
    ran, asked, dialogs = [], [], []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    for address in serve(site):
        page.on("request", lambda request: asked.append(request.url))
        overview = ["/", "/prosedyrer/", "/tjenester/hjemmesykepleie/", "/faggrupper/hjemmetjenester/", "/endringer/"]
        for path in [*overview, *(f"/prosedyrer/{case.name}/" for case in accepted)]:
            page.goto(address + path, wait_until="load")
            odd = page.evaluate(
                """() => {
                    for (const each of document.querySelectorAll('main *, article *')) {
                        if (each.closest('a, form, button, input, summary')) continue;
                        for (const kind of ['mouseover', 'focus', 'click']) each.dispatchEvent(new Event(kind, {bubbles: true}));
                    }
                    const odd = [...document.querySelectorAll('*')].flatMap(each => [...each.attributes]
                        .filter(one => one.name.startsWith('on')).map(one => each.outerHTML.slice(0, 200)));
                    for (const link of document.querySelectorAll('a[href]')) {
                        const url = new URL(link.href);
                        if (!['https:', 'http:', 'mailto:', 'tel:'].includes(url.protocol) || url.username) odd.push(link.outerHTML);
                    }
                    for (const each of document.querySelectorAll('article iframe, article object, article embed, article script:not([src]):not([type$="json"]), article style, base, meta[http-equiv=refresh]'))
                        odd.push(each.outerHTML.slice(0, 200));
                    for (const each of document.querySelectorAll('form'))
                        if (new URL(each.action).origin !== location.origin) odd.push(each.outerHTML.slice(0, 200));
                    return odd;
                }"""
            )
            if odd or page.evaluate("'pwned' in window"):
                ran.append((path, odd))
        fetched = [each for each in asked if not each.startswith((address, "data:", "blob:"))]
    assert (ran, fetched, dialogs) == ([], [], [])


@pytest.mark.parametrize("name", ODD)
def test_odd_files_are_refused_and_never_published(name, tmp_path):
    secret = tmp_path / "outside" / "secret.md"
    secret.parent.mkdir()
    secret.write_text(SECRET)
    book = small_handbook(tmp_path / "handbook")
    change = odd_files(secret)[name]
    book.edit(change)
    answer = book.check()
    errors = [each for each in answer.findings if each["level"] == "error"]
    assert answer.code == 1
    assert errors, name
    assert SECRET not in answer.out
    assert "\x1b" not in book.check(form="text").out


@pytest.mark.parametrize(
    ("name", "path", "content"),
    list(yaml_files()),
    ids=lambda each: each if isinstance(each, str) and "/" not in each else "",
)
def test_hostile_yaml_is_refused_with_one_clear_line(name, path, content, tmp_path):
    book = small_handbook(tmp_path / "handbook")
    book.write(path, content)
    started = time.process_time()
    answer = book.check()
    assert time.process_time() - started < 2
    mine = [each for each in answer.findings if each["path"] == path]
    assert answer.code == 1, name
    assert mine
    if mine[0]["rule"] in {"yaml", "file-empty", "file-characters"}:
        assert len(mine) == 1
        assert len(mine[0]["message"]) < 300


def test_the_worst_yaml_takes_little_time_and_memory(tmp_path):
    book: Book = small_handbook(tmp_path / "handbook")
    for _, path, content in yaml_files():
        book.write(path, content)
    done = handbook_process(
        "check",
        "--root",
        book.root,
        "--date",
        "2026-11-25",
        cwd=tmp_path,
        env={"HANDBOOK_CACHE": str(tmp_path / "cache")},
        prelude=TELL_COST,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    kilobytes, seconds = done.stderr.rsplit("COST ", 1)[1].split()
    assert float(seconds) < 6, "processor time, far from hanging"
    assert int(kilobytes) < 300_000
