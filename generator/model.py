"""The content of the handbook as plain, frozen data. Field names are the keys of the files; schema/ explains them.

Ids are kept as text, and looked up in the `Handbook`. Dates are `datetime.date`; versions compare as numbers.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import permutations, product
from typing import Any, Literal

import orjson

Party = Literal["municipality", "hospital", "gp", "ambulance", "citizen"]
Status = Literal["proposal", "draft", "hearing", "approved", "retired"]
OPEN = ("proposal", "draft", "hearing")
"""Statuses that nobody has decided on."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a source. `read` is the day somebody last compared the procedure with the source's text."""

    source: str
    section: str | None = None
    note: str | None = None
    read: date | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a step must be done: exactly one of the first five.

    `without_undue_delay` stands for the law's words without a number ("uten ugrunnet opphold", "snarest mulig");
    `within` is an ISO 8601 duration.
    """

    immediately: bool = False
    same_day: bool = False
    without_undue_delay: bool = False
    within: str | None = None
    working_days: int | None = None
    from_: str | None = None
    source: Citation | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who a message goes to, and the procedure by which that party receives it."""

    party: Party
    procedure: str | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """How a message goes: in the shared record, to those outside it, or when systems are down."""

    when: Literal["shared-record", "outside", "downtime"]
    channel: str


@dataclass(frozen=True, slots=True)
class Sending:
    """A message that a step sends."""

    message: str
    to: Recipient
    channels: tuple[Channel, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """A message that a step receives."""

    message: str
    from_: Party


@dataclass(frozen=True, slots=True)
class Way:
    """A way on from a step. `to` is a step id or `end`."""

    to: str
    when: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step: who does what, by when, what is sent and what is recorded."""

    id: str
    title: str
    role: str
    text: str
    setting: Party | None = None
    deadline: Deadline | None = None
    sends: tuple[Sending, ...] = ()
    receives: tuple[Receipt, ...] = ()
    record: str | None = None
    source: Citation | None = None
    required_by_law: bool = False
    next: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class Approval:
    """A decision by a body that the procedure shall apply."""

    by: str
    on: date
    reference: str


@dataclass(frozen=True, slots=True)
class Hearing:
    """When and where the procedure was out for comments, or why that was waived."""

    from_: date | None = None
    to: date | None = None
    reference: str | None = None
    waived: str | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that each municipality fills in; written `{id}` in prose."""

    id: str
    label: str
    kind: str
    required: bool
    example: str | None = None


@dataclass(frozen=True, slots=True)
class KeyWarning:
    """What may harm somebody when it is forgotten or comes too late; told before the steps, in plain text."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Training:
    """Something to know or practise, for some roles."""

    roles: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link in prose: where it points, and where it stands."""

    pointer: tuple[str | int, ...]
    line_offset: int
    target: str


@dataclass(frozen=True, slots=True)
class Prose:
    """What was found in the Markdown of one file.

    `html` maps a pointer, joined with `/`, to clean HTML whose local links are absolute (`/tjenester/…`). `anchors` are
    the ids of headings. `lix` maps a part ("steps", "background") to its readability figure.
    """

    html: Mapping[str, str] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    anchors: tuple[str, ...] = ()
    lix: Mapping[str, float] = field(default_factory=dict)


class Published:
    """What the API publishes with the keys and values of its file, kept as JSON: as dicts they take twice the room."""

    __slots__ = ()
    written: bytes

    @property
    def data(self) -> dict[str, Any]:
        """The file's own keys and values, read anew each time."""
        found: dict[str, Any] = orjson.loads(self.written)
        return found


@dataclass(frozen=True, slots=True)
class Procedure(Published):
    """A version of a regional procedure: the one in `<id>.md`, or the coming one in `<id>.next.md`.

    `group` is the folder: the professional group that owns it. `coming` tells which of the two files it is.
    """

    id: str
    title: str
    kind: str
    status: Status
    version: str
    language: Literal["nb", "nn"]
    summary: str
    purpose: str
    scope: str
    services: tuple[str, ...]
    roles: tuple[str, ...]
    decision_track: Literal["municipal", "health-community"]
    local_decision_required: bool
    change: str
    steps: tuple[Step, ...]
    references: tuple[Citation, ...]
    keywords: tuple[str, ...]
    systems: tuple[str, ...] = ()
    hearing: Hearing | None = None
    approvals: tuple[Approval, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    retired_reason: str | None = None
    review_by: date | None = None
    applies_to: tuple[str, ...] = ()
    variant_of: str | None = None
    warnings: tuple[KeyWarning, ...] = ()
    do: tuple[str, ...] = ()
    do_not: tuple[str, ...] = ()
    exceptions: str | None = None
    parameters: tuple[Parameter, ...] = ()
    training: tuple[Training, ...] = ()
    related: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()
    background: str = ""
    path: str = ""
    group: str = ""
    coming: bool = False
    prose: Prose = field(default_factory=Prose)
    written: bytes = b"{}"

    @property
    def number(self) -> tuple[int, int]:
        """The version as numbers, so that 2.10 comes after 2.9."""
        major, minor = self.version.split(".")
        return int(major), int(minor)

    @property
    def markdown(self) -> Mapping[str, str]:
        """Everything in the file that is Markdown, by the pointers that `prose` uses."""
        texts = {f"steps/{place}/text": step.text for place, step in enumerate(self.steps)}
        return {**texts, "exceptions": self.exceptions or "", "body": self.background}

    def applies_on(self, day: date) -> bool:
        """Whether this version is decided and its dates cover `day`."""
        begun = self.valid_from is not None and self.valid_from <= day
        ended = self.valid_to is not None and self.valid_to < day
        return self.status == "approved" and begun and not ended


@dataclass(frozen=True, slots=True)
class TranslatedStep:
    """The words of one step in another language."""

    id: str
    title: str
    text: str
    record: str | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """A procedure's words in nynorsk. `translates` is the version that was translated."""

    id: str
    language: Literal["nn"]
    translates: str
    title: str
    summary: str
    purpose: str
    scope: str
    steps: tuple[TranslatedStep, ...]
    warnings: tuple[KeyWarning, ...] = ()
    do: tuple[str, ...] = ()
    do_not: tuple[str, ...] = ()
    exceptions: str | None = None
    path: str = ""
    group: str = ""
    prose: Prose = field(default_factory=Prose)


@dataclass(frozen=True, slots=True)
class Codes:
    """Codes of national code systems."""

    kpr: tuple[str, ...] = ()
    volven_8663: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Service(Published):
    """One of the kinds of service. `group` is the folder: the service group."""

    id: str
    name: str
    summary: str
    description: str
    decision_required: Literal["yes", "no", "varies"]
    users: str
    legal_basis: tuple[Citation, ...]
    codes: Codes = field(default_factory=Codes)
    uncertain: tuple[str, ...] = ()
    path: str = ""
    group: str = ""
    prose: Prose = field(default_factory=Prose)
    written: bytes = b"{}"


@dataclass(frozen=True, slots=True)
class ServiceGroup:
    """A group of services, in the order readers know."""

    id: str
    name: str
    summary: str
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbering:
    """A municipality number and when it applies; boundaries change."""

    number: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class WebSource:
    """A page on the web that something is known from."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Municipality(Published):
    """A municipality in the cooperation. `in_use_from` is a year, a month or a day, as exact as its source."""

    slug: str
    name: str
    numbers: tuple[Numbering, ...]
    county: str
    in_use_from: str
    source: WebSource
    verified: Literal["news", "plan"]
    health_community: str | None = None
    uncertain: tuple[str, ...] = ()
    path: str = ""
    written: bytes = b"{}"


@dataclass(frozen=True, slots=True)
class Role:
    """A task that someone has, never a person."""

    id: str
    name: str
    description: str
    setting: Party


@dataclass(frozen=True, slots=True)
class ProfessionalGroup:
    """A professional group; it owns the folder of the same name."""

    id: str
    name: str
    description: str
    uncertain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """A body of the cooperation. `approves` lists the decision tracks in which it may decide."""

    id: str
    name: str
    description: str
    approves: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HealthCommunity:
    """A health community (helsefellesskap): a hospital trust and its municipalities."""

    id: str
    name: str
    hospital_trust: str
    description: str


@dataclass(frozen=True, slots=True)
class System:
    """A computer system that procedures mention."""

    id: str
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message between parties, and the standard it follows where there is one."""

    id: str
    name: str
    from_: tuple[Party, ...]
    to: tuple[Party, ...]
    description: str
    standard: str | None = None
    uncertain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a law, e.g. number "3-2 a"."""

    number: str
    heading: str | None = None
    status: Literal["repealed", "not_in_force"] | None = None


@dataclass(frozen=True, slots=True)
class Source(Published):
    """A law, regulation or guideline. Laws list all their sections, so that a citation can be checked."""

    id: str
    kind: Literal["act", "regulation", "guideline", "guide", "other"]
    title: str
    url: str
    in_force: bool
    short_title: str | None = None
    abbreviation: str | None = None
    publisher: str | None = None
    text_as_of: date | None = None
    sections: tuple[Section, ...] = ()
    changed_wording: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()
    written: bytes = b"{}"

    @property
    def name(self) -> str:
        """The title that readers know."""
        return self.short_title or self.title


@dataclass(frozen=True, slots=True)
class Term:
    """A word or abbreviation and its meaning."""

    id: str
    term: str
    definition: str
    full_form: str | None = None


@dataclass(frozen=True, slots=True)
class Synonym:
    """Words with which a search finds the same. With `leads_to` it goes one way: from `words` to those."""

    id: str
    words: tuple[str, ...]
    leads_to: tuple[str, ...] = ()

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Who asks for the first also gets the second."""
        if self.leads_to:
            return product(self.words, self.leads_to)
        return permutations(self.words, 2)


@dataclass(frozen=True, slots=True)
class Contact:
    """A number or address that may stand in the handbook, and why. Public services, and exceptions with a reason."""

    id: str
    kind: Literal["phone", "email", "identity-number"]
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Owner:
    """Who decides on files: the team of a professional group (`id` is the group's), or of the `maintainers`."""

    id: str
    team: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """Something in a file that may be personal. `value` is without what stands between; `line`, `column` from 1."""

    path: str
    kind: str
    value: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Article:
    """A hand-written page of the handbook. `address` is the folder and name under docs/, e.g. "om/personvern"."""

    title: str
    summary: str
    path: str = ""
    address: str = ""
    prose: Prose = field(default_factory=Prose)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that belongs to a procedure: `name` is the file's name in the procedure's folder."""

    procedure: str
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Edition:
    """What a reader should see of a procedure on a day: the version shown and, if there is one, the coming one."""

    shown: Procedure
    coming: Procedure | None = None


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file that exists: its kind, and the id that its path gives it."""

    kind: str
    id: str
    path: str


@dataclass(frozen=True)
class Handbook:
    """Everything that was read and that its schema accepts. Mappings go from id and keep the order of the files.

    `files` lists every file that exists, whether or not it could be used: a reference to a file with a fault in it is
    not itself a fault. `entries` holds the ids in each list of the vocabulary, by path, repeated ones included.
    """

    procedures: tuple[Procedure, ...] = ()
    translations: tuple[Translation, ...] = ()
    services: Mapping[str, Service] = field(default_factory=dict)
    service_groups: Mapping[str, ServiceGroup] = field(default_factory=dict)
    municipalities: Mapping[str, Municipality] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    groups: Mapping[str, ProfessionalGroup] = field(default_factory=dict)
    bodies: Mapping[str, Body] = field(default_factory=dict)
    health_communities: Mapping[str, HealthCommunity] = field(default_factory=dict)
    systems: Mapping[str, System] = field(default_factory=dict)
    messages: Mapping[str, Message] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    synonyms: Mapping[str, Synonym] = field(default_factory=dict)
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    owners: Mapping[str, Owner] = field(default_factory=dict)
    sightings: tuple[Sighting, ...] = ()
    articles: tuple[Article, ...] = ()
    images: tuple[Image, ...] = ()
    files: tuple[KnownFile, ...] = ()
    entries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def bases(self) -> Mapping[str, Procedure]:
        """The procedures in `<id>.md`, by id."""
        return {each.id: each for each in self.procedures if not each.coming}

    @cached_property
    def comings(self) -> Mapping[str, Procedure]:
        """The procedures in `<id>.next.md`, by id."""
        return {each.id: each for each in self.procedures if each.coming}

    @cached_property
    def translation_of(self) -> Mapping[str, Translation]:
        """Translations by the id of their procedure."""
        return {each.id: each for each in self.translations}

    @cached_property
    def _ids(self) -> Mapping[str, frozenset[str]]:
        ids: dict[str, set[str]] = {}
        for each in self.files:
            ids.setdefault(each.kind, set()).add(each.id)
        return {kind: frozenset(names) for kind, names in ids.items()}

    def ids_of(self, kind: str) -> frozenset[str]:
        """The ids of all files of a kind, e.g. "procedure"."""
        return self._ids.get(kind, frozenset())

    @cached_property
    def section_status(self) -> Mapping[str, Mapping[str, str | None]]:
        """Number, written without space ("3-2a"), and status of the sections of every source that lists them."""
        return {
            name: {section.number.replace(" ", ""): section.status for section in source.sections}
            for name, source in self.sources.items()
            if source.sections
        }

    def party(self, step: Step) -> Party:
        """Where a step is done: as the step says, else where its role belongs."""
        role = self.roles.get(step.role)
        return step.setting or (role.setting if role else "municipality")

    def services_of(self, procedure: Procedure) -> Iterator[Service]:
        """The services that a procedure is for, a group's id or `all` spelled out, in the handbook's order."""
        services = tuple(self.services.values())
        places = {place for name in procedure.services for place in self._meant_by.get(name, ())}
        return (services[place] for place in sorted(places))

    @cached_property
    def _meant_by(self) -> Mapping[str, Collection[int]]:
        """The places in `services` of those that an id, a group's id or `all` means."""
        found: dict[str, set[int]] = {}
        for place, service in enumerate(self.services.values()):
            for name in ("all", service.id, service.group):
                found.setdefault(name, set()).add(place)
        return found

    def edition(self, procedure_id: str, day: date) -> Edition:
        """What applies on `day`; before any approval, the base file (design.md section 3)."""
        base, coming = self.bases.get(procedure_id), self.comings.get(procedure_id)
        if base is None or coming is None:
            return Edition(base or self.comings[procedure_id])
        in_force = [each for each in (base, coming) if each.applies_on(day)]
        shown = max(in_force, key=lambda each: (each.valid_from, each.number), default=base)
        return Edition(shown, coming if shown is base else None)

    def editions(self, day: date) -> Iterator[Edition]:
        """What applies on `day` of every procedure, in order of id."""
        for procedure_id in sorted({each.id for each in self.procedures}):
            yield self.edition(procedure_id, day)
