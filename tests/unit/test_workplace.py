"""A site is made in what an older one left, and neither is ever written into."""

import os

import pytest

from generator.workplace import Workplace


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def lay(folder, content):
    for path, text in content.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    folder.mkdir(exist_ok=True)
    return folder


CASES = {
    "nothing lay there": ({}, {"a/b.html": "1"}),
    "the same lay there": ({"a/b.html": "old"}, {"a/b.html": "1"}),
    "something else lay there": ({"x/y/z.html": "old", "a/c.html": "old"}, {"a/b.html": "1"}),
    "a file where a folder belongs": ({"a": "old"}, {"a/b.html": "1"}),
    "a folder where a file belongs": ({"a/b/c/d.html": "old", "a/b/e.html": "old"}, {"a/b": "1"}),
    "a file deep below a file": ({"a/b": "old"}, {"a/b/c/d": "1", "a/x": "2"}),
}


@pytest.mark.parametrize("how", ["write", "keep", "take"])
@pytest.mark.parametrize("case", CASES)
def test_the_site_holds_what_was_put_there_and_nothing_else(tmp_path, case, how):
    left, wanted = CASES[case]
    spare, live = lay(tmp_path / "spare", left), lay(tmp_path / "live", wanted)
    work = Workplace(spare, live)
    work.survey()
    if how == "take":
        work.take(lay(work.part(), wanted))
    for path, text in wanted.items():
        if how == "write":
            work.write(path, text.encode())
        elif how == "keep":
            work.keep(path, os.lstat(live / path).st_ino)
    work.finish()
    assert files(spare) == wanted
    assert files(live) == wanted
    assert not [path for path in spare.rglob("*") if path.is_dir() and not any(path.iterdir())], "no empty folders"


def test_a_file_that_readers_have_is_replaced_and_not_written_to(tmp_path):
    live = lay(tmp_path / "live", {"a.html": "read this"})
    spare = lay(tmp_path / "spare", {})
    os.link(live / "a.html", spare / "a.html")
    work = Workplace(spare, live)
    work.survey()
    work.write("a.html", b"new")
    assert files(live) == {"a.html": "read this"}
    assert files(spare) == {"a.html": "new"}


def test_what_is_the_same_file_already_is_left_alone(tmp_path):
    live = lay(tmp_path / "live", {"a.html": "1"})
    spare = lay(tmp_path / "spare", {})
    os.link(live / "a.html", spare / "a.html")
    before = os.lstat(spare / "a.html").st_ctime_ns
    work = Workplace(spare, live)
    work.survey()
    work.keep("a.html", os.lstat(live / "a.html").st_ino)
    work.finish()
    assert files(spare) == {"a.html": "1"}
    assert os.lstat(spare / "a.html").st_ctime_ns == before


def test_an_empty_workplace_is_empty(tmp_path):
    spare = lay(tmp_path / "spare", {"a/b": "old"})
    work = Workplace(spare)
    work.survey()
    work.clear()
    assert list(spare.iterdir()) == []
    work.write("a/b", b"new")
    work.finish()
    assert files(spare) == {"a/b": "new"}
