"""The picture of a procedure's steps: a lane for each party, a box for each step, arrows for messages. Pure text (SVG).

Colours and type come from the style sheet. Numbers are SVG units, 1 unit being about 1 CSS pixel on a phone.
"""

from collections.abc import Iterator
from html import escape
from textwrap import wrap

from generator.pages.page import View

LANE, BOX, LINE, GAP, HEAD = 172, 162, 15, 16, 30
LETTERS = 21
"""As many letters as fit on a line in a box."""
SIZES = {2: "", 3: " hb-flow--wide"}


def flow_view(steps: list[View], label: str, parties: dict[str, str]) -> View | None:
    """The picture and how wide it is; nothing when one party does everything, for then the list says it better.

    `steps` are views of steps, with `party` and `to_party` (where each message goes); `parties` their names.
    """
    met = {step["party"] for step in steps} | {sent["to_party"] for step in steps for sent in step["sends"]}
    lanes = [each for each in parties if each in met]
    if len(lanes) < 2:  # noqa: PLR2004 - one lane is no picture
        return None
    drawing = _Drawing(lanes)
    for number, step in enumerate(steps, 1):
        drawing.step(step, last=number == len(steps))
    width, height = LANE * len(lanes), drawing.y + 4
    heads = "".join(
        f'<text class="head" x="{drawing.middle(each)}" y="18">{escape(parties[each].capitalize())}</text>'
        f'<path class="lane" d="M{drawing.middle(each)} {HEAD - 4}V{height}"/>'
        for each in lanes
    )
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    title = f'<title id="hb-flow-title">{escape(label)}</title>'
    drawn = "".join([title, heads, *drawing.arrows, *drawing.boxes])
    svg = f'<svg {size} role="img" aria-labelledby="hb-flow-title">{drawn}</svg>'
    return {"svg": svg, "width": SIZES.get(len(lanes), " hb-flow--widest")}


class _Drawing:
    """Boxes and arrows so far, and how far down the next one comes."""

    def __init__(self, lanes: list[str]) -> None:
        self.lanes = lanes
        self.y = HEAD
        self.boxes: list[str] = []
        self.arrows: list[str] = []
        self.from_: tuple[int, int] | None = None
        """Where the arrow to the next step starts; nothing when the step before does not go on to it."""

    def middle(self, party: str) -> int:
        """The middle of a party's lane."""
        return self.lanes.index(party) * LANE + LANE // 2

    def step(self, step: View, *, last: bool) -> None:
        """A box, the arrow into it, its messages below, and the ways that do not lead to the step below."""
        x, top = self.middle(step["party"]), self.y
        lines = list(_lines(step))
        height = LINE * len(lines) + 10
        if self.from_:
            self._arrow(self.from_, (x, top))
        self.boxes.append(f'<rect class="box" x="{x - BOX // 2}" y="{top}" width="{BOX}" height="{height}" rx="4"/>')
        for place, (kind, text) in enumerate(lines):
            y = top + LINE * (place + 1)
            self.boxes.append(f'<text class="{kind}" x="{x - BOX // 2 + 7}" y="{y}">{escape(text)}</text>')
        self.y += height + GAP
        for sent in step["sends"]:
            if sent["to_party"] != step["party"]:
                self._message(x, self.middle(sent["to_party"]), sent["message"])
        below = not step["ways"] or any(way["number"] == step["number"] + 1 for way in step["ways"])
        self.from_ = (x, top + height) if below and not last else None

    def _arrow(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        (x1, y1), (x2, y2) = start, end
        turn = y2 - GAP // 2
        line = f"M{x1} {y1}V{y2 - 5}" if x1 == x2 else f"M{x1} {y1}V{turn}H{x2}V{y2 - 5}"
        self.arrows.append(f'<path class="go" d="{line}"/><path class="tip--go" d="M{x2} {y2}l-4 -7h8z"/>')

    def _message(self, x1: int, x2: int, words: str) -> None:
        """A dashed arrow between two lanes, with what is sent written over it."""
        for line in wrap(words, 26):
            self.arrows.append(f'<text class="message" x="{(x1 + x2) // 2}" y="{self.y}">{escape(line)}</text>')
            self.y += 13
        side = 1 if x2 > x1 else -1
        line, tip = f"M{x1} {self.y - 6}H{x2 - 7 * side}", f"M{x2} {self.y - 6}l{-8 * side} -4v8z"
        self.arrows.append(f'<path class="send" d="{line}"/><path class="tip" d="{tip}"/>')
        self.y += GAP


def _lines(step: View) -> Iterator[tuple[str, str]]:
    """What stands in a box: number and title, role, deadline, and the ways on, each cut to lines that fit."""
    for line in wrap(f"{step['number']}. {step['title']}", LETTERS):
        yield "title", line
    for line in wrap(step["role"], LETTERS + 1):
        yield "role", line
    for line in wrap(step["deadline"], LETTERS + 1):
        yield "when", line
    for way in step["ways"]:
        onto = f"→ {way['number'] or 'ferdig'}"
        for line in wrap(f"{onto}: {way['when']}" if way["when"] else onto, LETTERS + 1):
            yield "role", line
