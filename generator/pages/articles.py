"""Pages that people have written by hand, in docs/."""

from collections.abc import Iterator

from generator import addresses
from generator.pages.page import Context, Page
from generator.pages.services import HOME

PARENTS = {"om": ("/om/", "Om samarbeidet"), "bidra": ("/bidra/", "Bidra")}


def article_pages(context: Context) -> Iterator[Page]:
    """A page for each article."""
    for article in context.book.articles:
        address = addresses.article(article)
        parent = PARENTS.get(article.address.split("/")[0])
        trail = (HOME, parent) if parent and parent[0] != address else (HOME,)
        view = {"summary": article.summary, "html": article.prose.html.get("body", "")}
        yield Page(address, article.title, "article.html", view, trail)
