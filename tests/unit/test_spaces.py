"""Dates, sections, measures and numbers stay on one line; everything else breaks as before."""

import pytest

from generator.spaces import unbroken


@pytest.mark.parametrize(
    "told",
    [
        "26._november 2026",
        "1._mai",
        "§_11_a",
        "§_3 i loven",
        "kap._4",
        "innen 24_timer",
        "3_virkedager",
        "14_døgn",
        "10_prosent",
        "5_mg",
        "0,5_ml",
        "ring 116_117",
        "73_82_45_00",
        "800_41_000",
        "10_000_kroner",
        "i 2026 10 kommuner",
        "24 timers",
        "trinn 2 og 3",
        "punkt 2. Meld fra",
    ],
)
def test_prose(told):
    assert unbroken(told.replace("_", " ")).replace("\N{NO-BREAK SPACE}", "_") == told


@pytest.mark.parametrize(
    ("told", "whole"),
    [
        ("§ 3-3", "[§_3-3]"),
        ("§§ 3-3 og 4-2", "[§§_3-3] og [4-2]"),
        ("Etter § 2-2 a, 4A-6 og § x", "Etter [§_2-2]_a, [4A-6] og § x"),
        ("§ 6, lest 2026-11-25", "§_6, lest 2026-11-25"),
        ("side 3-3", "side 3-3"),
    ],
)
def test_a_section_with_a_hyphen_is_whole(told, whole):
    html = unbroken(told).replace("\N{NO-BREAK SPACE}", "_")
    assert html.replace('<span class="hb-whole">', "[").replace("</span>", "]") == whole


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/x/" title="24 timer">x</a>',
        "<code>within 24 timer</code>",
        "<pre>24 timer</pre>",
        '<script type="application/json">{"day": "26. november 2026"}</script>',
    ],
)
def test_tags_and_code_are_not_changed(html):
    assert unbroken(html) == html


def test_text_around_tags_is_kept_together():
    assert unbroken("<p>Svar innen <b>24 timer</b>.</p>") == "<p>Svar innen <b>24\N{NO-BREAK SPACE}timer</b>.</p>"
