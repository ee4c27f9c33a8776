"""Pages of earlier versions: complete, marked as what they are, and put into the frame of another page (see `shelf`).

What two versions of a procedure have in common is made once, and the pieces are written here, not in templates: there
are tens of thousands of them. Values that did not change are the same objects (see `revisions`), so a piece is known by
the identity of what it shows.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import Any, Protocol

from markupsafe import Markup

from generator import addresses
from generator.compare import Difference
from generator.model import Procedure
from generator.pages.history import HOME, above, facts_of, now_of
from generator.pages.marked import differences_html
from generator.pages.page import Context, Page, View
from generator.prose import plain_html, render_old, without_pictures
from generator.record import Record
from generator.revisions import Data
from generator.schema import schema_of
from generator.spaces import unbroken
from generator.told import Teller, day_told, listed
from generator.versions import Text
from generator.words import WORDS, Language, day_in_words, word

FACTS = (
    "purpose",
    "scope",
    "services",
    "roles",
    "systems",
    "decision_track",
    "approvals",
    "hearing",
    "valid_from",
    "valid_to",
    "retired_reason",
    "review_by",
    "applies_to",
    "replaces",
    "parameters",
)
PLACES = ("title", "kind", "notice", "summary", "warnings", "facts", "since", "advice", "steps", "rest")
"""What differs between the pages of one procedure's versions."""
MARK = "\x00"


class Epoch(Protocol):
    """Tells commits apart between which some name changed; the titles of procedures count only when asked for."""

    def __call__(self, index: int, *, with_titles: bool) -> int: ...  # noqa: D102 - the class says it


@dataclass(frozen=True, slots=True)
class _Reading:
    """One text, and how to say what it holds. `around` is what a step may say of other steps."""

    text: Text
    tell: Teller
    labels: Mapping[str, str]
    around: tuple[object, ...]
    epoch: int
    epoch_with_titles: int


@dataclass(frozen=True, slots=True)
class Ready:
    """A page that needs no more than its list of contents and a frame. Its links are written from the top."""

    address: str
    title: str
    body: str
    language: Language


@dataclass(slots=True)
class EarlierPages:
    """Makes pages of earlier versions, one procedure at a time."""

    context: Context
    gone: frozenset[str]
    epoch_of: Epoch
    render: Callable[[Page], str]
    macro: Callable[..., str]
    prose: dict[tuple[str, str], str] = field(default_factory=dict)
    pieces: dict[tuple[object, ...], str] = field(default_factory=dict)

    def begin(self, shown: Procedure | None) -> None:
        """Forget the item before, and take over the HTML of the text that is shown now: much of it is older."""
        self.prose.clear()
        self.pieces.clear()
        if shown is None:
            return
        labels = {each.id: each.label for each in shown.parameters}
        for pointer, text in shown.markdown.items():
            if text and (html := shown.prose.html.get(pointer)):
                self.prose[_prose_key(text, labels)] = without_pictures(html)

    def page(self, record: Record, text: Text, tell: Teller, since: list[Difference], *, latest: bool) -> Ready:
        """A complete page of one text of a version, with a notice that says what it is."""
        name, (number, place) = record["id"], text.key
        data = text.data
        version = next(each for each in record["versions"] if each["version"] == number)
        now = now_of(record, self.context.day)
        heading = f"{data.get('title', name)} (versjon {number})"
        address = addresses.version(name, number, 0 if latest else place)
        reading = self._reading(text, tell)
        language: Language = "nn" if data.get("language") == "nn" else "nb"
        said = {
            "title": escape(heading),
            "kind": "coming" if number == now["version"] and latest else "retired",
            "notice": unbroken(escape(_notice(version, now, self.context.day, latest=latest))),
            "summary": unbroken(plain_html(str(data.get("summary", "")))),
            "warnings": unbroken(self.macro("warnings", _warnings(data), word("important", language))),
            "facts": unbroken("\n".join(self._head(version, text, latest=latest))),
            "since": unbroken(_since(since, now["version"])),
            "advice": unbroken(self._advice(data, language)),
            "steps": "\n".join(self._step(place_, step, reading) for place_, step in listed(data, "steps")),
            "rest": "\n".join(self._rest(reading)),
        }
        around = self._piece(("around", language, data.get("title")), lambda: self._around(record, data, language))
        return Ready(address, heading, _filled(around, said), language)

    def _advice(self, data: Data, language: Language) -> str:
        texts = [_plainly(data.get(key)) for key in ("do", "do_not")]
        return self.macro("advice", *texts, word("do", language), word("do-not", language))

    def _around(self, record: Record, data: Data, language: Language) -> str:
        """What stands around the words of every version."""
        page = addresses.procedure(record["id"])
        history = addresses.history(page)
        title = str(data.get("title", record["id"])).replace(MARK, "")
        trail = (HOME, *above("procedure"), (page, title), (history, "Historikk"))
        places = {name: Markup(f"{MARK}{name}{MARK}") for name in PLACES}  # noqa: S704 - marks, filled with HTML
        view = {**places, "page": page, "history": history}
        return self.render(Page(page, places["title"], "version.html", view, trail, language))

    def _head(self, version: Record, text: Text, *, latest: bool) -> Iterator[str]:
        yield _short("Versjon", version["version"])
        if latest:
            for fact in facts_of(version, self.context.day.isoformat()):
                yield (
                    _short(fact["label"], fact["text"])
                    if fact["label"] != "Vedtak"
                    else _long(fact["label"], fact["text"])
                )
        else:
            yield _short("Teksten slik den var fra", day_in_words(text.day))
        if version["note"]:
            yield f"<div><dt>Nytt i denne versjonen</dt><dd>{escape(version['note'])}</dd></div>"

    def _reading(self, text: Text, tell: Teller) -> _Reading:
        labels = {str(each.get("id")): str(each.get("label", "")) for _, each in listed(text.data, "parameters")}
        around = (*tell.steps.items(), *labels.items())
        epochs = [self.epoch_of(text.index, with_titles=titles) for titles in (False, True)]
        return _Reading(text, tell, labels, around, *epochs)

    def _piece(self, key: tuple[object, ...], make: Callable[[], str]) -> str:
        found = self.pieces.get(key)
        if found is None:
            found = self.pieces[key] = unbroken(make())
        return found

    def _prose(self, text: Any, labels: Mapping[str, str]) -> str:
        if not isinstance(text, str) or not text.strip():
            return ""
        key = _prose_key(text, labels)
        if key not in self.prose:
            self.prose[key] = self._known_links(render_old(text, dict(labels)))
        return self.prose[key]

    def _whole_prose(self, key: str, reading: _Reading) -> str:
        text = reading.text.data.get(key)
        around = reading.around if reading.labels else ()
        return self._piece((key, id(text), around), lambda: self._prose(text, reading.labels))

    def _known_links(self, html: str) -> str:
        """Links to pages that are gone become plain words."""
        parts = html.split('<a href="/')
        kept = [parts[0]]
        for part in parts[1:]:
            target, _, rest = part.partition('"')
            if f"/{target.partition('#')[0]}" not in self.gone:
                kept.append(f'<a href="/{part}')
            else:
                kept.append(rest.partition(">")[2].replace("</a>", "", 1))
        return "".join(kept)

    def _step(self, number: int, step: Mapping[str, Any], reading: _Reading) -> str:
        """A step, written once for all versions in which it reads the same."""
        around = reading.around if "next" in step or "deadline" in step or reading.labels else ()
        epoch = reading.epoch_with_titles if "sends" in step else reading.epoch
        return self._piece(
            (number, id(step), around, epoch), lambda: "\n".join(self._step_lines(number, step, reading))
        )

    def _step_lines(self, number: int, step: Mapping[str, Any], reading: _Reading) -> Iterator[str]:
        tell = reading.tell
        yield f'<li class="hb-step" id="{escape(addresses.step(str(step.get("id", number))))}">'
        title = escape(str(step.get("title", "")))
        yield f'<h3 class="hb-step__title"><span class="hb-step__number">{number}.</span> {title}</h3>'
        yield '<div class="hb-step__side">'
        role = escape(tell.name("role", str(step.get("role", ""))))
        setting = word(step["setting"]) if step.get("setting") in WORDS else ""
        setting = f' <span class="hb-step__setting">({setting})</span>' if setting else ""
        yield f'<p class="hb-step__role"><span class="hb-hidden">Roller: </span>{role}{setting}</p>'
        if isinstance(step.get("deadline"), dict):
            deadline = f"<strong>{escape(tell.deadline(step['deadline']))}</strong>"
            yield f'<p class="hb-deadline"><span class="hb-deadline__label">Frist:</span> {deadline}</p>'
        if step.get("required_by_law") is True:
            yield '<p class="hb-law">Lovpålagt</p>'
        yield f'</div>\n<div class="hb-step__main">\n{self._prose(step.get("text"), reading.labels)}'
        for label, told in (
            *(("Ta imot", tell.receipt(each)) for _, each in listed(step, "receives")),
            *(("Send", tell.sending(each)) for _, each in listed(step, "sends")),
        ):
            yield f'<p class="hb-message"><strong>{label}:</strong> {escape(told)}</p>'
        if step.get("record"):
            yield f'<p class="hb-record"><strong>Dokumenter:</strong> {escape(str(step["record"]))}</p>'
        if ways := [tell.way(each) for _, each in listed(step, "next")]:
            yield f'<p class="hb-ways__label">Gå videre:</p>{_list("hb-ways", ways)}'
        if isinstance(step.get("source"), dict):
            yield f'<p class="hb-step__source">Kilder: {escape(tell.citation(step["source"]))}</p>'
        yield "</div>\n</li>"

    def _rest(self, reading: _Reading) -> Iterator[str]:
        """What stands below the steps."""
        data, tell = reading.text.data, reading.tell
        if exceptions := self._whole_prose("exceptions", reading):
            yield f'<h2 id="unntak">Unntak</h2><div class="hb-prose">{exceptions}</div>'
        if data.get("training"):
            told = self._told("training", reading, tell.training)
            yield f'<h2 id="opplaering">Opplæring</h2>{told}'
        yield '<h2 id="om-prosedyren">Om prosedyren</h2>\n<dl class="hb-facts">'
        yield from self._facts(reading)
        yield "</dl>"
        if background := self._whole_prose("body", reading):
            background = background.removeprefix('<h3 id="bakgrunn-i-bakgrunnen">Bakgrunn</h3>')  # said already
            yield f'<h2 id="bakgrunn">Bakgrunn</h2><div class="hb-prose">{background}</div>'
        if data.get("references"):
            told = self._told("references", reading, tell.reference)
            yield f'<h2 id="kilder">Kilder</h2>{told}'

    def _told(self, key: str, reading: _Reading, say: Callable[[Mapping[str, Any]], str]) -> str:
        """A field that is a list of mappings, each said in words."""
        data = reading.text.data
        return self._piece(
            (key, id(data[key]), reading.epoch),
            lambda: _list("hb-sources", [say(each) for _, each in listed(data, key)]),
        )

    def _facts(self, reading: _Reading) -> Iterator[str]:
        shapes = schema_of("procedure")["properties"]
        for key in FACTS:
            value = reading.text.data.get(key)
            if value not in (None, "", []):
                yield self._piece(
                    (key, id(value), reading.epoch_with_titles),
                    lambda key=key, value=value: (  # type: ignore[misc]
                        f"<div><dt>{escape(shapes[key]['title'])}</dt>"
                        f"<dd>{escape(reading.tell.say(key, value, shapes[key]))}</dd></div>"
                    ),
                )


def _warnings(data: Data) -> list[View]:
    """Warnings as an old file has them; `procedure.foremost` shows those of today."""
    return [
        {"title": str(each.get("title", "")), "html": plain_html(str(each.get("text", "")))}
        for _, each in listed(data, "warnings")
    ]


def _plainly(texts: Any) -> list[str]:
    return [plain_html(each) for each in texts if isinstance(each, str)] if isinstance(texts, list) else []


def _filled(around: str, said: Mapping[str, str]) -> str:
    pieces = around.split(MARK)
    pieces[1::2] = [said[name] for name in pieces[1::2]]
    return "".join(pieces)


def _short(label: str, text: str) -> str:
    return f'<div class="hb-facts__short"><dt>{escape(label)}</dt><dd>{escape(text)}</dd></div>'


def _long(label: str, text: str) -> str:
    return _short(label, text).replace(' class="hb-facts__short"', "")


def _since(found: Sequence[Difference], number: str) -> str:
    """What is different in the version that applies now."""
    if not found:
        return ""
    summary = f"Dette er annerledes i versjon {escape(number)}, som gjelder nå"
    return f'<details class="hb-since hb-more"><summary>{summary}</summary>\n{differences_html(found)}\n</details>'


def _prose_key(text: str, labels: Mapping[str, str]) -> tuple[str, str]:
    return (text, repr(sorted(labels.items())) if "{" in text else "")


def _list(style: str, told: Sequence[str]) -> str:
    return f'<ul class="{style}">{"".join(f"<li>{escape(each)}</li>" for each in told)}</ul>'


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
    if status in ("proposal", "draft", "hearing"):
        return f"Ikke gjeldende: versjon {number} er ikke vedtatt."
    current = f" Versjon {now['version']} gjelder nå." if now["version"] else " Ingen versjon gjelder nå."
    return f"Ikke gjeldende: dette er den gamle versjon {number}.{current}"
