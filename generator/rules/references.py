"""Every id that a file mentions exists."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from generator.findings import Pointer, Problem
from generator.load import Kind
from generator.model import Citation, Handbook, Procedure
from generator.rules.catalogue import rule
from generator.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class _Reference:
    path: str
    pointer: Pointer
    name: str


def _missing(references: Iterator[_Reference], known: Collection[str], what: str, where: str) -> Iterator[Problem]:
    for each in references:
        if each.name not in known:
            yield Problem(
                each.path,
                each.pointer,
                f"{what} «{each.name}» finnes ikke.",
                did_you_mean(each.name, known, where),
            )


@rule("Tjenester som nevnes i `services`, finnes.")
def service_exists(book: Handbook, _day: date) -> Iterator[Problem]:
    """A service, a group of services, or `all`."""
    if not book.service_groups:
        return  # the missing list is a finding of its own
    known = {"all", *book.service_groups, *book.ids_of(Kind.SERVICE.value)}
    named = (
        _Reference(each.path, ("services", index), name)
        for each in book.procedures
        for index, name in enumerate(each.services)
    )
    yield from _missing(named, known, "Tjenesten", "Se services/groups.yml, eller skriv «all» for alle tjenester.")


@rule("Tjenester som står i services/groups.yml, har en egen fil.")
def listed_service_exists(book: Handbook, _day: date) -> Iterator[Problem]:
    """The list of groups may not promise a service without a page."""
    if len(book.entries.get("services/groups.yml", ())) != len(book.service_groups):
        return  # a group that stands twice is a finding of its own
    listed = (
        _Reference("services/groups.yml", (row, "services", index), name)
        for row, group in enumerate(book.service_groups.values())
        for index, name in enumerate(group.services)
    )
    known = book.ids_of(Kind.SERVICE.value)
    yield from _missing(listed, known, "Tjenesten", "Lag filen services/gruppe/id.yml, eller ta bort linjen.")


@rule("Roller som nevnes, finnes i vocabulary/roles.yml.")
def role_exists(book: Handbook, _day: date) -> Iterator[Problem]:
    """Roles of the procedure, of its steps and of its training."""
    if book.roles:
        named = (each for procedure in book.procedures for each in _roles(procedure))
        yield from _missing(named, book.roles, "Rollen", "Se vocabulary/roles.yml for rollene som finnes.")


def _roles(procedure: Procedure) -> Iterator[_Reference]:
    for index, name in enumerate(procedure.roles):
        yield _Reference(procedure.path, ("roles", index), name)
    for index, step in enumerate(procedure.steps):
        yield _Reference(procedure.path, ("steps", index, "role"), step.role)
    for index, training in enumerate(procedure.training):
        for place, name in enumerate(training.roles):
            yield _Reference(procedure.path, ("training", index, "roles", place), name)


@rule("Systemer som nevnes, finnes i vocabulary/systems.yml.")
def system_exists(book: Handbook, _day: date) -> Iterator[Problem]:
    """Systems of the procedure."""
    if book.systems:
        named = (
            _Reference(each.path, ("systems", index), name)
            for each in book.procedures
            for index, name in enumerate(each.systems)
        )
        yield from _missing(named, book.systems, "Systemet", "Se vocabulary/systems.yml for systemene som finnes.")


@rule("Helsefellesskap som nevnes, finnes i vocabulary/health-communities.yml.")
def health_community_exists(book: Handbook, _day: date) -> Iterator[Problem]:
    """Areas of procedures, and the community of each municipality."""
    if book.health_communities:
        yield from _missing(
            _communities(book),
            book.health_communities,
            "Helsefellesskapet",
            "Se vocabulary/health-communities.yml.",
        )


def _communities(book: Handbook) -> Iterator[_Reference]:
    for procedure in book.procedures:
        for index, name in enumerate(procedure.applies_to):
            yield _Reference(procedure.path, ("applies_to", index), name)
    for place in book.municipalities.values():
        if place.health_community:
            yield _Reference(place.path, ("health_community",), place.health_community)


@rule("Meldinger som sendes og mottas, finnes i vocabulary/messages.yml.")
def message_exists(book: Handbook, _day: date) -> Iterator[Problem]:
    """A message sent is a message that exists."""
    if book.messages:
        named = (each for procedure in book.procedures for each in _messages(procedure))
        yield from _missing(named, book.messages, "Meldingen", "Se vocabulary/messages.yml for meldingene som finnes.")


def _messages(procedure: Procedure) -> Iterator[_Reference]:
    for index, step in enumerate(procedure.steps):
        for place, sent in enumerate(step.sends):
            yield _Reference(procedure.path, ("steps", index, "sends", place, "message"), sent.message)
        for place, got in enumerate(step.receives):
            yield _Reference(procedure.path, ("steps", index, "receives", place, "message"), got.message)


@rule("Meldinger går mellom parter som kan sende og motta dem etter vocabulary/messages.yml.")
def message_goes_between_its_parties(book: Handbook, _day: date) -> Iterator[Problem]:
    """A report that only hospitals send cannot come from the municipality."""
    for procedure in book.procedures:
        for index, step in enumerate(procedure.steps):
            for place, sent in enumerate(step.sends):
                message = book.messages.get(sent.message)
                if message and sent.to.party not in message.to:
                    yield Problem(
                        procedure.path,
                        ("steps", index, "sends", place, "to", "party"),
                        f"Meldingen «{sent.message}» går ikke til «{sent.to.party}».",
                        "Den går til: " + ", ".join(message.to) + ". Rett mottakeren eller meldingen.",
                    )
            for place, got in enumerate(step.receives):
                message = book.messages.get(got.message)
                if message and got.from_ not in message.from_:
                    yield Problem(
                        procedure.path,
                        ("steps", index, "receives", place, "from"),
                        f"Meldingen «{got.message}» kommer ikke fra «{got.from_}».",
                        "Den kommer fra: " + ", ".join(message.from_) + ". Rett avsenderen eller meldingen.",
                    )


@rule("Prosedyrer som nevnes (`related`, `replaces`, `variant_of`, mottaker av en melding), finnes.")
def procedure_exists(book: Handbook, _day: date) -> Iterator[Problem]:
    """Links between procedures lead somewhere."""
    known = book.ids_of(Kind.PROCEDURE.value)
    named = (each for procedure in book.procedures for each in _procedures(procedure))
    yield from _missing(named, known, "Prosedyren", "Skriv id-en, som er filnavnet uten .md.")


def _procedures(procedure: Procedure) -> Iterator[_Reference]:
    for field in ("related", "replaces"):
        for index, name in enumerate(getattr(procedure, field)):
            yield _Reference(procedure.path, (field, index), name)
    if procedure.variant_of:
        yield _Reference(procedure.path, ("variant_of",), procedure.variant_of)
    for index, step in enumerate(procedure.steps):
        for place, sent in enumerate(step.sends):
            if sent.to.procedure:
                yield _Reference(procedure.path, ("steps", index, "sends", place, "to", "procedure"), sent.to.procedure)


@rule("Organer som har vedtatt (`approvals`), finnes i vocabulary/bodies.yml.")
def body_exists(book: Handbook, _day: date) -> Iterator[Problem]:
    """Only a body that the cooperation knows can decide."""
    if book.bodies:
        named = (
            _Reference(each.path, ("approvals", index, "by"), approval.by)
            for each in book.procedures
            for index, approval in enumerate(each.approvals)
        )
        yield from _missing(named, book.bodies, "Organet", "Se vocabulary/bodies.yml for organene som finnes.")


@rule("Kilder som nevnes, finnes i vocabulary/sources.yml.")
def source_exists(book: Handbook, _day: date) -> Iterator[Problem]:
    """Sources of procedures, steps, deadlines and services."""
    if book.sources:
        named = (_Reference(path, (*pointer, "source"), each.source) for path, pointer, each in citations(book))
        where = "Legg kilden til i vocabulary/sources.yml, eller rett id-en."
        yield from _missing(named, book.sources, "Kilden", where)


def citations(book: Handbook) -> Iterator[tuple[str, Pointer, Citation]]:
    """Every citation of the handbook: file, place in it, and what is cited."""
    for procedure in book.procedures:
        for index, reference in enumerate(procedure.references):
            yield procedure.path, ("references", index), reference
        for index, step in enumerate(procedure.steps):
            if step.source:
                yield procedure.path, ("steps", index, "source"), step.source
            if step.deadline and step.deadline.source:
                yield procedure.path, ("steps", index, "deadline", "source"), step.deadline.source
    for service in book.services.values():
        for index, basis in enumerate(service.legal_basis):
            yield service.path, ("legal_basis", index), basis


@rule("En prosedyre kan ikke erstatte seg selv, verken direkte eller gjennom andre.")
def replaces_has_no_circle(book: Handbook, _day: date) -> Iterator[Problem]:
    """Following `replaces` comes to an end."""
    older = {each.id: each.replaces for each in book.procedures}
    for procedure in book.procedures:
        reached: set[str] = set()
        waiting = list(procedure.replaces)
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting.extend(older.get(name, ()))
        if procedure.id in reached:
            yield Problem(
                procedure.path,
                ("replaces",),
                "Erstatter (`replaces`) går i ring tilbake til denne prosedyren.",
                "Ta bort den ene henvisningen: bare den nyeste erstatter de andre.",
            )


@rule("Varianter av samme prosedyre (`variant_of`) gjelder i hver sine helsefellesskap.")
def variants_are_disjoint(book: Handbook, _day: date) -> Iterator[Problem]:
    """In any place at most one variant applies."""
    families: dict[str, list[Procedure]] = {}
    for procedure in book.bases.values():
        families.setdefault(procedure.variant_of or procedure.id, []).append(procedure)
    for name, family in families.items():
        taken: dict[str, str] = {}
        for procedure in sorted(family, key=lambda each: (each.id != name, each.id)) if len(family) > 1 else ():
            for area in procedure.applies_to or tuple(book.health_communities):
                first = taken.setdefault(area, procedure.id)
                if first != procedure.id:
                    pointer: Pointer = ("applies_to",) if procedure.applies_to else ("variant_of",)
                    yield Problem(
                        procedure.path,
                        pointer,
                        f"Både denne og «{first}» gjelder i «{area}».",
                        "Skriv i `applies_to` hvilke helsefellesskap hver av dem gjelder i.",
                    )
