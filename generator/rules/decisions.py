"""Nothing looks approved that no one approved."""

from collections.abc import Iterator
from datetime import date

from generator.findings import Problem
from generator.model import OPEN, Handbook, Procedure
from generator.rules.catalogue import rule

NEEDED = {
    "approvals": ("Vedtak (`approvals`)", "Skriv hvilket organ som vedtok, dato og saksnummer."),
    "valid_from": ("Gjelder fra (`valid_from`)", "Skriv første dag prosedyren gjelder."),
    "review_by": ("Neste revisjon (`review_by`)", "Skriv når prosedyren senest skal vurderes på nytt."),
}


@rule("En vedtatt prosedyre har vedtak, dato den gjelder fra, revisjonsdato og versjon 1.0 eller høyere.")
def approved_is_complete(book: Handbook, _day: date) -> Iterator[Problem]:
    """What makes a procedure one that applies."""
    for each in book.procedures:
        if each.status != "approved":
            continue
        for field, (name, hint) in NEEDED.items():
            if not getattr(each, field):
                message = f"Status (`status`) er approved (vedtatt), men {name} mangler."
                yield Problem(each.path, ("status",), message, f"{hint} Er den ikke vedtatt, skriv «status: draft».")
        if each.number < (1, 0):
            yield Problem(
                each.path,
                ("version",),
                f"En vedtatt prosedyre kan ikke ha versjon {each.version}.",
                'Skriv "1.0".',
            )


@rule("Organet som har vedtatt, kan vedta i dette beslutningssporet etter vocabulary/bodies.yml.")
def body_may_decide(book: Handbook, _day: date) -> Iterator[Problem]:
    """Who may decide what is data, since the cooperation may change it."""
    for each in book.procedures:
        for index, approval in enumerate(each.approvals):
            body = book.bodies.get(approval.by)
            if body and each.decision_track not in body.approves:
                able = [name for name, other in book.bodies.items() if each.decision_track in other.approves]
                yield Problem(
                    each.path,
                    ("approvals", index, "by"),
                    f"Organet «{approval.by}» kan ikke vedta i beslutningssporet «{each.decision_track}».",
                    f"Organer som kan det: {', '.join(able) or 'ingen ennå'}. Listen er i vocabulary/bodies.yml.",
                )


@rule("Et utkast, et forslag eller en høring har ikke vedtak og ikke dato den gjelder fra.")
def draft_is_not_decided(book: Handbook, _day: date) -> Iterator[Problem]:
    """A draft with a decision would look approved."""
    for each in book.procedures:
        if each.status not in OPEN:
            continue
        for field in ("approvals", "valid_from"):
            if getattr(each, field):
                name, _ = NEEDED[field]
                yield Problem(
                    each.path,
                    (field,),
                    f"{name} er fylt ut, men Status (`status`) er «{each.status}».",
                    "Er prosedyren vedtatt, skriv «status: approved». Ellers ta bort feltet.",
                )


@rule("En tilbaketrukket prosedyre har siste dag den gjaldt, og grunnen.")
def retired_is_explained(book: Handbook, _day: date) -> Iterator[Problem]:
    """Readers of an old address must learn why it no longer applies."""
    for each in book.procedures:
        yield from _retired(each)


def _retired(each: Procedure) -> Iterator[Problem]:
    if each.status == "retired":
        for field, name in (
            ("valid_to", "Gjelder til (`valid_to`)"),
            ("retired_reason", "Grunn (`retired_reason`)"),
        ):
            if not getattr(each, field):
                yield Problem(
                    each.path,
                    ("status",),
                    f"Status (`status`) er retired (tilbaketrukket), men {name} mangler.",
                    f"Legg til «{field}:».",
                )
    elif each.retired_reason:
        yield Problem(
            each.path,
            ("retired_reason",),
            "Grunn til tilbaketrekking er fylt ut, men prosedyren er ikke trukket tilbake.",
            "Skriv «status: retired», eller ta bort feltet.",
        )


@rule("En høring har enten datoer og referanse, eller en grunn til at den er sløyfet.")
def hearing_is_told(book: Handbook, _day: date) -> Iterator[Problem]:
    """Either it took place or it was waived with a reason."""
    for each in book.procedures:
        if each.hearing is None:
            continue
        held = each.hearing.from_ and each.hearing.to and each.hearing.reference
        if bool(held) == bool(each.hearing.waived):
            yield Problem(
                each.path,
                ("hearing",),
                "Høring (`hearing`) er ikke fylt ut riktig.",
                "Skriv «from», «to» og «reference». Er høring sløyfet, skriv bare «waived» med grunnen.",
            )
