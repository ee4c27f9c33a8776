"""Says a value of a content file in words: deadlines, dates, names instead of ids, and Markdown without its signs."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from generator.deadlines import KINDS, counted_from
from generator.schema import Schema
from generator.words import WORDS, day_in_words, duration_in_words, word, working_days_in_words

KIND_OF_FIELD = {
    "services": "service",
    "roles": "roles",
    "role": "roles",
    "systems": "systems",
    "by": "bodies",
    "message": "messages",
    "source": "sources",
    "procedure": "procedure",
    "related": "procedure",
    "replaces": "procedure",
    "variant_of": "procedure",
    "applies_to": "health-communities",
    "health_community": "health-communities",
    "group": "groups",
    "service-group": "service-groups",
}
"""Which list the ids of a field belong to."""
LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
SIGNS = re.compile(r"\*\*|__|`|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)|\\(?=[^\w\s])")
SIGN = re.compile(r"[*_`\\]")
START = re.compile(r"^(#{1,6}[^\S\n]+|>[^\S\n]*)", re.MULTILINE)
BULLET = re.compile(r"^[-*+][^\S\n]+", re.MULTILINE)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
DURATION = re.compile(r"P(?:\d+[YMWD])*(?:T(?:\d+[HM])+)?")

NameOf = Callable[[str, str], str]
"""The name of an id in a list, e.g. ("roles", "sykepleier"); the id itself when nothing knows it."""


@dataclass(frozen=True)
class Teller:
    """Says values. `data` is the procedure whose steps and local values they may name."""

    name_of: NameOf
    data: Mapping[str, Any] = field(default_factory=dict)

    def of(self, data: Mapping[str, Any]) -> "Teller":
        """One that knows the steps and local values of a procedure."""
        return self if data is self.data else Teller(self.name_of, data)

    @cached_property
    def numbered(self) -> list[tuple[int, Mapping[str, Any]]]:
        """The steps, numbered."""
        return listed(self.data, "steps")

    @cached_property
    def steps(self) -> Mapping[str, tuple[int, str]]:
        """The number and title of steps by id."""
        return {each.get("id", ""): (number, str(each.get("title", ""))) for number, each in self.numbered}

    @cached_property
    def parameters(self) -> Mapping[str, str]:
        """The labels of local values by id."""
        return {str(each.get("id")): str(each.get("label", "")) for _, each in listed(self.data, "parameters")}

    def say(self, key: str, value: Any, schema: Schema) -> str:
        """A value in words."""
        if key in _SPECIAL and isinstance(value, dict):
            return _SPECIAL[key](self, value)
        if isinstance(value, bool):
            return "ja" if value else "nei"
        if isinstance(value, list):
            items = schema.get("items", {})
            return ", ".join(self.say(key, each, items) for each in value)
        if isinstance(value, dict):
            shapes = schema.get("properties", {})
            told = [(shapes.get(name, {}), name, each) for name, each in value.items()]
            return "; ".join(f"{shape.get('title', name)}: {self.say(name, each, shape)}" for shape, name, each in told)
        return self._text(key, str(value), schema)

    def _text(self, key: str, text: str, schema: Schema) -> str:
        if key in KIND_OF_FIELD:
            return self.name(key, text)
        if "enum" in schema and text in WORDS:
            return word(text)
        if DAY.fullmatch(text):
            return day_told(text)
        return self.plain(text)

    def name(self, key: str, name: str) -> str:
        """The name of an id in a field."""
        if key == "services" and name == "all":
            return "alle tjenester"
        return self.name_of(KIND_OF_FIELD[key], name)

    def plain(self, text: str) -> str:
        """Markdown as words: no signs, and the labels of local values instead of their ids."""
        words = bare(text)
        if "{" in words:
            for name, label in self.parameters.items():
                words = words.replace(f"{{{name}}}", f"«{label}»")
        return words

    def step(self, name: str) -> str:
        """A step that something points to."""
        if name == "end":
            return "ferdig"
        number, title = self.steps.get(name, (0, name))
        return f"trinn {number} ({title})" if number else title

    def deadline(self, value: Mapping[str, Any]) -> str:
        """A deadline: 24 timer etter trinn 2 (…), straks når tilbudet er klart."""
        told = ""
        if value.get("within"):
            told = duration_told(str(value["within"]))
        elif value.get("working_days"):
            with suppress(ValueError):
                told = working_days_in_words(int(value["working_days"]))
        kind = next((each for each in KINDS if value.get(each)), "time")
        if not told and kind != "time":
            told = word(kind).lower()
        if event := str(value.get("from") or ""):
            told = f"{told} {counted_from(kind, event, step=self.step(event) if event in self.steps else '')}".strip()
        if isinstance(value.get("source"), dict):
            told += f" ({self.citation(value['source'])})"
        return told or "ikke lesbar"

    def citation(self, value: Mapping[str, Any]) -> str:
        """A place in a source."""
        parts = [self.name("source", str(value.get("source", ""))), str(value.get("section", ""))]
        note = f" ({str(value['note']).rstrip('.')})" if value.get("note") else ""
        return " ".join(part for part in parts if part) + note

    def reference(self, value: Mapping[str, Any]) -> str:
        """A place in a source, and when it was read."""
        if value.get("source") is None or isinstance(value["source"], dict):
            return ""
        read = f", lest {day_told(str(value['read']))}" if value.get("read") else ""
        return self.citation(value) + read

    def approval(self, value: Mapping[str, Any]) -> str:
        """Who decided, when, and where it is written."""
        parts = [
            self.name("by", str(value.get("by", ""))),
            day_told(str(value.get("on", ""))),
            str(value.get("reference", "")),
        ]
        return ", ".join(part for part in parts if part)

    def sending(self, value: Mapping[str, Any]) -> str:
        """A message that is sent."""
        to: Any = value.get("to") if isinstance(value.get("to"), dict) else {}
        told = f"til {_word(to.get('party'))}: {self.name('message', str(value.get('message', '')))}"
        if to.get("procedure"):
            told += f" ({self.name('procedure', str(to['procedure']))})"
        ways = [
            f"{_word(each.get('when')).lower()}: {each.get('channel', '')}" for _, each in listed(value, "channels")
        ]
        return f"{told} – {'; '.join(ways)}" if ways else told

    def receipt(self, value: Mapping[str, Any]) -> str:
        """A message that is received."""
        return f"fra {_word(value.get('from'))}: {self.name('message', str(value.get('message', '')))}"

    def way(self, value: Mapping[str, Any]) -> str:
        """Where to go on."""
        to = self.step(str(value.get("to", "")))
        return f"{value['when']} → {to}" if value.get("when") else to

    def parameter(self, value: Mapping[str, Any]) -> str:
        """A value that each municipality fills in."""
        return str(value.get("label") or value.get("id", ""))

    def warning(self, value: Mapping[str, Any]) -> str:
        """A warning, with what it is called first."""
        return ": ".join(self.plain(str(value[key])) for key in ("title", "text") if value.get(key))

    def training(self, value: Mapping[str, Any]) -> str:
        """What some roles must know."""
        roles: Any = value.get("roles") if isinstance(value.get("roles"), list) else []
        return f"{', '.join(self.name('roles', str(each)) for each in roles)}: {value.get('text', '')}"


_SPECIAL: dict[str, Callable[[Teller, Mapping[str, Any]], str]] = {
    "deadline": Teller.deadline,
    "source": Teller.citation,
    "references": Teller.reference,
    "legal_basis": Teller.reference,
    "approvals": Teller.approval,
    "sends": Teller.sending,
    "receives": Teller.receipt,
    "next": Teller.way,
    "parameters": Teller.parameter,
    "training": Teller.training,
    "warnings": Teller.warning,
}


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """Markdown without its signs. The same texts come again and again, in version after version."""
    words = "\n".join([line.strip() for line in text.split("\n")])
    words = BULLET.sub("• ", words)
    words = START.sub("", words) if "#" in words or ">" in words else words
    words = LINK.sub(r"\1", words) if "](" in words else words
    return (SIGNS.sub("", words) if SIGN.search(words) else words).strip()


def listed(data: Mapping[str, Any], key: str) -> list[tuple[int, Mapping[str, Any]]]:
    """The mappings in a list, numbered; nothing when the field holds something else."""
    found = data.get(key)
    rows = [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
    return list(enumerate(rows, 1))


def day_told(text: str) -> str:
    """A day in words; what is no day stays as it was written."""
    try:
        return day_in_words(date.fromisoformat(text))
    except ValueError:
        return text


def duration_told(text: str) -> str:
    """A duration in words; what is none stays as it was written."""
    return (duration_in_words(text) if DURATION.fullmatch(text) else "") or text


def _word(key: Any) -> str:
    return word(key) if key in WORDS else str(key or "")
