"""The addresses of pages. They are promises: links, bookmarks and old printouts lead to them for years."""

from collections.abc import Mapping

from generator.model import Article, Handbook, Procedure

FIXED = (
    "/",
    "/tjenester/",
    "/prosedyrer/",
    "/faggrupper/",
    "/kommuner/",
    "/revisjon/",
    "/kilder/",
    "/begreper/",
    "/om/",
    "/bidra/regler/",
)
PROCEDURE_SECTIONS = ("trinn", "unntak", "opplaering", "kilder", "bakgrunn", "om-prosedyren")


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


def article(page: Article) -> str:
    """The page of a hand-written article."""
    return f"/{page.address}/"


def pages(book: Handbook) -> Mapping[str, frozenset[str]]:
    """Every address that the build makes, with the places on the page that links may point at."""
    found: dict[str, frozenset[str]] = dict.fromkeys(FIXED, frozenset())
    found["/kilder/"] = frozenset(book.sources)
    found["/begreper/"] = frozenset(book.terms)
    for each in book.bases.values():
        found[procedure(each.id)] = _places(each)
        for alias in each.aliases:
            found[procedure(alias)] = frozenset()
    for words in book.translations:
        found[translation(words.id)] = frozenset({"trinn", *(step(each.id) for each in words.steps)})
    for name in book.services:
        found[service(name)] = frozenset()
    for name in book.service_groups:
        found[service_group(name)] = frozenset()
    for name in book.groups:
        found[group(name)] = frozenset()
    for slug in book.municipalities:
        found[municipality(slug)] = frozenset()
    for page in book.articles:
        found[article(page)] = frozenset(page.prose.anchors)
    return found


def _places(each: Procedure) -> frozenset[str]:
    return frozenset({*PROCEDURE_SECTIONS, *each.prose.anchors, *(step(one.id) for one in each.steps)})


def pictures(book: Handbook) -> frozenset[str]:
    """The address of every picture."""
    return frozenset(f"/prosedyrer/{each.procedure}/{each.name}" for each in book.images)
