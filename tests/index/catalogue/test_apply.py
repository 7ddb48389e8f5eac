"""A harvest into the catalogue: once, all of it, and what it tells beside files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from index.entry import State
from publiccode.harvest import HarvestError, HarvestRecord, Known, Outcome, Validators, read_harvest
from publiccode.run import Changes
from tests.index.catalogue.harvests import (
    ACTIVITY,
    TOWN,
    UNREADABLE,
    at,
    bad_text,
    crawl,
    dump,
    entry_of,
    good_text,
    night,
    record,
    states,
    url_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


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
    assert not catalogue.has_run("run-001")


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


def test_repository_without_a_file_is_forgotten_when_it_is_gone(catalogue):
    crawl(catalogue, 0, record("lawn", 0, Outcome.ABSENT), record("field", 0, Outcome.EMPTY))
    assert len(catalogue.known()) == 2
    crawl(catalogue, 1, record("lawn", 1, Outcome.GONE), record("field", 1, Outcome.TIMED_OUT))
    assert list(catalogue.known()) == [url_of("field")]


def test_unchanged_means_nothing_where_nothing_is_known(catalogue):
    crawl(catalogue, 0, record("trees", 0, Outcome.UNCHANGED, commit="c", blob="b"))
    known = catalogue.known()[url_of("trees")]
    assert replace(known, last_tried=None, last_outcome=None) == Known(repository=url_of("trees"))
    assert crawl(catalogue, 1, record("trees", 1)).changes == Changes(new=("town-trees",))


def test_folders_of_one_repository_are_software_of_their_own(catalogue):
    crawl(
        catalogue,
        0,
        record("trees"),
        record("trees", text=good_text("Api", url_of("trees"), note="api"), path="parts/api/publiccode.yml"),
    )
    assert set(states(catalogue)) == {"town-trees", "town-trees-parts-api"}
    assert entry_of(catalogue, url_of("trees")).id == "town-trees"
    (known,) = catalogue.known().values()
    assert known.blob != known.folders["parts/api"].blob is not None


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
