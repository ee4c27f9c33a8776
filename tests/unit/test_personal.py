"""Identity numbers, telephone numbers and addresses are found however they are written, and little else is."""

import random

import pytest

from generator.personal import EMAIL, IDENTITY, PHONE, is_identity_number, sightings, without_trailers

ORDINARY, D_NUMBER, H_NUMBER = "12057057422", "52057021748", "12457094912"
"""Made up. The ones from 2032 leave 1, 2 or 3 in the first sum."""
SERIES = {
    "ordinary": "12057057422",
    "ordinary, from 2032": "12057045467",
    "D-number": "52057021748",
    "D-number, from 2032": "52057006021",
    "H-number": "12457072382",
    "H-number, from 2032": "12457000195",
    "synthetic +65": "12707054180",
    "synthetic +80": "12857066748",
    "synthetic D-number": "52507094139",
}


def kinds(text):
    return [each.kind for each in sightings("x.md", text)]


@pytest.mark.parametrize("number", SERIES.values(), ids=SERIES)
def test_every_series_is_known(number):
    assert is_identity_number(number)
    assert kinds(f"Nummer {number}.") == [IDENTITY]


FORMS = {
    "as one": lambda n: n,
    "with a space": lambda n: f"{n[:6]} {n[6:]}",
    "with a dash": lambda n: f"{n[:6]}-{n[6:]}",
    "with a long dash": lambda n: f"{n[:6]}–{n[6:]}",
    "as a date": lambda n: f"{n[:2]}.{n[2:4]}.{n[4:6]} {n[6:]}",
    "every digit apart": " ".join,
    "full width": lambda n: "".join(chr(ord(each) + 0xFEE0) for each in n),
    "Arabic digits": lambda n: "".join(chr(ord(each) - ord("0") + 0x660) for each in n),
    "a zero-width space": lambda n: f"{n[:5]}\u200b{n[5:]}",
    "a soft hyphen": lambda n: f"{n[:5]}\u00ad{n[5:]}",
    "a hard space": lambda n: f"{n[:6]}\u00a0{n[6:]}",
    "character references": lambda n: "".join(f"&#{ord(each)};" for each in n),
    "hexadecimal references": lambda n: "".join(f"&#x{ord(each):x};" for each in n),
    "YAML escapes": lambda n: "".join(f"\\x{ord(each):02x}" for each in n),
    "in an address": lambda n: "https://x.no/" + "".join(f"%{ord(each):02x}" for each in n),
    "over two lines": lambda n: f"{n[:6]}\n  {n[6:]}",
    "in bold": lambda n: f"**{n[:6]}** {n[6:]}",
    "after another number": lambda n: f"Rom 12 {n}",
    "in brackets": lambda n: f"({n})",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("number", [ORDINARY, D_NUMBER, H_NUMBER], ids=["ordinary", "D", "H"])
def test_every_way_of_writing_is_seen_through(form, number):
    assert IDENTITY in kinds(form(number))


@pytest.mark.parametrize(
    "text",
    ["12057057423", "32057057422", "12137057422", "00000000000", "a12057057422", "12057057422b", "1205705742", "120570574220", "2026-11-24 2026-11-24"],
)  # fmt: skip
def test_other_numbers_are_no_identity_numbers(text):
    assert IDENTITY not in kinds(text)


def test_few_numbers_at_random_are_taken_for_one():
    numbers = random.Random(1)  # noqa: S311 - repeatable
    found = sum(is_identity_number(f"{numbers.randrange(10**11):011d}") for _ in range(20_000))
    assert found / 20_000 < 0.015


@pytest.mark.parametrize(
    "text",
    ["912 34 567", "91234567", "73 82 00 00", "+47 73820000", "004773820000", "tlf. 91.23.45.67", "tlf.91234567", "(73 82 00 00)", "tel:+4791234567", "+46 8 123 456 78"],
)  # fmt: skip
def test_telephone_numbers(text):
    assert kinds(text) == [PHONE]


@pytest.mark.parametrize(
    "text",
    ["113", "116 117", "02800", "2026-11-24", "20261124", "lov-2011-06-24-30", "00 00 00 00", "kr 12 345 678", "https://x.no/12345678", "§ 12-34", "912345678", "org 987 654 321", "2016-2019", "20 30 40 50 mg", "8663 8655", "ISBN 978-82-12345-67-8", "1.2.3.4"],
)  # fmt: skip
def test_what_is_no_telephone_number(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "kari@x.no",
        "KARI.N@post.x.no",
        "kari (at) x.no",
        "kari[at]x.no",
        "kari＠x.no",
        "kari%40x.no",
        "mailto:kari@x.no",
        "kari&#64;x.no",
    ],
)
def test_addresses(text):
    assert kinds(text) == [EMAIL]


@pytest.mark.parametrize("text", ["@kari", "a @ b", "https://helsenorge.no@evil.example/", "x@y", "kl. 12 (a) og (b)"])
def test_what_is_no_address(text):
    assert kinds(text) == []


def test_places_are_told():
    seen = list(sightings("x.md", f"a\n\n  nr {ORDINARY}, kari@x.no\n"))
    assert [(each.line, each.column, each.kind) for each in seen] == [(3, 6, IDENTITY), (3, 19, EMAIL)]


def test_lines_that_git_adds_are_left_out():
    assert kinds(without_trailers("Rett\n\nSigned-off-by: A <a@x.no>\nMerge by 1+a@users.noreply.github.com")) == []
    assert kinds(without_trailers("Godkjent av kari@x.no")) == [EMAIL]
