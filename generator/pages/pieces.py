"""The pieces of earlier texts of a procedure, as HTML: what two versions have in common is written once.

They are written here, not in templates: there are tens of thousands of them. Values that did not change are the same
objects (see `revisions`), so a piece is known by the identity of what it shows. The caller keeps them alive meanwhile.
Pieces are bytes, as in the file: a page is then put together without looking at its letters again.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import escape
from typing import Any, Protocol

from generator import addresses
from generator.model import Procedure
from generator.old_prose import render_old, without_pictures
from generator.schema import Schema, schema_of
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
REST = ("exceptions", "training", *FACTS, "body", "references")
"""What stands below the steps."""
Key = tuple[object, ...]
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
    at_depth: dict[int, dict[Key, bytes]] = field(default_factory=lambda: {0: {}})
    around: dict[Key, int] = field(default_factory=dict)

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
        said = [id(each.get(key)) for _, each in tell.numbered for key in ("id", "title")]
        around = self.around.setdefault((*said, id(text.data.get("parameters"))), len(self.around) + 1)
        epochs = [self.epoch_of(text.index, with_titles=titles) for titles in (False, True)]
        return Reading(text, tell, labels, around, *epochs)

    def piece(self, key: Key, make: Callable[[], str]) -> bytes:
        """What was made under this key, or else what is made now."""
        pieces = self.at_depth[self.depth]
        found = pieces.get(key)
        if found is None:
            found = pieces[key] = self.ready(make())
        return found

    def joined(self, key: Key, make: Callable[[], Iterable[bytes]]) -> bytes:
        """Pieces that most versions have in common, put together once."""
        pieces = self.at_depth[self.depth]
        found = pieces.get(key)
        if found is None:
            found = pieces[key] = b"\n".join(make())
        return found

    def ready(self, html: str) -> bytes:
        """HTML with links and line breaks as readers of this page need them."""
        return addresses.relative(unbroken(html), self.depth).encode()

    def _prose(self, text: Any, labels: Mapping[str, str]) -> str:
        if not isinstance(text, str) or not text.strip():
            return ""
        key = _prose_key(text, labels)
        if key not in self.prose:
            self.prose[key] = self._known_links(render_old(text, dict(labels)))
        return self.prose[key]

    def _whole_prose(self, key: str, reading: Reading, form: str) -> bytes:
        """A field of prose, put into a form; nothing when it says nothing."""
        text = reading.text.data.get(key)
        around = reading.around if reading.labels else 0

        def make() -> str:
            prose = self._prose(text, reading.labels)
            return form.format(SAID.sub("", prose) if key == "body" else prose) if prose else ""

        return self.piece((key, id(text), around), make)

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

    def steps(self, reading: Reading) -> bytes:
        """The steps, each written once for all versions in which it reads the same."""
        pieces, with_around = self.at_depth[self.depth], bool(reading.labels)
        keys = []
        for number, step in reading.tell.numbered:
            around = reading.around if with_around or "next" in step or "deadline" in step else 0
            key = (number, id(step), around, reading.epoch_with_titles if "sends" in step else reading.epoch)
            if key not in pieces:
                pieces[key] = self.ready(self._step(number, step, reading))
            keys.append(key)
        return b"\n".join([pieces[key] for key in keys])

    def _step(self, number: int, step: Mapping[str, Any], reading: Reading) -> str:
        tell = reading.tell
        lines = [_heading(number, step, tell)]
        if isinstance(step.get("deadline"), dict):
            deadline = f"<strong>{escape(tell.deadline(step['deadline']))}</strong>"
            lines.append(f'<p class="hb-deadline"><span class="hb-deadline__label">Frist:</span> {deadline}</p>')
        if step.get("required_by_law") is True:
            lines.append('<p class="hb-law">Lovpålagt</p>')
        lines.append(f'</div>\n<div class="hb-step__main">\n{self._prose(step.get("text"), reading.labels)}')
        lines += _messages(step, tell)
        if step.get("record"):
            lines.append(f'<p class="hb-record"><strong>Dokumenter:</strong> {escape(str(step["record"]))}</p>')
        if "next" in step and (ways := [tell.way(each) for _, each in listed(step, "next")]):
            lines.append(f'<p class="hb-ways__label">Gå videre:</p>{_list("hb-ways", ways)}')
        if isinstance(step.get("source"), dict):
            lines.append(f'<p class="hb-step__source">Kilder: {escape(tell.citation(step["source"]))}</p>')
        lines.append("</div>\n</li>")
        return "\n".join(lines)

    def rest(self, reading: Reading) -> bytes:
        """What stands below the steps."""
        data = reading.text.data
        around = reading.around if reading.labels else 0
        key = ("rest", *[id(data.get(name)) for name in REST], around, reading.epoch_with_titles)
        return self.joined(key, lambda: filter(None, self._rest(reading)))

    def _rest(self, reading: Reading) -> Iterator[bytes]:
        data, tell = reading.text.data, reading.tell
        yield self._whole_prose("exceptions", reading, '<h2 id="unntak">Unntak</h2><div class="hb-prose">{}</div>')
        if data.get("training"):
            yield self._told("training", reading, tell.training, '<h2 id="opplaering">Opplæring</h2>')
        yield b'<h2 id="om-prosedyren">Om prosedyren</h2>\n<dl class="hb-facts">'
        yield from self._facts(reading)
        yield b"</dl>"
        yield self._whole_prose("body", reading, '<h2 id="bakgrunn">Bakgrunn</h2><div class="hb-prose">{}</div>')
        if data.get("references"):
            yield self._told("references", reading, tell.reference, '<h2 id="kilder">Kilder</h2>')

    def _told(self, key: str, reading: Reading, say: Callable[[Mapping[str, Any]], str], heading: str) -> bytes:
        """A field that is a list of mappings, each said in words."""
        data = reading.text.data
        return self.piece(
            (key, id(data[key]), reading.epoch),
            lambda: heading + _list("hb-sources", [say(each) for _, each in listed(data, key)]),
        )

    def _facts(self, reading: Reading) -> Iterator[bytes]:
        shapes = schema_of("procedure")["properties"]
        for key in FACTS:
            value = reading.text.data.get(key)
            if value not in (None, "", []):
                known = (key, id(value), reading.epoch_with_titles)
                yield self.piece(known, partial(_fact, key, value, shapes[key], reading.tell))


def _fact(key: str, value: Any, shape: Schema, tell: Teller) -> str:
    return f"<div><dt>{escape(shape['title'])}</dt><dd>{escape(tell.say(key, value, shape))}</dd></div>"


def _heading(number: int, step: Mapping[str, Any], tell: Teller) -> str:
    title, role = (escape(each) for each in (str(step.get("title", "")), tell.name("role", str(step.get("role", "")))))
    setting = f' <span class="hb-step__setting">({word(step["setting"])})</span>' if _known(step, "setting") else ""
    return (
        f'<li class="hb-step" id="{escape(addresses.step(str(step.get("id", number))))}">\n'
        f'<h3 class="hb-step__title"><span class="hb-step__number">{number}.</span> {title}</h3>\n'
        '<div class="hb-step__side">\n'
        f'<p class="hb-step__role"><span class="hb-hidden">Roller: </span>{role}{setting}</p>'
    )


def _messages(step: Mapping[str, Any], tell: Teller) -> Iterator[str]:
    if "receives" not in step and "sends" not in step:
        return
    for label, told in (
        *(("Ta imot", tell.receipt(each)) for _, each in listed(step, "receives")),
        *(("Send", tell.sending(each)) for _, each in listed(step, "sends")),
    ):
        to_whom, _, message = told.partition(": ")
        yield f'<p class="hb-message"><strong>{label} {escape(to_whom)}:</strong> {escape(message)}</p>'


def _known(step: Mapping[str, Any], key: str) -> bool:
    return isinstance(step.get(key), str) and step[key] in WORDS


def _prose_key(text: str, labels: Mapping[str, str]) -> tuple[str, str]:
    return (text, repr(sorted(labels.items())) if "{" in text else "")


def _list(style: str, told: Sequence[str]) -> str:
    return f'<ul class="{style}">{"".join(f"<li>{escape(each)}</li>" for each in told)}</ul>'
