"""Keeps what is read as one word on one line: dates, sections of laws, numbers and their units, telephone numbers.

Only finished pages pass here. Search, API and feeds keep ordinary spaces, and a browser copies ordinary spaces too.
"""

import re

NO_BREAK = "\N{NO-BREAK SPACE}"
MONTH = "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
UNIT = (
    "sekund(?:er)?|minutt(?:er)?|time(?:r|ne)?|timar|døgn|dag(?:er|ar)?|(?:virke|vyrke)dag(?:er|ar)?|uke(?:r)?|veke(?:r)?"
    "|måned(?:er)?|månad(?:er)?|år|prosent|%|kr|kroner|mikrogram|[µmk]?g|[mdc]?l|liter|[mck]?m|mmol|mmHg|ganger|gonger"
)
BREAKS = re.compile(
    r" (?<=[\d.§l] )(?:"  # what nearly every space fails comes first
    rf"(?<=\d\. )(?=(?:{MONTH})\b)"
    r"|(?<=§ )(?=\d)"
    r"|(?=[a-h]\b)(?:(?<=§ \d )|(?<=§ \d\d )|(?<=-\d )|(?<=-\d\d ))"  # § 11 a, § 2-2 a
    r"|(?=\d)(?:(?<=\bkap\. )|(?<=\bnr\. )|(?<=\bkapittel ))"
    rf"|(?<=\d )(?=(?:{UNIT})(?!\w))"
    r"|(?<=\b\d\d )(?=\d\d\b)|(?<=\b\d\d\d )(?=\d\d\b)|(?<=\d )(?=\d\d\d\b)"  # 73 82 45 00, 800 41 000, 116 117
    ")"
)
SECTION = re.compile(rf"(?<![\w-])(?:§+{NO_BREAK})?\d+[A-Z]?-\d+[a-z]?(?![\w-])")
"""A section whose number has a hyphen, where browsers end lines: § 3-3. Another character would be copied with it."""
DIGIT = re.compile(r"\d")
KEPT = re.compile(r"<(script|pre|code|textarea|svg|option)\b.*?</\1>", re.DOTALL)


def unbroken(html: str) -> str:
    """Finished HTML whose dates, sections, measures and numbers stay on one line. Tags and code are not changed."""
    if not DIGIT.search(html):
        return html  # nothing else can need anything
    if not KEPT.search(html):
        return _unbroken(html)
    pieces: list[str] = []
    end = 0
    for kept in KEPT.finditer(html):
        pieces += (_unbroken(html[end : kept.start()]), kept[0])
        end = kept.end()
    return "".join((*pieces, _unbroken(html[end:])))


def _unbroken(html: str) -> str:
    """The same for HTML without code: the few spaces that count are found first, then whether they are in a tag."""
    pieces: list[str] = []
    end = 0
    for space in BREAKS.finditer(html):
        place = space.start()
        if html.rfind("<", end, place) <= html.rfind(">", end, place):
            pieces += (html[end:place], NO_BREAK)
            end = place + 1
    html = "".join((*pieces, html[end:])) if pieces else html
    return _with_whole_sections(html) if "§" in html else html


def _with_whole_sections(html: str) -> str:
    """Only a text that names a section somewhere has numbers that are sections."""
    pieces: list[str] = []
    end = 0
    while (place := html.find("§", end)) >= 0:
        begin = max(html.rfind(">", end, place) + 1, end)
        stop = html.find("<", place)
        stop = len(html) if stop < 0 else stop
        pieces += (html[end:begin], SECTION.sub(r'<span class="hb-whole">\g<0></span>', html[begin:stop]))
        end = stop
    return "".join((*pieces, html[end:]))
