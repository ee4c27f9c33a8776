"""The steps of a procedure, with deadlines, messages and the ways on from each."""

from collections.abc import Iterator, Mapping

from generator import addresses
from generator.model import Procedure, Receipt, Sending, Step
from generator.pages.page import Context, View, citation_view, counted_in_words, deadline_in_words, row
from generator.rules.steps import END
from generator.words import Language, word


def step_views(shown: Procedure, context: Context) -> Iterator[View]:
    """The steps as the page and the picture of the steps show them."""
    numbers = {each.id: number for number, each in enumerate(shown.steps, 1)}
    for number, step in enumerate(shown.steps, 1):
        yield _step(shown, number, step, numbers, context)


def _step(shown: Procedure, number: int, step: Step, numbers: Mapping[str, int], context: Context) -> View:
    book, language = context.book, shown.language
    deadline = step.deadline
    before = numbers.get(deadline.from_) if deadline and deadline.from_ else None
    after = f"{word('step', language).lower()} {before}" if before else ""
    party = book.party(step)
    sends = [_sending(each, context, language) for each in step.sends]
    return {
        "id": step.id,
        "party": party,
        "outside": party != "municipality",
        "channels": _channels(sends),
        "hands_over": list(dict.fromkeys(each["to"] for each in sends if each["to_party"] != party)),
        "anchor": addresses.step(step.id),
        "number": number,
        "title": step.title,
        "role": book.roles[step.role].name,
        "setting": "" if party == book.roles[step.role].setting else word(party, language),
        "html": shown.prose.html.get(f"steps/{number - 1}/text", ""),
        "deadline": deadline_in_words(step, language),
        "counted_from": counted_in_words(step, language, after),
        "after_step": bool(after),
        "deadline_source": citation_view(deadline.source, book) if deadline and deadline.source else None,
        "sends": sends,
        "receives": [_receipt(shown, each, context) for each in step.receives],
        "record": step.record or "",
        "source": citation_view(step.source, book) if step.source else None,
        "required_by_law": step.required_by_law,
        "ways": list(_ways(shown, number, step, numbers)),
    }


def _sending(sent: Sending, context: Context, language: Language) -> View:
    receiver = context.editions.get(sent.to.procedure or "")
    return {
        "message": context.book.messages[sent.message].name,
        "to": word(sent.to.party, language),
        "to_party": sent.to.party,
        "procedure": row(receiver.shown, context) if receiver else None,
        "channels": [{"when": word(each.when, language), "channel": each.channel} for each in sent.channels],
    }


def _channels(sends: list[View]) -> list[View]:
    """How the messages of a step go. Messages that go the same way are told together."""
    ways = [each for each in sends if each["channels"]]
    found: list[View] = []
    for each in ways:
        if found and found[-1]["channels"] == each["channels"]:
            found[-1]["message"] += f", {each['message']}"
        else:
            found.append({"message": each["message"], "channels": each["channels"]})
    return found


def _receipt(shown: Procedure, got: Receipt, context: Context) -> View:
    """A message received; the deadline stands at the sender's step and is shown here."""
    senders = [
        {
            "title": procedure.title,
            "address": f"{addresses.procedure(procedure.id)}#{addresses.step(step.id)}",
            "deadline": deadline_in_words(step, shown.language),
            "counted_from": counted_in_words(step, shown.language, _title_of(step, procedure)),
        }
        for procedure, step in context.senders.get((got.message, shown.id), ())
    ]
    message = context.book.messages[got.message].name
    return {"message": message, "from": word(got.from_, shown.language), "senders": senders}


def _title_of(step: Step, procedure: Procedure) -> str:
    """The step that a deadline is counted from, as another page must tell it; nothing when it is an event."""
    wanted = step.deadline.from_ if step.deadline else ""
    return next((f"«{each.title}»" for each in procedure.steps if each.id == wanted), "")


def _ways(shown: Procedure, number: int, step: Step, numbers: Mapping[str, int]) -> Iterator[View]:
    """Where to go from a step; nothing when it is simply the step below."""
    if len(step.next) == 1 and not step.next[0].when and numbers.get(step.next[0].to) == number + 1:
        return
    for way in step.next:
        place = numbers.get(way.to, 0)
        title = shown.steps[place - 1].title if place else ""
        anchor = "" if way.to == END else addresses.step(way.to)
        yield {"when": way.when or "", "number": place, "title": title, "anchor": anchor}
