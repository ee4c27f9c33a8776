"""Hand-overs between procedures agree: what one sends, another receives."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.findings import Problem
from generator.model import Handbook, Party, Procedure, Receipt, Sending, Step
from generator.rules.catalogue import rule


@dataclass(frozen=True, slots=True)
class HandOver:
    """A message that a step of one procedure sends; `place` is its index in the step's `sends`."""

    procedure: Procedure
    index: int
    step: Step
    place: int
    sent: Sending


def hand_overs(procedures: tuple[Procedure, ...]) -> Iterator[HandOver]:
    """Every message that some procedures send."""
    for procedure in procedures:
        for index, step in enumerate(procedure.steps):
            for place, sent in enumerate(step.sends):
                yield HandOver(procedure, index, step, place, sent)


def receipts(procedures: tuple[Procedure, ...]) -> Iterator[tuple[Procedure, Step, Receipt]]:
    """Every message that some procedures receive."""
    for procedure in procedures:
        for step in procedure.steps:
            for got in step.receives:
                yield procedure, step, got


def receives(procedure: Procedure, message: str, sender: Party) -> bool:
    """Whether a procedure takes in a message from a party."""
    return any(got.message == message and got.from_ == sender for step in procedure.steps for got in step.receives)


@rule("Når en melding sendes til en prosedyre, tar den prosedyren imot meldingen fra den som sender.")
def hand_over_is_received(book: Handbook, _day: date) -> Iterator[Problem]:
    """A hand-over that only one side knows of is lost on the way."""
    for each in hand_overs(book.procedures):
        receiver = book.bases.get(each.sent.to.procedure or "")
        sender = book.party(each.step)
        if receiver and not receives(receiver, each.sent.message, sender):
            yield Problem(
                each.procedure.path,
                ("steps", each.index, "sends", each.place, "to", "procedure"),
                f"Prosedyren «{receiver.id}» tar ikke imot «{each.sent.message}» fra «{sender}».",
                f"Legg til «receives» i et trinn i {receiver.path}, eller rett mottakeren.",
            )
