"""Good, bad and unreadable files over nights: which version a reader gets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.entry import State
from publiccode.harvest import Outcome
from publiccode.problem import Level, Problem
from publiccode.run import Changes
from tests.index.catalogue.harvests import (
    UNREADABLE,
    at,
    bad_text,
    crawl,
    entry_of,
    good_text,
    record,
    url_of,
)


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
