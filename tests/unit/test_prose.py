"""Contributors' Markdown: what is refused, and that whatever passes is harmless HTML."""

import re

import pytest

from generator.prose import ATTRIBUTES, FRAME, TAGS, Setting, judge_address, render, slug
from tests.html_reader import read_html

BODY = Setting(headings=True, images="/prosedyrer/prove/")
FIELD = Setting()

HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "Tekst <img src=x onerror=alert(1)> mer",
    "<svg/onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<iframe src=https://evil.example></iframe>",
    "<form action=https://evil.example><input name=x></form>",
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    "<style>*{display:none}</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<a href=javascript:alert(1)>x</a>",
    "<details open ontoggle=alert(1)>x</details>",
    "<!-- --><b>x</b>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "</div></div><b>x</b>",
    "\\<img src=x onerror=alert(1)>",
    "&lt;img src=x onerror=alert(1)&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&#x3c;script&#x3e;alert(1)",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](  javascript:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](&#x6A;&#x61;vascript:alert(1))",
    "[a](java&Tab;script:alert(1))",
    "[a](java&NewLine;script:alert(1))",
    "[a](javascript&colon;alert(1))",
    "[a](<java\tscript:alert(1)>)",
    "[a](\x01javascript:alert(1))",
    "[a](%6aavascript:alert(1))",
    "[a](javascript%3Aalert(1))",
    "[a](vbscript:msgbox(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](DATA:text/html,<script>alert(1)</script>)",
    "[a](blob:https://evil.example/x)",
    "[a](file:///etc/passwd)",
    "[a](ftp://evil.example)",
    "[a](http://evil.example)",
    "[a](//evil.example)",
    "[a](\\\\evil.example)",
    "[a](/\\evil.example)",
    "[a](https://helsenorge.no@evil.example)",
    "[a](https://helsenorge.no%40evil.example)",
    "[a](https://a:b@evil.example)",
    "[a](https:evil.example)",
    "[a](https:///evil.example)",
    "[a](https://)",
    "[a](https://[::1)",
    "[a](../../../etc/passwd)",
    "[a](page.md)",
    "[a](?x=1)",
    "[^1]\n\n[^1]: fotnote",
    "[a](/Prosedyrer/)",
    "[a](/api/v1/index.json)",
    "[a][b]\n\n[b]: javascript:alert(1)",
    "[a]\n\n[a]: javascript:alert(1) 'tittel'",
    "[a][b]\n\n[b]: <java&Tab;script:alert(1)>",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "<https://helsenorge.no@evil.example>",
    "[![x](kart.png)](javascript:alert(1))",
    "![x](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "![x](//evil.example/x.png)",
    "![x](data:image/png;base64,AAAA)",
    "![x](../annen/kart.png)",
    "![x](kart.svg)",
    "![x](kart.png?x)",
    "![](kart.png)",
    "![ ](kart.png)",
    "![x][y]\n\n[y]: https://evil.example/x.png",
    "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
    "> <script>alert(1)</script>",
    "- a\n\n  <script>alert(1)</script>",
    "1. <b onmouseover=alert(1)>x</b>",
    "*<b>x</b>*",
    "# Overskrift",
    "### Uten nivået over",
    "##### For dypt",
    "Overskrift\n===",
    "## A\n\n#### B",
    "## Likt\n\n## Likt",
    "## &lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;",
    "## <script>alert(1)</script>",
    "Skjult &#x202e; retning",
    "Skjult &#8203; mellomrom",
    "Skjult &#x200B;",
    "Merke &#xE0041;",
]

HARMLESS = [
    "Vanlig tekst med *kursiv*, **fet** og `kode`.",
    "1 < 2, 3 > 2 og A & B. <3",
    "`<script>alert(1)</script>`",
    "```\n<script>alert(1)</script>\n```",
    '``` {.python onclick="alert(1)"}\nx\n```',
    "~~~html onclick=alert(1)\n<img src=x onerror=alert(1)>\n~~~",
    "    <script>alert(1)</script>",
    "Avsnitt {: onclick=alert(1) style=display:none }",
    "## Overskrift {: onclick=alert(1) #id .klasse }",
    "## Overskrift {#header}",
    "[lenke](https://example.org/){: onclick=alert(1) }",
    "{: onclick=alert(1) }",
    "{{ config.site_url }} {% include '/etc/passwd' %} {# x #}",
    '--8<-- "/etc/passwd"',
    "*[HTML]: <b>x</b>".replace("<b>x</b>", "forkortelse"),
    '!!! note "tittel"\n    tekst',
    "$$\\href{javascript:alert(1)}{x}$$",
    "[TOC]",
    "wzxhzdk:0",
    "https://evil.example/ uten lenke",
    "www.evil.example",
    "[a](https://example.org/?a=1&b=2#c)",
    "[a](https://example.org/%20x)".replace("%20x", "x%C3%A5"),
    "[a](mailto:post@example.org)",
    "[a](tel:116117)",
    "[a](/prosedyrer/utskriving/#steg-a)",
    "[a](/)",
    "[a](#bakgrunn)",
    "<https://example.org/a?b=c>",
    "![Kart over huset](kart.png)",
    '![Kart "x" onerror=alert(1)](kart.png "tittel")',
    '[a](https://example.org "tittel\' onclick=alert(1)")',
    "| a | b |\n|:--|--:|\n| `<b>` | 2 |",
    "> sitat\n\n---\n\n1. en\n2. to\n   - tre",
    "3) liste fra tre",
    "Linje én  \nlinje to\\\nlinje tre",
    "\\*ikke kursiv\\*",
    "`` ` `` og ~~strøket~~",
    "&amp;lt;script&amp;gt;",
    "&copy; &aring; &#229;",
    "Styretegn &#x1b;[31m blir et erstatningstegn",
    "'; alert(1); '",
    '" onmouseover="alert(1)',
]


def problems(text, setting=BODY):
    return render(text, "x.md", ("body",), setting).problems


def scheme_of(address):
    """The scheme that a browser sees: it passes over tabs, line ends and what stands before the first letter."""
    seen = re.match(
        r"([a-z][a-z0-9+.-]*):", re.sub(r"[\t\n\r]", "", address).lstrip("".join(map(chr, range(33)))), re.IGNORECASE
    )
    return seen[1].lower() if seen else ""


def live(html):
    """What in a piece of HTML could run, load, hide or deceive."""
    read = read_html(html.replace(FRAME, "").replace("</table></div>", "</table>"))
    found = []
    for tag, has in read.tags:
        if tag not in TAGS:
            found.append(f"<{tag}>")
        for name, value in has.items():
            allowed = ATTRIBUTES.get(tag, set()) | {"title", "lang"} | ({"rel"} if tag == "a" else set())
            if name not in allowed and (tag, name, value) != ("span", "class", "hb-parameter"):
                found.append(f"{tag} {name}={value}")
            if name == "href" and (
                scheme_of(value) not in ("", "https", "mailto", "tel") or re.match(r"[/\\\\]{2}", value)
            ):
                found.append(f"href={value}")
            if name == "src" and not re.fullmatch(r"/prosedyrer/[a-z-]+/[a-z0-9-]+\.(png|jpg|webp)", value):
                found.append(f"src={value}")
    return found


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_markdown_is_refused_with_a_place_and_a_hint(text):
    """And even if it were not refused, nothing in its HTML would be live."""
    found = problems(text)
    assert found
    assert all(each.message and each.hint and 0 <= each.line_offset <= text.count("\n") for each in found)
    assert render(text, "x.md", ("body",), BODY).html == ""


@pytest.mark.parametrize("text", HARMLESS)
def test_other_markdown_becomes_harmless_html(text):
    rendered = render(text, "x.md", ("body",), BODY)
    assert [each.message for each in rendered.problems] == []
    assert rendered.html
    assert live(rendered.html) == []
    assert not set("`~") & set(rendered.html)


@pytest.mark.parametrize("text", [*HARMLESS, *HOSTILE])
def test_the_last_gate_lets_nothing_live_through_whatever_the_parser_did(text):
    from generator.prose import clean, parser  # noqa: PLC0415 - looks behind the checks on purpose

    runs = [each for html in (parser().render(text), text) for each in live(clean(html))]
    assert [each for each in runs if not each.startswith(("src=", "href=//"))] == [], (
        "only links and pictures may be left"
    )


def test_what_is_written_is_what_is_read():
    html = render("1 < 2 & `<b>` \\*x\\* &aring;", "x.md", ("body",), BODY).html
    assert read_html(html).text.strip() == "1 < 2 & <b> *x* å"


@pytest.mark.parametrize("text", ["## Overskrift", "# Overskrift", "Overskrift\n---", "Overskrift\n==="])
def test_a_field_has_no_headings(text):
    assert [each.hint for each in problems(text, FIELD)]


def test_a_field_of_a_page_without_pictures_has_none():
    assert problems("![Kart](kart.png)", FIELD)


def test_headings_sink_and_get_anchors_that_can_be_linked_to():
    rendered = render("## Øving på å spørre\n\n### Etter pause", "x.md", ("body",), Setting(headings=True, sink=1))
    assert rendered.anchors == ["oving-pa-a-sporre", "etter-pause"]
    assert '<h3 id="oving-pa-a-sporre">' in rendered.html
    assert '<h4 id="etter-pause">' in rendered.html


def test_tables_name_their_heads():
    html = render("| a | b |\n|:-:|--:|\n| 1 | 2 |", "x.md", ("body",), BODY).html
    heads = [given for tag, given in read_html(html).tags if tag == "th"]
    assert [each["scope"] for each in heads] == ["col", "col"]
    assert [each["align"] for each in heads] == ["center", "right"]


def test_a_local_value_is_shown_by_its_label_without_its_markup():
    setting = Setting(parameters={"telefon": "Telefon <b>til</b> lege"})
    html = render("Ring {telefon} nå.", "x.md", ("text",), setting).html
    assert read_html(html).text.strip() == "Ring Telefon <b>til</b> lege (fastsettes lokalt) nå."
    assert live(html) == []


@pytest.mark.parametrize("text", ["Ring {tlf}.", "| a |\n|---|\n| {tlf} |", "- **{tlf}**", "[Ring {tlf}](/)"])
def test_an_unknown_local_value_is_refused(text):
    assert len(problems(text, Setting(parameters={"telefon": "Telefon"}))) == 1


def test_braces_mean_nothing_where_there_are_no_local_values():
    assert not problems("Skriv {navn}.", FIELD)


def test_links_are_noted_with_their_lines():
    rendered = render("En\n[to](/a/)\n\n[tre](/b/#c) og [fire](#d)\n", "x.md", ("body",), BODY)
    assert [(each.line_offset, each.target) for each in rendered.links] == [(1, "/a/"), (3, "/b/#c"), (3, "#d")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<b>", 0),
        ("en\n<b>", 1),
        ("en\n\nto\ntre <b>", 3),
        ("- en\n- to\n- [a](x:y)", 2),
        ("| a |\n|---|\n| b |\n| <b> |", 3),
        ("> en\n> <b>", 1),
        ("`<b>` er fint\n<b>", 1),
        ("[a](https://a.no)\n[b](javascript:x)", 1),
        ("## En\n\n#### To", 2),
    ],
)
def test_a_fault_is_told_at_its_line(text, line):
    assert [each.line_offset for each in problems(text)] == [line]


@pytest.mark.parametrize(
    ("address", "fine"),
    [
        ("https://example.org", True),
        ("https://example.org:8443/a", True),
        ("HTTPS://EXAMPLE.ORG", True),
        ("mailto:a@example.org", True),
        ("tel:+4773000000", True),
        ("/a/b-c/#d", True),
        ("#d", True),
        ("", False),
        ("a", False),
        ("/a", False),
        ("/a/?x", False),
        ("//a/", False),
        ("/ a/", False),
        ("https://a b/", False),
        ("https://a@b/", False),
        ("javascript:x", False),
    ],
)
def test_addresses_are_judged_after_decoding(address, fine):
    assert (judge_address(address) == "") == fine


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Hvorfor", "hvorfor"),
        ("Ære være Åse", "aere-vaere-ase"),
        ("1. Først!", "1-forst"),
        ("???", "del"),
        ("Én – to", "en-to"),
    ],
)
def test_anchors_are_plain_words(heading, anchor):
    assert slug(heading) == anchor
