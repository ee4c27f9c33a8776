"""The pieces of earlier texts of a procedure, as HTML: what two versions have in common is written once.

They are written here, not in templates: there are tens of thousands of them. Values that did not change are the same
objects (see `revisions`), so a piece is known by the identity of what it shows. The caller keeps them alive meanwhile.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, Protocol

from generator import addresses
from generator.model import Procedure
from generator.old_prose import render_old, without_pictures
from generator.schema import schema_of
from generator.spaces import unbroken
from generator.told import Teller, listed
from generator.versions import Text
from generator.words import WORDS, word

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


SAID = re.compile(r"\A<h3(?: id=\"[a-z-]*\")?>Bakgrunn</h3>\s*")
"""A heading that the page has already."""


class Epoch(Protocol):
    """Tells commits apart between which some name changed; the titles of procedures count only when asked for."""

    def __call__(self, index: int, *, with_titles: bool) -> int: ...  # noqa: D102 - the class says it


@dataclass(frozen=True, slots=True)
class Reading:
    """One text, and how to say what it holds. `around` is a number for what a step may say of other steps."""

    text: Text
    tell: Teller
    labels: Mapping[str, str]
    around: int
    epoch: int
    epoch_with_titles: int


@dataclass(slots=True)
class Pieces:
    """The pieces of one procedure after another. `gone` are addresses of pages that are no more."""

    gone: frozenset[str]
    epoch_of: Epoch
    prose: dict[tuple[str, str], str] = field(default_factory=dict)
    depth: int = 0
    at_depth: dict[int, dict[tuple[object, ...], str]] = field(default_factory=lambda: {0: {}})
    around: dict[tuple[object, ...], int] = field(default_factory=dict)

    def begin(self, shown: Procedure | None) -> None:
        """Forget the item before, and take over the HTML of the text that is shown now: much of it is older."""
        self.prose.clear()
        self.at_depth.clear()
        self.around.clear()
        if shown is None:
            return
        labels = {each.id: each.label for each in shown.parameters}
        for pointer, text in shown.markdown.items():
            if text and (html := shown.prose.html.get(pointer)):
                self.prose[_prose_key(text, labels)] = without_pictures(html)

    def reading(self, text: Text, tell: Teller, depth: int) -> Reading:
        """What is needed to show one text, on a page so many folders deep."""
        self.depth = depth
        self.at_depth.setdefault(depth, {})
        labels = tell.parameters
        named = (*tell.steps.items(), *labels.items())
        around = self.around.setdefault(named, len(self.around) + 1)
        epochs = [self.epoch_of(text.index, with_titles=titles) for titles in (False, True)]
        return Reading(text, tell, labels, around, *epochs)

    def piece(self, key: tuple[object, ...], make: Callable[[], str]) -> str:
        """What was made under this key, or else what is made now."""
        pieces = self.at_depth[self.depth]
        found = pieces.get(key)
        if found is None:
            found = pieces[key] = addresses.relative(unbroken(make()), self.depth)
        return found

    def _prose(self, text: Any, labels: Mapping[str, str]) -> str:
        if not isinstance(text, str) or not text.strip():
            return ""
        key = _prose_key(text, labels)
        if key not in self.prose:
            self.prose[key] = self._known_links(render_old(text, dict(labels)))
        return self.prose[key]

    def _whole_prose(self, key: str, reading: Reading) -> str:
        text = reading.text.data.get(key)
        around = reading.around if reading.labels else 0
        return self.piece((key, id(text), around), lambda: self._prose(text, reading.labels))

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

    def step(self, number: int, step: Mapping[str, Any], reading: Reading) -> str:
        """A step, written once for all versions in which it reads the same."""
        around = reading.around if "next" in step or "deadline" in step or reading.labels else 0
        epoch = reading.epoch_with_titles if "sends" in step else reading.epoch
        return self.piece((number, id(step), around, epoch), lambda: "\n".join(self._step_lines(number, step, reading)))

    def _step_lines(self, number: int, step: Mapping[str, Any], reading: Reading) -> Iterator[str]:
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
            to_whom, _, message = told.partition(": ")
            yield f'<p class="hb-message"><strong>{label} {escape(to_whom)}:</strong> {escape(message)}</p>'
        if step.get("record"):
            yield f'<p class="hb-record"><strong>Dokumenter:</strong> {escape(str(step["record"]))}</p>'
        if ways := [tell.way(each) for _, each in listed(step, "next")]:
            yield f'<p class="hb-ways__label">Gå videre:</p>{_list("hb-ways", ways)}'
        if isinstance(step.get("source"), dict):
            yield f'<p class="hb-step__source">Kilder: {escape(tell.citation(step["source"]))}</p>'
        yield "</div>\n</li>"

    def rest(self, reading: Reading) -> Iterator[str]:
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
            yield f'<h2 id="bakgrunn">Bakgrunn</h2><div class="hb-prose">{SAID.sub("", background)}</div>'
        if data.get("references"):
            told = self._told("references", reading, tell.reference)
            yield f'<h2 id="kilder">Kilder</h2>{told}'

    def _told(self, key: str, reading: Reading, say: Callable[[Mapping[str, Any]], str]) -> str:
        """A field that is a list of mappings, each said in words."""
        data = reading.text.data
        return self.piece(
            (key, id(data[key]), reading.epoch),
            lambda: _list("hb-sources", [say(each) for _, each in listed(data, key)]),
        )

    def _facts(self, reading: Reading) -> Iterator[str]:
        shapes = schema_of("procedure")["properties"]
        for key in FACTS:
            value = reading.text.data.get(key)
            if value not in (None, "", []):
                yield self.piece(
                    (key, id(value), reading.epoch_with_titles),
                    lambda key=key, value=value: (  # type: ignore[misc]
                        f"<div><dt>{escape(shapes[key]['title'])}</dt>"
                        f"<dd>{escape(reading.tell.say(key, value, shapes[key]))}</dd></div>"
                    ),
                )


def _prose_key(text: str, labels: Mapping[str, str]) -> tuple[str, str]:
    return (text, repr(sorted(labels.items())) if "{" in text else "")


def _list(style: str, told: Sequence[str]) -> str:
    return f'<ul class="{style}">{"".join(f"<li>{escape(each)}</li>" for each in told)}</ul>'
