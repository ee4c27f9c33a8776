"""The addresses of pages. They are promises: links, bookmarks and old printouts lead to them for years."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from generator.load import Kind
from generator.model import Article, Handbook, Procedure

ODD = re.compile(r"[^0-9A-Za-z.]|\.(?=\.)")
CHANGES = "/endringer/"
APPLIED = "/gjaldt/"
FIXED = (
    "/",
    "/tjenester/",
    "/prosedyrer/",
    "/dekning/",
    "/overleveringer/",
    "/faggrupper/",
    "/kommuner/",
    "/revisjon/",
    "/sok/",
    CHANGES,
    APPLIED,
    "/kilder/",
    "/begreper/",
    "/om/",
    "/bidra/regler/",
    "/bidra/steg-for-steg/",
    "/bidra/hvem-bestemmer/",
    "/bidra/filer/",
    "/om/uten-nett/",
    "/om/komponenter/",
    "/utskrift/",
    "/ikke-lagret/",
)
PROCEDURE_SECTIONS = ("trinn", "unntak", "usikkert", "opplaering", "kilder", "bakgrunn", "se-ogsa", "om-prosedyren")


def procedure(name: str) -> str:
    """The page of a procedure."""
    return f"/prosedyrer/{name}/"


def translation(name: str) -> str:
    """The page of a procedure's nynorsk words."""
    return f"/prosedyrer/{name}/nn/"


def step(name: str) -> str:
    """The anchor of a step."""
    return f"steg-{name}"


def service(name: str) -> str:
    """The page of a service."""
    return f"/tjenester/{name}/"


def service_group(name: str) -> str:
    """The page of a service group."""
    return f"/tjenestegrupper/{name}/"


def group(name: str) -> str:
    """The page of a professional group."""
    return f"/faggrupper/{name}/"


def municipality(slug: str) -> str:
    """The page of a municipality."""
    return f"/kommuner/{slug}/"


def source(name: str) -> str:
    """The place of a source on the page of sources."""
    return f"/kilder/#{name}"


def file_kind(name: str) -> str:
    """The page of a kind of file, by the name of its schema."""
    return f"/bidra/filer/{name}/"


def article(page: Article) -> str:
    """The page of a hand-written article."""
    return f"/{page.address}/"


def vocabulary(name: str) -> str:
    """The history of a list of the vocabulary, which has no page of its own."""
    return f"/endringer/ordlister/{name}/"


SHOWN_ON: Mapping[str, str] = {
    "groups": "/faggrupper/",
    "bodies": "/om/",
    "health-communities": "/om/",
    "systems": "/om/",
    "messages": "/overleveringer/",
    "sources": "/kilder/",
    "terms": "/begreper/",
    "synonyms": "/begreper/",
    "owners": "/bidra/hvem-bestemmer/",
    "service-groups": "/tjenester/",
}
"""The page that shows a list of the vocabulary. The others are only used by other pages."""


Places = frozenset[str]
ADDRESS_OF_KIND: Mapping[str, Callable[[str], str]] = {
    "procedure": procedure,
    "translation": translation,
    "service": service,
    "municipality": municipality,
    "page": lambda name: f"/{name}/",
}


def pages(book: Handbook) -> Mapping[str, Places | None]:
    """Every address that the build makes, with the places on the page that links may point at.

    A place counts only when every version of the procedure that may come to be shown has it. The places are not
    known (`None`) when the page's file has a fault of its own.
    """
    found: dict[str, Places | None] = dict.fromkeys(FIXED, frozenset())
    found |= {file_kind(each.value): frozenset() for each in Kind if each is not Kind.IMAGE}
    found |= {ADDRESS_OF_KIND[each.kind](each.id): None for each in book.files if each.kind in ADDRESS_OF_KIND}
    found |= {service_group(name): frozenset() for name in book.service_groups}
    found |= {group(name): frozenset() for name in book.groups}
    found |= {service(name): frozenset() for name in book.services}
    found |= {municipality(slug): frozenset() for slug in book.municipalities}
    found |= {article(page): frozenset(page.prose.anchors) for page in book.articles}
    found |= {"/kilder/": frozenset(book.sources) or None, "/begreper/": frozenset(book.terms) or None}
    for words in book.translations:
        found[translation(words.id)] = frozenset({"trinn", *(step(each.id) for each in words.steps)})
    for each in book.procedures:
        found[procedure(each.id)] = places(each) & (found.get(procedure(each.id)) or places(each))
        found |= {procedure(alias): frozenset() for alias in each.aliases}
    return found


def places(each: Procedure) -> Places:
    """The places on the page of one version of a procedure."""
    return frozenset({*PROCEDURE_SECTIONS, *each.prose.anchors, *(step(one.id) for one in each.steps)})


def pictures(book: Handbook) -> frozenset[str]:
    """The address of every picture."""
    return frozenset(f"/prosedyrer/{each.procedure}/{each.name}" for each in book.images)


def history(address: str) -> str:
    """The history of what has its page at an address."""
    return f"{address}historikk/"


def history_of(kind: str, name: str) -> str:
    """The history of an item."""
    return vocabulary(name) if kind == "vocabulary" else history(ADDRESS_OF_KIND[kind](name))


def version(name: str, number: str, text: int = 0) -> str:
    """A version of a procedure; with `text`, an earlier text of it, counted from 1."""
    return f"/prosedyrer/{name}/v/{_safe(number)}/{f'{text}/' if text else ''}"


@lru_cache(maxsize=4096)
def _safe(number: str) -> str:
    """A version as a part of an address. Old files may hold anything."""
    return ODD.sub("-", number[:20]).strip(".") or "uten"


def version_anchor(number: str) -> str:
    """The place of a version on the page of the history."""
    return f"v-{_safe(number).replace('.', '-')}"


def month(name: str) -> str:
    """The changes of a month, e.g. 2026-11."""
    return f"/endringer/{name}/"


def depth(address: str) -> int:
    """How many folders below the top a page lies."""
    return address.count("/") - 1


def relative(html: str, depth: int) -> str:
    """Links and pictures written from the top, made relative, so that the site works under any address."""
    if '="/' not in html:
        return html
    up = "../" * depth or "./"
    return html.replace('href="/', f'href="{up}').replace('src="/', f'src="{up}')
