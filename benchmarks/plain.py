"""The site that the handbook is compared with: the same words as ordinary Markdown pages, built by mkdocs alone."""

from pathlib import Path

import yaml

from benchmarks.corpus import plain_page, sketches

NAV = (
    ("Forside", "index.md"),
    ("Tjenester", "tjenester/index.md"),
    ("Prosedyrer", "prosedyrer/index.md"),
    ("Faggrupper", "faggrupper/index.md"),
    ("Kommuner", "kommuner/index.md"),
    ("Revisjon", "revisjon.md"),
    ("Kilder", "kilder.md"),
    ("Begreper", "begreper.md"),
    ("Om samarbeidet", "om/index.md"),
    ("Bidra", "bidra/index.md"),
)
"""The same short menu as the handbook's."""

USUAL = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "pymdownx.details",
    "pymdownx.superfences",
    {"toc": {"permalink": True}},
]
"""The extensions that Material's own guide sets up for such pages, beside those that mkdocs always has on."""

SETTINGS = {
    "site_name": "Regional håndbok",
    "theme": {"name": "material", "language": "nb", "font": False, "features": ["navigation.top", "toc.follow"]},
    "nav": [{title: path} for title, path in NAV],
    "not_in_nav": "/prosedyrer/*\n",
    "markdown_extensions": USUAL,
    "plugins": [],
}


def make_plain_site(folder: Path, procedures: int, seed: int) -> None:
    """Write an mkdocs project with the words of the corpus of the same size and seed."""
    for title, path in NAV:
        _write(folder / "docs" / path, f"# {title}\n\nHer finner du {title.lower()}.\n")
    for each in sketches(procedures, seed):
        _write(folder / "docs/prosedyrer" / f"{each.id}.md", plain_page(each))
    _write(folder / "mkdocs.yml", yaml.safe_dump(SETTINGS, allow_unicode=True, sort_keys=False))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
