"""The files of the invented procedures. A change is a copy with other values."""

import json
from dataclasses import dataclass, field, replace
from typing import Any

CASE = "Sak {}/{}, oppdiktet"


@dataclass(frozen=True)
class Step:
    """A step of a procedure."""

    id: str
    title: str
    role: str
    text: str
    deadline: str = ""
    record: str = ""

    def lines(self) -> list[str]:
        """The step as YAML."""
        rows = [f"  - id: {self.id}", f"    title: {_said(self.title)}", f"    role: {self.role}", "    text: |"]
        rows += [f"      {line}" for line in self.text.split("\n")]
        rows += [f"    deadline: {self.deadline}"] if self.deadline else []
        return rows + ([f"    record: {_said(self.record)}"] if self.record else [])


@dataclass(frozen=True)
class Procedure:
    """A procedure at some time of its life."""

    group: str
    id: str
    title: str
    summary: str
    purpose: str
    services: tuple[str, ...]
    roles: tuple[str, ...]
    steps: tuple[Step, ...]
    status: str = "draft"
    version: str = "0.1"
    change: str = "Første utkast."
    decided: str = ""
    valid_from: str = ""
    review_by: str = ""
    hearing: tuple[str, str] | None = None
    language: str = "nb"
    background: str = ""
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The file of the version in force."""
        return f"procedures/{self.group}/{self.id}.md"

    @property
    def next_path(self) -> str:
        """The file of the coming version."""
        return f"procedures/{self.group}/{self.id}.next.md"

    def with_(self, **changed: Any) -> "Procedure":
        """A copy with other values."""
        return replace(self, **changed)

    def with_step(self, name: str, **changed: Any) -> "Procedure":
        """A copy in which one step has other values."""
        steps = tuple(replace(each, **changed) if each.id == name else each for each in self.steps)
        return replace(self, steps=steps)

    def approved(self, version: str, day: str, change: str, *, decided: str, review_by: str = "") -> "Procedure":
        """A copy that has been approved."""
        year = int(day[:4])
        limit = review_by or f"{year + 2}{day[4:]}"
        return replace(
            self, status="approved", version=version, valid_from=day, change=change, decided=decided, review_by=limit
        )

    def text(self) -> str:
        """The file."""
        rows = [
            "---",
            f"id: {self.id}",
            f"title: {_said(self.title)}",
            "kind: procedure",
            f"status: {self.status}",
            f'version: "{self.version}"',
            f"language: {self.language}",
            f"summary: {_said(self.summary)}",
            f"purpose: {_said(self.purpose)}",
            "scope: Gjelder bare i den oppdiktede regionen.",
            f"services: [{', '.join(self.services)}]",
            f"roles: [{', '.join(self.roles)}]",
            "decision_track: municipal",
            "local_decision_required: false",
            *self._decisions(),
            f"change: {_said(self.change)}",
            "steps:",
            *(line for step in self.steps for line in step.lines()),
            "references:",
            '  - {source: lov-2011-06-24-30, section: "§ 4-1"}',
            *(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in self.extra.items()),
            "keywords: [øvelse]",
            "---",
            self.background,
        ]
        return "\n".join(rows)

    def _decisions(self) -> list[str]:
        rows = []
        if self.hearing:
            start, end = self.hearing
            case = CASE.format(3, start[:4])
            rows.append(f'hearing: {{from: "{start}", to: "{end}", reference: {_said(case)}}}')
        if self.status in ("approved", "retired"):
            case = CASE.format(int(self.decided[5:7]) + 10, self.decided[:4])
            rows.append(f'approvals:\n  - {{by: styret, on: "{self.decided}", reference: {_said(case)}}}')
            rows.append(f'valid_from: "{self.valid_from}"')
        if self.review_by:
            rows.append(f'review_by: "{self.review_by}"')
        return rows


def _said(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
