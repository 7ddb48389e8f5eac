"""The catalogue over nights: what is kept, what is shown, what is told."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from index.catalogue import Catalogue, Grace
from index.entry import State
from publiccode.activity import Activity
from publiccode.harvest import HarvestError, HarvestRecord, Known, Outcome, Validators, read_harvest
from publiccode.problem import Level, Problem
from publiccode.run import Changes, HostRequests, RunReport, SourceResult, UnusableFile
from tests.index.catalogue.harvests import (
    SOURCE,
    TOWN,
    UNREADABLE,
    at,
    bad_text,
    crawl,
    dump,
    entry_of,
    good_text,
    listed,
    night,
    record,
    url_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


ACTIVITY = Activity(
    head="commit-trees",
    first_commit="2020-01-01T00:00:00Z",
    last_commit="2025-12-01T00:00:00Z",
    commits=120,
    authors=4,
    merges=10,
    releases=3,
)


def states(catalogue: Catalogue) -> dict[str, State]:
    return {entry.id: entry.state for entry in catalogue.entries(include_gone=True)}


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


def test_first_harvest_is_new_and_sorted(catalogue):
    applied = crawl(catalogue, 0, record("trees"), record("shrubs"), record("lawn", 0, Outcome.ABSENT))
    assert applied.changes == Changes(new=("town-shrubs", "town-trees"))
    assert applied.seen == 3
    assert applied.unusable == ()
    assert [entry.id for entry in catalogue.entries()] == ["town-shrubs", "town-trees"]


def test_unchanged_sources_write_nothing_but_last_seen(catalogue, path):
    names = ("trees", "shrubs", "bad", "broken")
    texts = {"bad": bad_text("Bad"), "broken": UNREADABLE}
    facts: dict[str, Any] = {
        "root": ("a",),
        "activity": ACTIVITY,
        "validators": Validators(etag='"1"'),
        "archived": False,
    }
    crawl(
        catalogue,
        0,
        *(record(name, text=texts.get(name, good_text(name.capitalize())), **facts) for name in names),
        record("lawn", 0, Outcome.ABSENT),
    )
    before, fingerprint = dump(path), catalogue.fingerprint()
    second = [record(name, 1, Outcome.UNCHANGED) for name in (*names, "lawn")]
    applied = crawl(catalogue, 1, *second)
    assert applied.changes == Changes()
    assert [file.repository for file in applied.unusable] == [url_of("broken")]
    assert dump(path) == before
    assert catalogue.fingerprint() == fingerprint
    assert {entry.last_seen for entry in catalogue.entries()} == {at(1)}
    assert {version.last_seen for version in catalogue.history("town-trees")} == {at(1)}


def test_found_again_is_as_good_as_unchanged(catalogue, path):
    crawl(catalogue, 0, record("trees"))
    before = dump(path)
    assert crawl(catalogue, 1, record("trees", 1)).changes == Changes()
    assert dump(path) == before


def test_same_run_twice_changes_nothing_and_says_the_same(catalogue, path):
    first = crawl(catalogue, 0, record("trees"), record("broken", text=UNREADABLE))
    before = dump(path)
    assert crawl(catalogue, 0, record("shrubs")) == first
    assert first.changes.new == ("town-trees",)
    assert dump(path) == before
    assert catalogue.has_run("run-000")
    assert catalogue.pending(["run-001", "run-000", "run-0005"]) == ("run-0005", "run-001")


def test_invalid_file_leaves_the_last_good_version_until_repaired(catalogue):
    crawl(catalogue, 0, record("trees"))
    good = catalogue.entry("town-trees")

    broken = record("trees", 1, text=bad_text(note="worse"), commit="worse")
    assert crawl(catalogue, 1, broken).changes == Changes(invalid=("town-trees",))
    entry = entry_of(catalogue, "town-trees")
    assert (entry.state, entry.shown_is_newest) == (State.INVALID, False)
    assert (entry.software, entry.commit, entry.shown_fetched_at) == (good.software, good.commit, at(0))
    assert entry.problems == broken.problems
    assert entry.shown_problems == ()

    unreadable = crawl(catalogue, 2, record("trees", 2, text=UNREADABLE))
    assert unreadable.changes == Changes(changed=("town-trees",))
    assert unreadable.unusable == ()
    assert entry_of(catalogue, "town-trees").software == good.software

    crawl(catalogue, 3, record("trees", 3, Outcome.UNCHANGED))
    assert entry_of(catalogue, "town-trees").state is State.INVALID

    repaired = record("trees", 4, text=good_text(note="better"))
    assert crawl(catalogue, 4, repaired).changes == Changes(recovered=("town-trees",))
    entry = entry_of(catalogue, "town-trees")
    assert (entry.state, entry.software, entry.problems) == (State.LISTED, repaired.software, ())


@pytest.mark.parametrize("outcome", [Outcome.TOO_LARGE, Outcome.NOT_TEXT])
def test_file_that_cannot_be_read_counts_as_invalid(catalogue, outcome):
    crawl(catalogue, 0, record("trees"))
    changes = crawl(catalogue, 1, record("trees", 1, outcome, detail="the file has 12 MB")).changes
    assert changes == Changes(invalid=("town-trees",))
    entry = entry_of(catalogue, "town-trees")
    (problem,) = entry.problems
    assert (entry.state, problem.description) == (State.INVALID, "the file has 12 MB")
    assert crawl(catalogue, 2, record("trees", 2)).changes == Changes(recovered=("town-trees",))


def test_last_good_version_is_the_one_seen_last(catalogue):
    for number, note in enumerate(["one", "two", "one"]):
        crawl(catalogue, number, record("trees", number, text=good_text(note=note)))
    crawl(catalogue, 3, record("trees", 3, text=bad_text()))
    assert "so one." in str(entry_of(catalogue, "town-trees").software.descriptions[0].long_description)


def test_never_valid_file_is_listed_marked(catalogue):
    applied = crawl(catalogue, 0, record("trees", text=bad_text()))
    assert applied.changes == Changes(new=("town-trees",))
    entry = entry_of(catalogue, "town-trees")
    assert (entry.state, entry.software.name, entry.shown_is_newest) == (State.NEVER_VALID, "Trees", True)
    assert len(entry.problems) == 1
    # Nothing was ever valid: what can be read is better than what can't.
    crawl(catalogue, 1, record("trees", 1, text=UNREADABLE))
    entry = entry_of(catalogue, "town-trees")
    assert (entry.state, entry.software.name, entry.shown_is_newest) == (State.NEVER_VALID, "Trees", False)
    assert crawl(catalogue, 2, record("trees", 2)).changes == Changes(recovered=("town-trees",))


def test_unusable_file_is_reported_with_line_and_reason(catalogue):
    nameless = good_text().replace("name: Trees\n", "")
    broken = record("broken", text=UNREADABLE)
    applied = crawl(
        catalogue,
        0,
        broken,
        record("nameless", text=nameless, path="publiccode.yaml"),
        record("huge", 0, Outcome.TOO_LARGE, detail="12 MB"),
    )
    assert applied.changes == Changes()
    assert [(file.repository, file.file, file.line) for file in applied.unusable] == [
        (url_of("broken"), "publiccode.yml", broken.problems[0].line),
        (url_of("huge"), "publiccode.yml", 1),
        (url_of("nameless"), "publiccode.yaml", 1),
    ]
    assert applied.unusable[0].reason == broken.problems[0].description
    assert "name" in applied.unusable[2].reason
    assert list(catalogue.entries()) == []
    assert catalogue.entry("town-broken") is None
    assert catalogue.text("town-broken") == UNREADABLE

    assert crawl(catalogue, 1, record("broken", 1)).changes == Changes(new=("town-broken",))


@pytest.mark.parametrize("archived_first", [True, False])
def test_archived_when_the_host_says_so(catalogue, archived_first):
    crawl(catalogue, 0, record("trees", archived=archived_first))
    assert (entry_of(catalogue, "town-trees").state is State.ARCHIVED) is archived_first
    changes = crawl(catalogue, 1, record("trees", 1, Outcome.UNCHANGED, archived=not archived_first)).changes
    assert changes == Changes(changed=("town-trees",))
    assert entry_of(catalogue, "town-trees").archived is not archived_first
    crawl(catalogue, 2, record("trees", 2, Outcome.UNCHANGED, archived=None))
    assert entry_of(catalogue, "town-trees").archived is not archived_first


SILENT = [outcome for outcome in Outcome if outcome.is_transient and outcome is not Outcome.SKIPPED]


@pytest.mark.parametrize("outcome", [*SILENT, Outcome.FORBIDDEN])
def test_silence_is_stale_after_days_and_runs_and_never_vanishes(catalogue, outcome):
    crawl(catalogue, 0, record("trees"))
    for number in (1, 2, 3):
        assert crawl(catalogue, number, record("trees", number, outcome)).changes == Changes()
        assert entry_of(catalogue, "town-trees").state is State.LISTED
    assert crawl(catalogue, 4, record("trees", 4, outcome)).changes == Changes(stale=("town-trees",))
    entry = entry_of(catalogue, "town-trees")
    assert "2026-01-02" in str(entry.note)
    assert entry.last_seen == at(0)
    assert entry.gone_since is None
    assert crawl(catalogue, 90, record("trees", 90, outcome)).changes == Changes()
    assert entry_of(catalogue, "town-trees").state is State.STALE
    back = crawl(catalogue, 91, record("trees", 91, Outcome.UNCHANGED))
    assert back.changes == Changes(recovered=("town-trees",))


def test_skipped_is_no_look_at_all(catalogue, path):
    crawl(catalogue, 0, record("trees"))
    before = dump(path)
    for number in range(1, 40):
        crawl(
            catalogue,
            number,
            record("trees", number, Outcome.SKIPPED),
            record("new", number, Outcome.SKIPPED),
        )
    assert dump(path) == before
    assert entry_of(catalogue, "town-trees").state is State.LISTED


ABSENT = [Outcome.ABSENT, Outcome.EMPTY, Outcome.PRIVATE, Outcome.GONE, Outcome.MOVED]


@pytest.mark.parametrize("outcome", [*ABSENT, None])
def test_absence_is_stale_then_vanished_then_undone_by_coming_back(catalogue, outcome):
    def gone(number: int) -> Changes:
        return crawl(catalogue, number, *([record("trees", number, outcome)] if outcome else [])).changes

    crawl(catalogue, 0, record("trees", 0, path="publiccode.yaml"))
    good = catalogue.entry("town-trees")
    assert gone(1) == Changes(stale=("town-trees",))
    entry = entry_of(catalogue, "town-trees")
    assert (entry.state, entry.gone_since, entry.software) == (State.STALE, at(1), good.software)
    assert "2026-01-02" in str(entry.note)
    assert gone(14) == Changes()
    assert gone(15) == Changes(vanished=("town-trees",))
    assert list(catalogue.entries()) == []
    (tombstone,) = catalogue.entries(include_gone=True)
    assert (tombstone.state, tombstone.note) == (State.VANISHED, entry.note)
    assert tombstone.gone_since == at(1)
    assert gone(16) == Changes()

    text = catalogue.text("town-trees")
    assert crawl(catalogue, 20, record("trees", 20, text=text)).changes == Changes(recovered=("town-trees",))
    entry = entry_of(catalogue, "town-trees")
    assert (entry.state, entry.note, entry.gone_since) == (State.LISTED, None, None)
    assert entry.first_seen == at(0)
    assert len(catalogue.history("town-trees")) == 1


def test_absence_needs_looks_not_only_time(catalogue):
    crawl(catalogue, 0, record("trees"))
    crawl(catalogue, 1, record("trees", 1, Outcome.GONE))
    for number in range(2, 40):
        crawl(catalogue, number, record("trees", number, Outcome.TIMED_OUT))
    assert entry_of(catalogue, "town-trees").state is State.STALE
    assert entry_of(catalogue, "town-trees").gone_since == at(1)


def test_grace_is_the_callers(path):
    with Catalogue.open(path, grace=Grace(absent_runs=1, absent_for=night(0) - night(0))) as catalogue:
        crawl(catalogue, 0, record("trees"))
        assert crawl(catalogue, 1).changes == Changes(vanished=("town-trees",))


def test_unchanged_repository_without_a_file_still_has_none(catalogue):
    crawl(catalogue, 0, record("trees"))
    crawl(catalogue, 1, record("trees", 1, Outcome.ABSENT, commit="without"))
    known = catalogue.known()[url_of("trees")]
    assert (known.commit, known.blob) == ("without", None)
    crawl(catalogue, 2, record("trees", 2, Outcome.UNCHANGED, commit="without"))
    assert entry_of(catalogue, "town-trees").state is State.STALE
    for number in (3, 16):
        crawl(catalogue, number, record("trees", number, Outcome.UNCHANGED, commit="without"))
    assert entry_of(catalogue, "town-trees").state is State.VANISHED


def test_repository_that_was_private_comes_back_unchanged(catalogue):
    crawl(catalogue, 0, record("trees", commit="c"))
    crawl(catalogue, 1, record("trees", 1, Outcome.PRIVATE))
    assert catalogue.known()[url_of("trees")].commit == "c"
    changes = crawl(catalogue, 2, record("trees", 2, Outcome.UNCHANGED)).changes
    assert changes == Changes(recovered=("town-trees",))


def test_only_a_completely_listed_source_makes_software_go(catalogue, path):
    other = "https://git.example/village"
    crawl(
        catalogue,
        0,
        record("trees"),
        record(repository=f"{other}/shrubs", source=other, text=good_text("Shrubs")),
    )
    before = dump(path)
    catalogue.apply([], run="none", now=night(1), sources=[])
    assert dump(path) == before
    crawl(catalogue, 2)
    assert states(catalogue) == {"town-trees": State.STALE, "village-shrubs": State.LISTED}
    assert SOURCE in str(entry_of(catalogue, "town-trees").note)


def test_source_that_fails_counts_as_silence(catalogue):
    crawl(catalogue, 0, record("trees"))
    assert crawl(catalogue, 1, complete=False).changes == Changes()
    assert crawl(catalogue, 3, complete=False).changes == Changes()
    assert crawl(catalogue, 4, complete=False).changes == Changes(stale=("town-trees",))
    assert crawl(catalogue, 60, complete=False).changes == Changes()
    assert crawl(catalogue, 61, record("trees", 61)).changes == Changes(recovered=("town-trees",))


def test_source_listed_for_one_of_two_publishers_is_listed(catalogue):
    crawl(catalogue, 0, record("trees"))
    catalogue.apply([], run="1", now=night(1), sources=[listed(), listed(failure="timed out")])
    assert entry_of(catalogue, "town-trees").state is State.STALE


def test_harvest_that_was_left_lying_does_not_undo_a_newer_one(catalogue):
    crawl(catalogue, 5, record("trees", 5, text=good_text(note="new")), record("shrubs", 5))
    late = [record("trees", 2, text=bad_text(note="old")), record("lawn", 2)]
    assert crawl(catalogue, 2, *late).changes == Changes(new=("town-lawn",))
    assert states(catalogue) == dict.fromkeys(("town-lawn", "town-shrubs", "town-trees"), State.LISTED)


def test_clock_that_was_wrong_once_does_not_stop_the_catalogue(catalogue):
    crawl(catalogue, 0, record("trees"))
    catalogue.apply([record("trees", 1, fetched_at="2099-01-01T00:00:00Z")], run="2099", now=night(1))
    crawl(catalogue, 2, record("trees", 2, text=bad_text()))
    assert entry_of(catalogue, "town-trees").state is State.INVALID


def test_silence_about_a_fact_keeps_it(catalogue):
    facts: dict[str, Any] = {"fork_of": "https://x.example/y", "host_license": "MIT", "default_branch": "dev"}
    crawl(catalogue, 0, record("trees", host_id="7", **facts))
    crawl(catalogue, 1, record("trees", 1, Outcome.UNCHANGED))
    assert catalogue.known()[url_of("trees")].host_id == "7"
    assert entry_of(catalogue, "town-trees").fork_of == "https://x.example/y"
    crawl(catalogue, 2, record("trees", 2, commit=None))
    assert catalogue.known()[url_of("trees")].commit is None
    assert entry_of(catalogue, "town-trees").fork_of is None


def test_stale_software_whose_absence_has_another_reason_did_not_change(catalogue):
    crawl(catalogue, 0, record("trees"))
    crawl(catalogue, 1, record("trees", 1, Outcome.ABSENT))
    assert crawl(catalogue, 2, record("trees", 2, Outcome.EMPTY)).changes == Changes()
    assert crawl(catalogue, 3, record("trees", 3, text=bad_text())).changes == Changes(
        invalid=("town-trees",)
    )


def test_repository_without_a_file_is_forgotten_when_it_is_gone(catalogue):
    crawl(catalogue, 0, record("lawn", 0, Outcome.ABSENT), record("field", 0, Outcome.EMPTY))
    assert len(catalogue.known()) == 2
    crawl(catalogue, 1, record("lawn", 1, Outcome.GONE), record("field", 1, Outcome.TIMED_OUT))
    assert list(catalogue.known()) == [url_of("field")]


def test_unchanged_means_nothing_where_nothing_is_known(catalogue):
    crawl(catalogue, 0, record("trees", 0, Outcome.UNCHANGED, commit="c", blob="b"))
    assert catalogue.known()[url_of("trees")] == Known(repository=url_of("trees"))
    assert crawl(catalogue, 1, record("trees", 1)).changes == Changes(new=("town-trees",))


def test_problems_are_those_of_the_last_look_at_a_text(catalogue):
    found = record("trees")
    crawl(catalogue, 0, found)
    problem = Problem("name", 2, 1, Level.ERROR, "a new rule", "name/new")
    changes = crawl(catalogue, 1, replace(found, problems=(problem,), fetched_at=at(1))).changes
    assert changes == Changes(invalid=("town-trees",))
    assert entry_of(catalogue, "town-trees").problems == (problem,)


def test_missing_name_is_the_reason_whatever_else_is_wrong(catalogue):
    nameless = good_text().replace("name: Trees", "name: [Trees]").replace('"0.7"', "[]")
    broken = record("trees", text=nameless)
    assert broken.problems[0].key != "name"
    (unusable,) = crawl(catalogue, 0, broken).unusable
    assert unusable.reason in {problem.description for problem in broken.problems if problem.key == "name"}


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
    )
    lawn = Known(repository=url_of("lawn"), commit="d")
    assert catalogue.known() == {lawn.repository: lawn, trees.repository: trees}

    newer = replace(ACTIVITY, head="e", commits=121)
    crawl(catalogue, 1, record("trees", 1, Outcome.UNCHANGED, host_id="7", commit="e", activity=newer))
    known = catalogue.known()
    assert known[trees.repository] == replace(trees, commit="e", activity=newer)
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


def test_folders_of_one_repository_are_software_of_their_own(catalogue):
    crawl(
        catalogue,
        0,
        record("trees"),
        record("trees", text=good_text("Api", url_of("trees"), note="api"), path="parts/api/publiccode.yml"),
    )
    assert set(states(catalogue)) == {"town-trees", "town-trees-parts-api"}
    assert entry_of(catalogue, url_of("trees")).id == "town-trees"
    assert len(catalogue.known()) == 1


def test_renamed_file_in_the_root_is_the_same_software(catalogue):
    crawl(catalogue, 0, record("trees", path="publiccode.yaml"))
    crawl(catalogue, 1, record("trees", 1, path="publiccode.yml"))
    assert [entry.path for entry in catalogue.entries()] == ["publiccode.yml"]


def test_best_of_several_records_for_one_place_counts(catalogue):
    crawl(
        catalogue, 0, record("trees", 0, Outcome.TIMED_OUT), record("trees"), record("trees", 0, Outcome.GONE)
    )
    assert states(catalogue) == {"town-trees": State.LISTED}


def test_publisher_is_what_the_last_harvest_says(catalogue):
    crawl(catalogue, 0, record("trees"), record("shrubs"))
    city = replace(TOWN, name="City of Example")
    crawl(
        catalogue,
        1,
        record("trees", 1, Outcome.UNCHANGED, publisher=city),
        record("shrubs", 1, Outcome.TIMED_OUT),
    )
    assert {entry.publisher.name for entry in catalogue.entries()} == {"City of Example"}


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


def test_bad_line_in_a_harvest_leaves_the_catalogue_as_it_was(catalogue, path, tmp_path):
    crawl(catalogue, 0, record("trees"))
    before = dump(path)
    harvest = tmp_path / "harvest.jsonl"
    harvest.write_bytes(b'{"half": \n')

    def records() -> Iterator[HarvestRecord]:
        yield record("shrubs", 1)
        with harvest.open("rb") as stream:
            yield from read_harvest(stream)

    with pytest.raises(HarvestError):
        catalogue.apply(records(), run="1", now=night(1))
    assert dump(path) == before
    assert not catalogue.has_run("1")


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
