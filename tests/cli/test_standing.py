from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from cli.applying import save_report
from cli.data_folder import DataFolder
from cli.progress import SilentSteps
from cli.publish import publish
from cli.standing import standing
from index.catalogue import Catalogue
from publiccode.harvest import encode_record
from publiccode.run import HARVEST, RunReport, SourceResult
from tests.cli.records import record

NOW = datetime(2026, 1, 31, 3, 45, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=5)
REPORT = RunReport(
    run="20260131T034500Z",
    started="2026-01-31T03:45:00Z",
    finished="2026-01-31T03:45:00Z",
    sources=(SourceResult("x", "https://code.example/x", "git", 1),),
    repositories={"found": 1},
    requests={},
)


@pytest.fixture
def data(tmp_path):
    return DataFolder(tmp_path)


@pytest.fixture
def catalogue(data):
    with Catalogue.open(data.catalogue) as catalogue:
        catalogue.apply([record()], run=REPORT.run, now=NOW)
        publish(catalogue, data, steps=SilentSteps())
        yield catalogue


@pytest.fixture
def report(catalogue, data):
    def save(**changes):
        folder = data.runs / REPORT.run
        folder.mkdir(parents=True, exist_ok=True)
        save_report(catalogue, folder, replace(REPORT, **changes))

    return save


def test_nothing_yet(data):
    (todo,) = standing(data, NOW).todo

    assert "riuso crawl PUBLISHERS" in todo
    assert not data.catalogue.exists()


def test_all_is_well(data, report):
    report()

    now = standing(data, LATER)

    assert now.todo == ()
    assert now.index == "fresh"
    assert now.software["listed"] == 1
    assert now.last_run is not None
    assert now.last_run.age_hours == 5.0


def test_an_old_run_wants_a_crawl(data, report):
    report()

    assert "3 days old: riuso crawl" in standing(data, NOW + timedelta(days=3)).todo[0]


def test_failed_sources_are_counted(data, report):
    report(exit=3, sources=(replace(REPORT.sources[0], failure="refused"), *REPORT.sources))

    assert standing(data, LATER).todo[0].startswith("1 source failed")


def test_a_held_publication_names_the_reason_once(data, report, catalogue):
    report(exit=5, dropped="too much would go")
    catalogue.apply([record("stadt-lindenau/terminbuch")], run="2", now=NOW)

    (todo,) = standing(data, LATER).todo

    assert "too much would go" in todo
    assert "--accept-drop" in todo


def test_an_index_behind_the_catalogue_is_out_of_date(data, report, catalogue):
    report()
    catalogue.apply([record("stadt-lindenau/terminbuch")], run="2", now=NOW)

    now = standing(data, LATER)

    assert now.index == "out of date"
    assert "the search index is out of date: riuso rebuild" in now.todo[0]


def test_a_missing_index_is_missing(data, report):
    report()
    data.published.unlink()

    assert standing(data, LATER).index == "missing"


def test_a_decision_that_names_nothing_is_told_with_its_place(data, report):
    report()
    (data.path / "curation.yml").write_text("delist:\n  - software: no-such\n    reason: spam\n")

    (todo,) = standing(data, LATER).todo

    assert todo == f"{data.path}/curation.yml:2:5: delist names no software there is: no-such"


def test_a_harvest_left_behind_is_seen(data, report):
    report()
    folder = data.runs / data.new_run(LATER)
    (folder / HARVEST).write_bytes(encode_record(record()))

    assert "riuso rebuild" in standing(data, LATER).todo[0]
