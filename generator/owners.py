"""Who must agree to a change, as the file CODEOWNERS that GitHub reads. Pure: made from the data, never by hand."""

from generator.model import Handbook

MAINTAINERS = "maintainers"
FILE = ".github/CODEOWNERS"
HEAD = """\
# Laget av «handbook owners» fra vocabulary/owners.yml og vocabulary/groups.yml. Rett der, og kjør kommandoen på nytt.
# Den siste linjen som passer, gjelder.
"""
GUARDED = ("/vocabulary/", "/schema/", "/generator/", "/tests/", "/.github/", "/Makefile", "/pyproject.toml")
"""What steers the handbook: also under a professional group's rule below, should one ever be that wide."""


def codeowners(book: Handbook) -> str:
    """The text of the file. A group without a team belongs to the maintainers."""
    all_else = book.owners[MAINTAINERS].team if MAINTAINERS in book.owners else ""
    teams = {name: book.owners[name].team if name in book.owners else all_else for name in book.groups}
    rows = [("*", all_else), *((f"/procedures/{name}/", team) for name, team in teams.items())]
    rows += [(path, all_else) for path in GUARDED]
    width = max(len(path) for path, _ in rows) + 1
    return HEAD + "".join(f"{path:{width}}{team}".rstrip() + "\n" for path, team in rows)
