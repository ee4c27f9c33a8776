"""A finished site takes the place of the old one in one step."""

import fcntl
import os

import pytest

from generator.publish import MARK, PublishError, publish, refuse_dangerous, workplace


def site(folder, text):
    (folder / MARK).parent.mkdir(parents=True)
    (folder / MARK).write_text("{}")
    (folder / "index.html").write_text(text)
    return folder


def make(out, text):
    with workplace(out) as work:
        work.write(MARK, b"{}")
        work.write("index.html", text.encode())
        publish(work, out)


def test_the_site_is_replaced_in_one_step(tmp_path):
    """Whoever looks during the exchange finds one of them: they change places under one call to the system."""
    make(tmp_path / "site", "old")
    make(tmp_path / "site", "new")
    assert (tmp_path / "site/index.html").read_text() == "new"
    assert (tmp_path / ".site.spare/index.html").read_text() == "old", "kept, so that the next build has less to make"


def test_what_lies_beside_the_site_is_closed_to_others_and_the_site_is_not(tmp_path):
    make(tmp_path / "site", "old")
    (tmp_path / "site").chmod(0o750)
    make(tmp_path / "site", "new")
    assert (tmp_path / ".site.spare").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "site").stat().st_mode & 0o777 == 0o750


def test_the_first_site_needs_no_old_one(tmp_path):
    make(tmp_path / "site", "new")
    assert (tmp_path / "site/index.html").read_text() == "new"
    assert list(tmp_path.iterdir()) == [tmp_path / "site"]


def test_a_link_is_replaced_and_what_it_points_at_stays(tmp_path):
    other = site(tmp_path / "other", "mine")
    (tmp_path / "site").symlink_to(other)
    make(tmp_path / "site", "new")
    assert (tmp_path / "site/index.html").read_text() == "new"
    assert not (tmp_path / "site").is_symlink()
    assert (other / "index.html").read_text() == "mine"


def test_a_system_without_exchange_still_gets_the_new_site(tmp_path, monkeypatch):
    monkeypatch.setattr("generator.publish.ctypes.CDLL", lambda *_, **__: object())
    make(tmp_path / "site", "old")
    make(tmp_path / "site", "new")
    assert (tmp_path / "site/index.html").read_text() == "new"
    assert (tmp_path / ".site.spare/index.html").read_text() == "old"
    assert not (tmp_path / ".site.old").exists()


def test_what_a_killed_build_left_is_not_published(tmp_path):
    site(tmp_path / ".site.spare", "left by a killed build")
    (tmp_path / ".site.spare/half/page").mkdir(parents=True)
    (tmp_path / ".site.spare/half/page/index.html").write_text("half")
    make(tmp_path / "site", "new")
    assert (tmp_path / "site/index.html").read_text() == "new"
    assert not (tmp_path / "site/half").exists()


def test_a_failure_leaves_the_site_as_it_was(tmp_path):
    make(tmp_path / "site", "old")
    with pytest.raises(OSError, match="directory"), workplace(tmp_path / "site") as work:
        work.keep("gone.html", work.write("index.html", b"half").st_ino)
    assert (tmp_path / "site/index.html").read_text() == "old"


def test_a_link_left_in_the_workplace_is_not_followed(tmp_path):
    other = site(tmp_path / "other", "mine")
    (tmp_path / ".site.spare").symlink_to(other)
    make(tmp_path / "site", "new")
    assert (other / "index.html").read_text() == "mine"


def test_a_link_within_the_workplace_is_not_followed(tmp_path):
    """A pull request can hold a folder of that name."""
    other = site(tmp_path / "other", "mine")
    site(tmp_path / ".site.spare", "")
    (tmp_path / ".site.spare/api").rename(tmp_path / "away")
    (tmp_path / ".site.spare/api").symlink_to(other / "api")
    (tmp_path / ".site.spare/index.html").unlink()
    (tmp_path / ".site.spare/index.html").symlink_to(other / "index.html")
    make(tmp_path / "site", "new")
    assert (other / "index.html").read_text() == "mine"
    assert (tmp_path / "site/index.html").read_text() == "new"
    assert not (tmp_path / "site/api").is_symlink()


def test_only_one_build_of_a_site_at_a_time(tmp_path):
    with workplace(tmp_path / "site"), pytest.raises(PublishError, match="i gang"), workplace(tmp_path / "site"):
        pass
    with workplace(tmp_path / "site"):
        pass


def test_the_lock_of_a_dead_build_does_not_stop_the_next(tmp_path):
    (tmp_path / ".site.lock").write_text("")
    with workplace(tmp_path / "site"):
        pass


def test_a_lock_held_elsewhere_stops_the_build_and_keeps_its_work(tmp_path):
    held = os.open(tmp_path / ".site.lock", os.O_CREAT | os.O_RDWR)
    fcntl.flock(held, fcntl.LOCK_EX)
    (tmp_path / ".site.spare").mkdir()
    with pytest.raises(PublishError, match="i gang"), workplace(tmp_path / "site"):
        pass
    assert (tmp_path / ".site.spare").is_dir()
    os.close(held)


@pytest.mark.parametrize(
    ("out", "fine"),
    [
        ("site", True),
        ("build/zensical-site", True),
        ("../site", True),
        (".", False),
        ("..", False),
        ("procedures", False),
        ("procedures/ny", False),
        ("services/../vocabulary", False),
        ("schema", False),
        (".git/hooks", False),
        ("build/docs", False),
        ("build/docs/x", False),
        ("link", False),
    ],
)
def test_where_a_site_may_lie(tmp_path, out, fine):
    root = tmp_path / "handbook"
    (root / "procedures").mkdir(parents=True)
    (root / "link").symlink_to("procedures")
    if fine:
        refuse_dangerous(root / out, root)
    else:
        with pytest.raises(PublishError):
            refuse_dangerous(root / out, root)
