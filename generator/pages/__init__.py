"""Turns the model into the pages of the handbook. Pure: model in, text out."""

from collections.abc import Iterator

from generator import addresses
from generator.pages.articles import article_pages
from generator.pages.changes import change_pages
from generator.pages.contribute import contribute_pages
from generator.pages.coverage import coverage_pages
from generator.pages.device import device_pages
from generator.pages.front import front_page
from generator.pages.overview import overview_pages
from generator.pages.page import Context, Page
from generator.pages.procedure import procedure_pages
from generator.pages.services import service_pages

__all__ = ["Context", "Page", "every_page", "redirects"]


def every_page(context: Context) -> Iterator[Page]:
    """All pages of the handbook."""
    yield front_page(context)
    yield from overview_pages(context)
    yield from coverage_pages(context)
    yield from change_pages(context)
    yield from service_pages(context)
    yield from procedure_pages(context)
    yield from article_pages(context)
    yield from contribute_pages(context)
    yield from device_pages(context)


def redirects(context: Context) -> Iterator[tuple[str, str]]:
    """Old addresses and where they lead: former ids of procedures, and municipality numbers."""
    for edition in context.editions.values():
        for alias in edition.shown.aliases:
            page, target = addresses.procedure(alias), addresses.procedure(edition.shown.id)
            yield page, target
            if ("procedure", edition.shown.id) in context.chronicle.outlines:
                yield addresses.history(page), addresses.history(target)
    for place in context.book.municipalities.values():
        for each in place.numbers:
            yield addresses.municipality(each.number), addresses.municipality(place.slug)
