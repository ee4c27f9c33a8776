"""Makes handbooks of any size: real vocabularies, services and municipalities, made-up procedures, and their history.

`python -m benchmarks.corpus FOLDER --procedures 1000 --commits 10` makes one to look at. The same seed gives the same
files, and the first thousand procedures of a handbook of five thousand are those of one of a thousand.
"""

import argparse
import json
import random
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import cycle
from pathlib import Path
from typing import IO, Any

import yaml

from benchmarks import phrases

HANDBOOK = Path(__file__).resolve().parent.parent
COPIED = ("vocabulary", "services", "municipalities", "docs")
DAY = date(2026, 11, 24)
"""The day that measurements build for. Dates in the corpus lie around it."""
WORDS = 520
"""Words a page, as in the measurements that the targets were set by."""
ORDER = "bestilling-av-tjeneste"
"""The message by which one procedure hands over to another."""
NEAR = 200
"""Procedures mention others made shortly before them, so that a larger handbook begins like a smaller one."""
FIRST_COMMIT = 1_640_000_000
LAST_COMMIT = 1_795_000_000
AUTHOR = "Ola Normann <ola.normann@example.org>"

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sketch:
    """What one procedure says, before it is written in any form."""

    id: str
    group: str
    title: str
    summary: str
    purpose: str
    scope: str
    services: list[str]
    roles: list[str]
    approved: bool
    valid_from: date
    review_by: date
    steps: list[Record]
    exceptions: list[str]
    references: list[Record]
    related: list[str]
    keywords: list[str]
    training: str
    background: list[tuple[str, list[str]]]

    @property
    def path(self) -> str:
        """Where the procedure lies in the handbook."""
        return f"procedures/{self.group}/{self.id}.md"


@dataclass(frozen=True)
class Vocabulary:
    """What procedures may refer to, read from the real handbook."""

    root: Path

    def _list(self, name: str) -> list[Record]:
        loaded: list[Record] = yaml.load((self.root / name).read_text("utf-8"), Loader=yaml.CSafeLoader)
        return loaded

    @cached_property
    def groups(self) -> list[str]:
        return [each["id"] for each in self._list("vocabulary/groups.yml")]

    @cached_property
    def roles(self) -> list[str]:
        return [each["id"] for each in self._list("vocabulary/roles.yml") if each["setting"] == "municipality"]

    @cached_property
    def services(self) -> list[str]:
        return [name for group in self._list("services/groups.yml") for name in group["services"]]

    @cached_property
    def messages(self) -> list[tuple[str, list[str], list[str]]]:
        return [(each["id"], each["from"], each["to"]) for each in self._list("vocabulary/messages.yml")]

    @cached_property
    def sections(self) -> list[tuple[str, str]]:
        """Source and section of everything that may be cited without a finding."""
        found = []
        for source in self._list("vocabulary/sources.yml"):
            if source["in_force"]:
                changed = source.get("changed_wording", [])
                listed = [each for each in source.get("sections", []) if "status" not in each]
                found += [(source["id"], f"§ {each['number']}") for each in listed if each["number"] not in changed]
        return found


class Writer:
    """Thinks of procedures. Number `n` is always the same, whatever else is made."""

    def __init__(self, vocabulary: Vocabulary, seed: int) -> None:
        self.known = vocabulary
        self.seed = seed

    def name(self, number: int) -> str:
        topic = phrases.TOPICS[number % len(phrases.TOPICS)].lower()
        return f"{topic.translate(str.maketrans({'æ': 'ae', 'ø': 'o', 'å': 'a', ' ': '-'}))}-{number:04}"

    def title(self, number: int) -> str:
        topic = phrases.TOPICS[number % len(phrases.TOPICS)]
        occasion = phrases.OCCASIONS[number // len(phrases.TOPICS) % len(phrases.OCCASIONS)]
        return f"{topic} {occasion} ({number})"

    def sketch(self, number: int) -> Sketch:
        """Procedure `number`, with background enough to make the page as long as the others."""
        dice = random.Random(f"{self.seed}/{number}")
        others = [dice.randrange(max(0, number - NEAR), number) for _ in range(3)] if number else []
        valid_from = DAY - timedelta(days=dice.randrange(30, 700))
        roles = dice.sample(self.known.roles, 3)
        made = Sketch(
            id=self.name(number),
            group=dice.choice(self.known.groups),
            title=self.title(number),
            summary=" ".join(doing(dice) for _ in range(3)),
            purpose=f"Pasienten får trygg hjelp til rett tid, og alle vet {dice.choice(phrases.WHAT)}.",
            scope=f"Gjelder hjelp {dice.choice(phrases.OCCASIONS)}. Gjelder ikke når {dice.choice(phrases.WHEN)}.",
            services=["all"] if dice.random() < 0.02 else dice.sample(self.known.services, dice.randint(1, 4)),
            roles=roles,
            approved=dice.random() < 0.6,
            valid_from=valid_from,
            review_by=valid_from + timedelta(days=dice.randrange(705, 1090)),
            steps=[self._step(dice, place, roles, others) for place in range(dice.randint(8, 10))],
            exceptions=[f"**Når {dice.choice(phrases.WHEN)}:** {doing(dice)}" for _ in range(2)],
            references=[_cited(each) for each in dice.sample(self.known.sections, dice.randint(4, 6))],
            related=sorted({self.name(other) for other in others[:2]}),
            keywords=dice.sample(phrases.KEYWORDS, 6),
            training=f"Kunne {dice.choice(phrases.WHAT)}, og vite hvem du ringer når {dice.choice(phrases.WHEN)}.",
            background=[],
        )
        _fill(dice, made)
        return made

    def _step(self, dice: random.Random, place: int, roles: list[str], others: list[int]) -> Record:
        step: Record = {
            "id": f"trinn-{place + 1}",
            "title": phrases.STEP_TITLES[(place + dice.randrange(2)) % len(phrases.STEP_TITLES)],
            "role": dice.choice(roles),
            "text": [doing(dice) for _ in range(dice.randint(1, 3))],
            "record": f"{dice.choice(phrases.WHAT).capitalize()}, og når.",
        }
        if place == 1 and others:
            step["text"].append(f"Se [{self.title(others[2])}](/prosedyrer/{self.name(others[2])}/).")
        if place == 2:
            step["text"].append("Bruk nummeret {telefon_lege} når det haster.")
        if place == 0:
            step |= self._message(dice)
        if place == 3 and others:
            channels = [(when, dice.choice(known)) for when, known in phrases.CHANNELS.items()]
            step |= {"setting": "municipality", "sends": (ORDER, "municipality", self.name(others[0]), channels)}
        if place == 6:
            step["receives"] = (ORDER, "municipality")
        if place in (2, 5):
            step["deadline"] = dice.choice(
                ("{immediately: true}", "{within: PT24H, from: trinn-1}", "{working_days: 3}")
            )
        if place in (4, 7):
            step["source"] = _cited(dice.choice(self.known.sections))
        if place in (1, 5):
            step["next"] = [
                (f"trinn-{place + 2}", f"Når {dice.choice(phrases.WHEN)}"),
                (f"trinn-{place + 3}", f"Ikke {dice.choice(phrases.WHAT)}"),
            ]
        return step

    def _message(self, dice: random.Random) -> Record:
        message, senders, receivers = dice.choice(self.known.messages)
        if "municipality" not in senders:
            return {"receives": (message, dice.choice(senders))}
        channels = [(when, dice.choice(known)) for when, known in phrases.CHANNELS.items()]
        return {"sends": (message, dice.choice(receivers), "", channels)}


def _cited(section: tuple[str, str]) -> Record:
    return {"source": section[0], "section": section[1]}


def doing(dice: random.Random) -> str:
    """One thing to do, in a short sentence."""
    pattern = dice.choice(phrases.DOINGS)
    return pattern.format(
        who=dice.choice(phrases.WHO),
        what=dice.choice(phrases.WHAT),
        where=dice.choice(phrases.WHERE),
        when=dice.choice(phrases.WHEN),
    )


def _fill(dice: random.Random, made: Sketch) -> None:
    left = WORDS - words_shown(plain_page(made))
    for heading in phrases.HEADINGS:
        sentences: list[str] = []
        while left > 0 and len(sentences) < 6:
            sentences.append(doing(dice))
            left -= len(sentences[-1].split())
        if sentences:
            made.background.append((heading, sentences))


def words_shown(page: str) -> int:
    """The words that a reader sees, without Markdown's signs."""
    return sum(any(sign.isalnum() for sign in word) for word in page.split())


def handbook_file(each: Sketch, revision: int = 0) -> str:
    """A procedure as a file of the handbook, after `revision` changes."""
    status = _APPROVED if each.approved else _DRAFT
    major = int(each.approved)
    lines = [
        "---",
        f"id: {each.id}",
        f"title: {each.title}",
        "kind: procedure",
        *status.format(each=each, version=f"{major}.{revision + 1}").splitlines(),
        "language: nb",
        "summary: >-",
        f"  {each.summary}",
        f"purpose: {each.purpose}",
        f"scope: {each.scope}",
        f"services: [{', '.join(each.services)}]",
        f"roles: [{', '.join(each.roles)}]",
        "systems: [helseplattformen]",
        "decision_track: municipal",
        "local_decision_required: false",
        f"change: {f'Rettet etter tilbakemelding nummer {revision}.' if revision else 'Første versjon.'}",
        "steps:",
        *(line for place, step in enumerate(each.steps) for line in _step_lines(_revised(step, place, revision))),
        "exceptions: |",
        *(f"  - {text}" for text in each.exceptions),
        "parameters:",
        "  - {id: telefon_lege, label: Telefon til lege, kind: phone, required: true, example: 00 00 00 00}",
        "training:",
        f"  - roles: [{each.roles[0]}]",
        f"    text: {each.training}",
        "references:",
        *(f"  - {_flow(cited, read=True)}" for cited in each.references),
        *([f"related: [{', '.join(each.related)}]"] if each.related else []),
        f"keywords: [{', '.join(each.keywords)}]",
        "---",
        *(f"\n## {heading}\n\n{' '.join(sentences)}" for heading, sentences in each.background),
        "",
    ]
    return "\n".join(lines)


_DRAFT = 'status: draft\nversion: "{version}"'
_APPROVED = """status: approved
version: "{version}"
approvals:
  - {{by: styret, on: "{each.valid_from}", reference: Sak 12/2026}}
valid_from: "{each.valid_from}"
review_by: "{each.review_by}\""""


def _revised(step: Record, place: int, revision: int) -> Record:
    """Each change gives one step another sentence and now and then another deadline, which later changes keep."""
    changes = [number for number in range(1, revision + 1) if number % 8 == place]
    if not changes:
        return step
    dice = random.Random(f"{step['title']}/{changes[-1]}")
    changed = {**step, "text": [doing(dice), *step["text"][1:]]}
    return {**changed, "deadline": f"{{within: PT{dice.randrange(1, 48)}H}}"} if "deadline" in step else changed


def _flow(cited: Record, *, read: bool = False) -> str:
    seen = ', read: "2026-11-20"' if read else ""
    return f'{{source: {cited["source"]}, section: "{cited["section"]}"{seen}}}'


def _step_lines(step: Record) -> Iterator[str]:
    yield f"  - id: {step['id']}"
    yield f"    title: {step['title']}"
    yield f"    role: {step['role']}"
    yield "    text: |"
    for text in step["text"]:
        yield f"      - {text}"
    if "setting" in step:
        yield f"    setting: {step['setting']}"
    if "deadline" in step:
        yield f"    deadline: {step['deadline']}"
    if "sends" in step:
        message, party, procedure, channels = step["sends"]
        yield f"    sends:\n      - message: {message}"
        yield f"        to: {{party: {party}{f', procedure: {procedure}' if procedure else ''}}}"
        yield "        channels:"
        for when, channel in channels:
            yield f"          - {{when: {when}, channel: {json.dumps(channel, ensure_ascii=False)}}}"
    if "receives" in step:
        yield "    receives:\n      - {{message: {}, from: {}}}".format(*step["receives"])
    yield f"    record: {step['record']}"
    if "source" in step:
        yield f"    source: {_flow(step['source'])}"
    if "next" in step:
        yield "    next:"
        for target, when in step["next"]:
            yield f"      - {{to: {target}, when: {when}}}"


def plain_page(each: Sketch) -> str:
    """The same words as an ordinary Markdown page, as people write for mkdocs without a generator."""
    blocks = [
        f"# {each.title}",
        f"**{each.summary}**",
        _plain_facts(each),
        "## Trinn",
        *(block for number, step in enumerate(each.steps, 1) for block in _plain_step(number, step)),
        "## Unntak",
        "\n".join(f"- {text}" for text in each.exceptions),
        "## Opplæring",
        f"**{each.roles[0]}:** {each.training}",
        "## Om prosedyren",
        f"Formål: {each.purpose}",
        f"Omfang: {each.scope}",
        "## Kilder",
        "\n".join(
            f"- [{cited['source']} {cited['section']}](https://lovdata.no/{cited['source']})"
            for cited in each.references
        ),
        "## Se også",
        "\n".join(f"- [{name}]({name}.md)" for name in each.related),
        *(f"## {heading}\n\n{' '.join(sentences)}" for heading, sentences in each.background),
    ]
    return "\n\n".join(blocks) + "\n"


def _plain_facts(each: Sketch) -> str:
    rows = {
        "Status": "Vedtatt" if each.approved else "Utkast",
        "Gjelder fra": str(each.valid_from),
        "Neste revisjon": str(each.review_by),
        "Roller": ", ".join(each.roles),
    }
    return "\n".join(["| Felt | Verdi |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows.items())])


def _plain_step(number: int, step: Record) -> Iterator[str]:
    yield f"### {number}. {step['title']} {{#{step['id']}}}"
    yield f"**{step['role']}**"
    yield "\n".join(f"- {_markdown_link(text)}" for text in step["text"])
    if "deadline" in step:
        yield f"**Frist:** {step['deadline'].strip('{}')}"
    if "sends" in step:
        message, party, _, channels = step["sends"]
        yield "\n".join(
            [f"**Send:** {message} til {party}", "", *(f"- {when}: {channel}" for when, channel in channels)]
        )
    if "receives" in step:
        yield "**Ta imot:** {} fra {}".format(*step["receives"])
    yield f"**Dokumenter:** {step['record']}"
    if "next" in step:
        yield "\n".join(f"- {when} → [{target}](#{target})" for target, when in step["next"])


def _markdown_link(text: str) -> str:
    """Links between files, which is how mkdocs wants them."""
    return text.replace("](/prosedyrer/", "](").replace("/).", ".md).")


def sketches(procedures: int, seed: int) -> Iterator[Sketch]:
    """The first `procedures` procedures."""
    writer = Writer(Vocabulary(HANDBOOK), seed)
    for number in range(procedures):
        yield writer.sketch(number)


def make_corpus(folder: Path, procedures: int, commits: int = 0, seed: int = 1) -> None:
    """Write a handbook of `procedures` procedures into `folder`; with `commits`, each has been changed that often."""
    for name in COPIED:
        shutil.copytree(HANDBOOK / name, folder / name)
    for each in sketches(procedures, seed):
        file = folder / each.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(handbook_file(each, commits), "utf-8")
    if commits:
        _make_history(folder, procedures, commits, seed)


def _make_history(folder: Path, procedures: int, commits: int, seed: int) -> None:
    git = ["git", "-C", str(folder)]
    subprocess.run([*git, "init", "--quiet", "--initial-branch=main"], check=True)
    with subprocess.Popen([*git, "fast-import", "--quiet", "--done"], stdin=subprocess.PIPE) as importer:
        stream = importer.stdin
        if stream is None:
            raise AssertionError("a pipe was asked for")
        _first_commit(stream, folder, procedures, seed)
        _later_commits(stream, procedures, commits, seed)
        stream.write(b"done\n")
    if importer.returncode:
        raise subprocess.CalledProcessError(importer.returncode, "git fast-import")
    subprocess.run([*git, "reset", "--quiet", "--mixed"], check=True)


def _first_commit(stream: IO[bytes], folder: Path, procedures: int, seed: int) -> None:
    _commit(stream, FIRST_COMMIT, "Begynn")
    for name in COPIED:
        for file in sorted((folder / name).rglob("*")):
            if file.is_file():
                _file(stream, file.relative_to(folder).as_posix(), file.read_bytes())
    for each in sketches(procedures, seed):
        _file(stream, each.path, handbook_file(each).encode())


def _later_commits(stream: IO[bytes], procedures: int, commits: int, seed: int) -> None:
    """One or a few procedures a commit, in random order, until each has been changed `commits` times."""
    dice = random.Random(f"{seed}/history")
    writer = Writer(Vocabulary(HANDBOOK), seed)
    pace = (LAST_COMMIT - FIRST_COMMIT) // (procedures * commits)
    stamp = FIRST_COMMIT
    for revision in range(1, commits + 1):
        waiting = dice.sample(range(procedures), procedures)
        for size in cycle((1, 1, 1, 2, 1, 1, 3, 1)):
            touched, waiting = [writer.sketch(number) for number in waiting[:size]], waiting[size:]
            if not touched:
                break
            stamp += pace
            _commit(stream, stamp, f"Rett {', '.join(each.id for each in touched)}")
            for each in touched:
                _file(stream, each.path, handbook_file(each, revision).encode())


def _commit(stream: IO[bytes], stamp: int, message: str) -> None:
    said = message.encode()
    stream.write(
        f"commit refs/heads/main\ncommitter {AUTHOR} {stamp} +0100\ndata {len(said)}\n".encode() + said + b"\n"
    )


def _file(stream: IO[bytes], path: str, content: bytes) -> None:
    stream.write(f"M 100644 inline {path}\ndata {len(content)}\n".encode() + content + b"\n")


def main() -> None:
    """Make one corpus, to look at."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--procedures", type=int, default=1000)
    parser.add_argument("--commits", type=int, default=0, help="commits that touch each procedure")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    make_corpus(given.folder, given.procedures, given.commits, given.seed)


if __name__ == "__main__":
    main()
