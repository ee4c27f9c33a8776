"""Passing time alone never makes an error: what has none today has none on any later date."""

from datetime import date, timedelta

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from generator.check import check
from generator.findings import Level
from tests.support import APPROVED, MUNICIPALITY, PROCEDURE

START = date(2026, 1, 1)
DAYS = st.integers(0, 2500).map(lambda number: START + timedelta(number))
OPTIONAL_DAY = st.none() | DAYS
STATUS = st.sampled_from(["proposal", "draft", "hearing", "approved", "retired"])
FACTS = st.fixed_dictionaries(
    {
        "status": STATUS,
        "version": st.sampled_from(["0.1", "1.0", "1.9", "1.10", "2.0", "3.0"]),
        "approved": st.booleans(),
        "hearing": st.sampled_from(
            ["", "hearing: {waived: Hastet}\n", "hearing: {from: DAY, to: DAY, reference: Sak 1}\n"]
        ),
        "valid_from": OPTIONAL_DAY,
        "valid_to": OPTIONAL_DAY,
        "review_by": OPTIONAL_DAY,
        "reason": st.booleans(),
    }
)


def sensible(facts):
    """Facts that have a chance of no error, made from any: the search finds the rest of the way itself."""
    facts = dict(facts)
    decided = facts["status"] in ("approved", "retired")
    if not decided:
        facts |= {"approved": False, "valid_from": None}
    if facts["status"] == "approved":
        begins = facts["valid_from"] or START
        facts |= {"approved": True, "valid_from": begins, "review_by": facts["review_by"] or begins + timedelta(700)}
        facts["version"] = max(facts["version"], "1.0")
    if facts["valid_from"]:
        begins = facts["valid_from"]
        for field, least in (("valid_to", 0), ("review_by", 1)):
            if facts[field]:
                facts[field] = begins + timedelta(least + abs((facts[field] - begins).days) % 1000)
    if facts["status"] == "retired":
        facts |= {"valid_to": facts["valid_to"] or facts["valid_from"] or START, "reason": True}
    else:
        facts["reason"] = False
    return facts


def written(text, facts):
    """The approved procedure of the small handbook with other facts."""
    head, rest = text.split("status: approved\n")
    _, rest = rest.split("language: nb\n", 1)
    middle, rest = rest.split("hearing:", 1)
    _, rest = rest.split("change:", 1)
    lines = [f"status: {facts['status']}", f'version: "{facts["version"]}"', "language: nb"]
    facts_below = facts["hearing"].replace("DAY", '"2026-01-05"')
    if facts["approved"]:
        facts_below += 'approvals:\n  - {by: styret, on: "2026-01-01", reference: Sak 2}\n'
    for field in ("valid_from", "valid_to", "review_by"):
        if facts[field]:
            facts_below += f'{field}: "{facts[field]}"\n'
    if facts["reason"]:
        facts_below += "retired_reason: Trengs ikke.\n"
    return head + "\n".join(lines) + "\n" + middle + facts_below + "change:" + rest


def errors(book, day):
    return [each for each in check(book.root, day).findings if each.level is Level.ERROR]


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    base=FACTS,
    coming=st.none() | FACTS,
    number_ends=OPTIONAL_DAY,
    draft_review=OPTIONAL_DAY,
    today=DAYS,
    later=st.lists(st.integers(0, 4000), min_size=1, max_size=3),
)
def test_a_tree_without_errors_has_none_on_any_later_date(
    book_of_module, base, coming, number_ends, draft_review, today, later
):
    book, original = book_of_module
    for path, text in original.items():
        book.write(path, text)
    book.write(APPROVED, written(original[APPROVED], sensible(base)))
    following = book.root / APPROVED.replace(".md", ".next.md")
    following.unlink(missing_ok=True)
    if coming:
        book.write(
            APPROVED.replace(".md", ".next.md"), written(original[APPROVED], {**sensible(coming), "version": "3.1"})
        )
    if number_ends:
        book.replace(
            MUNICIPALITY, 'valid_from: "2020-01-01"', f'valid_from: "2020-01-01"\n    valid_to: "{number_ends}"'
        )
    if draft_review:
        book.replace(PROCEDURE, "change: Første utkast.", f'change: Første utkast.\nreview_by: "{draft_review}"')
    assume(not errors(book, today))
    event(f"status {base['status']}, coming {coming and coming['status']}")
    for days in later:
        assert errors(book, today + timedelta(days)) == []


def test_the_real_handbook_has_no_error_in_any_coming_year():
    from tests.support import REPOSITORY  # noqa: PLC0415 - only here

    for year in range(2026, 2040):
        found = [each for each in check(REPOSITORY, date(year, 11, 25)).findings if each.level is Level.ERROR]
        assert found == []
