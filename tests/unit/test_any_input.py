"""Whatever is written: the rules and the templates never raise, and what is accepted is harmless."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.base import Base, Was
from generator.cache import Cache
from generator.check import check
from generator.model import Step, Way
from generator.pages import Context, every_page
from generator.prose import Setting, clean, render
from generator.render import render as render_page
from generator.review import Change, comment
from generator.revisions import place_of
from generator.rules import CATALOGUE
from generator.rules.changes import data_of
from tests.support import DAY, PROCEDURE, small_handbook

TODAY = date.fromisoformat(DAY)
NAMES = st.sampled_from(["a", "b", "c", "end", "ring", "é", ""])
TEXT = st.text(max_size=60) | st.sampled_from(
    ["<script>", "{{ x }}", "@alle", "12057057422", "§ 3-2", "](javascript:x)", "`~"]
)
STEP = st.builds(
    Step,
    id=NAMES,
    title=TEXT.filter(str.strip),
    role=st.sampled_from(["sykepleier", "x", ""]),
    text=TEXT,
    next=st.lists(st.builds(Way, to=NAMES, when=st.none() | TEXT), max_size=3).map(tuple),
)
LIVE = re.compile(
    r"<(?:script|iframe|object|embed|style|form|meta|base|link)\b|<[^>]*\s(?:on\w+|style)\s*=|(?:href|src)=\"?\s*(?:javascript|data|vbscript):",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return check(small_handbook(tmp_path_factory.mktemp("any") / "handbook").root, TODAY).book


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(STEP, min_size=1, max_size=6),
    title=TEXT.filter(str.strip),
    related=st.lists(NAMES, max_size=3),
    version=st.sampled_from(["0.1", "0.2", "1.0", "12.34"]),
)
def test_rules_and_pages_take_any_model(book, steps, title, related, version):
    first, *others = book.procedures
    changed = replace(first, steps=tuple(steps), title=title, related=tuple(related), version=version)
    odd = replace(book, procedures=(changed, *others))
    was = tuple(Was(each.path, place_of(each.path), data_of(each)) for each in book.procedures)
    base = Base("0" * 40, was, frozenset(each.id for each in book.procedures))
    for each in CATALOGUE.values():
        found = each.judge(odd, TODAY) if each.judge else each.judge_change(odd, base) if each.judge_change else ()
        for problem in found:
            assert problem.message
            assert problem.hint
    text = comment(Change(odd, base, (), {PROCEDURE: "M"}))
    assert not LIVE.search(text)
    assert "@alle" not in text


@settings(max_examples=250, deadline=None)
@given(
    st.text(max_size=300)
    | st.lists(
        st.sampled_from(
            [
                "<img src=x onerror=a>",
                "[x](",
                "javascript:a",
                ")",
                "`",
                "~~~\n",
                "\n",
                "|",
                "---",
                "&lt;script&gt;",
                "{id}",
                "![",
                "](x.png)",
                "> ",
                "- ",
                "    ",
                "\\",
                "<",
                "*",
                "_",
                "#",
                "[b]: data:x\n",
                "{: onclick=a }",
            ]
        ),
        max_size=25,
    ).map("".join)
)
def test_prose_becomes_harmless_html_or_a_problem(text):
    made = render(text, "x.md", ("body",), Setting(headings=True, parameters={"id": "<b>"}))
    for each in made.problems:
        assert each.message
        assert each.hint
    assert bool(made.problems) != bool(made.html) or not text.strip() or not made.html
    assert not LIVE.search(made.html)
    assert not LIVE.search(clean(text))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=TEXT.filter(str.strip),
    summary=TEXT,
    steps=st.lists(
        STEP.map(lambda each: replace(each, role="sykepleier", next=())),
        min_size=1,
        max_size=3,
        unique_by=lambda each: each.id,
    ),
)
def test_pages_show_any_text_as_text(book, tmp_path_factory, title, summary, steps):
    first, *others = book.procedures
    html = {f"steps/{number}/text": "" for number in range(len(steps))}
    prose = replace(first.prose, html={**first.prose.html, **html})
    odd = replace(
        book, procedures=(replace(first, title=title, summary=summary, steps=tuple(steps), prose=prose), *others)
    )
    kept = Cache(tmp_path_factory.mktemp("pages") / "pages.db")
    for page in every_page(Context(odd, TODAY)):
        text = render_page(page, kept)
        assert "<script>" not in text or page.template not in {"procedure.html", "procedures.html"}
