"""The schemas: every word of them is understood, every field has help, and what is wrong is said so that people can mend it."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from generator.load import Kind
from generator.schema import _EXPLAIN, SCHEMAS, _quick, _validator, label, problems, schema_of
from tests.support import REPOSITORY

NAMES = sorted(each.name.removesuffix(".schema.json") for each in SCHEMAS.glob("*.json"))
STRUCTURE = {
    "$schema",
    "$id",
    "title",
    "description",
    "examples",
    "properties",
    "items",
    "contentMediaType",
    "patternErrorMessage",
}
ENGLISH = re.compile(r"\b(?:the|and|of|is|are|with|must|should|this|that|from which|name of)\b", re.IGNORECASE)


def walk(schema, path):
    """Every schema inside a schema, with the way to it."""
    yield path, schema
    for name, inner in schema.get("properties", {}).items():
        yield from walk(inner, f"{path}.{name}")
    if "items" in schema:
        yield from walk(schema["items"], f"{path}[]")


EVERY = [(name, path, schema) for name in NAMES for path, schema in walk(schema_of(name), name)]


def test_there_is_a_schema_for_every_kind_of_file_and_no_other():
    assert set(NAMES) == {kind.value for kind in Kind if kind is not Kind.IMAGE}


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_valid(name):
    Draft202012Validator.check_schema(schema_of(name))


def test_every_keyword_that_is_used_can_be_told_in_norwegian():
    used = {key for _, _, schema in EVERY for key in schema}
    assert used - STRUCTURE <= set(_EXPLAIN)
    assert set(_EXPLAIN) <= used, "an explanation that nothing uses"


@pytest.mark.parametrize(("name", "path", "schema"), EVERY, ids=[path for _, path, _ in EVERY])
def test_every_field_has_norwegian_help_and_examples_that_are_right(name, path, schema):
    for key in ("title", "description"):
        assert schema.get(key, "").strip(), f"{path} lacks {key}"
        assert not ENGLISH.search(schema[key]), schema[key]
    formats = FormatChecker(formats=("date",))
    for example in schema.get("examples", ()):
        if path == name and schema["type"] == "object":
            continue  # of a whole file only the beginning is shown
        assert not list(Draft202012Validator(schema, format_checker=formats).iter_errors(example)), example
    assert schema.get("examples"), f"{path} lacks examples"


def test_every_object_is_closed_and_says_what_must_be_there():
    for _, path, schema in EVERY:
        if schema["type"] == "object":
            assert schema["additionalProperties"] is False, path
            assert set(schema["required"]) <= set(schema["properties"]), path
        if schema["type"] == "array":
            assert "maxItems" in schema, path


def test_every_text_has_a_limit_or_a_form():
    limitless = [
        path
        for _, path, schema in EVERY
        if schema["type"] == "string" and not {"maxLength", "pattern", "enum"} & set(schema)
    ]
    assert limitless == []


def test_the_editor_is_told_which_schema_belongs_to_which_files():
    """Every schema stands in the settings of the repository's editor, for a language server of YAML."""
    settings = "".join(each.read_text("utf-8") for each in (REPOSITORY / ".vscode").glob("*.json"))
    assert not [name for name in NAMES if f"{name}.schema.json" not in settings]


PAGE = {"title": "Ny side", "summary": "En side som prøver noe nytt."}
STEP = {"id": "a", "title": "Gjør det", "role": "r", "text": "x"}


def without(data, *keys):
    return {key: value for key, value in data.items() if key not in keys}


@pytest.mark.parametrize(
    ("name", "data", "rule", "pointer", "message", "hint"),
    [
        ("page", without(PAGE, "title"), "field-missing", (), "Tittel (`title`) mangler.", "Legg til «title:»."),
        ("page", {**PAGE, "titel": "x"}, "field-unknown", ("titel",), "Feltet «titel» finnes ikke.", "Skriv «title:»"),
        ("page", {**PAGE, "xyz": "x"}, "field-unknown", ("xyz",), "Feltet «xyz» finnes ikke.", "Feltene som finnes er: summary, title."),
        ("page", {**PAGE, "title": ["x"]}, "field-type", ("title",), "Tittel (`title`) må være tekst.", ""),
        ("page", {**PAGE, "title": "ab"}, "field-length", ("title",), "Tittel (`title`) er for kort: 2 tegn.", "Skriv minst 3 tegn."),
        ("page", {**PAGE, "title": "a" * 91}, "field-length", ("title",), "Tittel (`title`) er for lang: 91 tegn.", "Kort ned til høyst 90 tegn."),
        ("page", {**PAGE, "title": ""}, "field-length", ("title",), "Tittel (`title`) har ingen verdi.", "Skriv en verdi."),
        ("page", "x", "field-type", (), "må være felt med verdier under.", ""),
        ("roles", {}, "field-type", (), "må være en liste.", ""),
        ("roles", [], "field-length", (), "er en tom liste.", "Skriv inn minst 1"),
        ("roles", [{"id": "r", "name": "R", "description": "x", "setting": "hospitl"}], "field-value", (0, "setting"), "kan ikke være «hospitl».", "Mente du «hospital»? Velg en av: municipality (kommunen), hospital (sykehuset)"),
        ("roles", [{"id": "R", "name": "R", "description": "x", "setting": "gp"}], "field-form", (0, "id"), "Id (`id`) i oppføring 1 er ikke skrevet riktig: «R».", "Skriv r"),
        ("sources", [{"id": "s", "kind": "act", "title": "x", "url": "https://a.no", "in_force": "ja"}], "field-type", (0, "in_force"), "må være true eller false, men er «ja».", "uten anførselstegn"),
        ("sources", [{"id": "s", "kind": "act", "title": "x", "url": "https://a.no", "in_force": True, "text_as_of": "2026-02-30"}], "field-form", (0, "text_as_of"), "er en dato som ikke finnes: «2026-02-30».", "Sjekk dagen og måneden."),
        ("bodies", [{"id": "b", "name": "B", "description": "x", "approves": ["municipal", "municipal"]}], "field-repeated", (0, "approves", 1), "har «municipal» to ganger.", "Ta bort den ene."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_the_norwegian_name_first(name, data, rule, pointer, message, hint):
    found = list(problems(name, "x.yml", data))
    assert [(each, problem.pointer) for each, problem in found] == [(rule, pointer)]
    assert message in found[0][1].message
    assert hint in found[0][1].hint


TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs", "Zl")) | st.just("\n"), max_size=6)
VALUES = (
    TEXTS
    | st.sampled_from(["a-b", "2026-02-30", "2026-11-25", "2600-01-01", "act", "https://a.no"])
    | st.booleans()
    | st.lists(TEXTS, max_size=2)
)


@given(st.data())
def test_the_quick_judgement_is_that_of_the_slow_one(data):
    """Files are judged quickly first, by another library; only what it refuses is judged again and explained."""
    source = {"id": "s", "kind": "act", "title": "En lov", "url": "https://a.no", "in_force": True}
    key = data.draw(st.sampled_from([*source, "short_title", "text_as_of", "uncertain", "sections"]))
    changed = [{**source, key: data.draw(VALUES)}]
    assert _quick("sources").is_valid(changed) == (not list(_validator("sources").iter_errors(changed)))


def test_a_long_value_is_cut_in_the_message():
    (_, problem), = problems("roles", "x", [{"id": "r", "name": "R", "description": "x", "setting": "y" * 5000}])  # fmt: skip
    assert len(problem.message) < 200


def test_the_label_of_a_field_is_its_norwegian_name_and_its_key():
    assert label(schema_of("procedure"), "review_by") == "Neste revisjon (`review_by`)"


def test_the_real_schemas_are_plain_json():
    for name in NAMES:
        text = (SCHEMAS / f"{name}.schema.json").read_text("utf-8")
        assert json.loads(text)["$id"] == f"{name}.schema.json"
