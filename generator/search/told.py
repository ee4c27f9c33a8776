"""Tells an answer on the command line."""

import json
from collections.abc import Callable
from dataclasses import asdict

from generator.characters import printable
from generator.search.ask import Answer


def as_text(answer: Answer) -> str:
    """Numbered hits, each with its address and the place where the words were found."""
    rows = [f"«{word}» finnes ikke. Mente du: {', '.join(terms)}?" for word, terms in answer.corrections]
    for number, hit in enumerate(answer.hits, 1):
        rows.append(f"{number:2}. {hit.title}  {hit.address}")
        rows.append(f"    {hit.heading + ': ' if hit.heading else ''}{hit.excerpt}")
    rows.append(f"{answer.total} treff." if answer.total else "Ingen treff.")
    return "".join(f"{printable(each)}\n" for each in rows)


def as_json(answer: Answer) -> str:
    """An object with `total`, `corrections` and `hits`."""
    return json.dumps(asdict(answer), ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, Callable[[Answer], str]] = {"text": as_text, "json": as_json}
