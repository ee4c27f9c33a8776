"""Citations point at sections that exist and are in force."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from generator.findings import Level, Pointer, Problem
from generator.model import Citation, Handbook, Source
from generator.rules.catalogue import rule
from generator.rules.references import citations
from generator.suggest import did_you_mean

NUMBER = re.compile(r"\d+[A-Z]?(?:-\d+)?(?:[a-z](?![a-zæøå])| [a-hj-z](?![a-zæøå]))?")
SECTION_SIGN = re.compile(r"§+\s*")
YEAR = timedelta(days=365)
DETAIL = re.compile(
    r"(?:første|annet|andre|tredje|fjerde|femte|sjette) ledd|ledd|nr\. ?\d+(?: ?[a-z]\b)?|bokstav [a-z]|punktum"
    r"|(?:kapittel|kap\.) ?\d+[A-Z]?"
)


@lru_cache(maxsize=4096)
def numbers_cited(text: str) -> tuple[str, ...]:
    """The numbers of the sections that a citation names: "§§ 7–9 og 12 a" gives 7, 9, 12a. Chapters give none."""
    if "§" not in text:
        return ()
    stripped = DETAIL.sub(" ", SECTION_SIGN.sub("", text))
    return tuple(number.replace(" ", "") for number in NUMBER.findall(stripped))


def _cited_sections(book: Handbook) -> Iterator[tuple[str, Pointer, Citation, Source, str]]:
    for path, pointer, citation in citations(book):
        source = book.sources.get(citation.source)
        if source and source.sections and citation.section:
            for number in numbers_cited(citation.section):
                yield path, (*pointer, "section"), citation, source, number


@rule("Paragrafer som nevnes, finnes i kilden etter vocabulary/sources.yml.")
def section_exists(book: Handbook, _day: date) -> Iterator[Problem]:
    """For laws whose sections are listed."""
    for path, pointer, _, source, number in _cited_sections(book):
        known = book.section_status[source.id]
        if number not in known:
            near = did_you_mean(number, known, "Se lovteksten på Lovdata.")
            yield Problem(path, pointer, f"§ {number} finnes ikke i {source.name}.", near, snippet=number)


@rule("Paragrafer som nevnes, er ikke opphevet.")
def section_is_not_repealed(book: Handbook, _day: date) -> Iterator[Problem]:
    """A repealed section supports nothing."""
    for path, pointer, _, source, number in _cited_sections(book):
        if book.section_status[source.id].get(number) == "repealed":
            yield Problem(
                path,
                pointer,
                f"§ {number} i {source.name} er opphevet.",
                "Finn bestemmelsen som gjelder nå.",
                snippet=number,
            )


@rule("Paragrafer og kilder som ikke er trådt i kraft, er nevnt med vilje.", Level.WARNING)
def source_is_in_force(book: Handbook, _day: date) -> Iterator[Problem]:
    """A rule that is adopted but not yet in force may be cited, but the reader must know."""
    for path, pointer, citation in citations(book):
        source = book.sources.get(citation.source)
        if source and not source.in_force:
            yield Problem(
                path,
                (*pointer, "source"),
                f"{source.name} er ikke i kraft.",
                "Skriv i `uncertain` hva som gjelder nå.",
            )
    for path, pointer, _, source, number in _cited_sections(book):
        if book.section_status[source.id].get(number) == "not_in_force":
            yield Problem(
                path,
                pointer,
                f"§ {number} i {source.name} er ikke trådt i kraft.",
                "Skriv i `uncertain` hva som gjelder nå.",
                snippet=number,
            )


@rule("Kilder er lest på nytt det siste året.", Level.WARNING)
def source_is_read_lately(book: Handbook, day: date) -> Iterator[Problem]:
    """The words of laws and guidelines change. Only what has been read once can grow old."""
    for path, pointer, citation in citations(book):
        if citation.read and day - citation.read > YEAR:
            name = book.sources[citation.source].name if citation.source in book.sources else citation.source
            yield Problem(
                path,
                (*pointer, "read"),
                f"{name} ble sist lest {citation.read}, for over et år siden.",
                "Les kilden på nytt, og skriv datoen i «read».",
            )


@rule("En paragraf er ikke merket som lest når ordlyden er endret og ikke lest.", Level.WARNING)
def changed_wording_is_marked(book: Handbook, _day: date) -> Iterator[Problem]:
    """`changed_wording` lists sections whose present words nobody on the project has read."""
    for path, pointer, citation, source, number in _cited_sections(book):
        if number in {each.replace(" ", "") for each in source.changed_wording} and citation.read:
            yield Problem(
                path,
                pointer,
                f"Ordlyden i § {number} i {source.name} er endret og ikke lest.",
                "Ta bort «read», og skriv i `uncertain` at den nye ordlyden ikke er lest.",
                snippet=number,
            )
