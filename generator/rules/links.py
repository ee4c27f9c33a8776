"""Links inside the handbook lead to a page, and to a place on it."""

import re
from collections.abc import Collection, Iterator
from datetime import date

from generator import addresses
from generator.findings import Problem
from generator.model import Handbook, Prose
from generator.rules.catalogue import rule
from generator.suggest import did_you_mean

PICTURE = re.compile(r"\.(?:png|jpg|webp)$")


@rule("Lenker til sider i håndboka, og til steder på dem, finnes.")
def local_link_resolves(book: Handbook, _day: date) -> Iterator[Problem]:
    """Checked against every address that the build makes; a file's links to itself, against itself."""
    pages = addresses.pages(book)
    pictures = addresses.pictures(book)
    for path, own, prose, own_places in _prose(book):
        for link in prose.links:
            target, _, anchor = link.target.partition("#")
            address = target or own
            places = own_places if address == own else pages.get(address)
            if address in pictures:
                continue
            if PICTURE.search(address):
                name = address.rpartition("/")[2]
                message = f"Bildet «{name}» finnes ikke."
                own_pictures = [each.rpartition("/")[2] for each in pictures if each.startswith(own)]
                here = f"Legg filen i mappen {path.partition('.')[0]}/"
                hint = did_you_mean(name, own_pictures, here)
                yield Problem(path, link.pointer, message, hint, link.line_offset, name)
                continue
            if address not in pages:
                message, hint = f"Siden «{address}» finnes ikke.", did_you_mean(address, pages, "Rett adressen.")
            elif anchor and places is not None and anchor not in places:
                message = f"Siden «{address}» har ikke noe sted som heter «#{anchor}»."
                hint = did_you_mean(anchor, places, "Ta bort alt fra «#», eller rett det.")
            else:
                continue
            yield Problem(path, link.pointer, message, hint, link.line_offset, link.target)


def _prose(book: Handbook) -> Iterator[tuple[str, str, Prose, Collection[str]]]:
    """Path, address, prose and places of everything with prose."""
    for procedure in book.procedures:
        own = addresses.places(procedure)
        yield procedure.path, addresses.procedure(procedure.id), procedure.prose, own
    for translation in book.translations:
        steps = {"trinn", *(addresses.step(each.id) for each in translation.steps), *translation.prose.anchors}
        yield translation.path, addresses.translation(translation.id), translation.prose, steps
    for service in book.services.values():
        yield service.path, addresses.service(service.id), service.prose, ()
    for article in book.articles:
        yield article.path, addresses.article(article), article.prose, article.prose.anchors
