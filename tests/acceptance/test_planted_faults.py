"""Twenty faults of twenty kinds in one copy of the real handbook: each is reported at its exact line, with a hint."""

from pathlib import Path

import pytest

from tests.support import CONTENT, DAY, REPOSITORY, Book, handbook

LIST = "vocabulary/systems.yml"
HIDDEN = "\u200b"


@pytest.fixture
def copy(tmp_path):
    import shutil  # noqa: PLC0415 - only here

    for name in CONTENT:
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    return Book(tmp_path)


def line_of(book: Book, path: str, text: str) -> int:
    lines = book.read(path).split("\n")
    found = [number for number, line in enumerate(lines, 1) if text in line]
    assert len(found) == 1, f"{text!r} stands on lines {found} of {path}"
    return found[0]


def plant(book: Book) -> dict[str, str]:
    """Plant one fault of each kind in a file of its own, and say where it is: rule -> "path:line"."""
    procedures = sorted(Path(REPOSITORY / "procedures").rglob("*.md"))
    files = iter([each.relative_to(REPOSITORY).as_posix() for each in procedures])
    planted: dict[str, str] = {}

    def in_procedure(rule: str, key: str, value: str, *, after: bool = False) -> None:
        """Put a new line in place of (or after) the line of the front matter that begins with `key`."""
        path = next(files)
        lines = book.read(path).split("\n")
        at = next(number for number, line in enumerate(lines) if line.startswith(f"{key}:"))
        lines[at + after : at + 1] = [value]
        book.write(path, "\n".join(lines))
        planted[rule] = f"{path}:{at + 1 + after}"

    in_procedure("yaml", "kind", "kind: procedure: routine")
    in_procedure("field-unknown", "kind", "owner: Kari", after=True)
    in_procedure("field-value", "status", "status: utkast")
    in_procedure("field-form", "version", "version: 1")
    in_procedure("field-type", "local_decision_required", "local_decision_required: nei")
    in_procedure("id-is-file-name", "id", "id: noe-annet-enn-filnavnet")
    in_procedure("service-exists", "services", "services: [hjemmetjenestn]")
    in_procedure("procedure-exists", "related", "related: [finnes-ikke-i-handboka]")
    in_procedure("approved-is-complete", "status", "status: approved")
    path, line = planted["approved-is-complete"].split(":")
    planted["approved-is-complete, version"] = f"{path}:{int(line) + 1}"
    in_procedure("draft-is-not-decided", "status", 'valid_from: "2027-01-01"', after=True)
    in_procedure("hearing-is-told", "status", "hearing: {}", after=True)
    in_procedure("replaces-has-no-circle", "status", f"replaces: [{Path(procedures[11]).stem}]", after=True)
    planted |= _in_services(book)
    planted |= _in_other_files(book)
    return planted


def _in_services(book: Book) -> dict[str, str]:
    planted: dict[str, str] = {}
    services = sorted((REPOSITORY / "services").glob("*/*.yml"))
    paths = iter([each.relative_to(REPOSITORY).as_posix() for each in services])
    path = next(paths)
    book.write(path, book.read(path).replace("legal_basis:\n", "legal_basis:\n  - source: lov-9999-01-01-1\n", 1))
    planted["source-exists"] = f"{path}:{line_of(book, path, 'lov-9999-01-01-1')}"
    path = next(paths)
    book.write(
        path,
        book.read(path).replace(
            "legal_basis:\n", 'legal_basis:\n  - {source: lov-2011-06-24-30, section: "§ 99-9"}\n', 1
        ),
    )
    planted["section-exists"] = f"{path}:{line_of(book, path, '§ 99-9')}"
    path = next(paths)
    book.write(path, book.read(path).replace("description: |\n", "description: |\n  Les <b>dette</b> først.\n", 1))
    planted["markdown"] = f"{path}:{line_of(book, path, '<b>dette</b>')}"
    path = next(paths)
    book.write(path, book.read(path) + "users: En gang til.\n")
    duplicate = path
    path = next(paths)
    book.write(path, book.read(path).replace("description: |\n", "description: |\n  Se [siden](/finnes/ikke/).\n", 1))
    planted["local-link-resolves"] = f"{path}:{line_of(book, path, '/finnes/ikke/')}"
    path = next(paths)
    book.write(path, book.read(path).replace("description: |\n", f"description: |\n  Usyn{HIDDEN}lig.\n", 1))
    planted["file-characters"] = f"{path}:{line_of(book, path, HIDDEN)}"
    path = next(paths)
    book.write(path, b"\xff" + book.read(path).encode())
    planted["file-encoding"] = f"{path}:1"
    return {**planted, "yaml, duplicate key": f"{duplicate}:{len(book.read(duplicate).splitlines())}"}


def _in_other_files(book: Book) -> dict[str, str]:
    planted: dict[str, str] = {}
    book.write("docs/om/tom.md", "")
    planted["file-empty"] = "docs/om/tom.md:1"
    book.write("docs/om/Stor Bokstav.md", "x")
    planted["file-name"] = "docs/om/Stor Bokstav.md:1"
    book.write(LIST, book.read(LIST) + "- id: helseplattformen\n  name: Igjen\n  description: Samme id en gang til.\n")
    planted["entry-is-unique"] = f"{LIST}:{line_of(book, LIST, 'name: Igjen') - 1}"
    return planted


def test_each_planted_fault_is_found_at_its_line_with_a_hint(copy):
    planted = plant(copy)
    assert len(planted) >= 20
    answer = handbook("check", "--root", copy.root, "--date", DAY, "--format", "json")
    assert answer.code == 1
    found = {(each["rule"], f"{each['path']}:{each['line']}") for each in answer.findings}
    assert {(rule.split(",")[0], place) for rule, place in planted.items()} == found
    assert all(each["hint"] and each["message"] for each in answer.findings)
