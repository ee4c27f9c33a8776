"""Old revisions are read in pieces; what they say is what YAML says of the whole."""

import pytest

from generator import yaml_tree
from generator.revisions import Reader, front_and_body
from generator.schema import schema_of
from generator.yaml_tree import YamlError

BEFORE = """---
id: fall
title: Fall
version: "1.0"
roles: [sykepleier, lege]
steps:
  - id: se
    title: Se etter skade
    role: sykepleier
    text: |
      - Se etter sår.
      - Spør om smerte.
    required_by_law: true
    deadline: {within: PT1H}
  - id: meld
    title: Meld
    role: sykepleier
    text: >-
      Ring
      lege.
references:
  - {source: hpl, section: "§ 4"}
---
Tekst.
"""


def whole(text):
    """What YAML says of all fields at once."""
    try:
        return yaml_tree.values(front_and_body(text)[0], schema_of("procedure"))
    except YamlError:
        return None


def read(*texts):
    """What a reader makes of the last of some revisions."""
    reader = Reader("procedure")
    for text in texts:
        data = reader.read(text.encode())
    if data is not None:
        data.pop("body")
    return data


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- Se etter sår.", "- Se etter blod."),
        ("- Se etter sår.\n", "- Se etter sår.\n\n      - Blør det?\n"),
        ("- Se etter sår.\n", "- Se etter sår.\n        Og blod.\n"),
        ("      - Se etter sår.\n      - Spør om smerte.\n", "   Se etter sår.\n"),
        ("      - Se etter sår.\n      - Spør om smerte.\n", "     Se etter sår.\n"),
        ("      - Se etter sår.\n      - Spør om smerte.\n", ""),
        ("      - Se etter sår.", "    !t - Se etter sår."),
        ("    title: Meld\n", "    title: Meld\n    title: Si fra\n"),
        ("    title: Meld\n", "    title: Meld\n    # husk\n"),
        ("    title: Meld\n", "    title: Meld\n      fra\n"),
        ("    title: Meld\n", "   title: Meld\n"),
        ("    title: Meld\n", "  title: Meld\n"),
        ("    title: Meld\n", "    title: Meld: nå\n"),
        ("    title: Meld\n", "    title: true\n"),
        ("    title: Meld\n", "    title: 12\n"),
        ("    title: Meld\n", "    title: *se\n"),
        ("    title: Meld\n", "  - {source: hpl}\n\n    title: Meld\n"),
        ("  - id: meld", "  -   id: meld"),
        ("  - id: meld", "   - id: meld"),
        ("  - id: meld", " - id: meld"),
        ("  - id: meld", "  - meld"),
        ("  - id: meld\n", "  -\n    id: meld\n"),
        ("required_by_law: true", 'required_by_law: "true"'),
        ("required_by_law: true", "required_by_law: ja"),
        ("{within: PT1H}", "{within: PT2H, from: Når du er i tvil}"),
        ("{within: PT1H}", "{within: PT2H, within: PT3H}"),
        ("{within: PT1H}", "{within: PT2H,from: a}"),
        ("{within: PT1H}", "{within: PT2H , from: x }"),
        ("{within: PT1H}", "{immediately: true, from: trueblue}"),
        ("{within: PT1H}", "{within: PT2H, from: a{b}"),
        ("{within: PT1H}", "{within: PT2H, from: a?b!c}"),
        ("{within: PT1H}", "{within: PT2H: x}"),
        ("{within: PT1H}", "{within: PT2H}}"),
        ("{within: PT1H}", "{}"),
        ('version: "1.0"\n', 'version: "1.1"\nchange: Nytt.\n'),
        ('version: "1.0"\n', ""),
        ("roles: [sykepleier, lege]\n", "roles: [sykepleier, lege]\n  - jordmor\n"),
        ("roles: [sykepleier, lege]\n", "roles:\n  - sykepleier\n  - lege\n"),
        ("steps:\n", "steps:\n\n"),
        ("steps:\n", "steps: # fem\n"),
    ],
)
def test_pieces_say_what_the_whole_says(old, new):
    assert old in BEFORE
    changed = BEFORE.replace(old, new, 1)
    assert read(BEFORE, changed) == read(changed) == whole(changed)


def test_what_did_not_change_is_the_same_object():
    reader = Reader("procedure")
    one, other = (
        reader.read(text.encode())
        for text in (BEFORE, BEFORE.replace("Se etter sår", "Se etter blod").replace("hpl", "phl"))
    )
    assert one["roles"] is other["roles"]
    assert one["steps"][1] is other["steps"][1]
    assert one["steps"][0]["deadline"] is other["steps"][0]["deadline"]
    assert one["steps"][0]["text"] != other["steps"][0]["text"]
