"""Pictures from a host to a page, as an operator has them: off, on, and off again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import lxml.html  # type: ignore[import-untyped]  # no stubs
import pytest

from tests.acceptance.command import Riuso
from tests.crawler.conftest import text
from tests.hosts.gallery import Gallery, picture

if TYPE_CHECKING:
    from pathlib import Path

FILE = "/valdora/register/publiccode.yml"


@pytest.fixture
def gallery():
    with Gallery() as server:
        named = "logo: img/logo.png\n" + text()
        shots = f"    screenshots: [img/list.png, '{server.url}/valdora/form.png', img/gone.png]\n"
        named = named.replace("    features:", f"{shots}    features:")
        server.add(FILE, named.encode())
        server.add("/valdora/register/img/logo.png", picture(200, 200))
        server.add("/valdora/register/img/list.png", picture(1600, 900, seed=1))
        server.add("/valdora/form.png", picture(400, 300, seed=2))
        yield server


def pictures_of(page: Path) -> list[str]:
    return [
        str(one) for one in lxml.html.fromstring(page.read_text(encoding="utf-8")).xpath("//main//img/@src")
    ]


def test_pictures_are_mirrored_where_the_operator_wants_it(gallery, tmp_path):
    riuso, site = Riuso(tmp_path / "data"), tmp_path / "site"
    publishers = tmp_path / "publishers.yml"
    publishers.write_text(f"- {{id: valdora, name: Valdora, repos: ['{gallery.url}{FILE}']}}\n")

    off = riuso.json("crawl", publishers)
    assert off["pictures"] is None
    assert set(gallery.requests) <= {FILE, "/robots.txt"}

    (riuso.data / "site.yml").write_text("languages: [en]\n")
    config = riuso.data / "riuso.toml"
    config.write_text("[pictures]\nmirror = true\n")
    on = riuso("crawl", publishers, "--site", site).out
    assert "Pictures (4 named" in on
    assert "3  new or changed" in on
    assert "img/gone.png: nothing there" in on
    assert "3 kept" in on
    report = riuso.json("report")
    assert (report["pictures"]["fetched"], report["pictures"]["failed"]) == (3, 1)
    assert report["requests"][gallery.host]["total"] >= 5

    (software,) = riuso.json("search", "register")["hits"]
    page = site / "software" / software["id"] / "index.html"
    shown = pictures_of(page)
    assert [src.rpartition("/")[2] for src in shown[:1]] == ["logo.webp"]
    assert len(shown) == 3
    assert all((page.parent / src).is_file() for src in shown)
    assert "gone.png" in page.read_text(encoding="utf-8"), "what is not mirrored stays a link"
    assert not list(site.rglob("*.png"))

    curation = riuso.data / "curation.yml"
    curation.write_text(f"delist: [{{software: {software['id']}, reason: Asked for.}}]\n")
    riuso("rebuild", "--accept-drop", "--site", site)
    assert not list(site.rglob("*.webp"))
    assert not list(riuso.data.rglob("*.webp"))

    curation.unlink()
    assert riuso.json("crawl", publishers)["pictures"]["kept"] == 3
    config.write_text("")
    assert riuso.json("crawl", publishers)["pictures"] is None
    assert not (riuso.data / "pictures").exists()
