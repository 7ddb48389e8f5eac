"""``riuso lists``: from a file or URL into the data folder, and used from then on."""

from __future__ import annotations

import pytest

from publiccode.data import IPA_CODES, lines
from tests.acceptance.command import Riuso
from tests.crawler.conftest import text
from tests.hosts.pages import Pages
from tests.hosts.server import Answer


@pytest.fixture
def riuso(tmp_path):
    return Riuso(tmp_path / "data")


def test_a_refreshed_list_is_used_by_what_judges_files(riuso, tmp_path):
    file = tmp_path / "publiccode.yml"
    file.write_text(text() + "organisation: {uri: urn:x-italian-pa:c_new1}\n", encoding="utf-8")
    source = tmp_path / "codes.txt"
    source.write_text("\n".join([*lines(IPA_CODES), "C_NEW1"]), encoding="utf-8")

    riuso("validate", file, code=1)
    ran = riuso("lists", "refresh", "ipa", source)
    assert "23,736 values, 23,735 before" in ran.out
    assert riuso.json("lists", "show")[0]["source"] == str(source)
    riuso("validate", file)


def test_a_url_that_holds_no_list_changes_nothing(riuso, tmp_path):
    with Pages(tmp_path) as server:
        pattern = b"\n".join(line.encode() for line in lines("oembed_patterns.txt"))
        good = server.add("/providers.txt", Answer(200, pattern))
        assert "404" in riuso("lists", "refresh", "oembed", f"{server.url}/gone", code=2).err
        assert "no URL patterns" in riuso("lists", "refresh", "oembed", server.page("/page"), code=2).err
        riuso("lists", "refresh", "oembed", good)
    assert riuso.json("lists", "show")[1]["source"] == good
