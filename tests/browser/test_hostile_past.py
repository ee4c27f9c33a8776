"""A handbook with a hostile past in a real browser: nothing runs, nothing is fetched, and the pages keep their width."""

import pytest

from tests.browser.conftest import serve
from tests.hostile_past import make_past
from tests.lives import NAME, TODAY
from tests.support import handbook_process, small_handbook

pytestmark = pytest.mark.browser
HISTORY = f"prosedyrer/{NAME}/historikk/"


@pytest.fixture(scope="module")
def past(tmp_path_factory):
    """The folder of the site, and where it is served."""
    folder = tmp_path_factory.mktemp("past")
    book = small_handbook(folder / "handbook")
    make_past(book)
    done = handbook_process(
        "build",
        "--root",
        book.root,
        "--date",
        TODAY.isoformat(),
        cwd=folder,
        env={"HANDBOOK_CACHE": str(folder / "cache")},
    )
    assert done.returncode == 0, done.stderr
    for address in serve(book.root / "site"):
        yield book.root / "site", address


def pages_of(site):
    """Every page that tells of the past."""
    for pattern in (f"prosedyrer/{NAME}/**/", "endringer/**/", "tjenester/borte/historikk/", "gjaldt/"):
        for folder in site.glob(pattern):
            if (folder / "index.html").is_file():
                yield f"{folder.relative_to(site).as_posix()}/"


def test_nothing_runs_and_nothing_is_fetched(page, past):
    site, address = past
    paths = list(pages_of(site))
    assert {
        HISTORY,
        "endringer/",
        "endringer/2024-05/",
        "endringer/ordlister/roles/",
        "tjenester/borte/historikk/",
    } <= set(paths)
    assert sum("/v/" in path for path in paths) > 10
    fetched, dialogs, wide = [], [], []
    page.on("request", lambda request: fetched.append(request.url) if not request.url.startswith(address) else None)
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.set_viewport_size({"width": 360, "height": 740})
    for path in paths:
        page.goto(f"{address}/{path}", wait_until="load")
        page.evaluate(
            "for (const each of document.querySelectorAll('details')) each.open = true;"
            "for (const each of document.querySelectorAll('main *')) for (const kind of ['mouseover', 'focus', 'click'])"
            " if (!each.closest('a, form, label, button, input, summary')) each.dispatchEvent(new Event(kind, {bubbles: true}));"
        )
        assert not page.evaluate("'pwned' in window"), path
        if page.evaluate("document.documentElement.scrollWidth") > 360:
            wide.append(path)
    assert (fetched, dialogs, wide) == ([], [], [])


def test_the_past_is_shown_as_text(page, past):
    _, address = past
    page.goto(f"{address}/{HISTORY}")
    assert "<script>pwned=1</script>" in page.locator("main").inner_text()
    assert page.locator("main script:not([src]), main iframe, main img").count() == 0
