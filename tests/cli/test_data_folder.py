from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from cli.data_folder import DataFolder, write_atomically
from cli.errors import LockedError, NoCatalogueError

NOW = datetime(2026, 1, 31, 3, 45, 0, tzinfo=UTC)


@pytest.fixture
def data(tmp_path):
    return DataFolder(tmp_path / "data")


def test_a_run_is_named_after_its_time_and_never_twice(data):
    assert [data.new_run(NOW) for _ in range(3)] == [
        "20260131T034500Z",
        "20260131T034500Z-2",
        "20260131T034500Z-3",
    ]


def test_runs_are_ordered_by_time_and_number(data):
    for name in ("20260131T034500Z-10", "20260131T034500Z-9", "20260131T034500Z", "20260130T034500Z"):
        (data.runs / name).mkdir(parents=True)

    assert [folder.name for folder in data.run_folders()] == [
        "20260130T034500Z",
        "20260131T034500Z",
        "20260131T034500Z-9",
        "20260131T034500Z-10",
    ]


def test_a_second_writer_is_told_who_is_first(data):
    with data.writing("crawl", NOW), pytest.raises(LockedError) as caught, data.writing("rebuild", NOW):
        pass

    assert str(caught.value).startswith(f"`riuso crawl` (process {os.getpid()}, since 2026-01-31T03:45:00Z)")


def test_the_lock_is_free_afterwards(data):
    for _ in range(2):
        with data.writing("crawl", NOW):
            pass


def test_the_lock_of_a_killed_process_is_free(data):
    script = (
        "import sys, time; from datetime import UTC, datetime; from pathlib import Path\n"
        "from cli.data_folder import DataFolder\n"
        "with DataFolder(Path(sys.argv[1])).writing('crawl', datetime.now(UTC)):\n"
        "    print('locked', flush=True); time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(data.path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "locked\n"
        with pytest.raises(LockedError), data.writing("rebuild", NOW):
            pass
        process.send_signal(signal.SIGKILL)
        process.wait()

    with data.writing("rebuild", NOW):
        assert json.loads((data.path / "lock").read_text())["command"] == "rebuild"


def test_no_catalogue_says_how_to_make_one(data):
    with pytest.raises(NoCatalogueError, match="riuso crawl PUBLISHERS --data"):
        data.require_catalogue()


def test_a_failed_write_leaves_what_was_there(tmp_path, monkeypatch):
    path = tmp_path / "file.json"
    write_atomically(path, b"old")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(path, b"new")

    assert path.read_bytes() == b"old"
