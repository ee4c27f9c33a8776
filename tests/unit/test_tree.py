"""The folder that the engine reads holds exactly what it should. Links are removed, never followed."""

import os

import pytest

from generator.tree import write_tree


def held(folder):
    return {
        each.relative_to(folder).as_posix(): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file() and not each.is_symlink()
    }


def test_the_folder_holds_just_the_files(tmp_path):
    files = {"a.md": b"en", "b/c.md": b"to", "b/d/e.json": b"{}"}
    write_tree(tmp_path / "ny" / "mappe", files.items())
    assert held(tmp_path / "ny" / "mappe") == files


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"a": b"1", "b/c": b"2"}, {"a": b"1"}),
        ({"a": b"1"}, {"a": b"2"}),
        ({"a": b"1"}, {"a/b": b"1"}),
        ({"a/b/c": b"1"}, {"a": b"1"}),
        ({"a/b": b"1"}, {"a/c": b"1"}),
        ({"a": b"1"}, {}),
    ],
)
def test_what_is_gone_is_removed_and_what_changed_is_written(tmp_path, before, after):
    write_tree(tmp_path, before.items())
    write_tree(tmp_path, after.items())
    assert held(tmp_path) == after
    assert {each.name for each in tmp_path.rglob("*") if each.is_dir()} == {
        part for path in after for part in path.split("/")[:-1]
    }


def test_what_did_not_change_is_left_alone(tmp_path):
    write_tree(tmp_path, {"a": b"1", "b": b"2"}.items())
    os.utime(tmp_path / "a", (1, 1))
    write_tree(tmp_path, {"a": b"1", "b": b"3"}.items())
    assert (tmp_path / "a").stat().st_mtime == 1


def test_gitkeep_stays(tmp_path):
    (tmp_path / ".gitkeep").touch()
    write_tree(tmp_path, {}.items())
    assert held(tmp_path) == {".gitkeep": b""}


@pytest.mark.parametrize("place", ["", "a", "a.md", "a/b.md", "stale", "a/.b.md.new"])
def test_links_are_removed_and_what_they_point_at_is_untouched(tmp_path, place):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "b.md").write_bytes(b"mine")
    folder = tmp_path / "folder"
    link = folder / place if place else folder
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(outside / "b.md" if place.endswith((".md", ".new")) else outside)
    write_tree(folder, {"a.md": b"1", "a/b.md": b"2"}.items())
    assert held(folder) == {"a.md": b"1", "a/b.md": b"2"}
    assert held(outside) == {"b.md": b"mine"}
    assert not [each for each in folder.rglob("*") if each.is_symlink()]
    assert not folder.is_symlink()


def test_a_link_with_the_right_content_is_still_replaced_by_a_file(tmp_path):
    (tmp_path / "outside").write_bytes(b"1")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/a").symlink_to(tmp_path / "outside")
    write_tree(tmp_path / "folder", {"a": b"1"}.items())
    assert not (tmp_path / "folder/a").is_symlink()
