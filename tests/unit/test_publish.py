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


def test_the_old_site_is_there_until_the_new_one_is(tmp_path):
    """Whoever looks during the exchange finds one of them: they change places under one call to the system."""
    old, new = site(tmp_path / "site", "old"), site(tmp_path / ".site.new", "new")
    publish(new, old)
    assert (old / "index.html").read_text() == "new"
    assert (new / "index.html").read_text() == "old"


def test_the_first_site_needs_no_old_one(tmp_path):
    publish(site(tmp_path / "new", "new"), tmp_path / "site")
    assert (tmp_path / "site/index.html").read_text() == "new"
    assert not (tmp_path / "new").exists()


def test_a_link_is_replaced_and_what_it_points_at_stays(tmp_path):
    other = site(tmp_path / "other", "mine")
    (tmp_path / "site").symlink_to(other)
    publish(site(tmp_path / "new", "new"), tmp_path / "site")
    assert (tmp_path / "site/index.html").read_text() == "new"
    assert not (tmp_path / "site").is_symlink()
    assert (other / "index.html").read_text() == "mine"


def test_a_system_without_exchange_still_gets_the_new_site(tmp_path, monkeypatch):
    monkeypatch.setattr("generator.publish.ctypes.CDLL", lambda *_, **__: object())
    old, new = site(tmp_path / "site", "old"), site(tmp_path / ".site.new", "new")
    publish(new, old)
    assert (old / "index.html").read_text() == "new"
    assert not (tmp_path / ".site.old").exists()


def test_the_workplace_is_empty_and_gone_afterwards(tmp_path):
    site(tmp_path / ".site.new", "left by a killed build")
    with workplace(tmp_path / "site") as fresh:
        assert list(fresh.iterdir()) == []
        assert fresh.parent == tmp_path, "on the same disk, so that the exchange is possible"
    assert list(tmp_path.iterdir()) == []


def test_the_workplace_is_gone_after_a_failure_too(tmp_path):
    with pytest.raises(ValueError, match="x"), workplace(tmp_path / "site"):
        raise ValueError("x")
    assert list(tmp_path.iterdir()) == []


def test_a_link_left_in_the_workplace_is_not_followed(tmp_path):
    other = site(tmp_path / "other", "mine")
    (tmp_path / ".site.new").symlink_to(other)
    with workplace(tmp_path / "site"):
        pass
    assert (other / "index.html").read_text() == "mine"


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
    (tmp_path / ".site.new").mkdir()
    with pytest.raises(PublishError, match="i gang"), workplace(tmp_path / "site"):
        pass
    assert (tmp_path / ".site.new").is_dir()
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
