"""Reads the files of a handbook. Nothing else in the generator opens a content file.

Contributions come from strangers, so only regular files with expected names are read, up to a limit in size and number,
and text is taken only when every character may be shown safely. What cannot be read becomes a finding.
"""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import takewhile
from pathlib import Path
from typing import Protocol

from generator import yaml_help
from generator.characters import PLAIN_TEXT, describe, is_allowed, printable
from generator.findings import Finding, Level

MAX_BYTES = 500_000
MAX_IMAGE_BYTES = 300_000
MAX_FILES = 30_000
MAX_DEPTH = 4
"""Folders below a top folder; no content lies deeper than procedures/<group>/<id>/<picture>."""

SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
FOLDERS = {
    "procedures": "prosedyrene",
    "services": "tjenestene",
    "municipalities": "kommunene",
    "vocabulary": "ordlistene",
    "docs": "de håndskrevne sidene",
}
RESERVED_NAMES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{digit}" for port in ("com", "lpt") for digit in range(10)),
}


class Kind(Enum):
    """Kinds of file. The value is the name of the schema, where there is one."""

    PROCEDURE = "procedure"
    TRANSLATION = "translation"
    SERVICE = "service"
    SERVICE_GROUPS = "service-groups"
    MUNICIPALITY = "municipality"
    ROLES = "roles"
    GROUPS = "groups"
    BODIES = "bodies"
    HEALTH_COMMUNITIES = "health-communities"
    SYSTEMS = "systems"
    MESSAGES = "messages"
    SOURCES = "sources"
    TERMS = "terms"
    SYNONYMS = "synonyms"
    CONTACTS = "contacts"
    OWNERS = "owners"
    ARTICLE = "page"
    IMAGE = "image"


VOCABULARIES = (
    Kind.ROLES,
    Kind.GROUPS,
    Kind.BODIES,
    Kind.HEALTH_COMMUNITIES,
    Kind.SYSTEMS,
    Kind.MESSAGES,
    Kind.SOURCES,
    Kind.TERMS,
    Kind.SYNONYMS,
    Kind.CONTACTS,
    Kind.OWNERS,
)
PATHS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(rf"procedures/(?P<folder>{SLUG})/(?P<name>{SLUG})\.nn\.md"), Kind.TRANSLATION),
    (re.compile(rf"procedures/(?P<folder>{SLUG})/(?P<name>{SLUG})(?P<coming>\.next)?\.md"), Kind.PROCEDURE),
    (re.compile(rf"procedures/(?P<folder>{SLUG}/{SLUG})/(?P<name>{SLUG}\.(?:png|jpg|webp))"), Kind.IMAGE),
    (re.compile(r"(?P<folder>services)/(?P<name>groups)\.yml"), Kind.SERVICE_GROUPS),
    (re.compile(rf"services/(?P<folder>{SLUG})/(?P<name>{SLUG})\.yml"), Kind.SERVICE),
    (re.compile(rf"municipalities/(?P<folder>{SLUG})/(?P<name>municipality)\.yml"), Kind.MUNICIPALITY),
    *((re.compile(rf"(?P<folder>vocabulary)/(?P<name>{kind.value})\.yml"), kind) for kind in VOCABULARIES),
    (re.compile(rf"docs/(?P<folder>om|bidra)/(?P<name>{SLUG})\.md"), Kind.ARTICLE),
)
EXPECTED = {
    "procedures": "Prosedyrer heter procedures/faggruppe/id.md, id.next.md eller id.nn.md, og bilder "
    "procedures/faggruppe/id/bilde.png. Bruk små bokstaver a–z, tall og bindestrek.",
    "services": "Tjenester heter services/gruppe/id.yml. Bruk små bokstaver a–z, tall og bindestrek.",
    "municipalities": "Kommuner heter municipalities/kortnavn/municipality.yml.",
    "vocabulary": "Ordlistene er " + ", ".join(f"{kind.value}.yml" for kind in VOCABULARIES) + ".",
    "docs": "Sider heter docs/om/navn.md eller docs/bidra/navn.md. Bruk små bokstaver a–z, tall og bindestrek.",
}
MAINTAINERS_PAGE = re.compile(r"docs/[a-z0-9-]+\.md")
"""Pages directly under docs/ are for those who maintain the software and are not published."""


@dataclass(frozen=True, slots=True)
class Located:
    """A file with a name we know. `folder` and `name` are the parts of the path that carry meaning."""

    path: str
    kind: Kind
    folder: str
    name: str
    coming: bool = False


class Source(Protocol):
    """Where the files of a handbook are: a folder, or a revision that git keeps."""

    def files(self) -> "Iterator[Located | Finding]":
        """Every content file, and a finding for each thing that should not be there."""

    def read(self, located: Located) -> "bytes | Finding":
        """The bytes of a file, unless it cannot be used."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The files as they lie in a folder."""

    root: Path

    def files(self) -> "Iterator[Located | Finding]":
        """Every content file, in order of path."""
        return files(self.root)

    def read(self, located: Located) -> "bytes | Finding":
        """The bytes of a file, unless it is too large."""
        return read(self.root, located)


def finding(path: str, line: int, column: int, rule: str, message: str, hint: str) -> Finding:  # noqa: PLR0913, PLR0917 - the fields of a finding
    """An error found while reading."""
    return Finding(path, line, column, rule, Level.ERROR, message, hint)


def files(root: Path) -> Iterator[Located | Finding]:
    """Every content file below `root`, in order of path, and a finding for each thing that should not be there."""
    seen = 0
    for folder, what in FOLDERS.items():
        top = root / folder
        if not top.is_dir() or top.is_symlink():
            yield missing_folder(folder, what)
            continue
        for found in _walk(top, folder, 1):
            seen += 1
            if seen > MAX_FILES:
                yield too_many(folder)
                return
            yield found


def missing_folder(folder: str, what: str) -> Finding:
    """A top folder is not there."""
    message = f"Mappen {folder}/ mangler. Der ligger {what}."
    hint = "Lag mappen, eller kjør kommandoen i mappen som håndboka ligger i (eller bruk --root)."
    return finding(folder, 1, 1, "folder-exists", message, hint)


def too_many(folder: str) -> Finding:
    """There are more files than a handbook has."""
    message = f"Håndboka har flere enn {MAX_FILES} filer."
    return finding(folder, 1, 1, "file-count", message, "Fjern filer som ikke hører til håndboka.")


def _walk(top: Path | os.DirEntry[str], relative: str, depth: int) -> Iterator[Located | Finding]:
    with os.scandir(top) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        path = f"{relative}/{entry.name}"
        mode = stat.S_IFREG if entry.is_file(follow_symlinks=False) else entry.stat(follow_symlinks=False).st_mode
        if entry.name.startswith(".") and stat.S_ISREG(mode):
            continue
        if stat.S_ISDIR(mode) and depth < MAX_DEPTH and re.fullmatch(SLUG, entry.name):
            yield from _walk(entry, path, depth + 1)
            continue
        yield from judge_name(path, mode)


def judge_name(path: str, mode: int) -> Iterator[Located | Finding]:
    """What something in a content folder is, going by its name and mode."""
    shown = printable(path)
    top = path.split("/", 1)[0]
    if stat.S_ISDIR(mode):
        yield finding(shown, 1, 1, "file-name", f"Mappen «{shown}» hører ikke hjemme her.", EXPECTED[top])
        return
    if not stat.S_ISREG(mode):
        yield finding(
            shown,
            1,
            1,
            "file-type",
            "Dette er ikke en vanlig fil (for eksempel en lenke til en annen fil).",
            "Legg inn selve filen, eller fjern den.",
        )
        return
    if MAINTAINERS_PAGE.fullmatch(path):
        return
    located = locate(path)
    if located is None:
        yield finding(shown, 1, 1, "file-name", "Filnavnet passer ikke med noe håndboka kjenner.", EXPECTED[top])
    elif any(part.split(".")[0] in RESERVED_NAMES for part in path.split("/")):
        yield finding(shown, 1, 1, "file-name", "Navnet kan ikke brukes på Windows.", "Velg et annet navn.")
    else:
        yield located


def locate(path: str) -> Located | None:
    """What the file at `path` must be, by its name alone; nothing when the handbook knows no such file."""
    for pattern, kind in PATHS:
        if match := pattern.fullmatch(path):
            parts = match.groupdict()
            return Located(path, kind, parts["folder"], parts["name"], bool(parts.get("coming")))
    return None


def read(root: Path, located: Located) -> bytes | Finding:
    """The bytes of a file, unless it is too large."""
    limit = limit_of(located)
    try:
        # Never through a link, and never waiting for a pipe.
        number = os.open(f"{root}/{located.path}", os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(number, "rb") as stream:
            # No more room than it takes: making room for the largest cost more than reading.
            content = stream.read(min(limit, os.fstat(number).st_size) + 1)
    except OSError as error:
        return finding(
            located.path,
            1,
            1,
            "file-read",
            f"Filen kan ikke leses ({error.strerror}).",
            "Se om filen kan åpnes.",
        )
    return too_large(located) if len(content) > limit else content


def limit_of(located: Located) -> int:
    """The most bytes that a file may have."""
    return MAX_IMAGE_BYTES if located.kind is Kind.IMAGE else MAX_BYTES


def too_large(located: Located) -> Finding:
    """A file has more bytes than it may."""
    message = f"Filen er større enn {limit_of(located) // 1000} kB."
    return finding(located.path, 1, 1, "file-size", message, "Del den opp, eller ta bort det som ikke hører til her.")


def decode(path: str, content: bytes) -> str | list[Finding]:
    """The text of a file with LF line ends and no byte order mark, or what makes it unsafe to show."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        return [
            finding(
                path,
                line,
                column,
                "file-encoding",
                "Filen er ikke lagret som UTF-8.",
                "Lagre filen på nytt med tegnsettet UTF-8.",
            )
        ]
    text = text.replace("\r\n", "\n")
    if not text.strip():
        return [finding(path, 1, 1, "file-empty", "Filen er tom.", "Fyll den ut, eller slett den.")]
    return list(_characters(path, text)) or text


def _told(character: str) -> tuple[str, str]:
    told = f"Linjen har et usynlig eller ulovlig tegn: {describe(character)}."
    return told, "Slett tegnet, og skriv ordet på nytt fra tastaturet. Det følger ofte med fra Word og nettsider."


def _characters(path: str, text: str) -> Iterator[Finding]:
    if PLAIN_TEXT.fullmatch(text):
        return
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if "\t" in line and (number == 1 or "\t" not in lines[number - 2]):
            run = list(takewhile(lambda each: "\t" in each, lines[number - 1 :]))
            slip = yaml_help.tabs(run)
            yield finding(path, number, line.index("\t") + 1, "file-characters", slip.message, slip.hint)
        for column, character in enumerate(line, 1):
            if character != "\t" and not is_allowed(character):
                yield finding(
                    path,
                    number,
                    column,
                    "file-characters",
                    *_told(character),
                )
                break
        normal = unicodedata.normalize("NFC", line)
        if normal != line:
            column = next((i for i, (a, b) in enumerate(zip(line, normal, strict=False), 1) if a != b), 1)
            yield finding(
                path,
                number,
                column,
                "file-characters",
                "En bokstav er satt sammen av to tegn, og da finner ikke søket den.",
                "Skriv bokstaven på nytt fra tastaturet.",
            )
