"""The page of a procedure in the other written language."""

from collections.abc import Iterator, Mapping
from typing import Any

from generator import addresses
from generator.model import Procedure, Translation
from generator.pages.facts import foremost
from generator.pages.page import View
from generator.words import word


def translated(view: View, shown: Procedure, translation: Translation) -> View:
    """The view of a procedure with the words of its translation, step by step."""
    language, html = translation.language, translation.prose.html
    words: Mapping[str, tuple[int, Any]] = {each.id: (place, each) for place, each in enumerate(translation.steps)}
    steps = []
    for step in view["steps"]:
        if step["id"] in words:
            place, said = words[step["id"]]
            changed = {
                "title": said.title,
                "html": html.get(f"steps/{place}/text", ""),
                "record": said.record or "",
            }
            steps.append({**step, **changed})
        else:
            steps.append(step)
    stale = []
    if translation.translates != shown.version:
        stale = [{"kind": "overdue", "text": word("stale-banner", language), "more": "", "links": []}]
    return {
        **view,
        "title": translation.title,
        "summary": translation.summary,
        **{key: told for key, told in foremost(translation).items() if told},
        "about": list(_translated_about(view, translation)),
        "banners": [*stale, *view["banners"]],
        "steps": steps,
        "exceptions": html.get("exceptions", view["exceptions"]),
        "background": html.get("body", view["background"]),
        "translation": addresses.procedure(shown.id),
    }


def _translated_about(view: View, translation: Translation) -> Iterator[View]:
    words = {"purpose": translation.purpose, "scope": translation.scope}
    said = {word(key, translation.language): text for key, text in words.items()}
    for fact in view["about"]:
        yield {**fact, "text": said.get(fact["label"], fact["text"])}
