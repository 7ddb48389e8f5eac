"""What changes, and what does not, when the same sources are crawled again."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from typing import Any

from cli.data_folder import DataFolder
from tests.acceptance.test_main_path import ALL, ids

GOOD = "comune-valdora/protocollo-aperto"
ID = "comune-valdora-protocollo-aperto"
OTHERS = ("stadt-lindenau-terminbuch", "nordviks-kommun-bygglov")
NO_CHANGES: dict[str, list[str]] = {
    kind: [] for kind in ("new", "changed", "invalid", "recovered", "stale", "vanished", "renamed")
}


def timeless(entry: dict[str, Any]) -> dict[str, Any]:
    """Return ``riuso show`` without the one thing that an uneventful night may change."""
    return {
        **{key: value for key, value in entry.items() if key != "last_seen"},
        "history": [{k: v for k, v in one.items() if k != "last_seen"} for one in entry["history"]],
    }


def test_an_unchanged_night_writes_nothing_but_last_seen_and_says_so(crawled):
    everything = ids(crawled.riuso.json("search", "--limit", "200"))
    before = [timeless(crawled.riuso.json("show", one)) for one in everything[:6]]
    index = {path: path.stat().st_mtime_ns for path in (crawled.riuso.data / "search").rglob("*")}

    ran = crawled.riuso("crawl", crawled.publishers)

    assert "Nothing new in the catalogue." in ran.out
    assert "search index was up to date" in ran.out
    report = crawled.riuso.json("report")
    assert report["repositories"] == {"unchanged": len(ALL)}
    assert report["changes"] == NO_CHANGES
    assert [timeless(crawled.riuso.json("show", one)) for one in everything[:6]] == before
    assert {path: path.stat().st_mtime_ns for path in (crawled.riuso.data / "search").rglob("*")} == index


def test_a_broken_file_keeps_its_last_good_version_marked_until_it_is_repaired(crawled):
    crawled.change(GOOD, "developmentStatus: stable", "developmentStatus: stabile")

    report = crawled.crawl()

    assert report["changes"] == NO_CHANGES | {"invalid": [ID]}
    hit = crawled.riuso.json("search", "protocollo")["hits"][0]
    assert (hit["id"], hit["state"]) == (ID, "invalid")
    assert "Note: its newest file has errors" in crawled.riuso("search", "protocollo").out
    shown = crawled.riuso.json("show", ID)
    assert shown["software"]["development_status"] == "stable"
    error = next(problem for problem in shown["problems"] if problem["level"] == "error")
    assert (error["key"], error["line"]) == ("developmentStatus", 20)
    assert "publiccode.yml:20:" in crawled.riuso("show", ID).out

    crawled.change(GOOD, "developmentStatus: stabile", "developmentStatus: stable")

    assert crawled.crawl()["changes"]["recovered"] == [ID]
    assert crawled.riuso.json("search", "protocollo")["hits"][0]["state"] == "listed"


def test_a_file_that_is_no_yaml_any_more_names_its_line(crawled):
    path = crawled.file(GOOD)
    path.write_text(path.read_text(encoding="utf-8") + "broken: [\n", encoding="utf-8")

    crawled.crawl()

    shown = crawled.riuso.json("show", ID)
    assert (shown["state"], shown["software"]["name"]) == ("invalid", "Protocollo Aperto")
    assert any(problem["line"] > 100 for problem in shown["problems"])


def test_a_changed_file_is_a_new_version(crawled):
    crawled.change(GOOD, "softwareVersion: 3.4.1", "softwareVersion: 3.5.0")

    assert crawled.crawl()["changes"] == NO_CHANGES | {"changed": [ID]}

    shown = crawled.riuso.json("show", ID)
    assert shown["software"]["software_version"] == "3.5.0"
    assert len(shown["history"]) == 2


def test_a_removed_repository_is_never_silently_gone(crawled):
    shutil.rmtree(crawled.file(GOOD).parent)

    report = crawled.crawl()

    assert ID in report["changes"]["stale"]
    shown = crawled.riuso.json("show", ID)
    assert shown["state"] == "stale"
    assert shown["note"]
    assert ID in ids(crawled.riuso.json("search", "protocollo"))


def test_a_source_that_fails_takes_nothing_away(crawled):
    (crawled.root / "software").rename(crawled.root / "elsewhere")

    report = crawled.crawl(code=4)

    assert report["changes"]["vanished"] == []
    assert crawled.riuso.json("search", "--limit", "200")["total"] == len(ALL) - 1
    (crawled.root / "elsewhere").rename(crawled.root / "software")
    assert crawled.crawl()["repositories"] == {"unchanged": len(ALL)}


def test_two_writers_at_once_are_told_apart(crawled):
    with DataFolder(crawled.riuso.data).writing("crawl", datetime.now(UTC)):
        for command in (("crawl", crawled.publishers), ("rebuild",)):
            ran = crawled.riuso(*command, code=2)
            assert "`riuso crawl` (process " in ran.err
        crawled.riuso("search", "protocollo")


def test_a_run_that_was_interrupted_is_healed_first_and_told(crawled):
    run = crawled.riuso.json("report")["run"]
    (crawled.riuso.data / "runs" / run / "report.json").unlink()
    assert any("riuso rebuild" in one for one in crawled.riuso.json("status", code=1)["todo"])

    ran = crawled.riuso("crawl", crawled.publishers)

    assert f"Note: run {run} had been interrupted" in ran.err
    assert crawled.riuso.json("status")["todo"] == []


def test_too_much_at_once_is_held_until_a_person_accepts_it(crawled):
    decisions = "".join(f"  - {{software: {one}, reason: spam}}\n" for one in (ID, *OTHERS))
    (crawled.riuso.data / "curation.yml").write_text(f"delist:\n{decisions}")

    report = crawled.crawl(code=5)

    assert report["dropped"].startswith(f"3 of {len(ALL) - 1} published software would go, more than 10%")
    assert ID in ids(crawled.riuso.json("search", "protocollo"))
    assert any("--accept-drop" in one for one in crawled.riuso.json("status", code=1)["todo"])
    crawled.riuso("rebuild", code=5)
    assert "--accept-drop" in crawled.riuso("site", "build", crawled.root / "site", code=5).err
    assert not (crawled.root / "site").exists()

    crawled.riuso("rebuild", "--accept-drop")

    assert ID not in ids(crawled.riuso.json("search", "protocollo"))
    assert crawled.riuso.json("status")["todo"] == []
    assert crawled.crawl()["dropped"] is None
    assert crawled.riuso.json("status")["todo"] == []
