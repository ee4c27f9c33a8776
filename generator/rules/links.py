"""Links inside the handbook lead to a page, and to a place on it."""

from collections.abc import Iterator
from datetime import date

from generator import addresses
from generator.findings import Problem
from generator.model import Handbook, Prose
from generator.rules.catalogue import rule
from generator.suggest import did_you_mean


@rule("Lenker til sider i håndboka, og til steder på dem, finnes.")
def local_link_resolves(book: Handbook, _day: date) -> Iterator[Problem]:
    """Checked against every address that the build makes."""
    pages = addresses.pages(book)
    pictures = addresses.pictures(book)
    for path, own, prose in _prose(book):
        for link in prose.links:
            target, _, anchor = link.target.partition("#")
            address = target or own
            if address in pictures:
                continue
            if address not in pages:
                message, near = (
                    f"Siden «{address}» finnes ikke.",
                    did_you_mean(address, pages, "Rett adressen."),
                )
            elif anchor and anchor not in pages[address]:
                message = f"Siden «{address}» har ikke noe sted som heter «#{anchor}»."
                near = did_you_mean(anchor, pages[address], "Ta bort alt fra «#», eller rett det.")
            else:
                continue
            yield Problem(path, link.pointer, message, near, link.line_offset, link.target)


def _prose(book: Handbook) -> Iterator[tuple[str, str, Prose]]:
    for procedure in book.procedures:
        yield procedure.path, addresses.procedure(procedure.id), procedure.prose
    for translation in book.translations:
        yield translation.path, addresses.translation(translation.id), translation.prose
    for service in book.services.values():
        yield service.path, addresses.service(service.id), service.prose
    for article in book.articles:
        yield article.path, addresses.article(article), article.prose
