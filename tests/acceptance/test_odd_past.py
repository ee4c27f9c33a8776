"""Old files may hold anything in any field: lists for words, words for lists. All of it is told, and nothing stops."""

import copy
import json
import subprocess
from itertools import pairwise

import pytest
import yaml

from generator import addresses
from generator.schema import schema_of
from tests.lives import BASE, NAME, Lives, text
from tests.support import handbook, small_handbook

DAY = "2026-11-25"
ODD = (
    "[a, [b]]",
    "[{a: b}]",
    "[{within: [b], working_days: [b]}]",
    "[{a: [b]}]",
    "{a: {b: c}}",
    "[x]",
    "x",
    "3",
    "2024-01-01",
    "true",
    "''",
    "~",
    "[]",
    "{}",
)
"""Values of every form; each is the wrong one for most fields."""
OTHERS = {
    "services/opphold/korttidsopphold.yml": "service",
    "municipalities/fjellvik/municipality.yml": "municipality",
    **{
        f"vocabulary/{name}.yml": name
        for name in ("roles", "groups", "bodies", "health-communities", "systems", "messages", "sources", "terms")
    },
    "vocabulary/contacts.yml": "contacts",
    "vocabulary/owners.yml": "owners",
    "services/groups.yml": "service-groups",
}


def places(schema, above=()):
    """The place of every field, the first entry of lists included."""
    for name, shape in schema.get("properties", {}).items():
        yield (*above, name)
        yield from places(shape, (*above, name))
        yield from places(shape.get("items", {}), (*above, name, 0))


def spoiled(data, place, odd):
    """The data with something odd at a place; what lies above it is made."""
    made = copy.deepcopy(data)
    at = made
    for key, following in pairwise(place):
        if isinstance(at, list):
            at[:] = at or [{}]
        elif key not in at:
            at[key] = [{}] if following == 0 else {}
        at = at[key]
    at[place[-1]] = yaml.safe_load(odd)
    return made


def written(data):
    """The data as YAML."""
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def old_texts(book):
    """Path and old text of every file, one odd thing at a time."""
    front = yaml.safe_load(text().split("---\n")[1])
    number = 0
    for place in places(schema_of("procedure")):
        for odd in ODD:
            number += 1
            version = {} if place == ("version",) else {"version": f"1.{number}"}
            yield BASE, f"---\n{written({**spoiled(front, place, odd), **version})}---\nTekst.\n"
    for path, name in OTHERS.items():
        schema, data = schema_of(name), yaml.safe_load(book.read(path))
        entries = isinstance(data, list)
        for place in places(schema.get("items", schema) if entries else schema):
            for odd in ODD:
                yield path, written(spoiled(data, (0, *place) if entries else place, odd))


def commit_all(book, files):
    """Commit one odd file after another, each when the one before is as it was, and in the end all as it was."""
    sound = {path: book.read(path) for path in OTHERS}
    before = BASE
    lines = [b"reset refs/heads/main\nfrom refs/heads/main^0\n"]
    for number, (path, content) in enumerate([*files, (BASE, text("1.9999"))]):
        said = {**({before: sound[before]} if before in sound else {}), path: content}
        lines.append(
            b"commit refs/heads/main\ncommitter x <x@example.org> %d +0000\n" % (1_710_000_000 + 3600 * number)
        )
        lines.append(b"data 3\nOdd\n")
        for name, words in said.items():
            lines.append(b"M 100644 inline %s\ndata %d\n%s\n" % (name.encode(), len(words.encode()), words.encode()))
        before = path
    subprocess.run(["git", "fast-import", "--quiet", "--force"], cwd=book.root, input=b"".join(lines), check=True)


@pytest.fixture(scope="module")
def life(tmp_path_factory):
    """A handbook whose every field was something else once."""
    made = Lives(small_handbook(tmp_path_factory.mktemp("odd") / "handbook")).start()
    made.commit("2024-02-20", base=text())
    commit_all(made.book, list(old_texts(made.book)))
    made.git("checkout", "--quiet", "--force", "main")
    made.commit("2025-06-01", base=text("2.0", "2025-06-01"))
    return made


def ask(life, *arguments):
    """Ask on the command line; nothing may raise."""
    answer = handbook(*arguments, "--root", life.book.root, "--date", DAY)
    assert answer.code == 0, answer.err
    return answer.out


def test_the_handbook_is_built_and_every_version_has_its_page(life):
    ask(life, "build", "--out", life.book.root / "site")
    told = json.loads((life.book.root / f"site/api/v1/procedures/{NAME}/history.json").read_text("utf-8"))
    assert len(told["versions"]) > len(ODD) * 70
    assert "unreadable" not in {each["kind"] for each in told["events"]}
    for each in told["versions"]:
        page = addresses.version(NAME, each["version"]).strip("/")
        assert (life.book.root / "site" / page / "index.html").exists()


@pytest.mark.parametrize("name", [NAME, "korttidsopphold", "fjellvik", "roles", "sources", "messages"])
def test_the_log_tells_all_of_it(life, name):
    assert len(ask(life, "log", name).splitlines()) > len(ODD)


@pytest.mark.parametrize("day", ["2024-03-10", "2024-03-15", "2024-03-20", "2024-04-01", "2025-06-01"])
def test_what_applied_is_shown(life, day):
    assert "Korttidsopphold" in ask(life, "show", NAME, "--on", day)


def some_commits(life):
    """Odd commits of every kind of file."""
    hashes = life.git("rev-list", "--first-parent", "main").split()
    return hashes[2:-2:97]


def test_any_two_commits_are_compared(life):
    for one in some_commits(life):
        ask(life, "diff", one, "HEAD")
        ask(life, "diff", f"{one}~1", one)


def test_a_change_from_anything_odd_is_judged(life):
    for one in some_commits(life):
        answer = handbook("check", "--base", one, "--root", life.book.root, "--date", DAY)
        assert answer.code in (0, 1), answer.err
