from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from cli.data_folder import DataFolder, write_atomically
from cli.errors import LockedError, NoCatalogueError, NotWritableError

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def test_a_folder_that_nothing_can_be_written_in_is_named(tmp_path):
    (tmp_path / "data").write_text("a file")
    folder = tmp_path / "data" / "folder"
    with (
        pytest.raises(NotWritableError, match=f"can't write in the data folder {folder}: Not a directory"),
        DataFolder(folder).writing("crawl", NOW),
    ):
        pass


def test_no_catalogue_says_how_to_make_one(data):
    with pytest.raises(NoCatalogueError, match="riuso crawl PUBLISHERS --data"):
        data.require_catalogue()


def test_a_failed_write_leaves_what_was_there(tmp_path, monkeypatch):
    path = tmp_path / "file.json"
    write_atomically(path, b"old")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left") as error:
        write_atomically(path, b"new")

    assert error.value.filename == str(path)
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["file.json"]


def test_pieces_that_end_in_an_error_leave_what_was_there(tmp_path):
    path = tmp_path / "file.csv"
    path.write_bytes(b"old")

    def pieces() -> Iterator[bytes]:
        yield b"new"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_atomically(path, pieces())

    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["file.csv"]


def test_a_link_stays_a_link_and_permissions_stay(tmp_path):
    real, link = tmp_path / "real.yml", tmp_path / "link.yml"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)

    assert write_atomically(link, [b"ne", b"w"]) == 3

    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert real.stat().st_mode & 0o777 == 0o640


def test_what_is_no_file_is_written_to_and_never_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert write_atomically(pipe, b"text") == 4
        assert os.read(reader, 10) == b"text"
    finally:
        os.close(reader)
    assert pipe.is_fifo()
