"""The site of a small catalogue, built once with the real search index, read back as a browser would."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from contextlib import closing
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import lxml.html  # type: ignore[import-untyped]  # no stubs
import pytest

from index.build import build
from index.engine import open_index
from index.errors import NoIndexError
from index.facets import FACETS, facet_values
from index.pages import browse
from index.pages.build import SiteOptions, build_site
from index.pages.environment import COMPARE_POLICY, POLICY, SEARCH_POLICY
from index.pages.errors import SiteError
from index.pages.links import segment
from publiccode.software import Software
from tests.index.built_site import LISTED, Built, dead_links, make
from tests.index.entries import ENTRIES, MIRROR, PROTOCOLLO, VALDORA
from tests.index.hostile_entry import HOSTILE
from tests.index.making import entry

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return make(ENTRIES, tmp_path_factory.mktemp("site"))


def test_the_summary_counts_what_is_there(site: Built):
    assert site.summary.pages == len(list(site.folder.rglob("*.html")))
    assert site.summary.software == len(LISTED)
    assert site.summary.tombstones == 1
    assert site.summary.publishers == len({entry.publisher.id for entry in LISTED})
    assert site.summary.has_search
    assert site.summary.warnings == ()


def test_a_comparison_writes_days_as_its_readers_do(site: Built):
    told = [
        str(text) for text in site.html(f"software/{PROTOCOLLO.id}/compare/index.html").xpath("//td//text()")
    ]

    assert [text for text in told if re.search(r"\b\d{4}-\d\d-\d\d\b", text)] == []
    assert any("March 2026" in text for text in told)


def test_every_link_within_the_site_leads_somewhere(site: Built):
    anchors = {file: {*page.xpath("//@id")} for file, page in site.pages()}
    for file, page in site.pages():
        for address in page.xpath("//@href | //@src | //@action"):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            if file.name == "404.html":
                assert address.startswith(("/", "#"))
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), f"{file}: {address}"
            assert target.is_relative_to(site.folder)
            if parts.fragment:
                assert parts.fragment in anchors[target], f"{file}: {address}"


_SCRIPT = re.compile(r"((\.\./)+static/(card|compare|early|filters|near|pick|search)|words|facets)\.js\?\w+")


def test_no_page_runs_or_fetches_anything_of_others(site: Built):
    policies = {"search": SEARCH_POLICY, "compare": COMPARE_POLICY}
    for file, page in site.pages():
        assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [
            policies.get(file.parent.relative_to(site.folder).as_posix(), POLICY)
        ], file
        scripts = page.xpath("//script[not(starts-with(@type, 'application/'))]")  # the others are data
        sources = [script.get("src", "") for script in scripts]
        assert all(_SCRIPT.fullmatch(s) for s in sources), file
        assert not any((script.text or "").strip() for script in scripts)
        assert not page.xpath("//style | //iframe | //img | //object | //embed | //base | //@style"), file
        assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")], file
        for link in page.xpath("//a[@href]"):
            scheme = urlsplit(link.get("href")).scheme
            assert scheme in {"", "http", "https"}, file
            if scheme:
                assert link.get("rel") == "nofollow noopener", file


def test_every_page_is_well_made(site: Built):
    for file, page in site.pages():
        assert page.get("lang") == "en", file
        assert len(page.xpath("//h1")) == 1, file
        assert page.xpath("//title/text()"), file
        assert [len(page.xpath(f"//{landmark}")) for landmark in ("main", "body/header", "body/footer")] == [
            1,
            1,
            1,
        ]
        assert page.xpath("//body/a[1]/@href") == ["#main"], file
        repeated = [name for name, number in Counter(page.xpath("//@id")).items() if number > 1]
        assert not repeated, file
        for field in page.xpath("//input[not(ancestor::template) and not(@type='hidden')] | //select"):
            labelled = page.xpath(f"//label[@for='{field.get('id')}']") or field.xpath("ancestor::label")
            assert labelled, file
        for name in page.xpath("//@aria-labelledby | //@aria-describedby"):
            assert page.xpath(f"//*[@id='{name}']"), f"{file}: {name}"
        levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4")]
        assert all(b - a <= 1 for a, b in pairwise(levels)), f"{file}: {levels}"


def test_text_from_files_is_clean_and_nothing_private_is_shown(site: Built):
    for file in site.folder.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\u200b]", text), file
        for private in ("/srv/secret", "@valdora.example", "mail@hidden.example", "+39", "Brouillon Secret"):
            assert private not in text, f"{file}: {private}"


def test_hostile_text_is_there_and_does_nothing(site: Built):
    page = site.html(f"software/{HOSTILE.id}")
    assert page.xpath("string(//h1)") == "Evil <script>window.pwned=1;alert(1)</script>"
    assert "{{ 7*7 }}" in page.text_content()
    assert page.xpath("//*[@id='used-by']/..//details")
    assert "quirkword" in page.xpath("string(//header[@class='page-head'])")


def test_the_page_says_what_a_decision_needs(site: Built):
    text = site.text(f"software/{PROTOCOLLO.id}")
    for fact in (
        "Register of incoming and outgoing mail",
        "Comune di Pratolungo",
        "4.2.1 (11 February 2026)",
        "Officina Digitale coop.",
        "30 June 2024 ended",
        "31 December 2027",
        "Chiara Esempio",
        "PostgreSQL",
        "14 or newer",
        "Proprietary, optional",
        "SPID",
        "eur-lex.europa.eu/eli/reg/2014/910/oj",
        "Italian , German , Slovenian",
        "line 12",
        "Say it in 150 characters.",
        "4f2a9c1e77b3d05586aa10cf2b9e8d7c6a5b4f31",
        "14 February 2026, 02:00 UTC",
        "a mirror of this repository",
        "a variant based on this software",
        "April 2025",
        "1,480",
    ):
        assert fact in text, fact


def test_the_page_tells_readiness_with_its_facts(site: Built):
    (section,) = site.html(f"software/{PROTOCOLLO.id}").xpath("//section[@aria-labelledby='readiness']")
    gates = [" ".join(gate.text_content().split()) for gate in section.xpath("ul[@class='gates']/li")]
    assert gates[0] == "yes OSI or FSF approve its licence"
    assert len(gates) == 4
    parts, facts = section.xpath(".//tbody")
    assert len(parts.xpath("tr")) == 8
    rights = parts.xpath("tr[1]")[0]
    assert "1 to 3 of 3" in rights.text_content()
    assert [rect.get("class") for rect in rights.xpath(".//rect")] == ["reached", "unknown", "unknown"]
    assert "Would raise it: dependsOn, even with empty lists" in parts.text_content()
    assert ["Proof", "organisations that use it, the owner left out", "2", "words of use"] in [
        [cell.text_content() for cell in row.xpath("td")][:4] for row in facts.xpath("tr")
    ]


def test_the_readers_language_comes_first_and_the_others_are_marked(site: Built):
    page = site.html(f"software/{PROTOCOLLO.id}")
    assert page.xpath("//header[@class='page-head']//p[@class='lede']/@lang") == ["en"]
    (other,) = page.xpath("//details[@class='other-language']")
    assert other.xpath("string(summary)") == "In Italian"
    assert other.xpath("div/@lang") == ["it"]
    assert [" ".join(li.text_content().split()) for li in other.xpath(".//ul[not(@class)]/li")] == [
        "fascicoli",
        "firma digitale",
    ]


def test_an_invalid_file_shows_the_last_good_version_with_its_lines(site: Built):
    notice = site.html("software/stadt-lindenau-terminbuch").xpath("string(//div[@role='note'])")
    assert "last good version, of 14 February 2026" in " ".join(notice.split())
    assert "Line 7: 'finished' is not a development status" in " ".join(notice.split())
    assert "Its file has errors" in site.text("browse/category/help-desk")
    assert "Not reached since 28 February 2026" in site.text("browse/state/stale")
    assert "Archived by its owner" in site.text("browse/state/archived")


def test_a_mirror_has_a_page_but_is_never_a_result(site: Built):
    page = site.html(f"software/{MIRROR.id}")
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert not page.xpath("//@data-pagefind-body")
    address = f"/{MIRROR.id}/index.html"
    linking = [
        file for file, other in site.pages() if any(a.endswith(address) for a in other.xpath("//a/@href"))
    ]
    assert linking == [site.folder / "software" / PROTOCOLLO.id / "index.html"]


def test_what_vanished_has_a_tombstone_and_what_was_delisted_nothing(site: Built):
    text = site.text("software/agence-armoria-ancien")
    assert "Gone since 1 March 2026. The repository no longer exists." in text
    assert "Ancien Portail" not in site.text("a-z")
    assert not (site.folder / "software" / "agence-armoria-brouillon").exists()


def test_lists_and_counts_equal_a_count_of_the_entries(site: Built):
    for name in (name for name, facet in FACETS.items() if facet.is_browsed):
        counted = Counter(value for entry in LISTED for value in facet_values(entry)[name])
        folder = "publishers" if name == "publisher" else f"browse/{name}"
        tiles = site.html(folder).xpath("//ul[contains(@class,'tiles')]/li/a")
        assert len(tiles) == len(counted), name
        assert sum(int(tile.xpath("string(span[@class='number'])")) for tile in tiles) == counted.total(), (
            name
        )
        for tile in tiles:
            cards = site.html(f"{folder}/{tile.get('href')}").xpath("//li[@class='card']")
            assert len(cards) == int(tile.xpath("string(span[@class='number'])")), tile.get("href")


def test_a_list_leads_to_its_other_orders_in_the_search(site: Built):
    links = site.html("browse/category/document-management").xpath("//p[@class='source']/a/@href")
    assert links[:2] == [
        f"../../../search/index.html?category=document-management&sort={order}"
        for order in ("activity", "users")
    ]


def test_the_report_names_file_line_and_reason(site: Built):
    text = site.text("report")
    assert "code.example/de/kaputt publiccode.yml 14 a value opens a quote that is never closed" in text
    assert "the host did not answer <b>" in text
    assert "host took too long timed-out 1" in text
    assert "Now with errors Terminbuch" in text
    files = site.text("report/files")
    assert "line 19 legal.license 'GPL' is no SPDX licence How to fix: Write GPL-3.0-only" in files
    assert "line 1 publiccodeYmlVersion is missing" in files


def test_the_report_compares_and_tells_reasons(site: Built):
    text = site.text("report")
    assert "publiccode.yml:19: 'GPL' is no SPDX licence" in text
    assert "Compared with the run before It ended on 19 March 2026, 02:01 UTC." in text
    assert "+2 no publiccode.yml −9 file found +1 host took too long +6 file as it was the last time" in text
    assert "Sources that fail now git.polder.example" in text
    assert "The run took 1 minute." in text


def test_the_home_page_shows_the_changes_of_the_newest_runs_first(site: Built):
    kinds = site.html("").xpath("//ul[@class='changes']/li/span[1]/text()")
    assert kinds == ["New", "Changed", "Now with errors", "Not reachable", "Gone", "New", "New"]


def test_the_zip_of_a_site_without_an_address_says_what_it_has_not(site: Built):
    with zipfile.ZipFile(site.folder / "downloads" / "catalogue-en.zip") as archive:
        assert dead_links(archive) == set()
        data = lxml.html.fromstring(archive.read("catalogue/data/index.html").decode())
    (said,) = data.xpath("//p[contains(., 'a copy of these pages')]")
    assert "hidden" not in said.attrib
    assert "software.csv" in data.text_content()
    assert not data.xpath("//a[contains(@href, 'software.csv')]")
    assert site.html("data").xpath("//p[contains(., 'a copy of these pages')]/@hidden")


def test_two_builds_of_the_same_catalogue_are_the_same_bytes(site: Built, tmp_path: Path):
    again = make(list(reversed(ENTRIES)), tmp_path).folder
    one, two = (
        {f.relative_to(d): f.read_bytes() for d in [folder] for f in d.rglob("*") if f.is_file()}
        for folder in (site.folder, again)
    )
    assert sorted(one) == sorted(two)
    assert [name for name in one if one[name] != two[name]] == []


def test_long_lists_are_paged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    # A tenth of what a page has, of a tenth as many.
    monkeypatch.setattr(browse, "PER_PAGE", 3)
    monkeypatch.setattr(browse, "NAMES_PER_PAGE", 20)
    many = [
        entry(f"software-{n:02}", Software(name=f"Software {n:02}", license="EUPL-1.2"), VALDORA)
        for n in range(22)
    ]
    folder = make(many, tmp_path, SiteOptions(workers=1))
    found = []
    for page in range(1, 9):
        here = folder.html("browse/license/eupl-1-2" + (f"/{page}" if page > 1 else ""))
        assert len(here.xpath("//nav[@aria-label='Pages']//a[@aria-current='page']")) == 1
        found += here.xpath("//h3[@class='card-title']//bdi/text()")
    assert found == [f"Software {n:02}" for n in range(22)]
    assert len(folder.html("a-z").xpath("//ul[@class='names']/li")) == 20
    assert len(folder.html("a-z/2").xpath("//ul[@class='names']/li")) == 2


def test_the_address_it_will_have_gives_canonical_links(tmp_path: Path):
    options = SiteOptions(title="Katalog <b>", base_url="https://software.example/katalog/")
    folder = make(ENTRIES[:1], tmp_path, options)
    page = folder.html(f"software/{PROTOCOLLO.id}")
    assert page.xpath("//link[@rel='canonical']/@href") == [
        f"https://software.example/katalog/software/{PROTOCOLLO.id}/"
    ]
    assert page.xpath("string(//title)") == "Protocollo Aperto – Katalog <b>"
    missing = lxml.html.fromstring((folder.folder / "404.html").read_text())
    assert set(missing.xpath("//nav//@href")) == {
        f"/katalog/{path}/index.html" for path in ("search", "browse", "publishers", "a-z", "report")
    }


def test_an_empty_catalogue_has_pages_too(tmp_path: Path):
    folder = make((), tmp_path)
    assert folder.summary.software == 0
    assert "Nothing is listed yet" in folder.text("a-z")


def test_an_index_of_another_catalogue_is_refused(tmp_path: Path):
    build(ENTRIES[:1], tmp_path / "search", fingerprint="x")
    with (
        closing(open_index(tmp_path / "search")) as index,
        pytest.raises(NoIndexError, match="riuso rebuild"),
    ):
        build_site(ENTRIES, index, (), tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_a_language_the_interface_does_not_have_is_refused(tmp_path: Path):
    with pytest.raises(SiteError, match="'tlh'"):
        make(ENTRIES[:1], tmp_path, SiteOptions(languages=("en", "tlh")))


def test_without_pagefind_there_is_a_site_and_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    broken = tmp_path / "path" / "pagefind"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise ImportError('no binary for this machine')")
    monkeypatch.setenv("PYTHONPATH", str(broken.parent))
    made = make(ENTRIES[:1], tmp_path)
    assert not made.summary.has_search
    assert "no binary for this machine" in made.summary.warnings[0]
    assert made.text(f"software/{PROTOCOLLO.id}")


def test_a_long_page_tells_its_parts(site: Built):
    for one in LISTED:
        page = site.html(f"software/{segment(one.id)}")
        parts = [(f"#{part.get('id')}", part.text_content()) for part in page.cssselect(".sections h2")]
        assert [(to.get("href"), to.text_content()) for to in page.cssselect(".on-page a")] == parts
        assert len(parts) > 3


def test_outcomes_are_told_in_words_and_as_the_data_has_them(site: Built):
    rows = site.html("report").cssselect("section[aria-labelledby=outcomes] tbody tr")
    assert {(row.cssselect(".chip")[0].text, row.cssselect("code[lang=en]")[0].text) for row in rows} >= {
        ("file found", "found")
    }
