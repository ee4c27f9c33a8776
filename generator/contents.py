"""Everything that goes into build/docs, the folder that the engine turns into the site."""

from collections.abc import Iterator
from pathlib import Path

from generator import api, feeds, hosting, render, suggest_change
from generator.cache import Cache
from generator.examine import clean_image
from generator.offline import with_listing
from generator.pages import Context, every_page, redirects
from generator.search.index import files as search_files

BUILD_ONLY = "indexer.js"
ASSETS = Path(__file__).resolve().parent / "assets"


def contents(root: Path, context: Context, kept: Cache) -> Iterator[tuple[str, bytes]]:
    """Path below build/docs and bytes of every file."""
    return with_listing(context, _contents(root, context, kept))


def _contents(root: Path, context: Context, kept: Cache) -> Iterator[tuple[str, bytes]]:
    files, repository = suggest_change.sources(context), suggest_change.valid(context.repository)
    indexed = []
    for page in every_page(context):
        if not page.robots:
            indexed.append(page.address)
        shown = render.render(page, kept, suggest_change.links(page, files, repository))
        yield render.file_of(page), shown.encode()
    for address, target in redirects(context):
        yield f"{address.strip('/')}/index.html", render.redirect(address, target).encode()
    for path, content in api.files(context):
        yield f"api/v1/{path}", content
    for path, content in feeds.files(context, kept):
        yield f"feeds/{path}", content
    for image in context.book.images:
        drawn = clean_image(image.name, (root / image.path).read_bytes())
        yield f"prosedyrer/{image.procedure}/{image.name}", drawn
    for path, text in hosting.files(indexed):
        yield path, text.encode()
    yield from search_files(context)
    yield from assets()


def assets() -> Iterator[tuple[str, bytes]]:
    """What all pages share. The parts of the style sheet and of the script become one file each: one request."""
    for folder, whole in ((ASSETS / "css", "handbook.css"), (ASSETS / "site", "site.js")):
        yield f"assets/{whole}", b"\n".join(part.read_bytes() for part in sorted(folder.iterdir()))
    for file in sorted(each for each in ASSETS.rglob("*") if each.is_file() and each.name != BUILD_ONLY):
        path = file.relative_to(ASSETS)
        if path.parts[0] == "top":
            yield path.name, file.read_bytes()
        elif path.parts[0] not in ("css", "site"):
            yield f"assets/{path.as_posix()}", file.read_bytes()
