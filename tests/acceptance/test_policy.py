"""The strict policy, what pages weigh, and what they tell machines; read from the built files."""

import gzip
import json
import re

import pytest

from tests.html_reader import read_html, read_pages
from tests.support import PROCEDURE

FIRST, NEXT = 100_000, 15_000
"""Bytes after gzip that a procedure page may need on the first visit, and on the next."""


@pytest.fixture(scope="module")
def pages(real):
    return read_pages(real.site)


def meta(page, key, name):
    return [given.get("content") for tag, given in page.tags if tag == "meta" and given.get(key) == name]


def is_redirect(page):
    return bool(meta(page, "http-equiv", "refresh"))


def test_every_page_carries_the_policy_and_nothing_that_it_forbids(pages):
    for address, page in pages.items():
        if is_redirect(page):
            continue
        policies = meta(page, "http-equiv", "Content-Security-Policy")
        assert len(policies) == 1, address
        assert "default-src 'none'" in policies[0]
        assert "unsafe" not in policies[0]
        for tag, given in page.tags:
            assert "style" not in given, (address, tag)
            assert tag != "style", address
            assert not [name for name in given if name.startswith("on")], (address, tag)
            if tag == "script":
                assert "src" in given or given["type"] in ("application/json", "application/ld+json"), address


def test_hosts_are_told_the_same_policy(real, pages):
    policy = meta(pages["/"], "http-equiv", "Content-Security-Policy")[0]
    headers = (real.site / "_headers").read_text("utf-8")
    azure = json.loads((real.site / "staticwebapp.config.json").read_text("utf-8"))
    wanted = f"{policy}; frame-ancestors 'none'"
    assert f"Content-Security-Policy: {wanted}\n" in headers
    assert azure["globalHeaders"]["Content-Security-Policy"] == wanted


def test_a_procedure_page_is_light(real, pages):
    packed = {}

    def weight(file):
        if file not in packed:
            packed[file] = len(gzip.compress(file.read_bytes()))
        return packed[file]

    heavy = {}
    for address, page in pages.items():
        if not re.fullmatch("/prosedyrer/[^/]+/", address):
            continue
        file = real.site / address.strip("/") / "index.html"
        used = {
            (file.parent / target).resolve()
            for tag, name, target in page.links
            if (tag, name) == ("script", "src") or (tag == "link" and not target.startswith("http"))
        }
        whole = weight(file) + sum(weight(each) for each in used) + weight(real.site / "sw.js")
        if weight(file) > NEXT or whole > FIRST:
            heavy[address] = (weight(file), whole)
    assert heavy == {}


def test_only_decided_procedures_are_for_search_engines(book):
    site = book.build()
    draft = read_html((site / "prosedyrer/innleggelsesrapport/index.html").read_text("utf-8"))
    decided = read_html((site / "prosedyrer/korttidsopphold-soknad/index.html").read_text("utf-8"))
    assert meta(draft, "name", "robots") == ["noindex"]
    assert meta(decided, "name", "robots") == []


def test_a_procedure_tells_machines_what_it_is(book):
    text = (book.build() / "prosedyrer/korttidsopphold-soknad/index.html").read_text("utf-8")
    told = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text)[1])
    assert told["@type"] == "WebPage"
    assert (told["version"], told["inLanguage"], told["datePublished"]) == ("1.2", "nb", "2026-03-01")


def test_a_published_page_has_its_address(book, monkeypatch):
    monkeypatch.setenv("HANDBOOK_URL", "https://handbok.example/")
    text = (book.build() / "prosedyrer/innleggelsesrapport/index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://handbok.example/prosedyrer/innleggelsesrapport/">' in text


def test_a_nynorsk_page_has_nynorsk_labels(book):
    book.replace(PROCEDURE, "language: nb", "language: nn")
    text = (book.build() / "prosedyrer/innleggelsesrapport/index.html").read_text("utf-8")
    page = read_html(text)
    for nynorsk, bokmaal in (
        ("Prosedyrar", "Brødsmulesti"),
        ("Kjelder", "Kilder:"),
        ("Innhald på sida", "Innhold på siden"),
    ):
        assert nynorsk in page.text
        assert bokmaal not in page.text
    assert "Gjeld for" in page.text
