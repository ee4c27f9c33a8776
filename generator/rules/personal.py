"""Nothing tells who a person is: no identity numbers, and only telephone numbers and addresses of public services."""

from collections.abc import Iterator
from datetime import date

from generator.findings import Problem
from generator.model import Handbook
from generator.personal import EMAIL, IDENTITY, PHONE
from generator.rules.catalogue import rule

LIST = "vocabulary/contacts.yml"
TOLD = {
    IDENTITY: (
        "Dette ser ut som et fødselsnummer: elleve siffer der dato og kontrollsifre stemmer.",
        "Ta det bort. Er det sendt inn, si fra til en redaktør, for det må bort fra historikken også.",
    ),
    PHONE: (
        "Dette ser ut som telefonnummeret til en person.",
        f"Skriv rollen, eller bruk en lokal verdi. Er det et offentlig nummer, før det opp i {LIST} med grunn.",
    ),
    EMAIL: (
        "Dette ser ut som en e-postadresse.",
        f"Skriv rollen i stedet. Er det en felles adresse for en tjeneste, før den opp i {LIST} med grunn.",
    ),
}


@rule("Ingen fil har fødselsnumre, heller ikke D-nummer, hjelpenummer eller oppdiktede.")
def no_identity_number(book: Handbook, _day: date) -> Iterator[Problem]:
    """All series, however they are written."""
    yield from _problems(book, IDENTITY)


@rule(f"Telefonnumre i filene går til offentlige tjenester, og står i {LIST}.")
def no_phone_number(book: Handbook, _day: date) -> Iterator[Problem]:
    """Numbers of eight digits, and foreign ones; short numbers never belong to a person."""
    yield from _problems(book, PHONE)


@rule(f"E-postadresser i filene går til tjenester, ikke personer, og står i {LIST}.")
def no_email_address(book: Handbook, _day: date) -> Iterator[Problem]:
    """Also when the sign is written (at)."""
    yield from _problems(book, EMAIL)


def _problems(book: Handbook, kind: str) -> Iterator[Problem]:
    allowed = allowed_values(book, kind)
    message, hint = TOLD[kind]
    for each in book.sightings:
        if each.kind == kind and each.value not in allowed:
            yield Problem(each.path, (), message, hint, place=(each.line, each.column))


def allowed_values(book: Handbook, kind: str) -> frozenset[str]:
    """Values of a kind that may stand in the handbook."""
    return frozenset(each.value.lower().removeprefix("+47") for each in book.contacts.values() if each.kind == kind)
