"""Pictures that lie with the site."""

from __future__ import annotations

import os
import zipfile
from typing import TYPE_CHECKING

import pytest

from index.pages import archive
from index.pages.options import Mirrored, SiteOptions
from tests.index.built_site import Built, make
from tests.index.pictured import FORM, LINKED, LIST, PICTURED, mirrored
from tests.index.test_pages_incremental import LONG_AGO, age, stamped

if TYPE_CHECKING:
    from pathlib import Path

OPTIONS = SiteOptions(languages=("en", "it"))
PAGE = f"software/{PICTURED.id}"
FOLDER = f"files/{PICTURED.id}"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Mirrored:
    return mirrored(tmp_path_factory.mktemp("pictures"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, kept: Mirrored) -> Built:
    return make([PICTURED], tmp_path_factory.mktemp("site"), OPTIONS, mirrored=kept)


def test_each_screenshot_has_its_size_its_text_and_leads_to_the_large_one_and_the_original(site: Built):
    first, second = site.html(f"it/{PAGE}").xpath("//ul[@class='shots']/li")
    image, large = first.xpath(".//img")[0], first.xpath("./a/@href")[0]
    assert (image.get("width"), image.get("height"), image.get("loading")) == ("480", "309", "lazy")
    assert image.get("alt") == "Schermata 1 di 2: lista atti"
    page = site.folder / "it" / PAGE / "index.html"
    assert (page.parent / image.get("src")).is_file()
    assert (page.parent / large).is_file()
    assert image.get("src") == large.replace(".webp", "-small.webp")
    assert [one.xpath("./p/a/@href") for one in (first, second)] == [[LIST], [FORM]]
    assert second.xpath("./a/@href") == second.xpath(".//img/@src"), "what is small has one size"


def test_what_is_not_mirrored_is_a_link(site: Built):
    links = site.html(PAGE).xpath("//section[@aria-labelledby='pictures']/ul[@class='plain']//a")
    assert [(link.get("href"), link.text_content()) for link in links] == [(LINKED, "Screenshot: x.png")]


@pytest.mark.parametrize("language", ["", "it/"])
@pytest.mark.parametrize("path", [f"{PAGE}/index.html", "browse/country/it/index.html"])
def test_the_logo_takes_the_place_of_the_initials(site: Built, language: str, path: str):
    (logo,) = site.html(language + path).xpath("//img[contains(@class, 'avatar-logo')]")
    assert (logo.get("width"), logo.get("height"), logo.get("alt")) == ("96", "64", "")
    file = site.folder / language / path
    assert (file.parent / logo.get("src")).resolve() == (site.folder / FOLDER / "logo.webp").resolve()
    assert not site.html(language + path).xpath("//*[local-name() = 'svg' and contains(@class, 'avatar')]")


def test_another_build_writes_nothing_and_one_without_pictures_leaves_none(tmp_path: Path, kept: Mirrored):
    made = make([PICTURED], tmp_path, OPTIONS, mirrored=kept)
    age(made.folder)
    again = make([PICTURED], tmp_path, OPTIONS, mirrored=kept)
    assert {file for file, time in stamped(again.folder).items() if time != LONG_AGO} == {".riuso-site"}
    fewer = {key: sizes for key, sizes in kept.shown.items() if key[1] != LIST}
    make([PICTURED], tmp_path, OPTIONS, mirrored=Mirrored(kept.folder, fewer))
    assert len(list((made.folder / FOLDER).glob("*.webp"))) == 2
    assert not list(make([PICTURED], tmp_path, OPTIONS).folder.rglob("*.webp"))


def test_a_picture_that_was_deleted_is_a_link_again(tmp_path: Path):
    own = mirrored(tmp_path / "pictures")
    make([PICTURED], tmp_path, SiteOptions(), mirrored=own)
    for sizes in own.shown.values():
        for one in sizes:
            os.unlink(own.folder / one.file)  # noqa: PTH108 - as an operator would
    made = make([PICTURED], tmp_path, SiteOptions(), mirrored=own)
    assert not made.html(PAGE).xpath("//main//img")
    assert LIST in made.html(PAGE).xpath("//a/@href")


def packed(site: Built) -> list[str]:
    with zipfile.ZipFile(site.folder / "downloads/catalogue-it.zip") as archive:
        return sorted(name.rpartition("/")[2] for name in archive.namelist() if name.endswith(".webp"))


def test_the_zip_has_as_many_pictures_as_there_is_room_for(
    site: Built, tmp_path: Path, kept: Mirrored, monkeypatch
):
    every = packed(site)
    assert len(every) == 4
    sizes = {path.name: path.stat().st_size for path in (site.folder / FOLDER).iterdir()}
    small = next(name for name in every if name.endswith("-small.webp"))
    monkeypatch.setattr(archive, "MOST_PICTURE_BYTES", sizes["logo.webp"] + sizes[small])
    assert packed(make([PICTURED], tmp_path, OPTIONS, mirrored=kept)) == sorted(["logo.webp", small])
