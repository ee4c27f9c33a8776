"""Pages of earlier versions: complete, marked as what they are, and put into the frame of another (see `shelf`)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import Any

from markupsafe import Markup

from generator import addresses
from generator.compare import Difference
from generator.model import OPEN, Procedure
from generator.pages.history import HOME, above, now_of
from generator.pages.history_version import fact
from generator.pages.marked import differences_html, row_html
from generator.pages.page import Context, Page, View
from generator.pages.pieces import Pieces
from generator.prose import plain_html
from generator.record import Record
from generator.revisions import Data
from generator.spaces import unbroken
from generator.told import Teller, day_told, listed
from generator.versions import Text
from generator.words import Language, day_in_words, word

PLACES = (
    *("title", "kind", "notice", "summary", "warnings", "facts", "since", "advice", "steps", "rest"),
    *("name", "page", "history"),
)
"""What differs between pages: the words of a version, and the way to it."""
MARK = "\x00"


@dataclass(frozen=True, slots=True)
class Ready:
    """A page that needs no more than a frame."""

    address: str
    title: str
    body: bytes


@dataclass(slots=True)
class EarlierPages:
    """Makes pages of earlier versions, one procedure at a time."""

    context: Context
    pieces: Pieces
    render: Callable[[Page], str]
    macro: Callable[..., str]
    _record: Record = field(default_factory=dict)
    _now: View = field(default_factory=dict)
    _versions: dict[str, Record] = field(default_factory=dict)
    _facts: Mapping[str, str] = field(default_factory=dict)
    _links: dict[str, bytes] = field(default_factory=dict)
    _rows: dict[int, str] = field(default_factory=dict)
    _frames: dict[tuple[int, Language], tuple[list[bytes], list[str]]] = field(default_factory=dict)

    def begin(self, record: Record, facts: Mapping[str, str], shown: Procedure | None) -> None:
        """Turn to another procedure, of which `shown` is shown now. `facts`: what is told of each version."""
        self._facts = facts
        self.pieces.begin(shown)
        self._record, self._now = record, now_of(record, self.context.day)
        self._versions = {each["version"]: each for each in record["versions"]}
        page = addresses.procedure(record["id"])
        links = {"page": page, "history": addresses.history(page)}
        self._links = {name: address.lstrip("/").encode() for name, address in links.items()}
        self._rows.clear()

    def page(self, text: Text, tell: Teller, since: list[Difference], *, latest: bool) -> Ready:
        """A complete page of one text of a version, with a notice that says what it is."""
        name, (number, place) = self._record["id"], text.key
        data, now, version = text.data, self._now, self._versions[text.key[0]]
        heading = f"{data.get('title', name)} (versjon {number})"
        address = addresses.version(name, number, 0 if latest else place)
        reading = self.pieces.reading(text, tell, addresses.depth(address))
        language: Language = "nn" if data.get("language") == "nn" else "nb"
        said = {
            "title": escape(heading).encode(),
            "kind": b"coming" if number == now["version"] and latest else b"retired",
            "notice": unbroken(escape(_notice(version, now, self.context.day, latest=latest))).encode(),
            "summary": self._same(("summary",), data, lambda: plain_html(str(data.get("summary", "")))),
            "warnings": self._same(
                ("warnings",), data, lambda: self.macro("warnings", _warnings(data), word("important", language))
            ),
            "facts": unbroken("\n".join(self._head(version, text, latest=latest))).encode(),
            "since": self._since(since, now["version"]),
            "advice": self._same(("do", "do_not"), data, lambda: self._advice(data, language)),
            "steps": self.pieces.steps(reading),
            "rest": self.pieces.rest(reading),
            "name": self.pieces.piece(("name", data.get("title")), lambda: escape(str(data.get("title", name)))),
            **self._links,
        }
        return Ready(address, heading, self._filled(said, language))

    def _filled(self, said: Mapping[str, bytes], language: Language) -> bytes:
        """The whole page: what stands around the words is the same for all procedures."""
        which = self.pieces.depth, language
        if which not in self._frames:
            pieces = self.pieces.ready(self._around(language)).split(MARK.encode())
            self._frames[which] = pieces, [name.decode() for name in pieces[1::2]]
        around, places = self._frames[which]
        filled = around.copy()
        filled[1::2] = [said[name] for name in places]
        return b"".join(filled)

    def _same(self, keys: tuple[str, ...], data: Data, make: Callable[[], str]) -> bytes:
        """A part of the page that shows some fields; most versions have it in common."""
        return self.pieces.piece((keys, *[id(data.get(key)) for key in (*keys, "language")]), make)

    def _since(self, found: Sequence[Difference], number: str) -> bytes:
        """What is different in the version that applies now."""
        if not found:
            return b""
        summary = f"Dette er annerledes i versjon {escape(number)}, som gjelder nå"
        told = differences_html(found, self._row)
        return f'<details class="hb-since hb-more"><summary>{summary}</summary>\n{told}\n</details>'.encode()

    def _row(self, each: Difference) -> str:
        """Much is different from several earlier versions alike. The caller keeps the differences alive meanwhile."""
        if id(each) not in self._rows:
            self._rows[id(each)] = unbroken(row_html(each))
        return self._rows[id(each)]

    def _advice(self, data: Data, language: Language) -> str:
        texts = [_plainly(data.get(key)) for key in ("do", "do_not")]
        return self.macro("advice", *texts, word("do", language), word("do-not", language))

    def _around(self, language: Language) -> str:
        """What stands around the words of every version, with a mark for each place."""
        places = {name: Markup(f"{MARK}{name}{MARK}") for name in PLACES}  # noqa: S704 - marks, filled with HTML
        page, history = (f"/{places[name]}" for name in ("page", "history"))
        trail = (HOME, *above("procedure"), (page, places["name"]), (history, "Historikk"))
        view = {**places, "page": page, "history": history}
        return self.render(Page("/", places["title"], "version.html", view, trail, language))

    def _head(self, version: Record, text: Text, *, latest: bool) -> Iterator[str]:
        yield fact("Versjon", version["version"])
        if latest:
            yield self._facts[version["version"]]
        else:
            yield fact("Teksten slik den var fra", day_in_words(text.day))
        if version["note"]:
            yield fact("Nytt i denne versjonen", version["note"], short=False)


def _warnings(data: Data) -> list[View]:
    """Warnings as an old file has them; `facts.foremost` shows those of today."""
    return [
        {"title": str(each.get("title", "")), "html": plain_html(str(each.get("text", "")))}
        for _, each in listed(data, "warnings")
    ]


def _plainly(texts: Any) -> list[str]:
    return [plain_html(each) for each in texts if isinstance(each, str)] if isinstance(texts, list) else []


def _notice(version: Record, now: View, day: date, *, latest: bool) -> str:
    number, status = version["version"], version["status"]
    if number == now["version"]:
        return (
            f"Dette er versjon {number}, som gjelder nå."
            if latest
            else f"Dette er en tidligere tekst av versjon {number}. Teksten er rettet siden."
        )
    if status == "approved" and version["valid_from"] > day.isoformat():
        return f"Ikke gjeldende ennå: versjon {number} gjelder fra {day_told(version['valid_from'])}."
    if status in OPEN:
        return f"Ikke gjeldende: versjon {number} er ikke vedtatt."
    current = f" Versjon {now['version']} gjelder nå." if now["version"] else " Ingen versjon gjelder nå."
    return f"Ikke gjeldende: dette er den gamle versjon {number}.{current}"
