from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cli.applying import apply_pending
from cli.data_folder import REPORT, DataFolder
from cli.runs import PART, backlog_of, close_killed, tidy
from crawler.options import Backlog
from index.catalogue import Catalogue
from publiccode.harvest import encode_record
from publiccode.run import HARVEST, INTERRUPTED, RunReport, SourceResult
from tests.cli.records import record

NOW = datetime(2026, 1, 31, 3, 45, 0, tzinfo=UTC)
STARTED = "2026-01-31T03:00:00Z"


def report(**facts) -> RunReport:
    return RunReport(
        **{
            "run": "r",
            "started": STARTED,
            "finished": STARTED,
            "sources": (),
            "repositories": {},
            "requests": {},
            **facts,
        }
    )


@pytest.fixture
def data(tmp_path):
    return DataFolder(tmp_path)


@pytest.mark.parametrize("torn", [b"", b'{"publisher":{"id":"x"', b"\0" * 40, b"{}\n"])
def test_of_a_killed_run_the_whole_lines_are_applied(data, torn):
    folder = data.runs / data.new_run(NOW)
    (folder / PART).write_bytes(encode_record(record()) + torn)
    with Catalogue.open(data.catalogue) as catalogue:
        (note,) = apply_pending(catalogue, data)
        assert "had been killed" in note
        assert catalogue.entry("comune-valdora-protocollo-aperto") is not None
        last = catalogue.last_report()
        assert last is not None
        assert (last.started, last.exit, last.repositories) == (
            "2026-01-31T03:45:00Z",
            INTERRUPTED,
            {"found": 1},
        )
        assert apply_pending(catalogue, data) == ()
    assert sorted(path.name for path in folder.iterdir()) == [HARVEST, REPORT]


def test_a_run_that_was_killed_before_its_first_record_leaves_nothing(data):
    folder = data.runs / data.new_run(NOW)
    (folder / PART).write_bytes(b"")
    close_killed(data)
    assert list(folder.iterdir()) == []


def test_a_complete_run_leaves_no_backlog():
    assert backlog_of([report(sources=(SourceResult("p", "u", "git", 1),))], NOW, 12) == Backlog()
    assert backlog_of((), NOW, 12) == Backlog()


def test_what_a_budget_left_comes_first():
    sources = (SourceResult("p", "u", "git", 1, unfinished="budget"), SourceResult("p", "v", "git", 1))
    assert backlog_of([report(sources=sources)], NOW, 12) == Backlog(sources=frozenset({"u"}), tried=STARTED)


def test_a_run_that_broke_off_is_gone_on_with_while_it_is_young():
    stopped = report(exit=INTERRUPTED)
    assert backlog_of([stopped], NOW, 12).since == STARTED
    assert backlog_of([stopped], NOW + timedelta(hours=12), 12).since is None
    assert backlog_of([stopped], NOW, 0).since is None
    # Stopped again: the first start counts.
    again = report(exit=INTERRUPTED, since="2026-01-31T01:00:00Z")
    assert backlog_of([again], NOW, 12).since == "2026-01-31T01:00:00Z"


def test_what_the_run_before_saw_in_the_same_second_is_asked_again():
    """Else what changed between the two would be taken for seen."""
    stopped = report(exit=INTERRUPTED)
    before = report(finished=STARTED)
    assert backlog_of([stopped, before], NOW, 12).since == "2026-01-31T03:00:01Z"
    assert backlog_of([stopped, report(finished="2026-01-31T02:59:59Z")], NOW, 12).since == STARTED


def test_the_last_runs_are_kept_and_never_one_that_is_not_applied(data):
    folders = [data.runs / data.new_run(NOW + timedelta(days=number)) for number in range(6)]
    for folder in folders:
        (folder / HARVEST).write_bytes(b"")
        (folder / REPORT).write_bytes(b"{}")
    (folders[0] / REPORT).unlink()
    tidy(data, 2)
    assert data.run_folders() == [folders[0], *folders[-2:]]
