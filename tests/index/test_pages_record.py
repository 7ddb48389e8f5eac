"""What a page tells of the file behind a software, of a real catalogue: problems, licence, the file."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import lxml.html  # type: ignore[import-untyped]  # no stubs
import pytest

from index.build import build
from index.catalogue import Catalogue
from index.engine import open_index
from index.pages.build import build_site
from index.pages.options import SiteOptions
from index.personal_data import MASK
from tests.index.catalogue.harvests import bad_text, crawl, good_text, record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lxml.html import HtmlElement

    Page = Callable[[str], HtmlElement]

EVIL = "# <script>alert(1)</script>\r\n"
TREES = good_text("Trees") + EVIL
BROKEN = bad_text("Maps", note="later")
MAPS = good_text("Maps")
PRIVATE = ("ada@town.example", "+39 0123", "ada at town")
ADDRESS = "      email: ada@town.example  # her own\n      phone: +39 0123\n"
REACHABLE = good_text("Reach", contact=f"{ADDRESS}    - email: ada at town\n      name: Bea\n")
DUAL = good_text("Dual").replace("EUPL-1.2", "AGPL-3.0-or-later OR LicenseRef-Town")


def written(folder: Path, options: SiteOptions) -> Path:
    with Catalogue.open(folder / "catalogue.sqlite") as catalogue:
        crawl(
            catalogue,
            0,
            record("trees", text=TREES),
            record("maps", text=MAPS),
            record("dual", text=DUAL),
            record("reach", text=REACHABLE),
        )
        crawl(catalogue, 1, record("maps", on=1, text=BROKEN))
        entries = list(catalogue.entries())
        build(entries, folder / "search", fingerprint="1")
        with closing(open_index(folder / "search")) as index:
            build_site(entries, index, (), folder / "site", memory=catalogue, options=options)
    return folder / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("record"), SiteOptions(languages=("en", "it", "de", "nl")))


@pytest.fixture(scope="module")
def page(site: Path) -> Page:
    def read(path: str) -> HtmlElement:
        return lxml.html.fromstring((site / path / "index.html").read_text(encoding="utf-8"))

    return read


def name_of(site: Path, part: str) -> str:
    return next(folder.name for folder in (site / "software").iterdir() if part in folder.name)


def said(page: HtmlElement) -> list[tuple[str, str]]:
    """Return the problems of a page, each with the language that its words are marked with."""
    return [
        (words.text_content(), next(iter(words.xpath("ancestor-or-self::*[@lang][1]/@lang"))))
        for words in page.xpath("//li[@class='problem']/p[2]/bdi | //ul[@class='notice-problems']//bdi")
    ]


def test_problems_are_told_in_the_readers_language(site: Path, page: Page):
    maps = f"software/{name_of(site, 'maps')}"
    for language, words in (("", "is missing"), ("it/", "manca"), ("de/", "fehlt"), ("nl/", "ontbreekt")):
        for where in (maps, "report/files"):
            found = said(page(f"{language}{where}"))
            told = [one for one in found if MASK not in one[0]]
            assert told
            assert all(words in text for text, _ in told), found
            assert {tag for _, tag in told} == {language.rstrip("/") or "en"}


def test_the_file_shown_can_be_had_as_it_was_harvested(site: Path, page: Page):
    for part, text in (("trees", TREES), ("maps", MAPS)):
        name = name_of(site, part)
        for top in ("../../", "../../../"):
            html = page(("it/" if len(top) > 6 else "") + f"software/{name}")
            (link,) = html.xpath("//a[@download]")
            assert link.get("href") == f"{top}files/{name}/publiccode.yml"
            assert link.get("download") == "publiccode.yml"
        assert (site / "files" / name / "publiccode.yml").read_bytes() == text.encode()


def test_nothing_on_the_site_says_how_to_reach_people(site: Path, page: Page):
    name = name_of(site, "reach")
    assert (site / "files" / name / "publiccode.yml").read_text() == REACHABLE.replace(ADDRESS, "").replace(
        "email: ada at town\n      ", ""
    )
    assert "without how to reach people" in page(f"software/{name}").text_content()
    masked = [one for one in said(page(f"it/software/{name}")) if MASK in one[0]]
    assert masked
    assert {tag for _, tag in masked} == {"it"}
    assert all("non è un indirizzo" in text for text, _ in masked)
    for file in site.rglob("*"):
        if file.suffix in {".html", ".json", ".yml", ".jsonl", ".csv", ".atom", ".js"}:
            text = file.read_text(encoding="utf-8")
            assert not [private for private in PRIVATE if private in text], file


def test_the_files_are_left_out_where_site_yml_says_so(tmp_path: Path):
    folder = written(tmp_path, SiteOptions(originals=False))
    assert not (folder / "files").exists()
    text = (folder / "software" / name_of(folder, "trees") / "index.html").read_text(encoding="utf-8")
    assert "download=" not in text


def test_a_licence_is_told_with_family_approval_and_duties(site: Path, page: Page):
    (section,) = page(f"software/{name_of(site, 'trees')}").xpath("//section[@aria-labelledby='licence']")
    text = " ".join(section.text_content().split())
    assert "Weak copyleft" in text
    assert "Approved by the Open Source Initiative and the Free Software Foundation." in text
    assert [heading.text_content() for heading in section.xpath(".//dt")] == [
        "What it allows",
        "What it asks",
        "What it excludes",
        "Law and court",
    ]
    assert "Pass the source code on with it. (5)" in text
    assert section.xpath(".//a[@rel]/@href") == ["https://spdx.org/licenses/EUPL-1.2.html"]
    german = page(f"de/software/{name_of(site, 'trees')}").xpath("//section[@aria-labelledby='licence']")
    assert "Anerkannt von der Open Source Initiative" in german[0].text_content()


def test_a_page_says_what_the_software_may_be_given_out_under(site: Path, page: Page):
    def answers(part: str) -> dict[str, str]:
        rows = page(f"it/software/{name_of(site, part)}").xpath("//section[h2[@id='licence']]//tr")
        return {row.xpath("string(td[1])"): row.xpath("string(td[2])") for row in rows[1:]}

    assert answers("trees")["EUPL-1.2"] == "sì"
    assert answers("trees")["MIT"] == "no"
    assert answers("trees")["GPL-3.0-or-later"] == "a certe condizioni"
    assert answers("dual")["AGPL-3.0-or-later"] == "sì"


def test_what_nobody_knows_of_a_licence_is_said_to_be_unknown(site: Path, page: Page):
    (section,) = page(f"software/{name_of(site, 'dual')}").xpath("//section[@aria-labelledby='licence']")
    text = " ".join(section.text_content().split())
    assert "SPDX does not list it: whether it is open source is not known here." in text
    assert "What this licence asks for is not in our table" in text
