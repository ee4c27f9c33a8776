"""Builds the handbook: check, render, let the engine dress the pages, and publish in one step."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator import cache, chronicle, engine, shelf, zensical
from generator.cache import Cache
from generator.check import Checked, check
from generator.contents import contents
from generator.engine import EngineError
from generator.frame import FrameError
from generator.pages import Context
from generator.publish import publish, refuse_dangerous, workplace
from generator.tree import write_tree

Tell = Callable[[str], None]
"""Shows what is going on, to whoever waits."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The result of checking and rendering: the hash of each file in build/docs; nothing when there are errors."""

    checked: Checked
    files: dict[str, str] | None
    context: Context | None = None


def prepare(root: Path, day: date, tell: Tell, *, authors: bool = False) -> Prepared:
    """Check the handbook and, when there are no errors, write everything into build/docs.

    Raises:
        ShallowCloneError: When the history is cut off.
    """
    engine.stamp(day)
    tell("Kontrollerer filene")
    checked = check(root, day)
    if checked.has_errors:
        return Prepared(checked, None)
    tell("Leser historikken")
    repository = os.environ.get("HANDBOOK_REPOSITORY", "")
    context = Context(checked.book, day, chronicle.read(root, day, authors=authors), repository=repository)
    tell("Lager sidene")
    kept = Cache(cache.folder(root) / "pages.db")
    files = write_tree(root / "build/docs", contents(root, context, kept))
    kept.save()
    return Prepared(checked, files, context)


def build(  # noqa: PLR0913 - what a build is told
    root: Path, day: date, out: Path, engine_name: str, tell: Tell, *, authors: bool = False
) -> Prepared:
    """Build the site of the handbook in `root` as of `day` into `out`. With errors nothing is written.

    `authors`: show who committed what.

    Raises:
        PublishError: When `out` cannot be used.
        ShallowCloneError: When the history is cut off.
        EngineError: When the engine stops.
    """
    refuse_dangerous(out, root)
    prepared = prepare(root, day, tell, authors=authors)
    if prepared.files is None or prepared.context is None:
        return prepared
    tell("Bygger nettstedet")
    with workplace(out) as work:
        if engine_name == "zensical":
            work.clear()
            zensical.run(root, work.folder)
            work.take(work.folder)
        else:
            engine.run(root, prepared.files, work, cache.folder(root) / f"site-{cache.short(out)}.json")
        tell("Legger inn historikken")
        try:
            shelf.fill(prepared.context, work, cache.folder(root) / f"shelf-{cache.short(out)}.json")
        except FrameError as error:
            raise EngineError("Siden /endringer/ mangler stedene der historikken skal inn.") from error
        publish(work, out)
    return prepared
