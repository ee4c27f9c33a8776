"""`make fuzz`: a bounded, coverage-guided search for input that the loader cannot take.

Inputs that reach a line of the generator that none before has reached are kept and changed further. The ones worth
keeping for good lie in tests/fuzz-corpus, few and small. Any exception, slowness or odd finding is a failure.
"""

import random
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from types import FrameType
from typing import Any

import click

from generator.examine import examine
from generator.fix import mend
from generator.load import Located, locate

HERE = Path(__file__).resolve().parent
CORPUS = HERE / "fuzz-corpus"
GENERATOR = str(HERE.parent / "generator")
MOST_KEPT = 40
MOST_BYTES = 3_000
SLOW = 2.0
"""Seconds, without tracing."""
PATHS = (
    "procedures/a/b.md",
    "procedures/a/b.nn.md",
    "services/a/b.yml",
    "vocabulary/terms.yml",
    "docs/om/a.md",
    "procedures/a/b/c.png",
)
TOKENS = (
    b"---\n", b"- ", b": ", b"\n", b"  ", b"\t", b'"', b"'", b"[", b"]", b"{", b"}", b"|\n", b">-\n", b"#", b" #", b"&a ", b"*a", b"!!x ", b"<<: ", b"? ", b"%", b"@", b"`", b"~~~", b"<b>", b"](", b"![", b"javascript:", b"https://", b"\xc2\xa0",
    b"\xe2\x80\x8b", b"\xff", b"\x00", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\r\n", b"{id}", b"| a |\n|---|\n", b"## ", b"\\", b"&#0;", b"12057057422", b"a@b.no", b"true", b"1:20", b"id", b"steps", b"text: |\n", b"a\xcc\x8a", b"0" * 40, b"[" * 50, b"> " * 20,
)  # fmt: skip


def judge(located: Located, content: bytes) -> None:
    """What must hold for any bytes at all."""
    item = examine(located, content)
    for each in item.findings:
        assert each.line >= 1
        assert each.column >= 1
        assert each.message
        assert each.hint
        assert "\n" not in each.message
    mended = mend(located, content) if not located.path.endswith(".png") else None
    if mended is not None:
        assert mend(located, mended) == mended, "mending twice differs from mending once"
        if not any(each.level == "error" for each in item.findings):
            assert not any(each.level == "error" for each in examine(located, mended).findings), "mending broke it"


class Coverage:
    """Which lines of the generator an input reaches."""

    def __init__(self) -> None:
        self.seen: set[tuple[str, int]] = set()
        self.fresh = 0

    def _trace(self, frame: FrameType, event: str, _argument: Any) -> Any:
        if not frame.f_code.co_filename.startswith(GENERATOR):
            return None
        if event == "line":
            place = (frame.f_code.co_filename, frame.f_lineno)
            if place not in self.seen:
                self.seen.add(place)
                self.fresh += 1
        return self._trace

    def of(self, located: Located, content: bytes) -> int:
        """Judge an input, and tell how many lines it was the first to reach."""
        self.fresh = 0
        sys.settrace(self._trace)
        try:
            judge(located, content)
        finally:
            sys.settrace(None)
        return self.fresh


def seeds() -> Iterator[bytes]:
    """Where the search begins: the small handbook, and what was found before."""
    for folder in (HERE / "handbook", CORPUS):
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                yield file.read_bytes()[:MOST_BYTES]


def change(content: bytes, dice: random.Random, others: list[bytes]) -> bytes:
    """An input somewhat like another."""
    for _ in range(dice.randint(1, 4)):
        place = dice.randint(0, len(content))
        end = min(len(content), place + dice.randint(0, 12))
        match dice.randint(0, 5):
            case 0:
                content = content[:place] + dice.choice(TOKENS) + content[place:]
            case 1:
                content = content[:place] + content[end:]
            case 2:
                content = content[:place] + dice.choice(TOKENS) + content[end:]
            case 3:
                content = content[:place] + content[place:end] * 2 + content[end:]
            case 4:
                content = content[:place] + bytes([dice.randint(0, 255)]) + content[place + 1 :]
            case _:
                other = dice.choice(others)
                cut = dice.randint(0, len(other))
                content = content[:place] + other[cut : cut + 200] + content[place:]
    return content[:MOST_BYTES]


@click.command()
@click.option("--seconds", default=60.0, show_default=True, help="How long to search.")
@click.option("--seed", default=1, show_default=True)
@click.option("--keep", is_flag=True, help="Write the inputs that reached something new to tests/fuzz-corpus.")
def main(seconds: float, seed: int, *, keep: bool) -> None:
    """Search, and stop with the input that breaks something."""
    dice, coverage = random.Random(seed), Coverage()  # noqa: S311 - repeatable, no secret
    places = [located for path in PATHS if (located := locate(path))]
    pool = list(dict.fromkeys(seeds()))
    for content in pool:
        for located in places:
            coverage.of(located, content)
    known, tried, found, start = len(coverage.seen), 0, [], time.monotonic()
    while time.monotonic() - start < seconds:
        content, located = change(dice.choice(pool), dice, pool), dice.choice(places)
        began = time.process_time()
        try:
            fresh = coverage.of(located, content)
        except Exception:
            sys.settrace(None)
            click.echo(f"{located.path}: {content!r}", err=True)
            raise
        if time.process_time() - began > SLOW * 10:
            raise SystemExit(f"slow: {located.path}: {content!r}")
        tried += 1
        if fresh:
            pool.append(content)
            found.append(content)
    click.echo(
        f"{tried} inputs, {len(coverage.seen)} lines reached, {len(coverage.seen) - known} of them by {len(found)} new inputs."
    )
    if keep:
        CORPUS.mkdir(exist_ok=True)
        for content in found[: MOST_KEPT - len(list(CORPUS.iterdir()))]:
            (CORPUS / sha256(content).hexdigest()[:12]).write_bytes(content)


if __name__ == "__main__":
    main()
