"""`handbook pdf` makes a booklet of a built site."""

import re
import zlib

import pytest

from tests.support import handbook

pytestmark = pytest.mark.browser


def pages_of(content: bytes) -> int:
    """How many sheets a PDF has; Chromium packs some of its objects."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    unpacked = b""
    for each in packed:
        try:
            unpacked += zlib.decompress(each)
        except zlib.error:
            continue
    return len(re.findall(rb"/Type\s*/Page\b", content + unpacked))


def test_a_booklet_of_a_service(book, tmp_path):
    site = book.build()
    out = tmp_path / "hefte.pdf"
    answer = handbook("pdf", "--site", site, "--service", "hjemmesykepleie", "--out", out)
    assert (answer.code, answer.out) == (0, f"Laget {out}\n")
    content = out.read_bytes()
    assert content.startswith(b"%PDF-")
    assert pages_of(content) >= 2, "contents, and at least a sheet of steps"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--service", "finnes-ikke"], "«finnes-ikke» finnes ikke blant tjenester"),
        (["--procedure", "../om"], "«../om» finnes ikke blant prosedyrer"),
        ([], "Velg enten --service eller --procedure."),
        (["--service", "hjemmesykepleie", "--procedure", "innleggelsesrapport"], "Velg enten"),
    ],
)
def test_what_is_not_there_is_told(book, tmp_path, arguments, said):
    site = book.build()
    answer = handbook("pdf", "--site", site, "--out", tmp_path / "x.pdf", *arguments)
    assert answer.code == 2
    assert said in answer.err


def test_a_folder_that_is_no_site_is_told(tmp_path):
    answer = handbook("pdf", "--site", tmp_path, "--service", "x", "--out", tmp_path / "x.pdf")
    assert answer.code == 2
    assert "er ikke en bygd håndbok" in answer.err
