"""LIX, against texts counted by hand."""

import pytest

from generator.readability import FEWEST_WORDS, lix


def text(words, long_words, sentences):
    """A text of so many words, of which some have seven letters, in so many sentences."""
    all_words = ["lengere"] * long_words + ["kort"] * (words - long_words)
    size = -(-words // sentences)
    parts = [all_words[start : start + size] for start in range(0, words, size)]
    return " ".join(" ".join(part) + "." for part in parts)


@pytest.mark.parametrize(
    ("words", "long_words", "sentences", "figure"),
    [
        (60, 0, 60, 1.0),
        (60, 60, 1, 160.0),
        (100, 25, 10, 35.0),
        (120, 30, 10, 37.0),
        (90, 30, 9, 43.3),
        (FEWEST_WORDS, 6, 6, 20.0),
    ],
)
def test_words_a_sentence_plus_the_share_of_long_words(words, long_words, sentences, figure):
    assert lix([text(words, long_words, sentences)]) == figure


def test_a_word_of_six_letters_is_not_long_and_one_of_seven_is():
    assert lix(["seksti " * 59 + "seksti."]) == 60.0
    assert lix(["søttini " * 59 + "søttini."]) == 160.0


def test_too_short_a_text_has_no_figure():
    assert lix([text(FEWEST_WORDS - 1, 59, 1)]) == 0
    assert lix([]) == 0


@pytest.mark.parametrize("end", [". ", "! ", "? ", ": ", ".\n", "\n"])
def test_each_of_these_ends_a_sentence(end):
    assert lix([("kort kort" + end) * 30]) == 2.0


def test_a_full_stop_inside_a_number_or_an_abbreviation_in_one_word_ends_nothing():
    assert lix(["a b 1.10 c " * 30]) == 90.0


def test_passages_end_a_sentence():
    assert lix(["kort kort"] * 30) == 2.0


def test_numbers_are_no_words():
    assert lix(["10 20 30 " * 100]) == 0
