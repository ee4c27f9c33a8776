"""The picture of a procedure's steps: a lane for each party, a box for each step, arrows for what follows and is sent.

Pure text (SVG, one piece a step). It can be read without colour: what is sent has a thick line with a dot, what holds
only sometimes a dashed line with the condition beside it. Colours and type come from the style sheet. Numbers are SVG
units, 1 unit being about 1 CSS pixel on a phone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from textwrap import shorten, wrap

from generator.pages.page import View

LANE, BOX, LINE, SMALL, GAP, HEAD = 172, 162, 15, 13, 16, 30
LETTERS, BESIDE = 20, 19
"""As many letters as fit on a line in a box, and beside a dashed line."""
MOST_LINES = 6
"""Lines of a condition before it is cut; the step below the picture has it all."""
SIZES = {2: "", 3: " hb-flow--wide"}


def flow_view(steps: list[View], label: str, parties: dict[str, str], words: dict[str, str]) -> View | None:
    """The picture and how wide it is; nothing when one party does everything, for then the list says it better.

    `steps` are views of steps, with `party` and `to_party` (where each message goes); `parties` their names; `words`
    says `step` and `end`.
    """
    met = {step["party"] for step in steps} | {sent["to_party"] for step in steps for sent in step["sends"]}
    lanes = [each for each in parties if each in met]
    if len(lanes) < 2:  # noqa: PLR2004 - one lane is no picture
        return None
    drawing = _Drawing(lanes, words)
    for number, step in enumerate(steps, 1):
        drawing.step(step, last=number == len(steps))
    told = " ".join(_ways_told(steps, words))
    described = ' aria-describedby="hb-flow-ways"' if told else ""
    hidden = f'<p class="hb-hidden" id="hb-flow-ways">{escape(told)}</p>' if told else ""
    heads = "".join(
        f'<text class="head" x="{drawing.middle(each)}" y="18">{escape(parties[each].capitalize())}</text>'
        for each in lanes
    )
    strips = [_Strip(0, [heads]), *drawing.strips, _Strip(drawing.y + 4)]
    drawn = "".join(drawing.svg(strip, below.top) for strip, below in pairwise(strips))
    html = f'<div role="img" aria-label="{escape(label)}"{described}>{drawn}</div>{hidden}'
    return {"html": html, "width": SIZES.get(len(lanes), " hb-flow--widest"), "conditions": bool(told)}


def _ways_told(steps: list[View], words: dict[str, str]) -> Iterator[str]:
    """The conditions in full, for whoever hears the picture."""
    for step in steps:
        for way in step["ways"]:
            if way["when"]:
                onto = f"{words['step']} {way['number']}" if way["number"] else words["end"]
                yield f"{words['step']} {step['number']}: {way['when'].rstrip('.')} → {onto}."


@dataclass(slots=True)
class _Strip:
    """What belongs to one step, from the top of its box to the top of the next: on paper a sheet ends between two."""

    top: int
    lines: list[str] = field(default_factory=list)
    """Arrows to other steps; they lie under the messages, whose words may cross them."""
    arrows: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)


class _Drawing:
    """Strips so far, and how far down the next one comes."""

    def __init__(self, lanes: list[str], words: dict[str, str]) -> None:
        self.lanes, self.words = lanes, words
        self.y = HEAD
        self.strips: list[_Strip] = []
        self.from_: tuple[int, int, str] | None = None
        """Where the arrow to the next step starts, and its kind; nothing when the step before does not go on to it."""

    @property
    def strip(self) -> _Strip:
        """The strip of the step that is being drawn."""
        return self.strips[-1]

    def svg(self, strip: _Strip, bottom: int) -> str:
        """A strip as a picture of its own, as wide as the others."""
        width, height = LANE * len(self.lanes), bottom - strip.top
        lanes = "".join(f'<path class="lane" d="M{self.middle(each)} {strip.top}V{bottom}"/>' for each in self.lanes)
        drawn = "".join([lanes if strip.top else "", *strip.lines, *strip.arrows, *strip.boxes])
        size = f'viewBox="0 {strip.top} {width} {height}" width="{width}" height="{height}"'
        return f"<svg {size}>{drawn}</svg>"

    def middle(self, party: str) -> int:
        """The middle of a party's lane."""
        return self.lanes.index(party) * LANE + LANE // 2

    def step(self, step: View, *, last: bool) -> None:
        """A box, the arrow into it, its messages below, and the ways that do not lead to the step below."""
        x, top = self.middle(step["party"]), self.y
        lines = list(_lines(step))
        height = LINE * len(lines) + 10
        if self.from_:
            self._arrow(*self.from_, (x, top))
        self.strips.append(_Strip(top))
        self.strip.boxes.append(
            f'<rect class="box" x="{x - BOX // 2}" y="{top}" width="{BOX}" height="{height}" rx="4"/>'
        )
        for place, (kind, text) in enumerate(lines):
            y = top + LINE * (place + 1)
            self.strip.boxes.append(f'<text class="{kind}" x="{x - BOX // 2 + 7}" y="{y}">{escape(text)}</text>')
        self.y += height + GAP
        for sent in step["sends"]:
            if sent["to_party"] != step["party"]:
                self._message(x, self.middle(sent["to_party"]), sent["message"])
        self.from_ = None if last or step["ways"] else (x, top + height, "go")
        self._ways(step, x - BOX // 2 + 8, top + height)

    def _ways(self, step: View, x: int, start: int) -> None:
        """The ways on from a step: down a line at the left of its box, the way to the step below last."""
        below = step["number"] + 1
        for way in sorted(step["ways"], key=lambda each: each["number"] == below):
            kind = "go go--if" if way["when"] else "go"
            if way["number"] == below:
                self._beside(x + 10, way["when"], BESIDE + 2)
                self.from_ = (x, start, kind)
            else:
                self._leave(x, start, way, kind)
        self.y += GAP // 2 if self.from_ and step["ways"] else 0

    def _leave(self, x: int, start: int, way: View, kind: str) -> None:
        """A way to a step further off, or to the end: a ring with its number, and the condition beside it."""
        middle = self.y + 4
        self.strip.lines.append(f'<path class="{kind}" d="M{x} {start}V{middle}H{x + 10}"/>')
        self.strip.lines.append(f'<path class="tip--go" d="M{x + 14} {middle}l-7 -4v8z"/>')
        ring = "ring" if way["number"] else "ring ring--end"
        self.strip.boxes.append(f'<circle class="{ring}" cx="{x + 24}" cy="{middle}" r="10"/>')
        if way["number"]:
            self.strip.boxes.append(f'<text class="onto" x="{x + 24}" y="{middle + 4}">{way["number"]}</text>')
        told = [way["when"]] if way["number"] else [self.words["end"], way["when"]]
        self._beside(x + 39, ": ".join(filter(None, told)), BESIDE - 2)
        self.y = max(self.y, middle + 18)

    def _beside(self, x: int, words: str, letters: int) -> None:
        """Words beside a line, cut when they are many; the whole shows when the pointer rests on them."""
        lines = wrap(words, letters)
        whole = ""
        if len(lines) > MOST_LINES:
            lines = [*lines[: MOST_LINES - 1], shorten(" ".join(lines[MOST_LINES - 1 :]), letters, placeholder=" …")]
            whole = f"<title>{escape(words)}</title>"
        told = ""
        for line in lines:
            told += f'<text class="way" x="{x}" y="{self.y + 8}">{escape(line)}</text>'
            self.y += SMALL
        self.strip.boxes.append(f"<g>{whole}{told}</g>" if told else "")
        self.y += 6 if told else 0

    def _arrow(self, x1: int, y1: int, kind: str, end: tuple[int, int]) -> None:
        x2, y2 = end
        turn = y2 - GAP // 2 - 1
        line = f"M{x1} {y1}V{y2 - 5}" if x1 == x2 else f"M{x1} {y1}V{turn}H{x2}V{y2 - 5}"
        self.strip.lines.append(f'<path class="{kind}" d="{line}"/><path class="tip--go" d="M{x2} {y2}l-4 -7h8z"/>')

    def _message(self, x1: int, x2: int, words: str) -> None:
        """A thick arrow between two lanes, with what is sent written over it."""
        for line in wrap(words, 26):
            self.strip.arrows.append(f'<text class="message" x="{(x1 + x2) // 2}" y="{self.y}">{escape(line)}</text>')
            self.y += SMALL
        side = 1 if x2 > x1 else -1
        line, tip = f"M{x1} {self.y - 6}H{x2 - 7 * side}", f"M{x2} {self.y - 6}l{-8 * side} -4v8z"
        dot = f'<circle class="tip" cx="{x1}" cy="{self.y - 6}" r="4"/>'
        self.strip.arrows.append(f'<path class="send" d="{line}"/>{dot}<path class="tip" d="{tip}"/>')
        self.y += GAP


def _lines(step: View) -> Iterator[tuple[str, str]]:
    """What stands in a box: number and title, role and deadline, each on lines that fit."""
    for line in wrap(f"{step['number']}. {step['title']}", LETTERS):
        yield "title", line
    for line in wrap(step["role"], LETTERS + 1):
        yield "role", line
    for line in wrap(step["deadline"], LETTERS + 1):
        yield "when", line
