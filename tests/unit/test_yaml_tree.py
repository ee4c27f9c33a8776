"""YAML is taken as it was written, with the place of everything, and what is odd is refused."""

import pytest

from generator.yaml_tree import MAX_DEPTH, YamlError, compose, place, plain, values

TEXT = {"type": "object", "properties": {"a": {"type": "string"}}}


@pytest.mark.parametrize(
    "written",
    [
        "1:20",
        "12:30:45",
        "010",
        "0o10",
        "0x1F",
        "1_000",
        "1.10",
        "1e3",
        ".inf",
        "NO",
        "nei",
        "yes",
        "on",
        "~",
        "null",
        "2026-11-25",
        "<<",
        "=",
        "+1",
        "-",
    ],
)
def test_a_plain_value_stays_text(written):
    wanted = written if written != "-" else "x"
    assert plain(compose(f"a: {wanted}\n"), TEXT) == {"a": wanted}


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        ("boolean", "true", True),
        ("boolean", "false", False),
        ("boolean", '"true"', "true"),
        ("boolean", "True", "True"),
        ("boolean", "yes", "yes"),
        ("integer", "3", 3),
        ("integer", "0", 0),
        ("integer", '"3"', "3"),
        ("integer", "-3", "-3"),
        ("integer", "3.0", "3.0"),
        ("integer", "1_0", "1_0"),
        ("integer", "٣", "٣"),
        ("integer", "1234567890", "1234567890"),
        ("string", "3", "3"),
        ("string", "true", "true"),
    ],
)
def test_only_json_numbers_and_true_and_false_are_converted_where_the_schema_asks(kind, written, value):
    data = plain(compose(f"a: {written}\n"), {"properties": {"a": {"type": kind}}})
    assert data == {"a": value}
    assert type(data["a"]) is type(value)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: 1\na: 2\n", 2, 1),
        ("a: {b: 1, b: 2}\n", 1, 11),
        ("a: &x 1\n", 1, 4),
        ("a: *x\n", 1, 4),
        ("a: !!str 1\n", 1, 4),
        ("a: !x 1\n", 1, 4),
        ("a: 5 mg #2\n", 1, 9),
        ("a:\n  - b\n  - c # d\n", 3, 7),
        ("? [a]\n: b\n", 1, 3),
        ("a: 1\n---\nb: 2\n", 2, 1),
        ("[" * (MAX_DEPTH + 2), 1, MAX_DEPTH + 2),
        ("# bare en kommentar\n", 1, 1),
        ("a: b: c\n", 1, 5),
        ("a: [b\n", 2, 1),
        ('a: "b\n', 1, 4),
    ],
)
def test_what_is_refused_is_refused_at_its_place(text, line, column):
    with pytest.raises(YamlError) as caught:
        compose(text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert caught.value.message
    assert caught.value.hint


def test_lines_are_counted_from_the_first_line_given():
    with pytest.raises(YamlError) as caught:
        compose("a: 1\na: 2\n", first_line=10)
    assert caught.value.line == 11
    assert "linje 10 og linje 11" in caught.value.message


DOCUMENT = """\
a: 1
liste:
  - b: "to"
    c: |
      første
      andre
  - [x, y]
"""


@pytest.mark.parametrize(
    ("pointer", "line", "column"),
    [
        ((), 1, 1),
        (("a",), 1, 4),
        (("liste",), 2, 1),
        (("liste", 0), 3, 5),
        (("liste", 0, "b"), 3, 8),
        (("liste", 0, "c"), 4, 5),
        (("liste", 1, 1), 7, 9),
        (("liste", 0, "borte"), 3, 5),
        (("liste", 9), 2, 1),
        (("borte",), 1, 1),
        (("a", "b"), 1, 4),
    ],
)
def test_a_pointer_leads_to_its_place_or_to_what_is_around_it(pointer, line, column):
    assert place(compose(DOCUMENT), pointer)[:2] == (line, column)


def test_a_hundred_thousand_brackets_do_no_harm():
    with pytest.raises(YamlError):
        compose("[" * 100_000)


SHAPE = {
    "type": "object",
    "properties": {
        "a": {"type": "boolean"},
        "b": {"type": "integer"},
        "c": {"type": "array", "items": {"type": "boolean"}},
        "d": {"type": "object", "properties": {"a": {"type": "boolean"}}},
    },
}


@pytest.mark.parametrize(
    "text",
    [
        "a: true\n",
        'a: "true"\n',
        "b: 12\nx: 12\n",
        "c: [true, nei]\nd: {a: false, b: true}\n",
        "x: |\n  en\n  to\ny: >-\n  tre\n  fire\n",
        "a: true # her\n",
        "- en\n- to\n",
        "bare tekst\n",
        "x:\n",
        '"x": "\\0"\n',
    ],
)
def test_values_are_those_of_the_tree(text):
    """Old revisions are read without their places, which takes half the time."""
    assert values(text, SHAPE) == plain(compose(text, lenient=True), SHAPE)


@pytest.mark.parametrize(
    "text",
    ["", "a: 1\na: 2\n", "a: &x 1\n", "a: *x\n", "a: !y 1\n", "? [a]\n: 1\n", "a: 1\n---\nb: 2\n", "a: [\n", "x: " + "[" * 30 + "]" * 30],
)  # fmt: skip
def test_what_the_tree_refuses_has_no_values(text):
    with pytest.raises(YamlError):
        compose(text, lenient=True)
    with pytest.raises(YamlError):
        values(text, SHAPE)
