"""Real files, 180 of them, laid out as a directory: nobody is lost, nobody crashes it, the numbers agree."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest
import yaml

from cli.adopting import with_users
from index.adoption.store import read_adoption
from index.catalogue import Catalogue
from index.facets import FACETS, facet_values
from publiccode.spdx import license_ids
from tests.acceptance.command import Riuso

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def laid_out(shared, tmp_path_factory):
    root = tmp_path_factory.mktemp("corpus")
    for file in (shared / "corpus" / "files").glob("*.yml"):
        owner, _, name = file.stem.partition("+")
        folder = root / "software" / owner / name
        folder.mkdir(parents=True)
        (folder / "publiccode.yml").write_bytes(file.read_bytes())
    (root / "publishers.yml").write_text(
        "- {id: corpus, name: Corpus, host: directory, instances: [software]}\n"
    )
    return root


@pytest.fixture(scope="module")
def riuso(laid_out):
    return Riuso(laid_out / "data")


@pytest.fixture(scope="module")
def report(riuso, laid_out):
    return riuso.json("crawl", laid_out / "publishers.yml")


@pytest.fixture(scope="module")
def entries(riuso, report):
    with Catalogue.open(riuso.data / "catalogue.sqlite") as catalogue:
        return list(catalogue.entries())


def test_one_record_for_every_repository(report, laid_out):
    assert sum(report["repositories"].values()) == len(list(laid_out.glob("software/*/*/publiccode.yml")))


def test_every_file_with_a_name_is_listed_and_every_other_is_told(report, entries, laid_out):
    listed = {entry.repository for entry in entries}
    told = {one["repository"]: one for one in report["unusable"]}
    for file in laid_out.glob("software/*/*/publiccode.yml"):
        url = file.parent.as_uri()
        if name_in(file):
            assert url in listed, f"{file} has a name and is not listed"
        else:
            assert told[url]["line"] >= 1
            assert told[url]["reason"]


def name_in(file: Path) -> object:
    try:
        content = yaml.load(file.read_bytes(), Loader=yaml.CBaseLoader)
    except (yaml.YAMLError, UnicodeDecodeError):
        return None
    return content.get("name") if isinstance(content, dict) else None


def test_searches_answer_sensibly(riuso, entries):
    by_id = {entry.id: entry for entry in entries}
    for query, words in (("protocollo", ("protocoll",)), ("appointment booking", ("appointment", "booking"))):
        first = [by_id[hit["id"]] for hit in riuso.json("search", query)["hits"][:3]]
        assert first
        for entry in first:
            text = json.dumps(str(entry.software)).lower()
            assert any(word in text for word in words), entry.id


def test_filters_hold_for_every_hit(riuso, entries):
    by_id = {entry.id: entry for entry in entries}
    result = riuso.json(
        "search", "--category", "document-management", "--license", "EUPL-1.2", "--limit", "200"
    )

    assert result["total"] == len(result["hits"]) > 0
    for hit in result["hits"]:
        software = by_id[hit["id"]].software
        assert "document-management" in software.categories
        assert "EUPL-1.2" in license_ids(software.license)


def test_facet_counts_are_those_of_the_catalogue(riuso, entries):
    result = riuso.json("search", "--limit", "1")

    adoption = read_adoption(riuso.data / "adoption.json")
    assert adoption is not None
    shown = [facet_values(entry) for entry in with_users(entries, adoption) if not entry.hidden]
    assert result["total"] == len(shown)
    for name in (name for name, facet in FACETS.items() if facet.periods is None):
        counted = Counter(value for values in shown for value in values[name])
        told = {one["value"]: one["count"] for one in result["facets"][name]}
        # Of very many values the most frequent are told, and how many are left off.
        assert told.items() <= counted.items(), name
        assert len(told) + result["left_off"].get(name, 0) == len(counted), name


def test_facet_counts_of_a_selection_ignore_their_own_facet(riuso, entries):
    result = riuso.json(
        "search", "--category", "document-management", "--license", "EUPL-1.2", "--limit", "1"
    )

    values = [facet_values(entry) for entry in entries if not entry.hidden]
    in_category = Counter(
        license_ for one in values if "document-management" in one["category"] for license_ in one["license"]
    )
    licensed = Counter(
        category for one in values if "EUPL-1.2" in one["license"] for category in one["category"]
    )
    assert {one["value"]: one["count"] for one in result["facets"]["license"]} == in_category
    assert {one["value"]: one["count"] for one in result["facets"]["category"]} == licensed


def test_a_second_crawl_finds_nothing_new(riuso, report, laid_out):
    again = riuso.json("crawl", laid_out / "publishers.yml")

    assert again["repositories"].get("unchanged") == report["repositories"].get("found")
    assert not any(again["changes"].values())
