"""A night that is broken off: what was seen is there, and the next one asks only for the rest."""

from __future__ import annotations

import signal
import time
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.command import Riuso
from tests.crawler.conftest import text
from tests.hosts.gitea import API, GiteaServer

if TYPE_CHECKING:
    from pathlib import Path

MANY = 8
ENOUGH = 2


@pytest.fixture
def slow_night(tmp_path):
    """A host that is asked slowly, a publishers file and a data folder."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "riuso.toml").write_text("[run]\nhistories = 0\n[host]\ndelay = 0.4\nconcurrency = 1\n")
    with GiteaServer(tmp_path / "instance") as gitea:
        for number in range(MANY):
            gitea.add(f"comune/r{number}", {"publiccode.yml": text(f"r{number}")})
        publishers = tmp_path / "publishers.yml"
        publishers.write_text(f"- {{id: c, name: C, host: gitea, orgs: ['{gitea.url}/comune']}}\n")
        yield gitea, publishers, Riuso(data)


def wait_for_lines(data: Path) -> None:
    for _ in range(3000):
        parts = list(data.glob("runs/*/harvest.jsonl.part"))
        if parts and parts[-1].read_bytes().count(b"\n") >= ENOUGH:
            return
        time.sleep(0.02)
    raise AssertionError("no harvest came")


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_what_was_seen_before_the_end_is_not_asked_again(slow_night, how):
    gitea, publishers, riuso = slow_night
    process = riuso.start("crawl", publishers)
    wait_for_lines(riuso.data)
    began = time.monotonic()
    process.send_signal(how)
    code = process.wait(30)

    if how is signal.SIGTERM:
        assert (code, time.monotonic() - began < 10) == (130, True)
        report = riuso.json("report")
        assert (report["exit"], report["stopped"]) == (130, "stopped by a signal")
        assert report["sources"][0]["unfinished"] == "stopped by a signal"
        assert sum(riuso.json("status", code=1)["software"].values()) >= ENOUGH

    went_on = riuso.json("crawl", publishers)
    assert went_on["exit"] == 0
    assert went_on["resumed"] >= ENOUGH
    assert went_on["resumed"] + went_on["repositories"].get("found", 0) == MANY
    assert went_on["changes"]["vanished"] == went_on["changes"]["stale"] == []
    asked = [gitea.requests[f"{API}/repos/comune/r{number}/raw/publiccode.yml"] for number in range(MANY)]
    # One may have been on its way when it was killed.
    assert sum(asked) <= MANY + 1
    assert riuso.json("search", "--limit", "50")["total"] == MANY

    # It is over now: the next night is a whole one again.
    gitea.forget()
    whole = riuso.json("crawl", publishers)
    assert (whole["repositories"], whole["resumed"], whole["since"]) == ({"unchanged": MANY}, 0, None)


def test_a_night_that_is_asked_to_begin_anew_does(slow_night):
    _, publishers, riuso = slow_night
    process = riuso.start("crawl", publishers)
    wait_for_lines(riuso.data)
    process.kill()
    process.wait()
    anew = riuso.json("crawl", "--no-resume", publishers)
    assert (sum(anew["repositories"].values()), anew["resumed"]) == (MANY, 0)
