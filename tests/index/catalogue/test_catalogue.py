"""What the catalogue shows: entries, lookup, history, reports, the fingerprint."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from index.entry import State
from publiccode.harvest import Known, Outcome, Validators
from publiccode.run import Changes, HostRequests, RunReport, SourceResult, UnusableFile
from tests.index.catalogue.harvests import (
    ACTIVITY,
    SOURCE,
    TOWN,
    at,
    bad_text,
    crawl,
    entry_of,
    good_text,
    listed,
    record,
    url_of,
)


def test_entry_tells_all_that_the_record_did(catalogue):
    facts: dict[str, Any] = {
        "raw_url": "https://git.example/town/trees/raw/publiccode.yml",
        "blob": "abc",
        "commit": "def",
        "archived": False,
        "fork_of": "https://other.example/x/trees",
        "root": ("README.md", "publiccode.yml"),
        "host_license": "EUPL-1.2",
        "activity": ACTIVITY,
        "aliases": ("https://git.example/town/old-trees.git",),
    }
    found = record("trees", **facts)
    crawl(catalogue, 0, found)
    (entry,) = catalogue.entries()
    assert entry.id == "town-trees"
    assert entry.software == found.software
    assert entry.publisher == TOWN
    assert (entry.state, entry.note, entry.hidden, entry.shown_is_newest) == (State.LISTED, None, False, True)
    assert (entry.host, entry.repository, entry.path) == ("gitea", url_of("trees"), "publiccode.yml")
    assert (entry.raw_url, entry.blob, entry.commit) == (facts["raw_url"], "abc", "def")
    assert (entry.archived, entry.fork_of, entry.root) == (False, facts["fork_of"], facts["root"])
    assert (entry.host_license, entry.activity) == ("EUPL-1.2", ACTIVITY)
    assert entry.aliases == ("https://git.example/town/old-trees",)
    assert entry.first_seen == entry.last_seen == entry.shown_fetched_at == at(0)
    assert entry.problems == entry.shown_problems == found.problems
    assert catalogue.entry("town-trees") == entry


def test_names_in_the_root_that_were_not_checked_stay_and_none_at_all_are_told(catalogue):
    for night, (told, kept) in enumerate([(("a",), ("a",)), (None, ("a",)), ((), ())]):
        crawl(catalogue, night, record("trees", night, root=told))
        (entry,) = catalogue.entries()
        assert entry.root == kept


@pytest.mark.parametrize(
    "name",
    [
        "town-trees",
        url_of("trees"),
        url_of("trees") + ".git",
        "HTTPS://Git.Example/Town/Trees/",
        "git@git.example:town/trees.git",
        url_of("trees") + "/src/branch/main/README.md",
        "https://git.example/town/old-trees",
    ],
)
def test_entry_is_found_by_id_and_any_url(catalogue, name):
    crawl(catalogue, 0, record("trees", aliases=("https://git.example/town/old-trees",)), record("shrubs"))
    assert entry_of(catalogue, name).id == "town-trees"


@pytest.mark.parametrize(
    "name", ["", "trees", "town-tree", "https://git.example/town/tree", "https://[", "%:"]
)
def test_unknown_name_finds_nothing(catalogue, name):
    crawl(catalogue, 0, record("trees"))
    assert catalogue.entry(name) is None
    assert catalogue.history(name) == ()
    assert catalogue.text(name) is None


def test_text_is_kept_as_harvested(catalogue):
    text = good_text() + "# café \u2028 \U0001f333\r\n\t\x07"
    crawl(catalogue, 0, record("trees", text=text))
    assert catalogue.text("town-trees") == text


def test_activity_of_an_older_shape_is_measured_again(catalogue, path):
    crawl(catalogue, 0, record("trees", activity=ACTIVITY))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE repository SET activity = ?", (b'{"commits": "many"}',))
    assert entry_of(catalogue, "town-trees").activity is None
    assert catalogue.known()[url_of("trees")].activity is None


def test_fingerprint_is_another_when_the_reading_has_another_shape(catalogue, monkeypatch):
    crawl(catalogue, 0, record("trees"))
    before = catalogue.fingerprint()
    monkeypatch.setattr("index.catalogue.fingerprint.SOFTWARE_SCHEMA", 10**6)
    assert catalogue.fingerprint() != before


def test_known_is_what_saves_requests(catalogue):
    validators = Validators(etag='"x"', updated_at="2026-01-01")
    crawl(
        catalogue,
        0,
        record("trees", host_id="7", commit="c", blob="b", validators=validators, activity=ACTIVITY),
        record("lawn", 0, Outcome.ABSENT, commit="d"),
    )
    trees = Known(
        repository=url_of("trees"),
        host_id="7",
        commit="c",
        blob="b",
        validators=validators,
        activity=ACTIVITY,
        last_tried=at(0),
        last_outcome=Outcome.FOUND,
        has_file=True,
    )
    lawn = Known(repository=url_of("lawn"), commit="d", last_tried=at(0), last_outcome=Outcome.ABSENT)
    assert catalogue.known() == {lawn.repository: lawn, trees.repository: trees}

    newer = replace(ACTIVITY, head="e", commits=121)
    crawl(catalogue, 1, record("trees", 1, Outcome.UNCHANGED, host_id="7", commit="e", activity=newer))
    known = catalogue.known()
    assert known[trees.repository] == replace(
        trees, commit="e", activity=newer, last_tried=at(1), last_outcome=Outcome.UNCHANGED
    )
    assert lawn.repository not in known, "no longer listed, and never had a file"


def test_head_of_a_failed_look_is_not_known(catalogue):
    crawl(catalogue, 0, record("trees", commit="c"))
    crawl(catalogue, 1, record("trees", 1, Outcome.TIMED_OUT, commit="d"))
    assert catalogue.known()[url_of("trees")].commit == "c"


def test_history_has_every_version(catalogue):
    crawl(catalogue, 0, record("trees", commit="one"))
    crawl(catalogue, 1, record("trees", 1, text=bad_text(), commit="two"))
    crawl(catalogue, 2, record("trees", 2, text=bad_text(), commit="three"))
    first, second = catalogue.history("town-trees")
    assert (first.number, first.commit, first.first_seen, first.last_seen) == (1, "one", at(0), at(0))
    assert (first.errors, first.problems, first.is_newest, first.is_shown) == (0, 0, False, True)
    assert (second.number, second.commit, second.first_seen, second.last_seen) == (2, "two", at(1), at(2))
    assert (second.errors, second.problems, second.is_newest, second.is_shown) == (1, 1, True, False)
    assert catalogue.text("town-trees") == bad_text()
    assert catalogue.text("town-trees", 1) == good_text()
    assert catalogue.text("town-trees", 3) is None


def test_counts_leave_hidden_software_aside(catalogue):
    crawl(
        catalogue, 0, record("trees"), record("mirror", text=good_text()), record("bad", text=bad_text("Bad"))
    )
    counts = catalogue.counts()
    assert set(counts) == set(State)
    assert {state: count for state, count in counts.items() if count} == {
        State.LISTED: 1,
        State.NEVER_VALID: 1,
    }


def report(run: str, **facts) -> RunReport:
    return RunReport(
        run=run,
        started=at(0),
        finished=at(0),
        sources=(SourceResult("town", SOURCE, "gitea", 1),),
        repositories={"found": 1},
        requests={"git.example": HostRequests(total=3, waited_s=0.5)},
        **facts,
    )


def test_reports_are_kept_newest_first(catalogue):
    assert catalogue.last_report() is None
    first = report("20260101T000000Z", unusable=(UnusableFile("r", "f", 3, "why"),))
    second = report("20260102T000000Z", changes=Changes(new=("a",)), exit=3)
    for one in (second, first, replace(first, exit=3), first):
        catalogue.save_report(one)
    assert catalogue.reports() == (second, first)
    assert catalogue.reports(limit=1) == (second,)
    assert catalogue.last_report() == second
    assert not catalogue.has_run(first.run), "a report is no harvest"


def test_report_of_an_unknown_shape_is_left_out(catalogue, path):
    catalogue.save_report(report("1"))
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO run (id, report) VALUES ('2', ?)", (b'{"run": 2}',))
    connection.close()
    assert catalogue.reports() == (report("1"),)


def test_fingerprint_changes_exactly_when_an_entry_does(catalogue):
    """Over nights of many kinds, compared with the entries themselves."""
    city = replace(TOWN, name="City of Example")
    nights = [
        [record("trees"), record("shrubs"), record("lawn", 0, Outcome.ABSENT)],
        [record("trees", 1, Outcome.UNCHANGED), record("shrubs", 1), record("lawn", 1, Outcome.UNCHANGED)],
        [record("trees", 2, text=good_text(note="new")), record("shrubs", 2)],
        [record("trees", 3, text=bad_text()), record("shrubs", 3)],
        [record("trees", 4, Outcome.TOO_LARGE, detail="big"), record("shrubs", 4)],
        [record("trees", 5, Outcome.TOO_LARGE, detail="bigger"), record("shrubs", 5)],
        [record("trees", 6), record("shrubs", 6, Outcome.TIMED_OUT)],
        [record("trees", 6, Outcome.NOT_TEXT, detail="binary"), record("shrubs", 6)],
        [record("trees", 6, Outcome.NOT_TEXT, detail="still binary"), record("shrubs", 6)],
        [record("trees", 7), record("shrubs", 7, Outcome.UNCHANGED, archived=True)],
        [record("trees", 8), record("shrubs", 8, Outcome.UNCHANGED, activity=ACTIVITY)],
        [record("trees", 9), record("shrubs", 9, Outcome.UNCHANGED, root=("README.md",))],
        [record(name, 10, Outcome.UNCHANGED, publisher=city) for name in ("trees", "shrubs")],
        [record("trees", 11)],
        [record("trees", 12)],
        [record("trees", 26)],
        [record("trees", 27), record("new", 27, text=good_text())],
        [record("trees", 28), record("new", 28, text=good_text("New"))],
    ]
    seen: dict[str, list[object]] = {}
    for number, records in enumerate(nights):
        when = datetime.fromisoformat(records[0].fetched_at)
        catalogue.apply(records, run=f"{number:03}", now=when, sources=[listed()])
        entries = [replace(entry, last_seen="") for entry in catalogue.entries(include_gone=True)]
        fingerprint = catalogue.fingerprint()
        for other, others in seen.items():
            assert (other == fingerprint) is (others == entries), f"night {number}"
        seen[fingerprint] = entries
    assert len(seen) == 15
