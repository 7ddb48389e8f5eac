from __future__ import annotations

import json
import os
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from cli.applying import apply_harvest
from cli.main import cli
from index.catalogue import Catalogue
from publiccode.harvest import encode_record
from publiccode.run import RunReport
from tests.index.catalogue.harvests import good_text, record

CONTACT = "      email: ada@valdora.example\n"
NAMES = (b"Ada Example", b"ada@valdora")


def run_of(data, name: str, *records):
    """Leave a run's folder as a crawl does, and apply its harvest."""
    folder = data / "runs" / name
    folder.mkdir(parents=True)
    (folder / "harvest.jsonl").write_bytes(b"".join(map(encode_record, records)))
    (folder / "crawl.log").write_text("looked at a file of ada@valdora.example\n")
    report = RunReport(
        run=name, started="2026-01-01T00:00:00Z", finished="2026-01-01T01:00:00Z", sources=(),
        repositories={}, requests={}, exit=0,
    )  # fmt: skip
    with Catalogue.open(data / "catalogue.sqlite") as catalogue:
        done = apply_harvest(catalogue, folder, report, datetime(2026, 1, 1, tzinfo=UTC))
        catalogue.save_report(done)
    (folder / "report.json").write_text('{"note": "Ada Example"}')
    return folder


@pytest.fixture
def data(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    run_of(data, "20260101T000000Z", record("trees", text=good_text(contact=CONTACT)), record("benches"))
    CliRunner().invoke(cli, ["rebuild", "--data", str(data)])
    return data


def forget(data, *arguments, code: int = 0):
    done = CliRunner().invoke(cli, ["forget", *arguments, "--data", str(data)])
    assert done.exit_code == code, done.output
    return done


def holding(data) -> list[str]:
    files = [path for path in data.rglob("*") if path.is_file()]
    return sorted(str(f.relative_to(data)) for f in files if any(name in f.read_bytes() for name in NAMES))


def test_a_person_goes_from_the_whole_data_folder(data):
    (data / "publishers.yml").write_text("# by ada  example\n[]\n")
    harvest = data / "runs" / "20260101T000000Z" / "harvest.jsonl"
    os.utime(harvest, (1_000_000, 1_000_000))
    assert {"catalogue.sqlite", "runs/20260101T000000Z/crawl.log"} <= set(holding(data))

    done = forget(data, "Ada Example")

    assert holding(data) == []
    # The index before the current one had her too, in a form in which no name can be looked for.
    assert len(list((data / "search" / "versions").iterdir())) == 1
    assert "2 versions of 2 files" in done.stdout
    assert "publishers.yml names this person" in done.stderr
    assert "riuso site build DIR" in done.stderr
    assert "https://git.example/town/trees is its owner's" in done.stderr
    assert harvest.stat().st_mtime == 1_000_000


def test_a_dry_run_leaves_all_as_it_is(data):
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file() and path.name != "lock"}

    done = forget(data, "ada@valdora.example", "--dry-run")

    assert "Would be taken out of 2 versions of 2 files" in done.stdout
    assert all(path.read_bytes() == content for path, content in before.items())


def test_the_next_nights_harvest_keeps_nothing_of_her(data):
    forget(data, "ada@valdora.example")

    text = good_text(contact=CONTACT, note="new")
    folder = run_of(data, "20260102T000000Z", record("trees", on=1, text=text))

    kept = (folder / "harvest.jsonl").read_bytes()
    assert b"new" in kept
    assert not [name for name in NAMES if name in kept]
    with Catalogue.open(data / "catalogue.sqlite", read_only=True) as catalogue:
        assert "Ada Example" not in str(catalogue.text("town-trees"))


def test_programs_get_json(data):
    told = json.loads(forget(data, "Ada Example", "--format", "json").stdout)

    assert told["kind"] == "name"
    assert [one["id"] for one in told["software"]] == ["town-benches", "town-trees"]
    assert told["runs"] == ["20260101T000000Z"]
    assert told["left"] == []


def test_who_is_nobody_here_is_remembered_too(data):
    assert "0 versions of 0 files" in forget(data, "Eve Other").stdout
    with Catalogue.open(data / "catalogue.sqlite", read_only=True) as catalogue:
        assert len(catalogue.forgotten().marks) == 1
