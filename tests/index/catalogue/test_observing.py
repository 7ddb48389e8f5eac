"""Looks that found nothing, or told nothing, over nights."""

from __future__ import annotations

import pytest

from index.catalogue import Catalogue, Grace
from index.entry import State
from publiccode.harvest import Outcome
from publiccode.run import Changes
from tests.index.catalogue.harvests import (
    SOURCE,
    at,
    bad_text,
    crawl,
    dump,
    entry_of,
    good_text,
    listed,
    night,
    record,
    states,
    url_of,
)

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


def test_stale_software_whose_absence_has_another_reason_did_not_change(catalogue):
    crawl(catalogue, 0, record("trees"))
    crawl(catalogue, 1, record("trees", 1, Outcome.ABSENT))
    assert crawl(catalogue, 2, record("trees", 2, Outcome.EMPTY)).changes == Changes()
    assert crawl(catalogue, 3, record("trees", 3, text=bad_text())).changes == Changes(
        invalid=("town-trees",)
    )
