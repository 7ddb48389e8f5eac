from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cli.data_folder import DataFolder
from cli.drop_guard import DropLimit
from cli.progress import SilentSteps
from cli.publish import Publication, as_site, index_is_fresh, publish, read_published
from index.catalogue import Catalogue
from index.engine import open_index
from index.pages.errors import SiteError
from index.query import Query
from publiccode.moments import rfc3339
from publiccode.run import RunReport
from tests.cli.records import record

NOW = datetime(2026, 1, 31, 3, 45, 0, tzinfo=UTC)
NAMES = ("comune-valdora/protocollo-aperto", "stadt-lindenau/terminbuch", "kanton-seetal/steuerkern")


@pytest.fixture
def data(tmp_path):
    return DataFolder(tmp_path)


@pytest.fixture
def catalogue(data):
    with Catalogue.open(data.catalogue) as catalogue:
        catalogue.apply([record(name) for name in NAMES], run="1", now=NOW)
        yield catalogue


def total(data: DataFolder) -> int:
    with closing(open_index(data.search)) as index:
        return index.search(Query()).total


def do(catalogue: Catalogue, data: DataFolder, **options: Any) -> Publication:
    return publish(catalogue, data, steps=SilentSteps(), **options)


def test_the_index_is_built_when_it_has_to(data, catalogue):
    assert not index_is_fresh(data, catalogue.fingerprint())

    assert do(catalogue, data).index_built
    assert index_is_fresh(data, catalogue.fingerprint())
    assert total(data) == 3

    assert not do(catalogue, data).index_built
    assert do(catalogue, data, rebuild=True).index_built


def test_a_folder_of_others_is_refused_before_anything_is_done(data, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "file").touch()
    with pytest.raises(SiteError, match="did not write"):
        as_site(tmp_path / "mine", None, None, data)


def test_who_uses_what_is_made_once_a_run(data, catalogue):
    do(catalogue, data)
    made = data.adoption.stat()
    report = RunReport(
        run="1", started=rfc3339(NOW), finished=rfc3339(NOW), sources=(), repositories={}, requests={}
    )
    catalogue.save_report(report)
    do(catalogue, data)
    assert data.adoption.stat().st_ino == made.st_ino

    later = [replace(record(name), fetched_at="2026-02-01T03:45:00Z") for name in NAMES]
    catalogue.apply(later, run="2", now=NOW + timedelta(days=1))
    do(catalogue, data)
    assert data.adoption.stat().st_mtime_ns > made.st_mtime_ns, "claims were seen again"


def test_a_lost_index_is_built_again(data, catalogue):
    do(catalogue, data)
    shutil.rmtree(data.search)

    assert do(catalogue, data).index_built
    assert total(data) == 3


def test_a_lost_note_of_what_was_published_is_written_again(data, catalogue):
    do(catalogue, data)
    data.published.write_text("{")

    assert do(catalogue, data).index_built
    published = read_published(data)
    assert published is not None
    assert len(published.ids) == 3


def test_the_guard_keeps_the_old_index(data, catalogue, tmp_path):
    do(catalogue, data)
    curation = data.path / "curation.yml"
    curation.write_text("delist:\n  - software: kanton-seetal-steuerkern\n    reason: not wanted\n")

    held = do(catalogue, data, limit=DropLimit(), site=as_site(tmp_path / "site", None, None, data))

    assert held.held is not None
    assert "kanton-seetal-steuerkern" in held.held
    assert total(data) == 3
    assert not (tmp_path / "site").exists()

    assert do(catalogue, data, limit=DropLimit(share=0.5)).held is None
    assert total(data) == 2


def test_a_failed_build_leaves_the_old_index(data, catalogue, monkeypatch):
    do(catalogue, data)
    catalogue.apply([record("nordviks-kommun/bygglov")], run="2", now=NOW)

    def fail(*_args, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("index.build.make_table", fail)
    with pytest.raises(OSError, match="No space left"):
        do(catalogue, data)

    assert total(data) == 3
    assert not index_is_fresh(data, catalogue.fingerprint())
    monkeypatch.undo()
    assert do(catalogue, data).index_built
    assert total(data) == 4
