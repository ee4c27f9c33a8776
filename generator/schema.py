"""Judges one file's data by its JSON Schema, and says what is wrong in Norwegian.

The schemas in schema/ carry Norwegian titles and help for every field; messages name fields by them.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from generator import mended
from generator.findings import Pointer, Problem
from generator.suggest import did_you_mean, nearest

SCHEMAS = Path(__file__).resolve().parent.parent / "schema"

Schema = dict[str, Any]
TYPES = {"object": "felt med verdier under", "array": "en liste", "string": "tekst"}
NUMBERED = {
    "steps": "trinn",
    "references": "kilde",
    "parameters": "lokal verdi",
    "approvals": "vedtak",
    "warnings": "advarsel",
}
LIKELY_YEARS = range(1900, 2200)
OR_DROP = ", eller ta bort feltet"
SHOWN = 40
"""Characters of a wrong value that are repeated in a message."""
IS = {dict: "object", list: "array", str: "string", bool: "boolean", int: "integer"}
NAME = re.compile("[a-z_]+")
"""What a name of a field looks like; a piece of a text rarely does."""


@cache
def schema_of(name: str) -> Schema:
    """The schema called `name`, e.g. "procedure"."""
    loaded: Schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    return loaded


@cache
def _validator(name: str) -> Any:
    from jsonschema import Draft202012Validator, FormatChecker, validators  # noqa: PLC0415 - slow, often not needed

    formats = FormatChecker(formats=())
    formats.checks("date", raises=ValueError)(_judge_day)
    own = {"pattern": _whole_pattern, "minLength": _length_of_words}
    checker = validators.extend(Draft202012Validator, own)  # type: ignore[no-untyped-call]
    return checker(schema_of(name), format_checker=formats)


def _whole_pattern(_validator: Any, pattern: str, instance: Any, _schema: Schema) -> Iterator[Any]:
    """As the standard keyword, but `$` is the end: in Python it also stands before a last line break."""
    from jsonschema import ValidationError  # noqa: PLC0415 - slow to import, often not needed

    if isinstance(instance, str) and (instance.endswith("\n") or not re.search(pattern, instance)):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _length_of_words(_validator: Any, least: int, instance: Any, _schema: Schema) -> Iterator[Any]:
    """As the standard keyword, but blanks around a text are not text."""
    from jsonschema import ValidationError  # noqa: PLC0415 - slow to import, often not needed

    if isinstance(instance, str) and len(instance.strip()) < least:
        yield ValidationError(f"{instance!r} is too short")


def _judge_day(text: object) -> bool:
    """Whether a text is a day; raises ValueError when there is no such day. A year far off is a slip of the pen."""
    return date.fromisoformat(str(text)).year in LIKELY_YEARS


@cache
def _quick(name: str) -> Any:
    """The same judgement without a word of explanation, some fifty times as fast: most files have no fault."""
    from jsonschema_rs import Draft202012Validator  # noqa: PLC0415 - often not needed

    days = {"date": _is_likely_day}
    return Draft202012Validator(_without_blanks(schema_of(name)), formats=days, validate_formats=True)


def _is_likely_day(text: str) -> bool:
    try:
        return _judge_day(text)
    except ValueError:
        return False


def _without_blanks(schema: Any) -> Any:
    """The schema, with each `minLength` told as a pattern, since blanks around a text are not text."""
    if isinstance(schema, list):
        return [_without_blanks(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    told = {key: _without_blanks(value) for key, value in schema.items()}
    least = schema.get("minLength")
    if isinstance(least, int):
        told["allOf"] = [{"pattern": rf"\S[\s\S]{{{least - 2},}}\S" if least > 1 else r"\S"}]
    return told


def problems(name: str, path: str, data: Any) -> Iterator[tuple[str, Problem]]:
    """What the schema called `name` does not accept in `data`: the rule that is broken, and how."""
    if _quick(name).is_valid(data):
        return
    for error in _validator(name).iter_errors(data):
        pointer: Pointer = tuple(error.absolute_path)
        context = _context(schema_of(name), pointer)
        rule, explain = _EXPLAIN[error.validator]
        for message, hint, added in explain(error, context):
            told = hint.replace(OR_DROP, "") if _is_required(schema_of(name), pointer) else hint
            yield rule, Problem(path, (*pointer, *added), message, told)


def _is_required(schema: Schema, pointer: Pointer) -> bool:
    """Whether the field that `pointer` names must be there."""
    for part in pointer[:-1]:
        schema = schema.get("items", {}) if isinstance(part, int) else schema.get("properties", {}).get(part, {})
    return bool(pointer) and pointer[-1] in schema.get("required", ())


def label(schema: Schema, key: str) -> str:
    """A field as people know it: "Neste revisjon (`review_by`)"."""
    title = schema.get("properties", {}).get(key, {}).get("title")
    return f"{title} (`{key}`)" if title else f"`{key}`"


def _context(schema: Schema, pointer: Pointer) -> str:
    """The field that `pointer` names, and the step or other numbered item it stands in."""
    where, named = "", schema.get("title", "")
    for index, part in enumerate(pointer):
        if isinstance(part, int):
            schema = schema.get("items", {})
            numbered = NUMBERED.get(str(pointer[index - 1])) if index else None
            if numbered:
                where = f" i {numbered} {part + 1}"
                named = schema.get("title", "")
            elif not index:
                where, named = f" i oppføring {part + 1}", schema.get("title", "")
        else:
            named = label(schema, part)
            schema = schema.get("properties", {}).get(part, {})
    return f"{named}{where}"


def _help(schema: Schema) -> str:
    description = str(schema.get("description", "")).strip()
    examples = [each for each in schema.get("examples", []) if isinstance(each, str | int)]
    example = f" Eksempel: {examples[0]}" if examples else ""
    return f"{description}{example}".strip() or "Se hjelpen for feltet."


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"«{text[:SHOWN]}…»" if len(text) > SHOWN else f"«{text}»"


Explained = Iterator[tuple[str, str, Pointer]]


def _required(error: Any, context: str) -> Explained:
    present = set(error.instance)
    if (missing := re.match(r"'([^']+)'", error.message)) is None:
        return
    key = missing[1]
    unknown = present - set(error.schema["properties"])
    if key in _meant_by(error.schema, error.instance).values():
        return  # told where the wrong name stands
    hint = _help(error.schema["properties"].get(key, {}))
    if unknown:
        hint = f"{hint} Er feltnavnet skrevet riktig?"
    inside = f"{context}: " if error.absolute_path else ""
    yield f"{inside}{label(error.schema, key)} mangler.", f"Legg til «{key}:». {hint}", ()


def _unknown(error: Any, context: str) -> Explained:
    allowed = error.schema.get("properties", {})
    torn = _torn(error.instance, allowed)
    for key, pieces in torn.items():
        first = next(iter(pieces))
        whole = f'{key}: "{", ".join([str(error.instance[key]), *pieces])}"'
        yield f"Et komma deler teksten i to, og «{first[:SHOWN]}» blir et felt.", f"Skriv {whole}", (first,)
    loose = {piece for pieces in torn.values() for piece in pieces}
    meanings = _meant_by(error.schema, error.instance)
    for key in error.instance:
        if key not in allowed and key not in loose:
            otherwise = "Feltene som finnes er: " + ", ".join(sorted(allowed)) + "."
            where = f" ({context})" if error.absolute_path else ""
            meant = meanings.get(key, "")
            hint = f"Skriv «{meant}:» i stedet." if meant else did_you_mean(key, allowed, otherwise)
            yield f"Feltet «{key[:SHOWN]}» finnes ikke{where}.", hint, (key,)


def _torn(instance: Schema, allowed: Schema) -> dict[str, list[str]]:
    """Texts in braces without quotes whose commas made fields of the rest: the field, and the pieces torn off it."""
    found: dict[str, list[str]] = {}
    before = ""
    for key, value in instance.items():
        if key in allowed and isinstance(value, str):
            before = key
        elif before and key not in allowed and value == "":
            found.setdefault(before, []).append(key)
        else:
            before = ""
    return {key: pieces for key, pieces in found.items() if not all(NAME.fullmatch(each) for each in pieces)}


def _meant_by(schema: Schema, instance: Schema) -> dict[str, str]:
    """The field that each unknown name stands for. One name left over and one field missing: likely the same."""
    fields = schema.get("properties", {})
    unknown = [key for key in instance if key not in fields]
    found = {key: meant for key in unknown if (meant := _meant(schema, key))}
    left = [key for key in unknown if key not in found]
    missing = [key for key in schema.get("required", ()) if key not in instance and key not in found.values()]
    if len(left) == len(missing) == 1 and IS[type(instance[left[0]])] == fields.get(missing[0], {}).get("type"):
        found[left[0]] = missing[0]
    return found


def _meant(schema: Schema, key: str) -> str:
    """The field whose name, or whose Norwegian title, was nearly written; empty when there is none."""
    fields = schema.get("properties", {})
    said = key.strip().lower().replace("_", " ")
    titles = {str(each.get("title", "")).lower(): name for name, each in fields.items()}
    return titles.get(said) or nearest(key, fields) or titles.get(nearest(said, titles), "")


def _type(error: Any, context: str) -> Explained:
    wanted = error.validator_value
    if error.instance == "":
        yield (
            f"{context} har ingen verdi.",
            f"Skriv en verdi, eller ta bort feltet. {_help(error.schema)}",
            (),
        )
    elif wanted == "boolean":
        yield (
            f"{context} må være true eller false, men er {_shown(error.instance)}.",
            f"Skriv {mended.truth(str(error.instance)) or 'true (ja) eller false (nei)'}, uten anførselstegn.",
            (),
        )
    elif wanted == "integer":
        yield f"{context} må være et helt tall, men er {_shown(error.instance)}.", _help(error.schema), ()
    else:
        yield f"{context} må være {TYPES.get(wanted, wanted)}.", _line(error) or _help(error.schema), ()


def _line(error: Any) -> str:
    """The line to write instead of plain words in the place of a list or of fields; empty when that is not clear."""
    key = error.absolute_path[-1] if error.absolute_path else ""
    if not isinstance(error.instance, str) or not isinstance(key, str):
        return ""
    if error.validator_value == "array" and error.schema["items"]["type"] == "string":
        words = [each.strip(" -–•") for each in re.split("[,;\n]", error.instance)]
        form = error.schema["items"].get("pattern", "")
        return f"Skriv {key}: [{', '.join(mended.guess(each, form) or each for each in words if each)}]"
    if key == "deadline":
        return f"Skriv deadline: {mended.deadline(error.instance)}"
    return ""


def _enum(error: Any, context: str) -> Explained:
    allowed = [str(each) for each in error.validator_value]
    choices = "Velg en av: " + ", ".join(map(mended.in_words, allowed)) + "."
    meant = mended.choice(str(error.instance), allowed)
    near = f"Skriv {mended.in_words(meant, '«{}»')}." if meant else did_you_mean(str(error.instance), allowed, "")
    yield f"{context} kan ikke være {_shown(error.instance)}.", f"{near} {choices}".strip(), ()


def _pattern(error: Any, context: str) -> Explained:
    if not error.instance.strip():
        return  # minLength says it better
    if meant := mended.guess(error.instance, error.validator_value):
        quote = '"' if meant[0].isdigit() else ""
        yield f"{context} er ikke skrevet riktig: {_shown(error.instance)}.", f"Skriv {quote}{meant}{quote}", ()
        return
    hint = error.schema.get("patternErrorMessage") or _help(error.schema)
    yield f"{context} er ikke skrevet riktig: {_shown(error.instance)}.", hint, ()


def _format(error: Any, context: str) -> Explained:
    if re.fullmatch(error.schema.get("pattern", ""), error.instance):
        yield (
            f"{context} er en dato som ikke finnes: {_shown(error.instance)}.",
            "Sjekk dagen og måneden.",
            (),
        )


def _too_short(error: Any, context: str) -> Explained:
    if error.instance == "":
        yield (
            f"{context} har ingen verdi.",
            f"Skriv en verdi, eller ta bort feltet. {_help(error.schema)}",
            (),
        )
    else:
        have, need = len(error.instance), error.validator_value
        yield f"{context} er for kort: {have} tegn.", f"Skriv minst {need} tegn. {_help(error.schema)}", ()


def _too_long(error: Any, context: str) -> Explained:
    have, most = len(error.instance), error.validator_value
    yield f"{context} er for lang: {have} tegn.", f"Kort ned til høyst {most} tegn.", ()


def _too_few(error: Any, context: str) -> Explained:
    yield f"{context} er en tom liste.", f"Skriv inn minst {error.validator_value}, eller ta bort feltet.", ()


def _too_many(error: Any, context: str) -> Explained:
    have, most = len(error.instance), error.validator_value
    yield f"{context} har for mange: {have}.", f"Ha høyst {most}. Del opp hvis alle trengs.", ()


def _twice(error: Any, context: str) -> Explained:
    seen: list[Any] = []
    for index, item in enumerate(error.instance):
        if item in seen:
            yield f"{context} har {_shown(item)} to ganger.", "Ta bort den ene.", (index,)
            return
        seen.append(item)


def _number(error: Any, context: str) -> Explained:
    low, high = error.schema.get("minimum"), error.schema.get("maximum")
    yield f"{context} er utenfor grensene: {error.instance}.", f"Skriv et tall fra {low} til {high}.", ()


def _const(error: Any, context: str) -> Explained:
    wanted = json.dumps(error.validator_value)
    yield f"{context} kan bare være {wanted}.", f"Skriv {wanted}, eller ta bort feltet.", ()


_EXPLAIN = {
    "required": ("field-missing", _required),
    "additionalProperties": ("field-unknown", _unknown),
    "type": ("field-type", _type),
    "enum": ("field-value", _enum),
    "const": ("field-value", _const),
    "pattern": ("field-form", _pattern),
    "format": ("field-form", _format),
    "minimum": ("field-value", _number),
    "maximum": ("field-value", _number),
    "minLength": ("field-length", _too_short),
    "maxLength": ("field-length", _too_long),
    "minItems": ("field-length", _too_few),
    "maxItems": ("field-length", _too_many),
    "uniqueItems": ("field-repeated", _twice),
}
"""Every keyword that the schemas in schema/ use (a test holds this), the rule it is, and how it is told."""
