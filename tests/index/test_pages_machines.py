"""What the site tells machines, read back with real parsers."""

from __future__ import annotations

import csv
import json
import re
import warnings
import zipfile
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import jsonschema
import lxml.html  # type: ignore[import-untyped]  # no stubs
import pytest
from lxml import etree

from examples.recompute_scores import readiness, vitality
from index.pages.options import SiteOptions
from tests.index.built_site import GONE, LISTED, Built, dead_links, make
from tests.index.entries import ENTRIES, PROTOCOLLO
from tests.index.hostile_entry import HOSTILE

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its own use of what Python gave up
    import feedparser  # type: ignore[import-untyped]  # no stubs

if TYPE_CHECKING:
    from pathlib import Path

BASE = "https://software.valdora.example/catalogo/"
NAMESPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "o": "http://a9.com/-/spec/opensearch/1.1/",
}
FROM_FILES = {"not a date <b>"}
"""English words that stand in the files themselves."""
SHOWN = [entry for entry in ENTRIES if entry.state not in GONE]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    options = SiteOptions(
        title="Software di Valdora",
        base_url=BASE,
        languages=("it", "en"),
        contact="mailto:software@valdora.example",
    )
    return make(ENTRIES, tmp_path_factory.mktemp("machines"), options)


def data_of(page: lxml.html.HtmlElement) -> Any:
    (text,) = page.xpath("//script[@type='application/ld+json']/text()")
    return json.loads(text)


def test_every_page_says_what_it_is_in_json_ld(site: Built):
    kinds = set()
    for file, page in site.pages():
        if file.name == "404.html":
            continue
        data = data_of(page)
        assert data["@context"] == "https://schema.org", file
        assert all(value not in (None, "", [], {}) for value in data.values()), file
        kinds.add(str(data["@type"]))
    assert kinds == {
        "DataCatalog",
        "WebPage",
        "CollectionPage",
        "['SoftwareSourceCode', 'SoftwareApplication']",
    }


def test_what_only_a_host_said_is_marked_as_english(site: Built):
    page = site.html("report")
    for said in ("publiccode.yml:19: 'GPL' is no SPDX licence", "the host did not answer <b>"):
        assert page.xpath("//bdi[@lang='en'][text()=$said]", said=said)
    assert not site.html("en/report").xpath("//bdi[@lang]")


def said_on(element: lxml.html.HtmlElement, language: str = "") -> set[tuple[str, str]]:
    """Return the pieces of text below an element, each with the language that it is marked with."""
    if element.tag in {"script", "style"} or not isinstance(element.tag, str):
        return set()
    language = element.get("lang", language)
    pieces = [element.text, *(child.tail for child in element)]
    found = {(" ".join(piece.split()), language) for piece in pieces if piece}
    return found.union(*(said_on(child, language) for child in element))


def test_no_sentence_of_ours_is_in_english_on_a_page_of_another_language(site: Built):
    english = {"the", "of", "and", "is", "are", "with", "not", "this", "that", "from", "has", "to", "as"}
    left = {}
    paths = (file.relative_to(site.folder / "en").as_posix() for file in (site.folder / "en").rglob("*.html"))
    for path in sorted(path for path in paths if not re.match(r"browse/(?!category)", path)):
        same = {text for text, language in said_on(site.html(f"en/{path}")) if language == "en"}
        told = {text for text, language in said_on(site.html(path)) if language == "it"}
        left.update({text: path for text in same & told if english & set(text.split())})
    assert set(left) - FROM_FILES == set(), left


def test_a_software_is_told_with_licence_version_and_publisher(site: Built):
    data = data_of(site.html(f"software/{PROTOCOLLO.id}"))
    assert data["name"] == "Protocollo Aperto"
    assert data["license"] == "https://spdx.org/licenses/EUPL-1.2"
    assert data["softwareVersion"] == "4.2.1"
    assert data["applicationCategory"] == ["Gestione documentale", "Gestione dei flussi di lavoro"]
    assert data["publisher"]["name"] == "Comune di Valdora"
    assert data["publisher"]["@type"] == "GovernmentOrganization"
    assert data["url"] == f"{BASE}software/{PROTOCOLLO.id}/"


def test_every_software_has_a_badge_those_that_are_gone_too(site: Built):
    badges = {path.stem for path in (site.folder / "badge").iterdir()}
    assert badges == {path.name for path in (site.folder / "software").iterdir()}
    assert "publiccode.yml: " in (site.folder / "badge" / f"{PROTOCOLLO.id}.svg").read_text(encoding="utf-8")


def test_every_score_a_page_shows_comes_out_of_the_download_again(site: Built):
    lines = (site.folder / "downloads" / "software.jsonl").read_bytes().splitlines()
    scores = {"readiness": 0, "vitality": 0}
    for document in map(json.loads, lines):
        page = site.html(f"en/software/{document['id']}")
        levels = page.xpath("(//section[@aria-labelledby='readiness']//table)[1]//tbody/tr/td/text()")
        shown = [" ".join(text.split()) for text in levels if text.strip()]
        assert shown == [
            f"{least} of 3" if least == most else f"{least} to {most} of 3"
            for least, most in readiness(document["readiness"]).values()
        ]
        scores["readiness"] += len(shown)
        for heading in page.xpath("//*[@id='vitality']"):
            score, *points = vitality(document)
            assert heading.text_content() == f"Vitality {score} of 100"
            cells = heading.xpath("following::table[1]//tbody/tr/td[2]/text()")
            assert [int(cell.split()[0]) for cell in cells] == points
            scores["vitality"] += 1
    assert scores["readiness"] == 8 * len(lines)
    assert scores["vitality"] == sum(bool(json.loads(line)["vitality"]) for line in lines) > 0


def test_a_hostile_text_cannot_end_its_json_ld(site: Built):
    text = (site.folder / "software" / HOSTILE.id / "index.html").read_text(encoding="utf-8")
    inside = text.partition("application/ld+json")[2].partition("</script>")[0]
    assert "<script" not in inside
    assert "pwned" in inside
    assert data_of(site.html(f"software/{HOSTILE.id}"))["name"].startswith("Evil <script>")


def test_pages_name_their_other_languages_and_their_address(site: Built):
    page = site.html(f"en/software/{PROTOCOLLO.id}")
    path = f"software/{PROTOCOLLO.id}/"
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{BASE}en/{path}"]
    alternate = "//link[@rel='alternate'][@hreflang]"
    assert dict(zip(page.xpath(f"{alternate}/@hreflang"), page.xpath(f"{alternate}/@href"), strict=True)) == {
        "it": BASE + path,
        "en": f"{BASE}en/{path}",
        "x-default": BASE + path,
    }


def test_feeds_are_atom_with_the_newest_first(site: Built):
    feeds = sorted(site.folder.rglob("*.atom"))
    assert {"new.atom", "changed.atom", "feed.atom"} == {file.name for file in feeds}
    for file in feeds:
        feed = feedparser.parse(file.read_bytes())
        assert not feed.bozo, (file, feed.get("bozo_exception"))
        assert feed.version == "atom10"
        assert feed.feed.id.startswith("urn:uuid:")
        updated = [entry.updated for entry in feed.entries]
        assert updated == sorted(updated, reverse=True), file
        assert feed.feed.updated == updated[0]
        assert all(entry.link.startswith(BASE) and entry.title for entry in feed.entries)
    everything = feedparser.parse((site.folder / "feeds" / "changed.atom").read_bytes())
    assert len(everything.entries) == len(LISTED)


def test_the_feed_of_a_list_is_linked_from_it(site: Built):
    page = site.html("browse/license/eupl-1-2")
    (path,) = page.xpath("//link[@type='application/atom+xml']/@href")
    assert (site.folder / "browse" / "license" / "eupl-1-2" / path).resolve().is_file()


def test_the_sitemap_names_every_page_once(site: Built):
    index = etree.parse(site.folder / "sitemap.xml")
    maps = index.xpath("//s:sitemap/s:loc/text()", namespaces=NAMESPACES)
    assert maps == [f"{BASE}sitemap-it-1.xml", f"{BASE}sitemap-en-1.xml"]
    urls = []
    for name in maps:
        tree = etree.parse(site.folder / name.removeprefix(BASE))
        urls += tree.xpath("/s:urlset/s:url/s:loc/text()", namespaces=NAMESPACES)
    assert len(urls) == len(set(urls))
    assert f"{BASE}software/{PROTOCOLLO.id}/" in urls
    assert f"{BASE}en/statistics/" in urls
    for url in urls:
        assert (site.folder / url.removeprefix(BASE) / "index.html").is_file(), url
    assert f"Sitemap: {BASE}sitemap.xml" in (site.folder / "robots.txt").read_text()


def test_a_browser_can_learn_to_search_here(site: Built):
    (href,) = site.html("en/index.html").xpath("//link[@rel='search']/@href")
    tree = etree.parse(site.folder / "en" / href)
    assert tree.getroot().tag == f"{{{NAMESPACES['o']}}}OpenSearchDescription"
    short = tree.findtext("o:ShortName", namespaces=NAMESPACES)
    assert short
    assert len(short) <= 16  # by OpenSearch 1.1
    templates = tree.xpath("//o:Url[@type='text/html']/@template", namespaces=NAMESPACES)
    assert templates == [f"{BASE}en/search/?q={{searchTerms}}"]


def test_security_txt_says_whom_to_tell_and_until_when(site: Built):
    lines = (site.folder / ".well-known" / "security.txt").read_text().splitlines()
    fields = dict(line.split(": ", 1) for line in lines)
    assert fields["Contact"] == "mailto:software@valdora.example"
    assert fields["Expires"].endswith("T00:00:00Z")  # RFC 9116
    assert fields["Canonical"] == f"{BASE}.well-known/security.txt"


def test_the_api_keeps_to_its_schema_and_holds_no_addresses(site: Built):
    api = site.folder / "api" / "v1"
    schema = json.loads((api / "schema.json").read_text())
    one = jsonschema.Draft202012Validator(schema)
    documents = [json.loads(file.read_text()) for file in (api / "software").glob("*.json")]
    assert {document["id"] for document in documents} == {entry.id for entry in SHOWN}
    for document in documents:
        one.validate(document)
        contacts = document["software"]["contacts"] + document["software"]["contractors"]
        assert not any(contact.get("email") or contact.get("phone") for contact in contacts)
    listed = json.loads((api / "software" / "page" / "1.json").read_text())
    jsonschema.Draft202012Validator({**schema, "$ref": "#/$defs/ListDocument"}).validate(listed)
    assert {row["id"] for row in listed["software"]} == {entry.id for entry in LISTED}
    assert all((api / row["document"]).is_file() for row in listed["software"])


def test_each_page_names_its_software_in_codemeta(site: Built):
    path = f"software/{PROTOCOLLO.id}/index.html"
    (link,) = site.html(path).xpath("//link[@rel='describedby']/@href")
    told = json.loads((site.folder / path).parent.joinpath(link).read_text())
    assert told["@context"][0] == "https://w3id.org/codemeta/3.0"
    assert told["catalogueId"] == PROTOCOLLO.id
    assert told["id"].endswith(f"/{path}#software")
    folder = site.folder / "api/v1/codemeta"
    assert "hidden.example" not in "".join(one.read_text() for one in folder.iterdir())


def test_the_downloads_hold_all_software_and_no_formula(site: Built):
    table = (site.folder / "downloads" / "software.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(table.splitlines()))
    assert {row["id"] for row in rows} == {entry.id for entry in LISTED}
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    lines = (site.folder / "downloads" / "software.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["id"] for line in lines} == {entry.id for entry in LISTED}


def test_the_zip_of_a_language_is_whole(site: Built):
    for language, home in (("it", "index.html"), ("en", "en/index.html")):
        with zipfile.ZipFile(site.folder / "downloads" / f"catalogue-{language}.zip") as archive:
            names = set(archive.namelist())
            assert dead_links(archive) == set()
            data = lxml.html.fromstring(archive.read(f"catalogue/{home.replace('index', 'data/index')}"))
        assert {"catalogue/index.html", f"catalogue/{home}", "catalogue/static/site.css"} <= names
        folder = f"catalogue/{home}".removesuffix("index.html")
        assert f"{folder}search/offline.js" in names
        assert f"{folder}software/{PROTOCOLLO.id}/index.html" in names
        assert not any("pagefind/" in name for name in names)
        links = data.xpath("//ul[contains(@class, 'data-list')]//a/@href")
        assert f"{BASE}downloads/software.csv" in links
        assert f"{BASE}api/v1/index.json" in links
    assert (
        "catalogue/en/index.html"
        not in zipfile.ZipFile(site.folder / "downloads" / "catalogue-it.zip").namelist()
    )


def test_without_an_address_there_is_no_sitemap(tmp_path: Path):
    made = make(ENTRIES[:1], tmp_path)
    assert not (made.folder / "sitemap.xml").exists()
    assert not (made.folder / "opensearch.xml").exists()
    feed = feedparser.parse((made.folder / "feeds" / "new.atom").read_bytes())
    assert feed.entries[0].title == "Protocollo Aperto"


def test_every_page_has_a_title_and_a_description_of_its_own(tmp_path: Path):
    twin = replace(PROTOCOLLO, id="twin", software=replace(PROTOCOLLO.software, name="Protocollo aperto"))
    swiss = replace(
        twin,
        id="swiss",
        publisher=replace(PROTOCOLLO.publisher, id="unseen", name="\u200b"),
        software=replace(twin.software, name="Nuova", available_languages=("it", "it-CH")),
    )
    site = make([PROTOCOLLO, twin, swiss], tmp_path, SiteOptions(languages=("en",), base_url=BASE))
    for asked in ("//title/text()", "//meta[@name='description']/@content"):
        told: Counter[str] = Counter()
        for file, page in site.pages():
            if not page.xpath("//meta[@name='robots']"):
                (text,) = page.xpath(asked)
                told[text] += 1
                assert text.strip(), file
        shared = {text for text, number in told.items() if number > 1}
        # The two tell the same of themselves: only their names were told apart.
        assert len(shared) == (0 if "title" in asked else 1)
    for file, page in site.pages():
        seen = page.xpath("//*[self::h1 or self::h2 or self::a][not(ancestor::template)]")
        assert all(one.text_content().strip() for one in seen), file
    assert "Italian (Switzerland)" in site.text("browse/language")
    assert "unseen" in site.text("publishers")
