"""Puts histories, earlier versions and months into a site that the engine has made. What did not change is linked.

There may be ten times as many of these pages as of others, so the engine never sees them: each is a body in the frame
of one page that it rendered.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from generator import addresses, api_history, cache, suggest_change
from generator.chronicle import Outline
from generator.frame import Frame
from generator.lineage import Key
from generator.pages import Context, Page
from generator.pages.changes import month_pages
from generator.pages.earlier import EarlierPages
from generator.pages.history import history_page
from generator.pages.history_version import facts_html
from generator.pages.news import page_of
from generator.pages.pieces import Pieces
from generator.record import Record
from generator.render import body, macro, unfinished
from generator.versions import Life, Text, Version, on
from generator.workplace import Workplace

FRAME = "endringer/index.html"
WITH_PAGES = ("procedure", "service", "municipality", "vocabulary")

Known = dict[str, tuple[str, int, int]]
"""Path, and what the file there was made of, its size and time."""


@dataclass(slots=True)
class _Shelf:
    """Puts files into the site: those of the site in place that were made of the same things, else new ones."""

    work: Workplace
    before: Known
    after: Known = field(default_factory=dict)
    _inodes: dict[str, int] = field(default_factory=dict)

    def put(self, path: str, key: str, make: Callable[[], bytes]) -> None:
        if path in self.after:
            return  # two versions whose numbers give one address: the first has it
        if self.has(path, key):
            self.work.keep(path, self._inodes[path])
            self.after[path] = self.before[path]
        else:
            known = self.work.write(path, make())
            self.after[path] = (key, known.st_size, known.st_mtime_ns)

    def has(self, path: str, key: str) -> bool:
        """Whether the site in place has this very file."""
        if path in self._inodes:
            return self.before[path][0] == key
        if self.work.live is None or self.before.get(path, ("",))[0] != key:
            return False
        try:
            known = os.lstat(f"{self.work.live}/{path}")
        except OSError:
            return False
        if (known.st_size, known.st_mtime_ns) != self.before[path][1:]:
            return False
        self._inodes[path] = known.st_ino
        return True


def fill(context: Context, work: Workplace, state: Path | None) -> None:
    """Put every page and file of the history into the site.

    `state` is a file that tells what the site in place was made of.
    """
    if not context.chronicle.outlines:
        return
    html = (work.folder / FRAME).read_text("utf-8")
    frame = Frame.of(html)
    shelf = _Shelf(work, _load(state))
    around = sha256(frame.html.encode() + cache.engine_key() + repr(sorted(_gone(context))).encode()).hexdigest()[:20]
    filler = _Filler(context, shelf, frame, around)
    for key, outline in context.chronicle.outlines.items():
        if key[0] in WITH_PAGES:
            filler.item(key, outline)
    for page in month_pages(context):
        filler.page(page, sha256(repr(page.view).encode()).hexdigest()[:20])
    context.chronicle.close()
    _save(state, shelf.after)


def _gone(context: Context) -> frozenset[str]:
    """Addresses of pages that once were, and are no more: earlier versions may link to them."""
    known = addresses.pages(context.book)
    outlines = context.chronicle.outlines.values()
    return frozenset(page for each in outlines if (page := page_of(each)) and page not in known)


@dataclass(slots=True)
class _Filler:
    """Makes the pages of one item after another."""

    context: Context
    shelf: _Shelf
    frame: Frame
    around: str
    sources: Mapping[str, str] = field(init=False)
    earlier: EarlierPages = field(init=False)

    def __post_init__(self) -> None:
        self.sources = suggest_change.sources(self.context)
        self.earlier = EarlierPages(self.context, Pieces(_gone(self.context), self._epoch), unfinished, macro)

    def _epoch(self, index: int, *, with_titles: bool) -> int:
        return self.context.chronicle.writer().names.epoch(index, with_titles=with_titles)

    def page(self, page: Page, key: str, suggest: dict[str, Any] | None = None) -> None:
        """One page, in the frame."""
        self._put(page.title, page.address, key, lambda: body(page, suggest).encode())

    def _put(self, title: str, address: str, key: str, make: Callable[[], bytes]) -> None:
        path = f"{address.strip('/')}/index.html"
        self.shelf.put(path, f"{self.around}{key}", lambda: self.frame.fill(title, address, make()))

    def item(self, key: Key, outline: Outline) -> None:
        """The history of an item, as a page and as data, and its versions."""
        chronicle, context = self.context.chronicle, self.context
        edition = context.editions.get(outline.id) if key[0] == "procedure" else None
        title = edition.shown.title if edition else outline.title
        unsaved = key in chronicle.unsaved
        news = [each for each in context.news_of[key] if each.kind == "procedure"] if key[0] == "service" else []
        today = on([each.span for each in outline.spans], context.day)
        address = page_of(outline)
        where = addresses.vocabulary(key[1]) if key[0] == "vocabulary" else address
        suggest = suggest_change.about(where, key[1], self.sources, context.repository)
        told = (outline.stamp, title, unsaved, today, self._coming(outline), chronicle.authors, suggest)
        stamp = sha256(repr(told).encode() + orjson.dumps(news)).hexdigest()[:20]
        paths = [f"{addresses.history_of(*key).strip('/')}/index.html", f"api/v1/{api_history.history_path(*key)}"]
        paths += [f"{addresses.version(outline.id, number).strip('/')}/index.html" for number, _ in outline.versions]
        mark = f"{self.around}{stamp}"
        if all(self.shelf.has(path, mark) for path in paths):
            for path in [*paths, *self._earlier(outline, mark)]:
                self.shelf.put(path, mark, lambda: b"")
            return
        record = chronicle.record(key)
        facts = facts_html(record, context.day.isoformat())
        self.page(history_page(record, facts, address, title, context, unsaved=unsaved, news=news), stamp, suggest)
        self.shelf.put(paths[1], mark, lambda: api_history.history_file(record))
        if outline.versions:
            self._versions(key, record, facts, stamp)

    def _coming(self, outline: Outline) -> str:
        """What a page says of versions to come changes on the day they begin to apply."""
        day = self.context.day
        return repr([each.span.start <= day for each in outline.spans])

    def _earlier(self, outline: Outline, mark: str) -> Iterator[str]:
        """Pages of earlier texts, known from the last build."""
        base = f"{addresses.procedure(outline.id).strip('/')}/v/"
        for number, _ in outline.versions:
            place = 1
            while self.shelf.before.get(path := f"{base}{number}/{place}/index.html", ("",))[0] == mark:
                yield path
                place += 1

    def _versions(self, key: Key, record: Record, facts: Mapping[str, str], stamp: str) -> None:
        chronicle = self.context.chronicle
        lived = chronicle.life(key)
        writer = chronicle.writer()
        edition = self.context.editions.get(key[1])
        self.earlier.begin(record, facts, edition.shown if edition else None)
        now = self._now(lived)
        tellers = {text.key: writer.teller(text) for version in lived.versions for text in _with_page(version)}
        last = [each.texts[-1] for each in lived.versions]
        older = [(text, tellers[text.key]) for text in last if now and text.key != now.key]
        since = dict(zip((text.key for text, _ in older), writer.since(older, now), strict=True)) if now else {}
        for version in lived.versions:
            for text in _with_page(version):
                told, latest = since.get(text.key, []), text is version.texts[-1]
                page = self.earlier.page(text, tellers[text.key], told, latest=latest)
                self._put(page.title, page.address, stamp, lambda page=page: page.body)  # type: ignore[misc]

    def _now(self, lived: Life) -> Text | None:
        today = on(lived.spans, self.context.day)
        return next((text for each in lived.versions for text in each.texts if text.key == today.text), None)


def _with_page(version: Version) -> Sequence[Text]:
    """The texts of a version that have pages: all that readers may have followed, else the last."""
    decided = version.texts[-1].data.get("status") in ("approved", "retired")
    return version.texts if decided else version.texts[-1:]


def _load(file: Path | None) -> Known:
    if file is None:
        return {}
    with suppress(OSError, ValueError, TypeError):
        kept = orjson.loads(file.read_bytes())
        return {path: (key, size, changed) for path, (key, size, changed) in kept.items()}
    return {}


def _save(file: Path | None, known: Known) -> None:
    if file is None:
        return
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = file.with_suffix(".new")
        fresh.write_bytes(orjson.dumps(known))
        fresh.replace(file)
