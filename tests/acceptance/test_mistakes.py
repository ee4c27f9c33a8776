"""A nurse's usual mistakes each give one message, on the right line, that says what to type."""

import pytest

from tests.acceptance.mistakes import FILE, MISTAKES, TOLD
from tests.support import small_handbook

ELSEWHERE = {"a field deleted": 1, "the last fence deleted": 0}
"""Mistakes that are told at the top of the file, because the place is gone."""


@pytest.mark.parametrize("name", MISTAKES)
def test_one_message_says_what_to_type(name, tmp_path):
    book = small_handbook(tmp_path / "handbook")
    old, new = MISTAKES[name]
    text = book.read(FILE)
    assert text.count(old) == 1
    line = text[: text.index(old)].count("\n") + 1
    book.replace(FILE, old, new)
    answer = book.check()
    assert answer.code == 1
    assert len(answer.findings) == 1, answer.findings
    found = answer.findings[0]
    assert TOLD[name] in found["hint"]
    assert found["path"] == FILE
    if name not in ELSEWHERE:
        assert line <= found["line"] <= line + new.count("\n") + 1
    assert "Traceback" not in answer.err
