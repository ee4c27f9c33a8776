"""LIX, the usual Scandinavian measure of how hard a text is to read (Björnsson 1968).

Words a sentence, plus the share of words with more than six letters in per cent. A line of a list counts as a sentence.
"""

import re
from collections.abc import Iterable

LONG_WORD = 6
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SENTENCE_END = re.compile(r"[.!?:](?:\s|$)|\n")
FEWEST_WORDS = 60
"""A shorter text says too little for the figure to mean anything."""


def lix(passages: Iterable[str]) -> float:
    """The LIX of all passages together; 0 when there are too few words. Passages end a sentence."""
    words = long_words = sentences = 0
    for passage in passages:
        for sentence in SENTENCE_END.split(passage):
            found = WORD.findall(sentence)
            sentences += bool(found)
            words += len(found)
            long_words += sum(len(word) > LONG_WORD for word in found)
    if words < FEWEST_WORDS:
        return 0.0
    return round(words / sentences + 100 * long_words / words, 1)
