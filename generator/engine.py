"""Runs mkdocs on build/docs, for changed pages only when the rest can be taken from the site that is already there.

What a page looks like depends on its own file, the configuration, the theme and nothing else (the menu is fixed).
So the outputs of unchanged files are kept from the live site. The site of an incremental build is byte for byte
that of a full one; a test holds this.
"""

import hashlib
import logging
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any

import orjson
from jinja2 import Environment, FileSystemLoader
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_theme_dir

from generator import cache
from generator.clock import OSLO
from generator.ready import ReadyPage
from generator.shell import Wardrobe
from generator.workplace import Workplace

DIRTY_NOTICE = "A 'dirty' build is being performed"
LEFT_OUT = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)
ENGINE_ROOT = Path(__file__).resolve().parent.parent


class EngineError(Exception):
    """Raised when mkdocs cannot build the pages. A fault of the software, not of the content."""


@dataclass(slots=True)
class State:
    """What the site now in place was made of. Kept outside the handbook's folder, like the cache.

    `sources` maps files in build/docs to their hash, `outputs` files of the site to size and time of change.
    """

    key: str = ""
    sources: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, tuple[int, int]] = field(default_factory=dict)


def configuration(root: Path) -> Path:
    """The handbook's own mkdocs.yml, else the one that comes with the generator."""
    own = root / "mkdocs.yml"
    return own if own.is_file() else ENGINE_ROOT / "mkdocs.yml"


def stamp(day: date) -> None:
    """Tell every tool that writes a time that it is noon of `day`, so that the same day gives the same bytes."""
    noon = datetime.combine(day, time(12), OSLO)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(noon.timestamp()))


def run(root: Path, sources: Mapping[str, str], work: Workplace, state_file: Path) -> None:
    """Build the site of `sources` (files in build/docs, and their hashes), keeping what did not change.

    Raises:
        EngineError: When mkdocs stops.
    """
    key = _key(root, work)
    before, inodes = _usable(_load(state_file), key, work.live)
    changed = {path for path, digest in sources.items() if before.sources.get(path) != digest}
    helper = _Helper(changed) if before.sources else _Helper(None)
    if not before.sources:
        work.clear()
    place = work.part() if before.sources else work.folder
    _mkdocs(root, place, helper)
    outputs = {path: (known.st_size, known.st_mtime_ns) for path, known in work.take(place).items()}
    for path in set(helper.files.values()) - outputs.keys() if before.sources else ():
        work.keep(path, inodes[path])
        outputs[path] = before.outputs[path]
    _save(state_file, State(key, dict(sources), outputs))


def _mkdocs(root: Path, fresh: Path, helper: "_Helper") -> None:
    messages = _Messages()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(messages)
    logger.propagate = False
    try:
        config = load_config(
            str(configuration(root)),
            docs_dir=str(root / "build/docs"),
            site_dir=str(fresh),
            hooks=[],
            strict=False,
        )
        config.plugins["handbook"] = helper
        config.theme.get_env = partial(_environment, config.theme.get_env)  # type: ignore[method-assign]
        config.plugins.on_startup(command="build", dirty=helper.changed is not None)
        mkdocs_build(config, dirty=helper.changed is not None)
    except (Exception, SystemExit) as error:
        raise EngineError("\n".join([*messages.texts, str(error)])) from error
    finally:
        helper.all_files = Files([])  # mkdocs never lets go of the helper
        logger.removeHandler(messages)
        logger.propagate = True
    if messages.texts:
        raise EngineError("\n".join(messages.texts))


def _environment(make: Callable[[], Environment]) -> Environment:
    """The theme's templates, with hidden folders left out when they are listed."""
    made = make()
    if isinstance(made.loader, FileSystemLoader):
        made.loader = _Shown(made.loader.searchpath)
    return made


class _Shown(FileSystemLoader):
    """Lists what a theme shows. Its hidden folders hold 14,000 pictures, which mkdocs looks at one by one, in vain."""

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for top in self.searchpath:
            for above, folders, names in os.walk(top):
                folders[:] = [each for each in folders if not each.startswith(".")]
                inside = os.path.relpath(above, top)
                found.update(os.path.normpath(f"{inside}/{name}") for name in names)
        return sorted(found)


class _Messages(logging.Handler):
    """Collects the engine's warnings: our own pages must give none."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if not text.startswith(DIRTY_NOTICE):
            self.texts.append(text)


class _Helper(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """Tells mkdocs which files have changed (all, when `changed` is nothing), and lets go of pages when written."""

    def __init__(self, changed: set[str] | None) -> None:
        super().__init__()
        self.changed = changed
        self.files: dict[str, str] = {}
        self.all_files = Files([])

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        titles = {path: title for entry in config.nav or () for title, path in entry.items()}
        for file in files:
            if self.changed is not None:
                is_changed = file.src_uri in self.changed
                file.is_modified = lambda is_changed=is_changed: is_changed  # type: ignore[method-assign,misc]
            if file.is_documentation_page():
                ReadyPage(titles.get(file.src_uri), file, config)
        return files

    def on_nav(self, nav: Navigation, *, files: Files, **_: Any) -> Navigation:
        """Note what becomes what; only now is it known which files are left out."""
        self.all_files = files
        self.files = {file.src_uri: file.dest_uri for file in files if file.inclusion not in LEFT_OUT}
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, **_: Any) -> Any:
        """Let the theme be compiled once for many builds, and rendered once for many pages."""
        env.bytecode_cache = cache.compiled_templates()
        return Wardrobe(env, frozenset(path for entry in config.nav or () for path in entry.values()))

    def on_page_content(self, html: str, *, page: Page, **_: Any) -> str:  # noqa: ARG002 - mkdocs passes them
        """Let go of what was read: mkdocs reads every page before it writes the first, and 5,000 are too many."""
        page.markdown = None
        return ""

    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, **_: Any) -> Any:
        """Read the page again, now that it is written."""
        page.read_source(config)
        page.render(config, self.all_files)
        page.markdown = None
        return context

    def on_post_page(self, output: str, *, page: Page, **_: Any) -> str:
        page.content = ""
        return output


def _key(root: Path, work: Workplace) -> str:
    """Changes when anything but a page's own file changes that could make the page look different."""
    digest = hashlib.sha256(cache.engine_key())
    config = configuration(root)
    digest.update(
        f"{work.folder.resolve()}\0{config}\0{get_theme_dir('material')}\0{os.environ.get('HANDBOOK_URL', '')}".encode()
    )
    for file in [config, *sorted((ENGINE_ROOT / "generator/overrides").rglob("*"))]:
        if file.is_file():
            digest.update(f"\0{file.name}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def _usable(state: State, key: str, live: Path | None) -> tuple[State, dict[str, int]]:
    """The state, if the site in place is still just what it says, and its inodes; else an empty one, to build all."""
    if state.key != key or live is None:
        return State(), {}
    inodes = {}
    for path, (size, changed) in state.outputs.items():
        try:
            found = os.lstat(f"{live}/{path}")
        except OSError:
            return State(), {}
        if (found.st_size, found.st_mtime_ns) != (size, changed):
            return State(), {}
        inodes[path] = found.st_ino
    return state, inodes


def _load(file: Path) -> State:
    with suppress(OSError, ValueError, KeyError, TypeError):
        kept = orjson.loads(file.read_bytes())
        outputs = {path: (size, changed) for path, (size, changed) in kept["outputs"].items()}
        return State(kept["key"], kept["sources"], outputs)
    return State()


def _save(file: Path, state: State) -> None:
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = file.with_suffix(".new")
        fresh.write_bytes(orjson.dumps(state))
        fresh.replace(file)
