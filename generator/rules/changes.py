"""What a change may do to what was there. Asked only when there is a base to compare with."""

from collections.abc import Iterator, Mapping
from typing import Any

from rapidfuzz import fuzz

from generator import personal
from generator.base import Base, Was, texts_of
from generator.findings import Level, Pointer, Problem
from generator.load import Kind
from generator.model import Handbook, Procedure
from generator.revisions import BODY, Data, plain_text
from generator.rules.catalogue import rule_of_change
from generator.rules.personal import allowed_values
from generator.versions import FACTS, applies, number_of
from generator.words import day_in_words

DECIDED = ("approved", "retired")
DECISION = ("approvals", "valid_from")
"""Facts of a decision; changed afterwards, they would change what applied."""
ELSEWHERE = {"related"}
"""What changes because another procedure does."""
SAME_TEXT = 70
"""Likeness in per cent from which a procedure with a new id is taken to be the one whose id is gone."""


def content(data: Data, *, decided: bool = False) -> Data:
    """What a procedure tells its reader to do; with `decided`, also who decided it and from when."""
    left_out = (FACTS - set(DECISION) if decided else FACTS) | ELSEWHERE
    told = {key: value for key, value in data.items() if key not in left_out and value not in ("", [], None)}
    if isinstance(told.get("references"), list):
        told["references"] = [_without_read(each) for each in told["references"]]
    return told


def _without_read(reference: Any) -> Any:
    """Reading a source again changes nothing for readers."""
    if not isinstance(reference, dict):
        return reference
    return {key: value for key, value in reference.items() if key != "read"}


def data_of(procedure: Procedure) -> Data:
    """A procedure as its file has it."""
    return {**procedure.data, BODY: procedure.background}


def _differing(one: Data, other: Data) -> list[str]:
    return [key for key in dict.fromkeys([*one, *other]) if plain_text(one.get(key)) != plain_text(other.get(key))]


def _pairs(book: Handbook, base: Base) -> Iterator[tuple[Procedure, Was]]:
    """Each version that was there and still is, in whichever of the procedure's files."""
    for procedure in book.procedures:
        for was in texts_of(base, procedure.id):
            if number_of(was.version) == procedure.number:
                yield procedure, was


def next_versions(procedure: Procedure) -> str:
    """What to write for a small and for a great change."""
    major, minor = procedure.number
    great = f"{major + 1}.0" if major or procedure.status in DECIDED else f"0.{minor + 1}"
    small = f"{major}.{minor + 1}"
    return f'"{small}"' if small == great else f'"{small}" (liten endring) eller "{great}" (må leses på nytt)'


@rule_of_change("Når innholdet i en prosedyre endres, får den ny versjon.")
def changed_content_has_new_version(book: Handbook, base: Base) -> Iterator[Problem]:
    """Readers must see that something is new. Facts around it (keywords, review, status) may change by themselves."""
    for procedure, was in _pairs(book, base):
        if was.data.get("status") not in DECIDED:
            changed = _differing(content(was.data), content(data_of(procedure)))
            if changed:
                yield Problem(
                    procedure.path,
                    ("version",),
                    f"Innholdet er endret ({_fields(changed)}), men Versjon (`version`) er fortsatt {was.version}.",
                    f"Skriv version: {next_versions(procedure)}, og si i `change` hva som er nytt.",
                )


@rule_of_change("En vedtatt versjon skrives ikke om. Endringer får ny versjon.")
def published_version_is_kept(book: Handbook, base: Base) -> Iterator[Problem]:
    """What was decided must be found again as it was."""
    for procedure, was in _pairs(book, base):
        if was.data.get("status") in DECIDED:
            changed = _differing(content(was.data, decided=True), content(data_of(procedure), decided=True))
            if procedure.status not in DECIDED:
                changed.append("status")
            if changed:
                yield Problem(
                    procedure.path,
                    ("version",),
                    f"Versjon {was.version} er vedtatt, og kan ikke skrives om ({_fields(changed)}).",
                    f"Skriv version: {next_versions(procedure)}, og si i `change` hva som er nytt. "
                    "Skal den vedtas først, legg den nye teksten i en fil som slutter på .next.md.",
                )


@rule_of_change("En versjon som skal gjelde senere, tar ikke plassen til den som gjelder nå.", Level.WARNING)
def coming_version_has_own_file(book: Handbook, base: Base) -> Iterator[Problem]:
    """Until the new one applies, readers must find the one that does."""
    for procedure in book.bases.values():
        was = base.procedures.get(procedure.id, {}).get("base")
        if was is None or not applies(was.data, base.day) or number_of(was.version) >= procedure.number:
            continue
        if procedure.status == "approved" and procedure.valid_from and procedure.valid_from > base.day:
            begins = day_in_words(procedure.valid_from)
            yield Problem(
                procedure.path,
                ("valid_from",),
                f"Versjon {procedure.version} gjelder først fra {begins}, men tar plassen til versjon {was.version}, "
                f"som gjelder nå. Fram til {begins} viser siden da en versjon som ikke gjelder.",
                f"Legg den nye teksten i {procedure.path.removesuffix('.md')}.next.md, og la denne filen være som den "
                "var. Da vises den som gjelder, helt til den nye tar over.",
            )


def _fields(names: list[str]) -> str:
    shown = ["background" if each == BODY else each for each in names]
    return ", ".join(shown[:4]) + (" …" if len(shown) > 4 else "")  # noqa: PLR2004 - as many as a line holds


@rule_of_change("En ny versjon sier hva som er nytt (`change`).")
def new_version_has_note(book: Handbook, base: Base) -> Iterator[Problem]:
    """A note that was there for the version before tells nothing of this one."""
    for procedure in book.procedures:
        olds = [was for was in texts_of(base, procedure.id) if number_of(was.version) < procedure.number]
        known = any(number_of(was.version) == procedure.number for was in texts_of(base, procedure.id))
        if not known and any(plain_text(was.data.get("change")) == plain_text(procedure.change) for was in olds):
            yield Problem(
                procedure.path,
                ("change",),
                f"Versjon {procedure.version} er ny, men Endring (`change`) sier det samme som før.",
                "Skriv med én setning hva som er nytt for den som skal bruke prosedyren.",
            )


@rule_of_change("Versjonsnummeret går aldri tilbake.")
def version_does_not_go_back(book: Handbook, base: Base) -> Iterator[Problem]:
    """A lower number would hide that something is newer."""
    for procedure in book.bases.values():
        was = base.procedures.get(procedure.id, {}).get("base")
        if was and procedure.number < number_of(was.version):
            yield Problem(
                procedure.path,
                ("version",),
                f"Versjon (`version`) er {procedure.version}, men var {was.version}.",
                f'Skriv "{was.version}", eller et høyere tall.',
            )


@rule_of_change("En stor endring viser til høringen, eller sier hvorfor den er sløyfet.", Level.WARNING)
def major_change_has_hearing(book: Handbook, base: Base) -> Iterator[Problem]:
    """The first number changed: everyone must read it again, so those it concerns should have been asked."""
    for procedure in book.procedures:
        was = base.procedures.get(procedure.id, {}).get("base")
        told = procedure.hearing and (procedure.hearing.reference or procedure.hearing.waived)
        if was and number_of(was.version)[:1] < procedure.number[:1] and not told:
            yield Problem(
                procedure.path,
                ("version",),
                f"Dette er en stor endring ({was.version} → {procedure.version}), men Høring (`hearing`) mangler.",
                "Legg til `hearing` med «from», «to» og «reference», eller «waived» med grunnen.",
            )


@rule_of_change("Id-en til en prosedyre endres ikke uten at den gamle står i `aliases`.")
def id_is_kept(book: Handbook, base: Base) -> Iterator[Problem]:
    """Old addresses must lead on."""
    for was, successor in _gone(book, base):
        if successor is not None:
            yield Problem(
                successor.path,
                ("id",),
                f"Id-en er endret fra «{was.id}» til «{successor.id}», og da slutter gamle lenker å virke.",
                f"Legg til «aliases: [{', '.join([*successor.aliases, was.id])}]», eller bruk den gamle id-en.",
            )
    known = book.ids_of(Kind.PROCEDURE.value) | {alias for each in book.procedures for alias in each.aliases}
    for procedure in book.procedures:
        for was in texts_of(base, procedure.id):
            for alias in was.aliases:
                if alias not in known:
                    message = f"Den gamle id-en «{alias}» er tatt bort, og da slutter gamle lenker å virke."
                    yield Problem(procedure.path, ("id",), message, f"Skriv «{alias}» i `aliases` igjen.")


@rule_of_change("En vedtatt prosedyre slettes ikke. Den trekkes tilbake.")
def approved_is_retired_not_deleted(book: Handbook, base: Base) -> Iterator[Problem]:
    """Those who come from an old link must learn that it no longer applies, and why."""
    for was, successor in _gone(book, base):
        if successor is None and was.data.get("status") in DECIDED:
            yield Problem(
                was.path,
                (),
                f"Prosedyren «{was.data.get('title', was.id)}» er vedtatt, og kan ikke slettes.",
                "Hent filen tilbake. Skriv «status: retired», siste dag i `valid_to`, og grunnen i `retired_reason`.",
                place=(1, 1),
            )


def _gone(book: Handbook, base: Base) -> Iterator[tuple[Was, Procedure | None]]:
    """Procedures that are no longer there under any id, with the new one that seems to be the same."""
    known = book.ids_of(Kind.PROCEDURE.value) | {alias for each in book.procedures for alias in each.aliases}
    fresh = [each for each in book.bases.values() if each.id not in base.ids]
    for name, slots in base.procedures.items():
        was = slots.get("base")
        if was is not None and name not in known:
            same = [each for each in fresh if each.path == was.path or _like(was.data, each) >= SAME_TEXT]
            yield was, max(same, key=lambda each: _like(was.data, each), default=None)


def _like(data: Mapping[str, Any], procedure: Procedure) -> float:
    steps: Any = data.get("steps") if isinstance(data.get("steps"), list) else []
    before = "\n".join(str(each.get("text", "")) for each in steps if isinstance(each, dict))
    return fuzz.ratio(before, "\n".join(each.text for each in procedure.steps))


@rule_of_change("En id som har vært i bruk, brukes ikke på nytt.")
def id_is_not_reused(book: Handbook, base: Base) -> Iterator[Problem]:
    """An old link would lead to something else than it meant."""
    given_up = {alias for slots in base.procedures.values() for was in slots.values() for alias in was.aliases}
    for procedure in book.bases.values():
        if procedure.id not in base.ids and procedure.id in base.removed | given_up:
            yield Problem(
                procedure.path,
                ("id",),
                f"Id-en «{procedure.id}» har vært i bruk før.",
                "Velg en annen id. Er det den samme prosedyren som kommer tilbake, si det i forslaget.",
            )


@rule_of_change("Et trinn som andre sider lenker til, tas ikke bort.")
def linked_step_is_kept(book: Handbook, base: Base) -> Iterator[Problem]:
    """Told where the step was; the rule on links tells the other side."""
    linked = _links_to_steps(book)
    for procedure in book.bases.values():
        was = base.procedures.get(procedure.id, {}).get("base")
        steps: Any = was.data.get("steps") if was else None
        now = {each.id for each in procedure.steps}
        for step in steps if isinstance(steps, list) else ():
            name = step.get("id") if isinstance(step, dict) else None
            others = linked.get((procedure.id, str(name)), [])
            if name not in now and others:
                pointer: Pointer = ("steps",)
                yield Problem(
                    procedure.path,
                    pointer,
                    f"Trinnet «{name}» er tatt bort, men {', '.join(others[:3])} lenker til det.",
                    "Behold id-en på trinnet som tar over, eller rett lenkene først.",
                )


def _links_to_steps(book: Handbook) -> Mapping[tuple[str, str], list[str]]:
    """The files that link to a step, by procedure and step."""
    found: dict[tuple[str, str], list[str]] = {}
    everything = [
        *((each.path, each.prose) for each in book.procedures),
        *((each.path, each.prose) for each in book.translations),
        *((each.path, each.prose) for each in book.services.values()),
        *((each.path, each.prose) for each in book.articles),
    ]
    for path, prose in everything:
        for link in prose.links:
            address, _, anchor = link.target.partition("#")
            if anchor.startswith("steg-") and address.startswith("/prosedyrer/"):
                files = found.setdefault((address.split("/")[2], anchor.removeprefix("steg-")), [])
                if path not in files:
                    files.append(path)
    return found


@rule_of_change("Meldingene i endringsforslaget har ingen fødselsnumre, telefonnumre eller e-postadresser.")
def message_is_not_personal(book: Handbook, base: Base) -> Iterator[Problem]:
    """The history keeps what commits say. Addresses that git and its hosts add themselves are left alone."""
    kinds = {
        personal.IDENTITY: "et fødselsnummer",
        personal.PHONE: "et telefonnummer",
        personal.EMAIL: "en e-postadresse",
    }
    allowed = {kind: allowed_values(book, kind) for kind in kinds}
    for each in base.messages:
        for seen in personal.sightings("", personal.without_trailers(each.text)):
            if seen.value not in allowed[seen.kind]:
                yield Problem(
                    f"commit {each.commit[:10]}",
                    (),
                    f"Meldingen til endringen har noe som ser ut som {kinds[seen.kind]}.",
                    "Meldingen blir liggende for alltid. Send forslaget på nytt med en annen melding, "
                    "eller be en redaktør slå sammen endringene med en ny melding.",
                    place=(seen.line, seen.column),
                )
