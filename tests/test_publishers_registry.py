"""The curated registry: every file can be crawled as it is, and every entry says where it comes from."""

from __future__ import annotations

import pytest

from cli.publishers_check import check
from crawler.publishers import read_publishers
from tests.conftest import ROOT

FILES = sorted((ROOT / "publishers").glob("*.yml"))
FOUNDERS = {
    "it-developers-italia",
    "fr-dinum",
    "de-opencode",
    "lu-etat",
    "eu-code-europa-eu",
    "fr-france-travail",
    "nl-belastingdienst",
    "fr-ville-de-paris",
    "sk-bratislava",
    "lv-ventspils",
    "dk-os2",
    "nl-vng",
    "cz-otevrena-mesta",
    "ie-tcd",
    "ie-lero",
    "ro-code-for-romania",
}
"""The organisations that the two OSPO studies name."""


def test_the_whole_registry_has_no_problem():
    found = check(FILES)

    assert [f"{one.file}:{one.problem.line}: {one.problem.description}" for one in found.problems] == []
    assert len(found.countries) == len(FILES) >= 25
    assert found.sources >= 700
    assert found.without["country"] == ()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_entry_is_of_its_files_country_and_says_where_it_comes_from(path):
    for one in read_publishers([path]):
        assert one.publisher.country == path.stem.upper()
        assert one.publisher.id.startswith(f"{path.stem}-")
        assert one.provenance.source, one.publisher.id
        assert one.provenance.checked, one.publisher.id
        assert one.active or one.provenance.note, one.publisher.id


def test_the_organisations_of_the_founding_studies_have_an_entry():
    entries = {one.publisher.id: one for one in read_publishers(FILES)}

    assert entries.keys() >= FOUNDERS
    for name in FOUNDERS:
        assert entries[name].sources or not entries[name].active
        assert entries[name].publisher.archetype is not None
