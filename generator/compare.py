"""The difference between two revisions of an item, field by field, as data in plain words. Pure.

Each difference is a mapping: `path` (field names and step ids), `label` ("Frist i trinn 3"), `kind` (`changed`,
`added`, `removed`, `moved`), `before` and `after` in words, and for prose `words`: pairs of `same`, `removed` or
`added`, and text.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import compress, pairwise
from operator import is_not
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from generator.revisions import BODY, Data, blocks, plain_text
from generator.schema import Schema, schema_of
from generator.told import Teller, bare

Difference = dict[str, Any]
NOT_TOLD = frozenset(["version", "change"])
"""Shown as what they are, above the differences."""
NAMING = frozenset(["id", "group"])
"""What a step is called; matched by, not told."""
LONG = 60
"""Characters; longer texts are told word by word."""
LIKE = 55
"""Likeness in per cent from which two steps with different ids are taken to be the same step."""
MOST_STEPS = 60
MATCHED_BY: dict[str, tuple[str, ...]] = {
    "references": ("source", "section"),
    "legal_basis": ("source", "section"),
    "approvals": ("by", "on"),
    "sends": ("message",),
    "receives": ("message",),
    "next": ("to",),
    "parameters": ("id",),
    "training": ("roles",),
    "warnings": ("title",),
    "channels": ("when",),
    "numbers": ("number",),
}
ONLY_FORM = "Bare lenker eller utforming er endret."
Words = list[tuple[str, str]]
Kept = dict[tuple[int, int, int], list[Difference]]
"""Differences by a step's number and the identity of its two forms, which the caller keeps alive."""


def differences(  # noqa: PLR0913, PLR0917 - two sides, and what they have in common with others
    kind: str, old: Data, new: Data, before: Teller, after: Teller, kept: Kept | None = None
) -> list[Difference]:
    """What differs, in the order of the fields. `before` and `after` say values with the names of their time.

    `kept`: what was found in steps of other comparisons in which both tellers say the same.
    """
    schema = schema_of(kind)
    schema = schema.get("items", schema)  # an entry of a list of the vocabulary
    comparison = _Comparison(before.of(old), after.of(new), {} if kept is None else kept)
    found: list[Difference] = []
    for key in _differing(schema, old, new, NOT_TOLD):
        if key == "steps":
            found += comparison.steps(schema["properties"]["steps"]["items"])
        else:
            found += comparison.field((key,), key, old.get(key), new.get(key), _shape(schema, key), "")
    return found


def _differing(
    schema: Schema, old: Mapping[str, Any], new: Mapping[str, Any], left_out: frozenset[str] = frozenset()
) -> list[str]:
    """Fields whose values are not the same, in the schema's order; others follow as they stand."""
    if [*old] == [*new]:
        keys = [*compress(old, map(is_not, old.values(), new.values()))]
    else:
        keys = [*old, *(key for key in new if key not in old)]
    keys = [key for key in keys if key not in left_out and old.get(key) != new.get(key)]
    order = [*schema["properties"], "group"] if len(keys) > 1 else []
    return sorted(keys, key=lambda key: order.index(key) if key in order else len(order))


def _shape(schema: Schema, key: str) -> Schema:
    titles = {BODY: "Bakgrunn", "group": "Faggruppe", "service-group": "Tjenestegruppe"}
    shape: Schema = schema.get("properties", {}).get(key, {})
    if key == BODY:
        return {"title": titles[key], "contentMediaType": "text/markdown"}
    return shape or {"title": titles.get(key, key)}


class _Comparison:
    """One comparison, with the words of both sides."""

    def __init__(self, before: Teller, after: Teller, kept: Kept) -> None:
        self.before, self.after, self.kept = before, after, kept

    def field(  # noqa: PLR0913, PLR0917 - where the field stands, and what it was and is
        self, path: tuple[str, ...], key: str, old: Any, new: Any, shape: Schema, where: str
    ) -> Iterator[Difference]:
        label = f"{shape.get('title', key)}{where}"
        if isinstance(old, str) and isinstance(new, str) and _is_prose(shape) and "{" not in old and "{" not in new:
            yield from _of_prose(path, label, old, new)
            return
        if _alike(old, new):
            return
        if isinstance(old or [], list) and isinstance(new or [], list):
            yield from self._list(path, key, old or [], new or [], shape, label)
            return
        told = [
            "" if value is None else teller.say(key, value, shape)
            for teller, value in ((self.before, old), (self.after, new))
        ]
        yield _difference(path, label, _kind(old, new), *told, prose=_is_prose(shape))

    def _list(  # noqa: PLR0913, PLR0917 - where the field stands, and what it was and is
        self, path: tuple[str, ...], key: str, old: list[Any], new: list[Any], shape: Schema, label: str
    ) -> Iterator[Difference]:
        """Entries by what names them: gone, new, or the same with other values."""
        items = shape.get("items", {})
        was, now = _by_name(key, old), _by_name(key, new)
        gone = [self.before.say(key, was[name], items) for name in was if name not in now]
        come = [self.after.say(key, now[name], items) for name in now if name not in was]
        if len(gone) == len(come) == 1 and isinstance((old or new)[0], dict):
            yield _difference(path, label, "changed", gone[0], come[0])
        else:
            for told in gone:
                yield _difference(path, label, "removed", told, "")
            for told in come:
                yield _difference(path, label, "added", "", told)
        for name in [name for name in was if name in now and plain_text(was[name]) != plain_text(now[name])]:
            yield _difference(
                path, label, "changed", self.before.say(key, was[name], items), self.after.say(key, now[name], items)
            )
        if not gone and not come and [name for name in was if name in now] != [name for name in now if name in was]:
            both = [
                ", ".join(teller.say(key, each, items) for each in rows)
                for teller, rows in ((self.before, old), (self.after, new))
            ]
            yield {**_difference(path, label, "moved", *both), "label": f"Rekkefølgen i {label.lower()}"}

    def steps(self, shape: Schema) -> Iterator[Difference]:
        """Steps gone, moved, new, and what changed within those that stay."""
        old, new = self.before.numbered, self.after.numbered
        if len(old) == len(new):
            differing = [
                (number, was, step) for (number, was), (_, step) in zip(old, new, strict=True) if was is not step
            ]
            if all(_id(was) == _id(step) != "" for _, was, step in differing):
                for number, was, step in differing:
                    yield from self._within_step(number, was, step, shape)
                return
        pairs = _pairs([each for _, each in old], [each for _, each in new])
        stay = {place_new: place_old for place_old, place_new in pairs}
        stayed = {place_old for place_old, _ in pairs}
        for number, step in old:
            if number - 1 not in stayed:
                label = f"Trinn {number} er tatt bort"
                yield _difference(("steps", _id(step)), label, "removed", _step(step, self.before), "")
        moved = _moved([stay[place] for place in sorted(stay)])
        for number, step in new:
            path = ("steps", _id(step))
            if number - 1 not in stay:
                yield _difference(path, f"Nytt trinn {number}", "added", "", _step(step, self.after))
                continue
            number_old, was = old[stay[number - 1]]
            if number_old - 1 in moved:
                label = f"Trinnet «{step.get('title', '')}» er flyttet"
                yield _difference(path, label, "moved", f"trinn {number_old}", f"trinn {number}")
            yield from self._within_step(number, was, step, shape)

    def _within_step(
        self, number: int, was: Mapping[str, Any], step: Mapping[str, Any], shape: Schema
    ) -> Sequence[Difference]:
        if was is step:
            return ()
        pair, path, where = (number, id(was), id(step)), ("steps", _id(step)), f" i trinn {number}"
        if pair not in self.kept:
            self.kept[pair] = [
                each
                for key in _differing(shape, was, step, NAMING)
                for each in self.field((*path, key), key, was.get(key), step.get(key), _shape(shape, key), where)
            ]
        return self.kept[pair]


def _alike(old: Any, new: Any) -> bool:
    """Whether two values say the same. Texts with different words cannot."""
    if isinstance(old, str) and isinstance(new, str) and old.split() != new.split():
        return False
    return bool(plain_text(old) == plain_text(new))


@lru_cache(maxsize=16_384)
def _of_prose(path: tuple[str, ...], label: str, old: str, new: str) -> tuple[Difference, ...]:
    """The difference between two pieces of Markdown without local values, if any. Many versions have it in common."""
    if _alike(old, new):
        return ()
    return (_difference(path, label, "changed", bare(old), bare(new), prose=True),)


def _id(step: Mapping[str, Any]) -> str:
    return str(step.get("id", ""))


def _step(step: Mapping[str, Any], teller: Teller) -> str:
    parts = [
        f"{step.get('title', '')} ({teller.name('role', str(step.get('role', '')))})",
        teller.plain(str(step.get("text", ""))),
    ]
    if isinstance(step.get("deadline"), dict):
        parts.append(f"Frist: {teller.deadline(step['deadline'])}")
    return "\n".join(part for part in parts if part)


def _kind(old: Any, new: Any) -> str:
    return "added" if old is None else "removed" if new is None else "changed"


def _is_prose(shape: Schema) -> bool:
    return shape.get("contentMediaType") == "text/markdown"


def _difference(  # noqa: PLR0913 - the parts of a difference
    path: tuple[str, ...], label: str, kind: str, before: str, after: str, *, prose: bool = False
) -> Difference:
    told: Difference = {"path": list(path), "label": label, "kind": kind, "before": before, "after": after}
    if kind == "changed" and before == after:
        told["note"] = ONLY_FORM
    elif kind == "changed" and (prose or max(len(before), len(after)) > LONG):
        told["words"] = words(before, after)
        if all(tag == "same" for tag, _ in told["words"]):
            told["note"] = ONLY_FORM
    return told


@lru_cache(maxsize=4096)
def words(before: str, after: str) -> Words:
    """Two texts as one: what stays, what is gone and what is new, block by block and then word by word.

    Space and line breaks are of neither side: they stay outside what is gone or new, and alone are no difference.
    """
    old, new = blocks(before), blocks(after)
    found: Words = []
    for tag, a, b, c, d in _joined(old, new):
        if tag == "equal":
            _add(found, "same", "\n".join(old[a:b]) + "\n")
        else:
            _within(found, "\n".join(old[a:b]), "\n".join(new[c:d]))
    found = _without_space(found)
    if found:
        found[-1] = (found[-1][0], found[-1][1].rstrip("\n"))
    return [(tag, text) for tag, text in found if text]


def _without_space(found: Words) -> Words:
    """The same, with the space around what is gone or new put between the marks."""
    tidy: Words = []
    for (tag, text), (following, _) in pairwise([*found, ("same", "")]):
        if tag == "same":
            _add(tidy, tag, text)
        elif core := text.strip():
            end = " " if (tag, following) == ("removed", "added") else text[len(text.rstrip()) :]
            _add(tidy, "same", text[: len(text) - len(text.lstrip())])
            _add(tidy, tag, core)
            _add(tidy, "same", end)
        elif tag == "added":
            _add(tidy, "same", text)
    return tidy


def _joined(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Operations that turn one list into the other; deletions and insertions side by side are one."""
    a = c = 0
    for step in Indel.opcodes(old, new):
        tag, start, end, start_new, end_new = step.tag, step.src_start, step.src_end, step.dest_start, step.dest_end
        if tag == "equal":
            if (a, c) != (start, start_new):
                yield "replace", a, start, c, start_new
            yield "equal", start, end, start_new, end_new
            a, c = end, end_new
    if (a, c) != (len(old), len(new)):
        yield "replace", a, len(old), c, len(new)


def _within(found: Words, before: str, after: str) -> None:
    if not before or not after or fuzz.ratio(before, after) < LIKE:
        _add(found, "removed", before and before + "\n")
        _add(found, "added", after and after + "\n")
        return
    old, new = _words(before), _words(after)
    for tag, a, b, c, d in _joined(before.split(), after.split()):
        if tag == "equal":
            _add(found, "same", _said(new[c:d]))
        else:
            _add(found, "removed", _said(old[a:b]))
            _add(found, "added", _said(new[c:d]))


def _words(text: str) -> list[str]:
    """The words of some blocks, which have one space between them; the last of a block has its line break."""
    return f"{text}\n".replace("\n", "\n ").split(" ")[:-1]


def _said(words: Sequence[str]) -> str:
    """Words as text, with the space after them."""
    return f"{' '.join(words)} ".replace("\n ", "\n") if words else ""


def _add(found: Words, tag: str, text: str) -> None:
    if text and found and found[-1][0] == tag:
        found[-1] = (tag, found[-1][1] + text)
    elif text:
        found.append((tag, text))


def _by_name(key: str, rows: Sequence[Any]) -> dict[str, Any]:
    """Entries by what names them; of several with one name, each has its own."""
    found: dict[str, Any] = {}
    for row in rows:
        naming = MATCHED_BY.get(key)
        name = json.dumps(
            [row.get(part) for part in naming] if isinstance(row, dict) and naming else row, sort_keys=True
        )
        while name in found:
            name += "+"
        found[name] = row
    return found


def _pairs(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> list[tuple[int, int]]:
    """Places of the same step before and after: those with one id, then those most like each other."""
    by_id = {_id(step): place for place, step in reversed(list(enumerate(old)))}
    pairs = {}
    for place, step in enumerate(new):
        if _id(step) in by_id and by_id[_id(step)] not in pairs:
            pairs[by_id[_id(step)]] = place
    left = [place for place in range(len(old)) if place not in pairs][:MOST_STEPS]
    free = [place for place in range(len(new)) if place not in set(pairs.values())][:MOST_STEPS]
    likeness = sorted(((fuzz.ratio(_gist(old[a]), _gist(new[b])), -a, -b) for a in left for b in free), reverse=True)
    for ratio, a, b in likeness:
        if ratio >= LIKE and -a not in pairs and -b not in pairs.values():
            pairs[-a] = -b
    return sorted(pairs.items())


def _gist(step: Mapping[str, Any]) -> str:
    return f"{step.get('title', '')}\n{step.get('text', '')}"


def _moved(places: Sequence[int]) -> set[int]:
    """The fewest that must have moved for the rest to be in order: all but a longest rising run."""
    if all(one < other for one, other in pairwise(places)):
        return set()
    best: list[list[int]] = []
    for place in places:
        best.append([*_longest([run for run in best if run[-1] < place]), place])
    kept = set(_longest(best))
    return {place for place in places if place not in kept}


def _longest(runs: Sequence[list[int]]) -> list[int]:
    return max(runs, key=len, default=[])
