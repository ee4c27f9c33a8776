"""Every item has one id, in one place, for ever."""

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Protocol

from generator import addresses
from generator.findings import Problem
from generator.load import Kind
from generator.model import Handbook, Procedure, Translation
from generator.rules.catalogue import rule
from generator.suggest import did_you_mean


class _Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def path(self) -> str: ...


def _file_id(path: str) -> str:
    return path.rsplit("/", 1)[1].split(".", 1)[0]


@rule("Id-en i filen (`id`) er den samme som filnavnet.")
def id_is_file_name(book: Handbook, _day: date) -> Iterator[Problem]:
    """The file's name is the id, so that people find the file from the address."""
    items: Iterator[_Named] = chain(book.procedures, book.translations, book.services.values())
    for item in items:
        expected = _file_id(item.path)
        if item.id != expected:
            yield Problem(
                item.path,
                ("id",),
                f"Id (`id`) er «{item.id}», men filen heter «{expected}».",
                f"Skriv «id: {expected}», eller gi filen nytt navn.",
            )
    for folder, place in book.municipalities.items():
        if place.slug != folder:
            yield Problem(
                place.path,
                ("slug",),
                f"Kortnavn (`slug`) er «{place.slug}», men mappen heter «{folder}».",
                f"Skriv «slug: {folder}», eller gi mappen nytt navn.",
            )


@rule("En id brukes bare én gang: av én prosedyre, tjeneste, tjenestegruppe eller oppføring.")
def id_is_unique(book: Handbook, _day: date) -> Iterator[Problem]:
    """Two files or entries with one id would share one address."""
    yield from _repeated_files(book)
    groups = set(book.service_groups)
    for service in book.services.values():
        if service.id in groups | {"all", "groups"}:
            yield Problem(
                service.path,
                ("id",),
                f"Id-en «{service.id}» er også navnet på en tjenestegruppe.",
                "Velg en annen id.",
            )


@rule("Hver side har sin egen adresse.")
def address_is_free(book: Handbook, _day: date) -> Iterator[Problem]:
    """No file may take the place of another page, or of one that the handbook makes itself."""
    taken = dict.fromkeys(addresses.FIXED, "en side som håndboka lager selv")
    numbered: dict[str, str] = {}
    for folder, place in book.municipalities.items():
        for index, each in enumerate(place.numbers):
            owner = numbered.setdefault(each.number, folder)
            told = f"kommunenummeret til {book.municipalities[owner].name}"
            taken[addresses.municipality(each.number)] = told
            if owner != folder:
                message = f"Nummeret {each.number} er også {told}."
                yield Problem(place.path, ("numbers", index, "number"), message, "Rett det nummeret som er feil.")
    for file in book.files:
        if file.kind in addresses.ADDRESS_OF_KIND:
            address = addresses.ADDRESS_OF_KIND[file.kind](file.id)
            if address in taken or file.id == "index":
                owner = taken.get(address, "en oversikt")
                yield Problem(
                    file.path, ("id",), f"Adressen «{address}» er i bruk av {owner}.", "Gi filen et annet navn."
                )


def _repeated_files(book: Handbook) -> Iterator[Problem]:
    first: dict[tuple[str, str], str] = {}
    for file in book.files:
        if file.kind in (Kind.PROCEDURE.value, Kind.TRANSLATION.value, Kind.SERVICE.value):
            suffix = file.path.rsplit("/", 1)[1].partition(".")[2]
            other = first.setdefault((file.id, suffix), file.path)
            if other != file.path:
                yield Problem(
                    file.path,
                    ("id",),
                    f"Id-en «{file.id}» er allerede brukt i {other}.",
                    "Velg en annen id, og gi filen samme navn.",
                )


@rule("Hver oppføring i en ordliste har sin egen id.")
def entry_is_unique(book: Handbook, _day: date) -> Iterator[Problem]:
    """Of two entries with one id, one would silently vanish."""
    for path, ids in book.entries.items():
        first: dict[str, int] = {}
        for index, name in enumerate(ids):
            if first.setdefault(name, index) != index:
                yield Problem(
                    path,
                    (index, "id"),
                    f"Id-en «{name}» står to ganger i listen.",
                    "Slå sammen oppføringene, eller gi den ene en annen id.",
                )


@rule("En gammel id (`aliases`) er ikke i bruk av noe annet, så gamle adresser peker til ett sted.")
def alias_is_unique(book: Handbook, _day: date) -> Iterator[Problem]:
    """An old address can lead to one page only."""
    taken: dict[str, str] = {each.id: each.id for each in book.procedures}
    for procedure in book.procedures:
        for index, alias in enumerate(procedure.aliases):
            owner = taken.setdefault(alias, procedure.id)
            if owner != procedure.id or alias == procedure.id:
                yield Problem(
                    procedure.path,
                    ("aliases", index),
                    f"Den gamle id-en «{alias}» er i bruk av prosedyren «{owner}».",
                    "Ta den bort her, eller der den ikke hører hjemme.",
                )


@rule("Den kommende versjonen (`.next.md`) har høyere versjonsnummer og ligger ved siden av den som gjelder.")
def next_version_is_higher(book: Handbook, _day: date) -> Iterator[Problem]:
    """The pair is told apart by number."""
    for coming in book.comings.values():
        base = book.bases.get(coming.id)
        if base is None:
            path = f"procedures/{coming.group}/{coming.id}.md"
            if all(file.path != path for file in book.files):
                yield Problem(
                    coming.path,
                    ("id",),
                    f"Det finnes ingen {coming.id}.md som denne kommer etter.",
                    f"Gi filen navnet {coming.id}.md. Bare neste versjon av noe som finnes, heter .next.md.",
                )
        elif coming.group != base.group:
            yield Problem(
                coming.path,
                ("id",),
                f"Filen ligger ikke i samme mappe som {base.path}.",
                f"Flytt den til procedures/{base.group}/.",
            )
        elif coming.number <= base.number:
            yield Problem(
                coming.path,
                ("version",),
                f"Versjon (`version`) {coming.version} er ikke høyere enn {base.version}, som er i {base.path}.",
                f'Skriv for eksempel "{base.number[0] + 1}.0" når prosedyren må leses på nytt.',
            )


@rule("Mappen under procedures/ er en faggruppe i vocabulary/groups.yml.")
def folder_is_group(book: Handbook, _day: date) -> Iterator[Problem]:
    """The folder says who owns the procedure."""
    for procedure in book.procedures:
        if book.groups and procedure.group not in book.groups:
            yield Problem(
                procedure.path,
                ("id",),
                f"Mappen «{procedure.group}» er ikke en faggruppe.",
                did_you_mean(procedure.group, book.groups, "Flytt filen til mappen til faggruppen som eier den."),
            )


@rule("Hver tjeneste ligger i mappen til gruppen som lister den i services/groups.yml, og bare der.")
def service_is_in_its_group(book: Handbook, _day: date) -> Iterator[Problem]:
    """Groups list their services in the order that readers see."""
    listed: dict[str, str] = {}
    for row, group in enumerate(book.service_groups.values()):
        for index, name in enumerate(group.services):
            if listed.setdefault(name, group.id) != group.id:
                yield Problem(
                    "services/groups.yml",
                    (row, "services", index),
                    f"Tjenesten «{name}» står også under «{listed[name]}».",
                    "La tjenesten stå i bare én gruppe.",
                )
    for name, service in book.services.items():
        if book.service_groups and listed.get(name) != service.group:
            found = f"«{listed[name]}»" if name in listed else "ingen gruppe"
            yield Problem(
                service.path,
                ("id",),
                f"Tjenesten ligger i mappen «{service.group}», men {found} lister den.",
                f"Før «{name}» opp under «{service.group}» i services/groups.yml, og bare der.",
            )


@rule("Oversettelsen (`.nn.md`) hører til en prosedyre og har de samme trinnene.")
def translation_fits(book: Handbook, _day: date) -> Iterator[Problem]:
    """A translation without its procedure, or with other steps or fewer warnings, would mislead."""
    for translation in book.translations:
        base = book.bases.get(translation.id)
        if base is None:
            if translation.id not in book.ids_of(Kind.PROCEDURE.value):
                yield Problem(
                    translation.path,
                    ("id",),
                    f"Det finnes ingen prosedyre «{translation.id}» å oversette.",
                    did_you_mean(translation.id, book.bases, "Rett id og filnavn."),
                )
            continue
        if translation.translates != base.version:
            continue
        yield from _same_number(base, translation)
        wanted, have = [step.id for step in base.steps], [step.id for step in translation.steps]
        if wanted != have:
            odd = next((i for i, name in enumerate(have) if i >= len(wanted) or wanted[i] != name), len(have) - 1)
            yield Problem(
                translation.path,
                ("steps", odd, "id"),
                f"Trinnene er ikke de samme som i {base.path}.",
                "Ha de samme trinn-id-ene i samme rekkefølge: " + ", ".join(wanted) + ".",
            )


def _same_number(base: Procedure, translation: Translation) -> Iterator[Problem]:
    """Warnings and advice are shown in place of the procedure's own, so none may be missing."""
    for field in ("warnings", "do", "do_not"):
        wanted, have = len(getattr(base, field)), len(getattr(translation, field))
        if have not in (0, wanted):
            message = f"Feltet `{field}` har {have} i oversettelsen, men {wanted} i {base.path}."
            hint = "Oversett alle, i samme rekkefølge. Uten feltet vises de som i prosedyren."
            yield Problem(translation.path, (field,), message, hint)
