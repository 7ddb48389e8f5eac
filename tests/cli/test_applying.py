from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cli.applying import UNREADABLE, apply_pending, keep_report
from cli.data_folder import REPORT, DataFolder
from crawler import run as crawler_run
from index.catalogue import Catalogue
from publiccode.harvest import encode_record
from publiccode.run import HARVEST, RunReport, SourceResult
from tests.cli.records import record

NOW = datetime(2026, 1, 31, 3, 45, 0, tzinfo=UTC)


@pytest.fixture
def data(tmp_path):
    return DataFolder(tmp_path)


@pytest.fixture
def catalogue(data):
    with Catalogue.open(data.catalogue) as catalogue:
        yield catalogue


@pytest.fixture
def left_behind(data):
    """The folder of a run that was killed between crawl and catalogue."""
    folder = data.runs / data.new_run(NOW)
    (folder / HARVEST).write_bytes(encode_record(record()))
    return folder


def test_crawler_and_orchestration_mean_the_same_file():
    assert crawler_run.HARVEST == HARVEST


def test_a_harvest_left_behind_is_applied_once(data, catalogue, left_behind):
    notes = apply_pending(catalogue, data)

    assert len(notes) == 1
    assert left_behind.name in notes[0]
    assert catalogue.entry("comune-valdora-protocollo-aperto") is not None
    assert apply_pending(catalogue, data) == ()


def test_its_report_is_kept_if_the_crawl_had_written_one(data, catalogue, left_behind):
    source = SourceResult("xx-example", "https://code.example/owner", "git", 1)
    keep_report(
        left_behind,
        RunReport(
            run=left_behind.name,
            started="2026-01-31T03:45:00Z",
            finished="2026-01-31T03:46:00Z",
            sources=(source,),
            repositories={"found": 1},
            requests={},
            exit=3,
        ),
    )

    apply_pending(catalogue, data)

    report = catalogue.last_report()
    assert (report.exit, report.sources) == (3, (source,))
    assert report.changes.new == ("comune-valdora-protocollo-aperto",)


def test_without_one_the_harvest_tells_what_it_can(data, catalogue, left_behind):
    apply_pending(catalogue, data)

    assert catalogue.last_report().repositories == {"found": 1}
    assert (left_behind / REPORT).is_file()


def test_a_run_that_was_applied_but_not_reported_changes_nothing(data, catalogue, left_behind):
    apply_pending(catalogue, data)
    before = catalogue.fingerprint()
    (left_behind / REPORT).unlink()

    apply_pending(catalogue, data)

    assert catalogue.fingerprint() == before
    assert catalogue.last_report().changes.new == ("comune-valdora-protocollo-aperto",)


@pytest.mark.parametrize("content", [b"{", b'{"schema": 99}\n', b"\xff\xfe\n"])
def test_an_unreadable_harvest_is_set_aside_and_does_not_stop_the_rest(data, catalogue, left_behind, content):
    bad = data.runs / data.new_run(NOW)
    (bad / HARVEST).write_bytes(encode_record(record("stadt-lindenau/terminbuch")) + content)

    notes = apply_pending(catalogue, data)

    assert len(notes) == 2
    assert "could not be read (line 2: " in notes[1]
    assert (bad / UNREADABLE).is_file()
    assert [entry.id for entry in catalogue.entries()] == ["comune-valdora-protocollo-aperto"]
    assert apply_pending(catalogue, data) == ()
