"""From a publishers file to a search, a page and a report, by command lines alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.acceptance.conftest import EXAMPLES

ALL = sorted(path.parent for path in (EXAMPLES / "software").glob("*/*/publiccode.yml"))
UNREADABLE = "ashmere-county-council/planning-search"


def ids(result: dict[str, Any]) -> list[str]:
    return [hit["id"] for hit in result["hits"]]


@pytest.fixture
def riuso(crawled_once):
    return crawled_once.riuso


def test_the_first_crawl_gives_one_record_for_every_repository(place):
    report = place.crawl()

    assert report["repositories"] == {"found": len(ALL)}
    assert report["exit"] == 0
    assert all(source["failure"] is None for source in report["sources"])
    assert len(report["changes"]["new"]) == len(ALL) - 1
    assert [(one["file"], one["line"]) for one in report["unusable"]] == [("publiccode.yml", 8)]
    assert UNREADABLE in report["unusable"][0]["repository"]


def test_text_and_summary_say_the_same(place):
    ran = place.riuso("crawl", place.publishers)

    assert f"({len(ALL)} repositories in " in ran.out
    assert f"{UNREADABLE} publiccode.yml:8: " in ran.out
    assert "Next: riuso search" in ran.err


def test_search_finds_across_languages(riuso):
    assert ids(riuso.json("search", "protocollo"))[0] == "comune-valdora-protocollo-aperto"
    found = riuso.json("search", "appointment booking")
    assert ids(riuso.json("search", "appointment", "booking")) == ids(found), "quotes may be left out"
    assert set(ids(found)[:2]) == {
        "comune-valdora-prenota-sportello",
        "stadt-lindenau-terminbuch",
    }
    assert "nordviks-kommun-felanmalan" in ids(riuso.json("search", "felanmalan"))


def test_search_filters_and_counts(riuso):
    result = riuso.json("search", "--category", "document-management", "--license", "EUPL-1.2")

    assert result["total"] == len(result["hits"]) == 3
    selected = [one["value"] for one in result["facets"]["category"] if one["selected"]]
    assert selected == ["document-management"]
    categories = {one["value"]: one["count"] for one in result["facets"]["category"]}
    assert categories["document-management"] == 3
    licences = {one["value"]: one["count"] for one in result["facets"]["license"]}
    assert licences["EUPL-1.2"] == 3
    assert licences["AGPL-3.0-only"] == 1


def test_search_text_tells_hits_and_facets(riuso):
    out = riuso("search", "protocollo").out

    assert "1. Protocollo Aperto  Comune di Valdora · EUPL-1.2" in out
    assert "--license" in out
    assert "\x1b" not in out


def test_nothing_found_is_no_error(riuso):
    assert "Nothing found." in riuso("search", "name:zzzzqqqq").out


def test_a_value_that_nothing_has_is_offered_right(riuso):
    out = riuso("search", "--license", "EUPL-1.3").out

    assert "Nothing in the catalogue has --license EUPL-1.3. Near it: EUPL-1.2" in out


def test_a_value_that_the_standard_does_not_have_is_refused_and_offered_right(riuso):
    ran = riuso("search", "--category", "document-managment", code=2)

    assert "did you mean document-management" in ran.err


@pytest.mark.parametrize("arguments", [("--sort", "colour"), ("--limit", "0"), ("--page", "0")])
def test_a_search_that_cannot_be_asked_ends_with_2_and_says_why(riuso, arguments):
    ran = riuso("search", *arguments, code=2)

    assert ran.out == ""
    assert arguments[1] in ran.err


def test_search_without_an_index_says_what_to_do(place):
    assert "riuso rebuild" in place.riuso("search", "x", code=2).err


def test_show_by_id_and_by_url(riuso, crawled_once):
    by_id = riuso.json("show", "comune-valdora-protocollo-aperto")
    url = (crawled_once.root / "software/comune-valdora/protocollo-aperto").as_uri()

    assert by_id["software"]["name"] == "Protocollo Aperto"
    assert by_id["state"] == "listed"
    assert len(by_id["history"]) == 1
    assert riuso.json("show", url) == by_id


def test_show_tells_problems_with_their_lines(riuso):
    out = riuso("show", "ayuntamiento-rioclaro-padron-movil").out

    assert "State: never-valid" in out
    assert "publiccode.yml:3:6: error: url:" in out


def test_show_of_what_is_not_there_ends_with_1(riuso):
    assert "riuso search" in riuso("show", "no-such-software", code=1).err


def test_status_of_a_fresh_catalogue_is_fine(riuso):
    status = riuso.json("status")

    assert status["todo"] == []
    assert status["index"] == "fresh"
    assert sum(status["software"].values()) == len(ALL) - 1


def test_status_of_nothing_says_how_to_begin(place):
    assert "riuso crawl PUBLISHERS" in place.riuso("status", code=1).out


def test_pages_are_built(riuso, tmp_path):
    built = riuso.json("site", "build", tmp_path / "site")

    home = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert built["pages"] > len(ALL)
    assert "Protocollo Aperto" in "".join(
        path.read_text(encoding="utf-8") for path in (tmp_path / "site").rglob("*.html")
    )
    assert "<html" in home


def test_the_report_of_a_run_can_be_read_again(riuso, crawled_once):
    report = riuso.json("report")

    assert report["repositories"] == {"found": len(ALL)}
    assert riuso.json("report", report["run"]) == report
    assert report["run"] in riuso("report", "20200101T000000Z", code=1).err
    assert UNREADABLE in riuso("report").out


def test_rebuild_makes_the_index_again_the_same(crawled):
    place = crawled
    before = place.riuso.json("search", "termin")

    place.riuso("rebuild")

    after = place.riuso.json("search", "termin")
    assert {**after, "took_ms": 0} == {**before, "took_ms": 0}


def test_the_data_folders_own_publishers_are_read(place):
    assert "no publishers" in place.riuso("crawl", code=2).err

    place.riuso.data.mkdir(exist_ok=True)
    (place.riuso.data / "publishers.yml").write_text(
        place.publishers.read_text().replace("software/", f"{place.root}/software/")
    )

    assert place.riuso.json("crawl")["repositories"] == {"found": len(ALL)}


def test_publishers_check_counts_and_finds_what_is_named_twice(place):
    assert place.riuso.json("publishers", "check", place.publishers)["publishers"] == 16

    twice = place.root / "twice.yml"
    twice.write_text(
        "- {id: a, name: A, orgs: [https://codeberg.org/x, https://codeberg.org/x/]}\n- {id: a, name: B}\n"
    )

    ran = place.riuso("publishers", "check", twice, code=1)
    assert f"{twice}:1:" in ran.out
    assert f"{twice}:2:" in ran.out


def test_a_broken_publishers_file_stops_the_crawl_with_its_place(place):
    broken = place.root / "broken.yml"
    broken.write_text("- id: x\n  name: X\n  orgs: https://example.org/x\n")

    ran = place.riuso("crawl", broken, code=2)

    assert f"{broken}:3:9: " in ran.err
    assert not (place.riuso.data / "runs").exists()


def test_a_crawl_in_which_everything_fails_ends_with_4(place):
    nowhere = place.root / "nowhere.yml"
    nowhere.write_text("- {id: x, name: X, host: directory, orgs: [no/such/folder]}\n")

    ran = place.riuso("crawl", nowhere, code=4)

    assert "no/such/folder" in ran.out
    assert place.riuso.json("status", code=1)["last_run"]["exit"] == 4


def test_a_crawl_in_which_one_source_fails_ends_with_3(place):
    with place.publishers.open("a") as file:
        file.write("- {id: x, name: X, host: directory, orgs: [no/such/folder]}\n")

    assert len(place.crawl(code=3)["changes"]["new"]) == len(ALL) - 1
