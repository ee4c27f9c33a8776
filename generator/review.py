"""What a change means for those who use the handbook, as one comment for reviewers. Pure: model in, Markdown out.

Everything that a contributor wrote goes through `report.harmless`: it can neither mark up nor mention anyone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator import addresses, load, report
from generator.base import Base, Was
from generator.compare import Difference, differences
from generator.examine import examine
from generator.findings import Finding, Level
from generator.load import Kind, Located
from generator.model import Handbook, Procedure
from generator.revisions import Data, place_of
from generator.rules.changes import data_of
from generator.told import Teller
from generator.versions import kind_of, number_of
from generator.words import word

MARK = "<!-- handbook-review -->"
"""By this the comment is found again, and kept up to date."""
MOST_LETTERS = 60_000
MOST_FINDINGS = 30
MOST_DIFFERENCES = 40
MOST_PATHS = 20
MOST_SAME = 80
"""Letters shown of unchanged text between two changes."""
CUT = "\n\n**Resten er kuttet.** Se alle endringene under fanen «Files changed».\n"
SIZES = {"first": "første versjon etter utkast", "major": "stor endring", "minor": "liten endring"}
NOTHING = "Ingen prosedyrer endres."


@dataclass(frozen=True, slots=True)
class Change:
    """What to tell of. `paths` says how each path changed; `preview` is where the pages can be seen, if anywhere."""

    book: Handbook
    base: Base
    findings: tuple[Finding, ...]
    paths: Mapping[str, str]
    preview: str = ""
    run: str = ""


def comment(change: Change) -> str:
    """The whole comment, at most `MOST_LETTERS` long."""
    text = MARK
    for piece in _pieces(change):
        if len(text) + len(piece) + 2 > MOST_LETTERS - len(CUT):
            return text + CUT
        text += f"\n\n{piece}"
    return text + "\n"


def _pieces(change: Change) -> Iterator[str]:
    yield "## Hva forslaget endrer"
    yield report.summary(change.findings)
    if change.findings:
        yield report.table(sorted(change.findings, key=lambda each: each.level is not Level.ERROR), MOST_FINDINGS)
    yield from _preview(change)
    located = [found for path in sorted(change.paths) if (found := load.locate(path))]
    told = [piece for each in located if each.kind is Kind.PROCEDURE for piece in _procedure(change, each)]
    yield from told or [NOTHING]
    others = [each for each in located if each.kind is not Kind.PROCEDURE]
    if others:
        yield "### Andre filer"
        for each in others:
            yield from _other(change, each)
    yield from _code(change)


def _preview(change: Change) -> Iterator[str]:
    if change.preview:
        yield "Lenkene under går til en forhåndsvisning av akkurat dette forslaget."
    elif change.run:
        yield f"Sidene slik de blir: last ned vedlegget «handbook» fra [kontrollen]({change.run}) og åpne index.html."


def _code(change: Change) -> Iterator[str]:
    """Files outside the content: software, schemas, workflows."""
    code = [path for path in sorted(change.paths) if path.split("/")[0] not in load.FOLDERS]
    if code:
        yield (
            f"### Programmet\n\nForslaget endrer {len(code)} filer som styrer hvordan håndboka lages. "
            "En vedlikeholder må lese hver linje."
        )
        yield _list(f"`{_plain(path).replace('`', '')}`" for path in code[:MOST_PATHS])
        if len(code) > MOST_PATHS:
            yield f"… og {len(code) - MOST_PATHS} til."


def _list(rows: Iterator[str]) -> str:
    return "\n".join(f"- {row}" for row in rows)


def _procedure(change: Change, where: Located) -> Iterator[str]:
    """One file of a procedure: what it is, whom it touches, and what differs."""
    was = next((each for each in change.base.was if each.path == where.path), None)
    now = next((each for each in change.book.procedures if each.path == where.path), None)
    if now is None:
        gone = change.paths[where.path] == "D"
        title = _plain(str(was.data.get("title", where.name))) if was else where.name
        yield f"### {title}\n\n" + (
            "Filen er slettet." if gone else "Filen har feil, og kan ikke vises før de er rettet."
        )
        return
    before = was or _before_coming(change, now)
    yield f"### {_title(change, now)}"
    yield _list(_facts(change, now, before))
    if before is None:
        yield "Prosedyren er ny."
        return
    rows = differences("procedure", before.data, data_of(now), _teller(change), _teller(change))
    yield _list(map(_told, rows[:MOST_DIFFERENCES])) if rows else "Bare opplysninger om filen er endret."
    if len(rows) > MOST_DIFFERENCES:
        yield f"… og {len(rows) - MOST_DIFFERENCES} endringer til i denne prosedyren."


def _before_coming(change: Change, now: Procedure) -> Was | None:
    """What a new `.next.md` is compared with: the version in force."""
    if not now.coming or (base := change.book.bases.get(now.id)) is None:
        return None
    was = change.base.procedures.get(now.id, {}).get("base")
    place = place_of(base.path)
    return was or (Was(base.path, place, data_of(base)) if place else None)


def _title(change: Change, now: Procedure) -> str:
    title = _plain(now.title)
    if change.preview and not now.coming:
        return f"[{title}]({change.preview.rstrip('/')}{addresses.procedure(now.id)})"
    return title


def _facts(change: Change, now: Procedure, before: Was | None) -> Iterator[str]:
    status = word(now.status)
    old = before.version if before else None
    if old and number_of(old) != now.number:
        size = SIZES[kind_of(now.version, old)]
        yield f"**Versjon:** {_plain(old)} → {_plain(now.version)} ({size}). Status: {status}."
    else:
        yield f"**Versjon:** {_plain(now.version)}{' (uendret)' if old else ''}. Status: {status}."
    yield f"**Endring:** {_plain(now.change)}"
    book = change.book
    services = ", ".join(_plain(each.name) for each in book.services_of(now)) if "all" not in now.services else "alle"
    yield f"**Tjenester:** {services}"
    places = [
        each for each in book.municipalities.values() if not now.applies_to or each.health_community in now.applies_to
    ]
    areas = ", ".join(_plain(_name(book, "health-communities", each)) for each in now.applies_to)
    yield f"**Kommuner:** {len(places)}{f' ({areas})' if areas else ' (alle)'}"
    if old and kind_of(now.version, old) != "minor":
        yield f"**Må leses på nytt av:** {', '.join(_plain(_name(book, 'roles', each)) for each in now.roles)}"
    yield f"**Lesbarhet (LIX):** {_lix(now, before)}"


def _lix(now: Procedure, before: Was | None) -> str:
    """Readability before and after. A file that follows older rules may have no figure."""
    located = load.locate(before.path) if before and before.content else None
    old = examine(located, before.content).prose.lix if before and located else {}
    told = []
    for part, called in (("steps", "trinn"), ("background", "bakgrunn")):
        if now.prose.lix.get(part):
            first = f"{old[part]:.0f} → " if old.get(part) else ""
            told.append(f"{called} {first}{now.prose.lix[part]:.0f}")
    return ", ".join(told) or "for lite tekst å måle"


def _other(change: Change, where: Located) -> Iterator[str]:
    """A file of another kind: what differs, where there is something to compare."""
    how = {"A": "ny", "D": "slettet"}.get(change.paths[where.path], "endret")
    yield f"- `{where.path}`: {how}"
    was = next((each for each in change.base.was if each.path == where.path), None)
    now = _data(change.book, where)
    if was is not None and now is not None and where.kind in (Kind.SERVICE, Kind.MUNICIPALITY):
        rows = differences(where.kind.value, was.data, now, _teller(change), _teller(change))
        if rows:
            yield "\n".join(f"  - {_told(row)}" for row in rows[:MOST_DIFFERENCES])


def _data(book: Handbook, where: Located) -> Data | None:
    if where.kind is Kind.SERVICE and where.name in book.services:
        return book.services[where.name].data
    if where.kind is Kind.MUNICIPALITY and where.folder in book.municipalities:
        return book.municipalities[where.folder].data
    return None


def _told(row: Difference) -> str:
    """A difference on one line: what is gone struck out, what is new in bold."""
    label = _plain(str(row["label"]))
    if row.get("words"):
        return f"**{label}:** " + " ".join(part for pair in row["words"] if (part := _part(*pair)))
    parts = [_part("removed", str(row["before"])), _part("added", str(row["after"]))]
    note = _plain(str(row["note"])) if row.get("note") else ""
    return f"**{label}:** " + (note or " → ".join(part for part in parts if part))


def _part(tag: str, text: str) -> str:
    line = " ".join(text.split())
    if tag == "same" and len(line) > MOST_SAME:
        half = MOST_SAME // 2
        line = f"{line[:half]} … {line[-half:]}"
    shown = _plain(line)
    marks = {"removed": "~~", "added": "**"}.get(tag, "")
    return f"{marks}{shown}{marks}" if shown else ""


def _plain(text: str) -> str:
    """Text on one line, without any meaning in Markdown."""
    return report.harmless(" ".join(text.split()))


def _teller(change: Change) -> Teller:
    return Teller(lambda kind, name: _name(change.book, kind, name))


def _name(book: Handbook, kind: str, name: str) -> str:
    """What something is called; its id when nothing knows it."""
    lists: dict[str, Mapping[str, Any]] = {
        "service": {**book.service_groups, **book.services},
        "service-groups": book.service_groups,
        "groups": book.groups,
        "roles": book.roles,
        "systems": book.systems,
        "bodies": book.bodies,
        "messages": book.messages,
        "sources": book.sources,
        "procedure": book.bases,
        "health-communities": book.health_communities,
    }
    found = lists.get(kind, {}).get(name)
    return str(getattr(found, "name", None) or getattr(found, "title", None) or name)
