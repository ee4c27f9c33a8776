"""The words that the search takes for the same."""

from collections.abc import Iterator
from datetime import date

from generator.findings import Problem
from generator.model import Handbook
from generator.rules.catalogue import rule

PATH = "vocabulary/synonyms.yml"


@rule("Et ord står i bare én gruppe av synonymer, så gruppene ikke vokser sammen.")
def synonym_stands_once(book: Handbook, _day: date) -> Iterator[Problem]:
    """A word in two groups would join them, and their words are not the same."""
    first: dict[str, str] = {}
    for row, each in enumerate(book.synonyms.values()):
        for index, word in enumerate(each.words):
            owner = first.setdefault(word.casefold(), each.id)
            if owner != each.id:
                yield Problem(
                    PATH,
                    (row, "words", index),
                    f"Ordet «{word}» står også i gruppen «{owner}».",
                    "La ordet stå ett sted, eller slå sammen gruppene hvis alle ordene betyr det samme.",
                )


@rule("Synonymer som fører én vei (`leads_to`), går ikke i ring.")
def synonym_has_no_circle(book: Handbook, _day: date) -> Iterator[Problem]:
    """Words that lead to each other mean the same and belong in one group."""
    leads = {word.casefold(): each for each in book.synonyms.values() if each.leads_to for word in each.words}
    for row, each in enumerate(book.synonyms.values()):
        for index, word in enumerate(each.leads_to):
            back = leads.get(word.casefold())
            own = {one.casefold() for one in each.words}
            if word.casefold() in own or (back and own & {one.casefold() for one in back.leads_to}):
                yield Problem(
                    PATH,
                    (row, "leads_to", index),
                    f"«{word}» fører tilbake hit.",
                    "Betyr ordene det samme, så sett dem sammen under `words`. Ellers ta bort den ene veien.",
                )
