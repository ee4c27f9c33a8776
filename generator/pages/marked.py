"""Differences as HTML. Insertions and deletions are said in words too, for those who hear the page or see no colours.

Written here and not in a template: there are tens of thousands of them, and a template's macros cost ten times as much.
"""

from collections.abc import Callable, Iterator, Sequence
from html import escape

from generator.compare import Difference
from generator.versions import FACTS

NEAR = 70
"""Characters of unchanged text that are shown on each side of a change."""
MOST = 60
GONE = '<del><span class="hb-hidden">[tatt bort: </span>{}<span class="hb-hidden">]</span></del>'
COME = '<ins><span class="hb-hidden">[nytt: </span>{}<span class="hb-hidden">]</span></ins>'
FORMS = {"removed": GONE, "added": COME}
TO = ' <span aria-hidden="true">→</span> '


def differences_html(found: Sequence[Difference], row: Callable[[Difference], str] | None = None) -> str:
    """What the reader must do comes first, facts about the decision after; nothing when nothing differs.

    `row`: gives the HTML of one difference, for those who have kept it.
    """
    if not found:
        return ""
    row = row or row_html
    told = [each for each in found if each["path"][0] not in FACTS]
    facts = [each for each in found if each["path"][0] in FACTS]
    if not told or not facts:
        return _list(found, row)
    labels = ", ".join(dict.fromkeys(escape(each["label"].lower()) for each in facts))
    summary = f"<summary>Også endret: {labels}</summary>"
    return f'{_list(told, row)}\n<details class="hb-also hb-more">{summary}\n{_list(facts, row)}\n</details>'


def _list(found: Sequence[Difference], row: Callable[[Difference], str]) -> str:
    rows = [row(each) for each in found[:MOST]]
    if len(found) > MOST:
        rows.append(f"<li><strong>Og {len(found) - MOST} endringer til.</strong></li>")
    return '<ul class="hb-diff">\n' + "\n".join(rows) + "\n</ul>"


def row_html(each: Difference) -> str:
    """One difference, as an entry of a list."""
    kind, before, after = each["kind"], each["before"], each["after"]
    if each.get("note"):
        told = escape(each["note"])
    elif each.get("words"):
        told = f'<p class="hb-diff__text">{"".join([_word(*word) for word in shortened(each["words"])])}</p>'
    elif kind == "added":
        told = COME.format(_lines(after))
    elif kind == "removed":
        told = GONE.format(_lines(before))
    elif kind == "moved":
        told = f"fra {_lines(before)} til {_lines(after)}"
    else:
        told = GONE.format(_lines(before)) + TO + COME.format(_lines(after))
    return f'<li class="hb-diff__{kind}"><strong>{escape(each["label"])}:</strong> {told}</li>'


def _word(tag: str, text: str) -> str:
    told = _lines(text)
    return FORMS[tag].format(told) if tag in FORMS else told


def _lines(text: str) -> str:
    told = escape(text)
    return told.replace("\n", "<br>") if "\n" in told else told


def shortened(words: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Long stretches that did not change are cut in the middle."""
    for place, (tag, text) in enumerate(words):
        if tag != "same" or len(text) <= 2 * NEAR:
            yield tag, text
            continue
        first = text[:NEAR].rsplit(" ", 1)[0] if place else ""
        last = text[-NEAR:].split(" ", 1)[-1] if place + 1 < len(words) else ""
        yield tag, f"{first} … {last}"
