"""Pages about services and their groups."""

from collections.abc import Iterator

from generator import addresses
from generator.model import Procedure, Service, ServiceGroup
from generator.pages.page import Context, Page, View, citation_view, row
from generator.words import word

HOME = ("/", "Forside")
NEWEST = 5
"""Changes that the page of a service shows; its history page has more."""
ALL = ("/tjenester/", "Tjenester")


def service_pages(context: Context) -> Iterator[Page]:
    """The list of services, a page for each group, and one for each service."""
    every = {"groups": groups_view(context), "histories": context.histories("service-groups")}
    yield Page("/tjenester/", "Tjenester", "services.html", every, (HOME,))
    for group in context.book.service_groups.values():
        view = {"summary": group.summary, "services": _entries(group, context, with_summary=True)}
        title = f"Tjenestegruppe: {group.name}"
        yield Page(addresses.service_group(group.id), title, "service_group.html", view, (HOME, ALL))
    for service in context.book.services.values():
        yield _service_page(service, context)


def groups_view(context: Context) -> list[View]:
    """The groups and their services, in the order that readers know."""
    return [
        {
            "name": group.name,
            "address": addresses.service_group(group.id),
            "summary": group.summary,
            "services": _entries(group, context, with_summary=False),
        }
        for group in context.book.service_groups.values()
    ]


def _entries(group: ServiceGroup, context: Context, *, with_summary: bool) -> list[View]:
    services = [context.book.services[name] for name in group.services]
    return [
        {
            "id": service.id,
            "name": service.name,
            "address": addresses.service(service.id),
            "summary": service.summary if with_summary else "",
            "count": len(context.by_service[service.id]),
        }
        for service in services
    ]


def _service_page(service: Service, context: Context) -> Page:
    group = context.book.service_groups[service.group]
    codes = [("KPR", code) for code in service.codes.kpr] + [
        ("Volven 8663", code) for code in service.codes.volven_8663
    ]
    procedures = context.by_service[service.id]
    own = [each for each in procedures if "all" not in each.services]
    view = {
        "id": service.id,
        "summary": service.summary,
        "html": service.prose.html.get("description", ""),
        "decision": word(service.decision_required),
        "users": service.users,
        "group": {"name": group.name, "address": addresses.service_group(group.id)},
        "legal_basis": [citation_view(each, context.book) for each in service.legal_basis],
        "codes": [{"system": system, "code": code} for system, code in codes],
        "urgent": [row(each, context) for each in own if begins_at_once(each)],
        "own": [row(each, context) for each in own if not begins_at_once(each)],
        "common": [row(each, context) for each in procedures if "all" in each.services],
        "uncertain": list(service.uncertain),
        "news": [each.view() for each in context.news_of["service", service.id][:NEWEST]],
        "history": addresses.history(addresses.service(service.id))
        if ("service", service.id) in context.chronicle.outlines
        else "",
        "feed": f"/feeds/tjenester/{service.id}.xml",
    }
    trail = (HOME, ALL, (addresses.service_group(group.id), group.name))
    return Page(addresses.service(service.id), service.name, "service.html", view, trail)


def begins_at_once(procedure: Procedure) -> bool:
    """Whether the first step must be done at once: such procedures are looked up in a hurry."""
    first = procedure.steps[0].deadline if procedure.steps else None
    return first is not None and first.immediately
