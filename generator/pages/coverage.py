"""Pages for those who plan the work: what each service has, and where hand-overs lack an end."""

from collections import Counter
from collections.abc import Iterator

from generator import addresses
from generator.model import Procedure, Service, Step
from generator.pages.page import Context, Page, View, alphabetical
from generator.pages.services import HOME
from generator.rules.handovers import HandOver, hand_overs, receipts
from generator.words import word

TRAIL = (HOME, ("/prosedyrer/", "Prosedyrer"))
MOST_SERVICES_OF_OWN = 3
"""A procedure that names more services than this is no service's own."""


def coverage_pages(context: Context) -> Iterator[Page]:
    """The coverage of services, and the hand-overs."""
    groups = [
        {
            "name": group.name,
            "anchor": group.id,
            "services": [_coverage(context.book.services[name], context) for name in group.services],
        }
        for group in context.book.service_groups.values()
    ]
    yield Page("/dekning/", "Dekning", "coverage.html", {"groups": groups}, TRAIL)
    lists = [_linked(context), _without_receiver(context), _without_sender(context)]
    view = {"lists": lists, "histories": context.histories("messages")}
    yield Page("/overleveringer/", "Overleveringer", "hand_overs.html", view, TRAIL)


def _coverage(service: Service, context: Context) -> View:
    procedures = [each for each in context.by_service[service.id] if "all" not in each.services]
    own = [each for each in procedures if len(list(context.book.services_of(each))) <= MOST_SERVICES_OF_OWN]
    counts = Counter(each.status for each in procedures)
    return {
        "name": service.name,
        "address": addresses.service(service.id),
        "own": len(own),
        "total": len(procedures),
        "statuses": [{"key": key, "text": word(key), "number": number} for key, number in sorted(counts.items())],
    }


def _linked(context: Context) -> View:
    rows = [
        _row(each, context, _end(context.editions[each.sent.to.procedure].shown))
        for each in hand_overs(context.shown)
        if each.sent.to.procedure
    ]
    return _list("Koblet sammen", "koblet", "Begge ender er beskrevet i en prosedyre.", rows)


def _without_receiver(context: Context) -> View:
    """Messages to the municipality that name no procedure; other parties have procedures of their own elsewhere."""
    rows = [
        _row(each, context, {"text": f"{word(each.sent.to.party)}, ingen prosedyre nevnt", "address": ""})
        for each in hand_overs(context.shown)
        if each.sent.to.party == "municipality" and not each.sent.to.procedure
    ]
    text = "Meldingen går til kommunen, men prosedyren sier ikke hvilken prosedyre som tar den imot."
    return _list("Sendt uten mottakende prosedyre", "uten-mottaker", text, rows)


def _without_sender(context: Context) -> View:
    """Messages from the municipality that no procedure says that it sends to this one."""
    rows = [
        {
            "message": context.book.messages[got.message].name,
            "from": {"text": f"{word(got.from_)}, ingen prosedyre sender den hit", "address": ""},
            "to": _end(procedure, step),
        }
        for procedure, step, got in receipts(context.shown)
        if got.from_ == "municipality" and (got.message, procedure.id) not in context.senders
    ]
    text = "Prosedyren tar imot en melding fra kommunen, men ingen prosedyre sier at den sender meldingen hit."
    return _list("Mottatt uten avsendende prosedyre", "uten-avsender", text, rows)


def _row(each: HandOver, context: Context, to: View) -> View:
    message = context.book.messages[each.sent.message].name
    return {"message": message, "from": _end(each.procedure, each.step), "to": to}


def _end(procedure: Procedure, step: Step | None = None) -> View:
    anchor = f"#{addresses.step(step.id)}" if step else ""
    return {"text": procedure.title, "address": f"{addresses.procedure(procedure.id)}{anchor}"}


def _list(heading: str, anchor: str, text: str, rows: list[View]) -> View:
    ordered = sorted(rows, key=lambda row: (alphabetical(row["message"]), alphabetical(row["from"]["text"])))
    return {"heading": heading, "anchor": anchor, "text": text, "rows": ordered}
