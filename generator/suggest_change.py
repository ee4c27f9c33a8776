"""The way from a page to a proposal: the file in the web editor, or a form that knows page and step. Pure."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from generator import addresses
from generator.load import VOCABULARIES, Kind
from generator.pages import Context, Page

REPOSITORY = re.compile(r"https://[a-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9._-]+)+")
LISTS = frozenset(each.value for each in (*VOCABULARIES, Kind.SERVICE_GROUPS))
BRANCH = "main"
FORM = "foresla-endring.yml"
ERROR_FORM = "meld-feil.yml"


def valid(repository: str) -> str:
    """The address of the repository on its host, without a slash at the end; empty when there is none to trust."""
    address = repository.strip().rstrip("/").removesuffix(".git")
    return address if REPOSITORY.fullmatch(address) else ""


def sources(context: Context) -> Mapping[str, str]:
    """The file behind each page that is made of one, by the page's address."""
    found = {
        addresses.ADDRESS_OF_KIND[each.kind](each.id): each.path
        for each in context.book.files
        if each.kind in addresses.ADDRESS_OF_KIND
    }
    lists = {addresses.vocabulary(each.kind): each.path for each in context.book.files if each.kind in LISTS}
    return found | lists | {addresses.procedure(name): each.shown.path for name, each in context.editions.items()}


def links(page: Page, files: Mapping[str, str], repository: str) -> dict[str, Any]:
    """What a page shows at its end. Without a repository there is only the way to the guide."""
    name = page.view.get("id") or page.title
    found = about(page.address, name, files, repository)
    if not repository:
        return found
    steps = [each for each in page.view.get("steps", ()) if isinstance(each, dict) and "anchor" in each]
    return {
        **found,
        "steps": [
            {
                "text": f"{each['number']}. {each['title']}",
                "address": _form(
                    repository,
                    FORM,
                    f"{page.address}#{each['anchor']}",
                    f"{each['number']}. {each['title']}",
                    title=f"Endring: {name}",
                ),
            }
            for each in steps
        ],
    }


def about(address: str, name: str, files: Mapping[str, str], repository: str) -> dict[str, Any]:
    """The ways to a proposal about what has its page at an address, from wherever it is told of. `name` is its id."""
    if not repository:
        return {"edit": "", "form": "", "error": "", "steps": []}
    file = files.get(address, "")
    return {
        "edit": f"{repository}/edit/{BRANCH}/{quote(file)}" if file else "",
        "form": _form(repository, FORM, address, title=f"Endring: {name}"),
        "error": _form(repository, ERROR_FORM, address, title=f"Feil: {name}"),
        "steps": [],
    }


def _form(repository: str, form: str, page: str, step: str = "", *, title: str) -> str:
    filled = {"template": form, "title": title, "side": page, **({"trinn": step} if step else {})}
    return f"{repository}/issues/new?{urlencode(filled)}"
