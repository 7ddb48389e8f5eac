"""``kill -9`` in the middle of a run: all of it is there afterwards, or nothing."""

from __future__ import annotations

import random
import sqlite3
import time
from contextlib import closing
from dataclasses import replace

import pytest

from index.catalogue import Catalogue
from publiccode.harvest import Outcome, encode_record
from tests.forking import Forked, Forker
from tests.index.catalogue.harvests import crawl, dump, good_text, listed, night, record

SOFTWARE = 300


@pytest.fixture(scope="module")
def harvest(tmp_path_factory):
    """The second night: of what the first one saw, half has another text and a tenth is gone."""
    path = tmp_path_factory.mktemp("crash") / "harvest.jsonl"
    again, changed = record("trees0", 1), record("trees0", 1, text=good_text("Trees", note="x " * 500))
    with path.open("wb") as stream:
        for number in range(SOFTWARE):
            if number % 10:
                text = changed if number % 2 else again
                stream.write(encode_record(_copy(text, number)))
    return path


@pytest.fixture(scope="module")
def first_night(tmp_path_factory):
    path = tmp_path_factory.mktemp("crash") / "catalogue.sqlite"
    seen = record("trees0")
    with Catalogue.open(path) as catalogue:
        crawl(catalogue, 0, *(_copy(seen, number) for number in range(0, SOFTWARE, 2)))
        crawl(catalogue, 1, *(_copy(seen, number) for number in range(SOFTWARE)))
    return path


def _copy(one, number: int):
    name = f"trees{number}"
    return replace(
        one,
        repository=one.repository.replace("trees0", name),
        text=f"{one.text}# {number}\n" if one.outcome is Outcome.FOUND else None,
        blob=f"{number}{one.blob}",
    )


@pytest.fixture(scope="module")
def apply(harvest, tmp_path_factory):
    """Starts a process that applies the second night to a catalogue, and has read the harvest."""
    streams = tmp_path_factory.mktemp("streams")
    forker = Forker("tests.index.endless:apply", packages=())

    def start(path) -> Forked:
        process = forker.start([str(path), str(harvest)], {}, streams / "out", streams / "errors")
        process.wait_for("begin")
        return process

    yield start
    forker.close()


@pytest.fixture(scope="module")
def duration(first_night, apply, tmp_path_factory):
    """How long the whole run takes here, in seconds."""
    path = tmp_path_factory.mktemp("crash") / "catalogue.sqlite"
    path.write_bytes(first_night.read_bytes())
    process = apply(path)
    began = time.monotonic()
    process.wait_for("end")
    assert process.wait() == 0
    return time.monotonic() - began


@pytest.mark.parametrize("seed", range(10))
def test_killed_run_leaves_all_or_nothing(first_night, apply, duration, path, seed):
    path.write_bytes(first_night.read_bytes())
    before = dump(path)
    process = apply(path)
    # The last part, in which the database writes its file, is the one to be hit.
    time.sleep(duration * random.Random(seed).triangular(0, 1.05, 1))
    process.kill()
    process.wait()

    with Catalogue.open(path, read_only=True) as catalogue:
        applied = catalogue.has_run("big")
        assert (dump(path) == before) is not applied
        assert len(list(catalogue.entries())) == SOFTWARE
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []

    with Catalogue.open(path) as catalogue:
        crawl(catalogue, 3)
        if not applied:
            assert catalogue.apply([], run="big", now=night(1), sources=[listed()]).changes.stale == ()
        assert len(list(catalogue.entries())) == SOFTWARE


def test_run_killed_while_the_catalogue_is_made(apply, duration, path):
    for share in (0.1, 0.4, 0.8):
        process = apply(path)
        time.sleep(duration * share)
        process.kill()
        process.wait()
        with Catalogue.open(path) as catalogue:
            assert catalogue.known() == {} or catalogue.has_run("big")
