"""The pages of organisations: what is used, who is near, and the map."""

from __future__ import annotations

from contextlib import closing

import lxml.html  # type: ignore[import-untyped]  # no stubs
import pytest

from index.adoption.adoption import Adoption, SoftwareName
from index.adoption.claim import Claim, Organisation, OrganisationKind, Source, Strength
from index.build import build
from index.engine import open_index
from index.pages.build import build_site
from index.pages.options import SiteOptions
from tests.index.entries import ENTRIES, VALDORA

LISTED = [e for e in ENTRIES if not e.hidden and e.state == "listed"]
OWN = next(entry for entry in LISTED if entry.publisher == VALDORA)
OTHER = next(entry for entry in LISTED if entry.publisher != VALDORA)
EVIL = "<script>alert(1)</script>"


def organisation(identifier: str, lat: float, lon: float, **more) -> Organisation:
    facts = {"name": identifier, "kind": OrganisationKind.MUNICIPALITY, "country": "IT", **more}
    return Organisation(id=identifier, lat=lat, lon=lon, **facts)


def claim(software: str, who: str, source: Source = Source.USED_BY, **more) -> Claim:
    return Claim(
        software=software, organisation=who, name=who, source=source, strength=Strength.HEARSAY,
        confidence=1, reason="", first_seen="2026-01-10T02:00:00Z", **more,
    )  # fmt: skip


ADOPTION = Adoption(
    seal="",
    software=tuple(SoftwareName(e.id, e.software.name, e.publisher.id) for e in LISTED),
    organisations=(
        organisation(VALDORA.id, 45.72, 9.85, name="Comune di Valdora", publisher=VALDORA.id),
        organisation("it-north", 45.9, 9.85, name=f"Comune di Nord {EVIL}"),
        organisation("it-far", 41.9, 12.5),
        organisation("text-x", 45.7, 9.85, kind=OrganisationKind.TEXT),
        organisation("it-former", 45.7, 9.85),
    ),
    claims=(
        claim(OWN.id, VALDORA.id, Source.PUBLISHER),
        claim(OWN.id, "it-north"),
        claim(OTHER.id, "it-north", evidence="https://code.example/raw/publiccode.yml"),
        claim(OTHER.id, "it-far"),
        claim(OTHER.id, "text-x"),
        claim(OTHER.id, "it-former", is_current=False),
    ),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("organisations")
    build(ENTRIES, folder / "index", fingerprint="1")
    with closing(open_index(folder / "index")) as index:
        build_site(
            ENTRIES,
            index,
            (),
            folder / "site",
            adoption=ADOPTION,
            options=SiteOptions(languages=("en", "it")),
        )
    return folder / "site"


def page(site, path: str):
    return lxml.html.fromstring((site / path / "index.html").read_text(encoding="utf-8"))


def test_publishers_and_users_of_several_software_have_pages(site):
    folders = {path.name for path in (site / "organisations").iterdir()}
    assert folders == {VALDORA.id, "it-north"}
    assert {path.name for path in (site / "it" / "organisations").iterdir()} == folders


def test_a_page_tells_what_is_used_and_who_is_near(site):
    text = page(site, f"organisations/{VALDORA.id}").text_content()
    assert OWN.software.name in text
    assert "publishes it" in text
    assert f"Comune di Nord {EVIL} (20 km)" in text
    assert "it-far" not in text
    assert "I vicini usano" in page(site, f"it/organisations/{VALDORA.id}").text_content()


def test_the_map_has_north_above(site):
    html = page(site, f"organisations/{VALDORA.id}")
    (dot,) = html.xpath("//svg[@class='near-map']//circle[@cx]")
    assert float(dot.get("cx")) == 0
    assert float(dot.get("cy")) == pytest.approx(-40, abs=0.5)
    assert html.xpath("//script[contains(., 'alert')]") == []


def test_software_links_to_who_uses_it_and_publishers_to_their_use(site):
    rows = page(site, f"software/{OTHER.id}").xpath("//section[@aria-labelledby='used-by']//tbody/tr")
    users = [row.xpath("td[1]")[0] for row in rows]
    assert [item.text_content() for item in users] == [f"Comune di Nord {EVIL}", "it-far", "text-x"]
    assert [item.xpath("a/@href") for item in users] == [["../../organisations/it-north/index.html"], [], []]
    assert page(site, f"publishers/{VALDORA.id}").xpath("//a[contains(@href, 'organisations/')]")


def test_each_user_is_told_with_source_evidence_and_date(site):
    rows = page(site, f"it/software/{OTHER.id}").xpath("//section[@aria-labelledby='used-by']//tbody/tr")
    told = [[cell.text_content() for cell in row.xpath("td")[1:]] for row in rows]
    assert told == [["nominato nel file del software", "10 gennaio 2026"]] * 3
    links = [row.xpath("td[2]/a/@href") for row in rows]
    assert links == [["https://code.example/raw/publiccode.yml"], [], []]
