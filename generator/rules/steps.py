"""The steps of a procedure lead from the first to an end."""

from collections.abc import Iterator, Mapping
from datetime import date

from generator.findings import Problem
from generator.model import Handbook, Procedure
from generator.rules.catalogue import rule
from generator.suggest import did_you_mean

END = "end"


@rule("Hvert trinn har sin egen id, og ingen heter «end».")
def step_id_is_unique(book: Handbook, _day: date) -> Iterator[Problem]:
    """Links and local deviations point at the id of a step."""
    for each in book.procedures:
        first: dict[str, int] = {END: -1}
        for index, step in enumerate(each.steps):
            other = first.setdefault(step.id, index)
            if other != index:
                what = f"også id-en til trinn {other + 1}" if other >= 0 else "et ord som betyr slutt"
                yield Problem(
                    each.path,
                    ("steps", index, "id"),
                    f"Id-en «{step.id}» i trinn {index + 1} er {what}.",
                    "Gi trinnet en annen id.",
                )


@rule("Veien videre (`next`) peker på et trinn i samme prosedyre, eller på «end».")
def next_step_exists(book: Handbook, _day: date) -> Iterator[Problem]:
    """`to` is a step or the end."""
    for each in book.procedures:
        known = {END, *(step.id for step in each.steps)}
        for index, step in enumerate(each.steps):
            for place, way in enumerate(step.next):
                if way.to not in known:
                    yield Problem(
                        each.path,
                        ("steps", index, "next", place, "to"),
                        f"Trinnet «{way.to}» finnes ikke.",
                        did_you_mean(way.to, known, "Skriv id-en til et trinn, eller «end»."),
                    )


@rule("Når et trinn har flere veier videre, sier hver av dem når den velges.")
def choice_is_told(book: Handbook, _day: date) -> Iterator[Problem]:
    """Exactly one of several ways is chosen, so each needs its condition."""
    for each in book.procedures:
        for index, step in enumerate(each.steps):
            for place, way in enumerate(step.next):
                if len(step.next) > 1 and not way.when:
                    yield Problem(
                        each.path,
                        ("steps", index, "next", place),
                        f"Trinn {index + 1} sier ikke når en går til «{way.to}».",
                        "Legg til «when:» med det som avgjør.",
                    )


def ways_on(procedure: Procedure) -> Mapping[str, tuple[str, ...]]:
    """Where each step leads: to the steps it names, else to the one below; the last one leads to the end."""
    below = [*(step.id for step in procedure.steps[1:]), END]
    return {
        step.id: tuple(way.to for way in step.next) or (following,)
        for step, following in zip(procedure.steps, below, strict=True)
    }


def _reached(start: str, ways: Mapping[str, tuple[str, ...]]) -> set[str]:
    reached, waiting = {start}, [start]
    while waiting:
        for name in ways.get(waiting.pop(), ()):
            if name not in reached:
                reached.add(name)
                waiting.append(name)
    return reached


@rule("Hvert trinn kan nås fra det første.")
def step_is_reachable(book: Handbook, _day: date) -> Iterator[Problem]:
    """A step that no way leads to would never be done."""
    for each in book.procedures:
        ways = ways_on(each)
        if not {END, *ways}.issuperset(way for targets in ways.values() for way in targets):
            continue  # a way that leads to no step is told by itself
        reached = _reached(each.steps[0].id, ways)
        for index, step in enumerate(each.steps):
            if step.id not in reached:
                yield Problem(
                    each.path,
                    ("steps", index, "id"),
                    f"Ingen vei fører til trinn {index + 1} («{step.id}»).",
                    "Pek på det med «next» i et trinn før, eller ta det bort.",
                )


@rule("Fra hvert trinn kommer en til en slutt.")
def step_reaches_end(book: Handbook, _day: date) -> Iterator[Problem]:
    """Going round is allowed when there is a way out."""
    for each in book.procedures:
        ways = ways_on(each)
        back: dict[str, list[str]] = {}
        for name, targets in ways.items():
            for target in targets:
                back.setdefault(target, []).append(name)
        ends = _reached(END, {name: tuple(sources) for name, sources in back.items()})
        known = {END, *ways}
        for index, step in enumerate(each.steps):
            if step.id not in ends and known.issuperset(ways[step.id]):
                yield Problem(
                    each.path,
                    ("steps", index, "id"),
                    f"Trinn {index + 1} («{step.id}») kommer aldri til en slutt.",
                    "Legg til «next» med «to: end», eller et trinn som fører til slutten.",
                )


@rule("En frist sier én ting: straks, samme dag, uten unødig opphold, innen en tid eller et antall virkedager.")
def deadline_is_one(book: Handbook, _day: date) -> Iterator[Problem]:
    """Two deadlines for one step leave the reader to choose."""
    for each in book.procedures:
        for index, step in enumerate(each.steps):
            if step.deadline is None:
                continue
            told = step.deadline
            given = [told.immediately, told.same_day, told.without_undue_delay, told.within, told.working_days]
            if sum(map(bool, given)) != 1:
                yield Problem(
                    each.path,
                    ("steps", index, "deadline"),
                    f"Fristen i trinn {index + 1} sier ikke én ting.",
                    "Skriv én av «immediately: true», «same_day: true», «without_undue_delay: true», "
                    "«within: PT24H» (24 timer) og «working_days: 3».",
                )


@rule("Rollen i hvert trinn står også i Roller (`roles`) øverst.")
def step_role_is_listed(book: Handbook, _day: date) -> Iterator[Problem]:
    """Readers find procedures by their roles."""
    for each in book.procedures:
        for index, step in enumerate(each.steps):
            if step.role not in each.roles and (step.role in book.roles or not book.roles):
                yield Problem(
                    each.path,
                    ("steps", index, "role"),
                    f"Rollen «{step.role}» i trinn {index + 1} står ikke i `roles`.",
                    "Legg den til i `roles` øverst i filen.",
                )


@rule("Lokale verdier (`parameters`) har hver sin id og blir brukt i teksten.")
def parameter_is_used(book: Handbook, _day: date) -> Iterator[Problem]:
    """A value that nobody reads should not be asked of 34 municipalities."""
    for each in book.procedures:
        prose = "\n".join(each.markdown.values())
        seen: set[str] = set()
        for index, parameter in enumerate(each.parameters):
            if parameter.id in seen:
                yield Problem(
                    each.path,
                    ("parameters", index, "id"),
                    f"Den lokale verdien «{parameter.id}» står to ganger.",
                    "Ta bort den ene.",
                )
            elif f"{{{parameter.id}}}" not in prose:
                yield Problem(
                    each.path,
                    ("parameters", index, "id"),
                    f"Den lokale verdien «{parameter.id}» brukes ikke i teksten.",
                    f"Skriv {{{parameter.id}}} der den hører hjemme, eller ta den bort.",
                )
            seen.add(parameter.id)
