"""What applied on a day, held against a plain and slow reading of the definition in design.md."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.versions import Moment, life, number_of, on

FIRST = date(2024, 1, 1)
days = st.integers(0, 60).map(lambda number: FIRST + timedelta(number))
texts = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["draft", "hearing", "approved", "approved", "approved", "retired"]),
        "version": st.sampled_from(["0.1", "1.0", "1.1", "1.10", "2.0"]),
        "valid_from": st.one_of(st.none(), days.map(str), st.just("2024-13-45")),
        "valid_to": st.one_of(st.none(), st.none(), days.map(str)),
        "purpose": st.sampled_from(["a", "b"]),
    }
)
states = st.fixed_dictionaries({}, optional={"base": texts, "next": texts})
lives = st.lists(st.tuples(st.integers(0, 8), states), min_size=1, max_size=8)


def applied(said, day):
    """Whether a text is approved and its days cover a day."""
    if said["status"] != "approved":
        return False
    try:
        begins = date.fromisoformat(said["valid_from"] or "")
    except ValueError:
        return False
    return begins <= day and not (said["valid_to"] and day > date.fromisoformat(said["valid_to"]))


def plainly(commits, day):
    """The definition, word by word, day after day: the file that applied, or nothing."""
    answer = None
    today = FIRST - timedelta(5)
    while today <= day:
        there = {}
        for when, slots in commits:
            if when <= today:  # as main was by the end of the day; commits come in order
                there = slots
        candidates = [
            (said["valid_from"], number_of(said["version"]), slot == "base", said)
            for slot, said in there.items()
            if applied(said, today)
        ]
        if candidates:
            answer = max(candidates, key=lambda each: each[:3])[3]
        elif answer is not None:  # does the place of the one in force hold a later one, approved for a day to come?
            base = there.get("base", {"status": "", "version": "0", "valid_from": None})
            comes = base["status"] == "approved" and applied({**base, "valid_to": None}, date.max)
            later = number_of(base["version"]) > number_of(answer["version"])
            if not (comes and base["valid_from"] > today.isoformat() and later and applied(answer, today)):
                answer = None
        today += timedelta(1)
    return answer


@settings(max_examples=400, deadline=None)
@given(lives)
def test_every_day_has_the_answer_of_the_definition(steps):
    day, commits = FIRST, []
    for pause, slots in steps:
        day += timedelta(pause)
        commits.append((day, slots))
    lived = life([Moment(index, when, "x", slots) for index, (when, slots) in enumerate(commits)])
    known = {text.key: text.data for version in lived.versions for text in version.texts}
    for number in range(-2, 75):
        asked = FIRST + timedelta(number)
        expected = plainly(commits, asked)
        found = on(lived.spans, asked)
        assert (known[found.text] if found.text else None) == expected, asked


@given(lives)
def test_answers_change_only_where_a_span_begins(steps):
    moments = [Moment(index, FIRST + timedelta(index), "x", slots) for index, (_, slots) in enumerate(steps)]
    spans = life(moments).spans
    assert [each.start for each in spans] == sorted({each.start for each in spans})
    assert all((a.text, a.why) != (b.text, b.why) for a, b in pairwise(spans))
