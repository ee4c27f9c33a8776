"""What is kept is only ever a help: spoilt, locked or unwritable, it never changes an answer."""

import sqlite3

import pytest

from generator import cache
from generator.cache import Cache


def make(value, made):
    def build():
        made.append(value)
        return value

    return build


def answer(file, key, value, made):
    kept = Cache(file)
    told = kept.get(key, make(value, made))
    kept.save()
    return told


def test_what_was_kept_is_not_made_again(tmp_path):
    made = []
    for _ in range(3):
        assert answer(tmp_path / "x.db", (b"a", b"b"), "verdi æøå", made) == "verdi æøå"
    assert made == ["verdi æøå"]


@pytest.mark.parametrize("other", [(b"a", b"c"), (b"ab",), (b"a",), (b"a", b"b", b"")])
def test_another_key_gives_another_answer(tmp_path, other):
    made = []
    answer(tmp_path / "x.db", (b"a", b"b"), "en", made)
    assert answer(tmp_path / "x.db", other, "to", made) == "to"


def test_what_is_not_asked_for_is_forgotten(tmp_path):
    file = tmp_path / "x.db"
    made = []
    answer(file, (b"a",), "en", made)
    answer(file, (b"b",), "to", made)
    answer(file, (b"a",), "en", made)
    assert made == ["en", "to", "en"]


def test_a_change_of_the_program_makes_everything_anew(tmp_path, monkeypatch):
    made = []
    answer(tmp_path / "x.db", (b"a",), "en", made)
    monkeypatch.setattr(cache, "engine_key", lambda: b"another program")
    assert answer(tmp_path / "x.db", (b"a",), "to", made) == "to"


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + b"\xff" * 200])
def test_a_spoilt_file_is_as_good_as_none(tmp_path, content):
    file = tmp_path / "x.db"
    file.write_bytes(content)
    assert answer(file, (b"a",), "en", []) == "en"


def test_a_database_of_another_kind_is_as_good_as_none(tmp_path):
    file = tmp_path / "x.db"
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE kept (something TEXT)")
    other.close()
    assert answer(file, (b"a",), "en", []) == "en"


@pytest.mark.parametrize("spoil", ["a file where the folder should be", "a folder where the file should be", "no file"])
def test_a_place_that_cannot_be_written_is_passed_over_in_silence(tmp_path, spoil, capsys):
    file = tmp_path / "folder" / "x.db"
    if spoil.startswith("a file"):
        file.parent.write_text("x")
    elif spoil.startswith("a folder"):
        file.mkdir(parents=True)
    assert answer(None if spoil == "no file" else file, (b"a",), "en", []) == "en"
    assert capsys.readouterr() == ("", "")


def test_a_read_only_folder_is_passed_over(book, surroundings):
    surroundings.chmod(0o500)
    assert book.check().code == 0
    surroundings.chmod(0o700)


def test_two_handbooks_do_not_share_what_is_kept(tmp_path):
    assert cache.folder(tmp_path / "a") != cache.folder(tmp_path / "b")


def test_nothing_is_kept_inside_the_handbook(book):
    assert book.root not in cache.folder(book.root).parents
