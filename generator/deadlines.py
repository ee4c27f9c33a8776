"""What a deadline is counted from, as part of the sentence: "Straks når tilbudet er klart", "1 uke fra innreise"."""

import re

from generator.words import Language

VERB = (
    "er|var|har|må|kan|skal|vil|blir|får|fekk|fikk|ser|mener|meiner|vet|veit|ber|trenger|treng|gjelder|gjeld|kjenner"
    "|finner|finn|oppdager|oppdagar|mistenker|mistenkjer|kommer|kjem|antas|tror|trur|melder|sender|foreligger|ligg"
    "|starter|startar|slutter|sluttar|haster|hastar|gir|gjev|gjør|gjer|tar|tek|bor|bur|dør|døyr|ringer|ringjer"
    "|flytter|flyttar|reiser|søker|søkjer|vurderer|svarer|svarar|oppstår|opphører|ønsker|ønskjer"
)
"""Verbs that make an event a clause ("Tilbudet er klart") and not a thing ("Innreise")."""
NAMES = frozenset(["Nav", "Nasjonal", "Helseplattformen", "Folkehelseinstituttet", "Helsetilsynet", "Bufetat"])
"""First words that keep their capital inside a sentence."""
END_OF_PART = re.compile(r"[.;:]|\b(?:at|som|når|hvis)\b")
CLAUSE = re.compile(rf"\b(?:{VERB})\b", re.IGNORECASE)
NOT_AFTER_VERB = re.compile(rf"\b({VERB}) ((?:ikke|ikkje)(?: lenger)?)\b")
"""In a subordinate clause "ikke" stands before the verb."""

KINDS = ("immediately", "same_day", "without_undue_delay")
"""Fields of a deadline that are not a length of time."""
CONNECTING = {
    # of a deadline: before a clause, before a thing, before a step
    "immediately": (("når", "ved", "etter"), ("når", "ved", "etter")),
    "same_day": (("som", "som", "som"), ("som", "som", "som")),
    "without_undue_delay": (("når", "etter", "etter"), ("når", "etter", "etter")),
    "time": (("fra", "fra", "etter"), ("frå", "frå", "etter")),
}
"""What stands between a deadline and what it is counted from, in bokmål and nynorsk."""


def counted_from(deadline: str, event: str, language: Language = "nb", step: str = "") -> str:
    """The rest of the sentence that a deadline begins.

    `deadline` is one of `KINDS` or `time`; `step` is how a step is told, when the
    deadline is counted from one.
    """
    before_clause, before_thing, before_step = CONNECTING[deadline][language == "nn"]
    if step:
        return f"{before_step} {step}"
    if not is_clause(event):
        return f"{before_thing} {inside(event)}"
    clause = NOT_AFTER_VERB.sub(r"\2 \1", inside(event), count=1)
    return f"{before_clause} {clause}"


def is_clause(event: str) -> bool:
    """Whether an event says that something happens; if not it names a thing."""
    return bool(CLAUSE.search(END_OF_PART.split(event, maxsplit=1)[0]))


def inside(event: str) -> str:
    """An event as it is written inside a sentence: without a capital, unless it begins with a name."""
    first = event.split(" ", 1)[0]
    if first in NAMES or not first[1:].islower():
        return event
    return event[:1].lower() + event[1:]
