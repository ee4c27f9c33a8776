"""Builds the life of one procedure in a real git repository, commit by commit, and asks what the history says of it."""

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from generator import chronicle
from generator.chronicle import Chronicle
from generator.versions import on
from tests.support import APPROVED, Book, git

TODAY = date(2026, 11, 25)
FOLDER = "procedures/saksbehandling"
NAME = "korttidsopphold-soknad"
BASE = f"{FOLDER}/{NAME}.md"
NEXT = f"{FOLDER}/{NAME}.next.md"
KEY = ("procedure", NAME)

STEPS = """steps:
  - id: vurder
    title: Vurder søknaden
    role: saksbehandler
    text: Les søknaden og snakk med den som søker.
    deadline: {working_days: 3}
  - id: svar
    title: Skriv svaret
    role: saksbehandler
    text: Skriv vedtaket og send det.
    required_by_law: true
"""


def text(version: str = "1.0", valid_from: str = "2024-03-01", **changed: str) -> str:
    """A file of the procedure. Keys of `changed` are its fields; `steps`, `body` and `extra` are put in as they are."""
    status = changed.pop("status", "approved")
    decided = f"""approvals:
  - {{by: styret, on: "{changed.pop("decided", "2024-02-15")}", reference: Sak 2/2024}}
valid_from: "{valid_from}"
review_by: "{changed.pop("review_by", "2027-01-01")}"
"""
    fields = {
        "id": NAME,
        "title": "Korttidsopphold – svar på søknaden",
        "summary": "Vurder søknaden om opphold, og skriv et vedtak. Si fra til pasienten så snart du vet svaret.",
        "purpose": "Den som søker, får et riktig svar.",
        "change": f"Nytt i {version}.",
    }
    steps, body, extra = changed.pop("steps", STEPS), changed.pop("body", ""), changed.pop("extra", "")
    lines = "".join(f"{key}: {value}\n" for key, value in {**fields, **changed}.items())
    return f"""---
{lines}kind: procedure
status: {status}
version: "{version}"
language: nb
scope: Gjelder opphold på inntil fire uker.
services: [opphold]
roles: [saksbehandler]
decision_track: municipal
local_decision_required: true
{decided if status in ("approved", "retired") else ""}{steps}{extra}references:
  - {{source: rad-om-opphold}}
keywords: [korttid]
---
{body}"""


@dataclass
class Lives:
    """A handbook whose git history a test writes. Days are noon in Norway."""

    book: Book
    told: dict[str, Any] = field(default_factory=dict)

    def start(self) -> "Lives":
        """Begin without the procedure, so that its life begins where the test says."""
        self.book.delete(APPROVED)
        git(self.book.root, "init", "--quiet")
        self.commit("2020-01-01", "Begynn")
        return self

    def commit(self, day: str, message: str = "Endre", **files: str | None) -> str:
        """Commit files on a day. Keys are `base`, `next` or a path with `/` as `__`; nothing removes the file."""
        names = {"base": BASE, "next": NEXT}
        for name, content in files.items():
            path = names.get(name) or name.replace("__", "/")
            if content is None:
                self.book.delete(path)
            else:
                self.book.write(path, content)
        when = day if "T" in day else f"{day}T12:00:00+01:00"
        git(self.book.root, "add", "--all", when=when)
        git(self.book.root, "commit", "--quiet", "--allow-empty", "--message", message, when=when)
        return git(self.book.root, "rev-parse", "HEAD")

    def git(self, *arguments: str, day: str = "2024-01-01") -> str:
        """Run git."""
        return git(self.book.root, *arguments, when=f"{day}T12:00:00+01:00")

    def read(self, today: date = TODAY) -> Chronicle:
        """The histories as of a day."""
        return chronicle.read(self.book.root, today)

    def record(self, key: tuple[str, str] = KEY, today: date = TODAY) -> dict[str, Any]:
        """What is told of an item."""
        history = self.read(today)
        found = history.record(key)
        history.close()
        return json.loads(json.dumps(found))

    def versions(self) -> list[str]:
        """The versions, the oldest first."""
        return [each["version"] for each in self.record()["versions"]]

    def events(self) -> list[str]:
        """What happened, as "day kind version"."""
        return [f"{each['day']} {each['kind']} {each['version']}" for each in self.record()["events"]]

    def changes(self, version: str) -> list[str]:
        """The differences of a version from the one before it, as they are told."""
        found = next(each for each in self.record()["versions"] if each["version"] == version)
        return [told(each) for each in found["differences"]]

    def on(self, day: str, today: date = TODAY) -> str:
        """What applied on a day: the version and which of its texts ("1.0/2"), or why none."""
        spans = [each.span for each in self.read(today).outlines[KEY].spans]
        found = on(spans, date.fromisoformat(day))
        return f"{found.text[0]}/{found.text[1]}" if found.text else found.why


def told(each: dict[str, Any]) -> str:
    """A difference in one line."""
    if each.get("words"):
        marks = {"removed": "[-{}-]", "added": "[+{}+]", "same": "{}"}
        said = "".join(marks[tag].format(words.strip() if tag != "same" else words) for tag, words in each["words"])
        return f"{each['label']}: {' '.join(said.split())}"
    return f"{each['label']}: {each['before']} → {each['after']}".replace("\n", " / ")
