from __future__ import annotations

import random
import signal
import time
from collections import Counter
from typing import TYPE_CHECKING

import msgspec
import pytest

from crawler.report import BY_SIGNAL
from crawler.run import STOP_S
from publiccode.harvest import read_harvest
from publiccode.run import INTERRUPTED, RunReport
from tests.crawler.conftest import text
from tests.crawler.crawling import failures
from tests.hosts.pages import SecurePages
from tests.hosts.repositories import make_repository
from tests.hosts.server import Answer, Fault

if TYPE_CHECKING:
    from pathlib import Path

GIT = {"host": "git"}
MANY = 60


@pytest.fixture
def folder(tmp_path):
    """An OWNER folder with many repositories."""
    for number in range(MANY):
        path = tmp_path / "owner" / f"r{number}"
        path.mkdir(parents=True)
        (path / "publiccode.yml").write_text(text(f"r{number}"))
    return tmp_path / "owner"


def test_a_crawl_whose_sources_all_fail_is_no_success(crawl, git_server):
    make_repository(git_server.root / "a.git", {"publiccode.yml": text()})
    git_server.faults["/"] = Fault(Answer(500))
    crawled = crawl(GIT | {"repos": [f"{git_server.url}/a.git"]}, code=4)
    assert crawled.report.repositories == {"host-error": 1}
    assert crawled.report.requests[f"127.0.0.1:{git_server.port}"].errors == 3


def test_a_crawl_without_sources_is_no_success(crawl):
    assert crawl({"active": True}, code=4).report.sources == ()


def test_one_failed_source_is_told_and_the_others_are_crawled(crawl, folder):
    crawled = crawl(
        {"orgs": [str(folder)], "host": "directory"},
        {"instances": ["https://bitbucket.org"]},
        {"repos": ["https://git.example/x/y"]},
        {"orgs": ["https://gitlab.com/nobody"], "active": False},
        code=3,
    )
    fine, unsupported, unknown = failures(crawled)
    assert fine == ""
    assert "riuso can't list this instance" in unsupported
    assert "not known to DNS" in unknown
    assert crawled.report.repositories == {"found": MANY, "unreachable": 1}


def test_the_harvest_is_whole_or_it_is_a_part(crawl, folder):
    crawled = crawl({"orgs": [str(folder)], "host": "directory"})
    assert sorted(path.name for path in crawled.directory.iterdir()) == ["crawl.log", "harvest.jsonl"]
    assert crawled.report.run == "20260101T000000Z"
    assert crawled.report.started <= crawled.report.finished


def test_killed_at_any_moment_it_leaves_whole_lines_and_no_harvest(crawl, git_server):
    names = [f"r{number}" for number in range(12)]
    for name in names:
        make_repository(git_server.root / f"{name}.git", {"publiccode.yml": text(name)})
    source = GIT | {"repos": [f"{git_server.url}/{name}.git" for name in names]}
    moments = random.Random(7)
    for _ in range(4):
        process = crawl.start(source)
        part = crawl.directory / "harvest.jsonl.part"
        wait_for(part)
        time.sleep(moments.uniform(0, 0.4))
        process.send_signal(signal.SIGKILL)
        crawl.end_of(process)
        assert not part.with_suffix("").exists()
        *lines, end = part.read_bytes().split(b"\n")
        assert all(line.endswith(b"}") for line in lines)
        assert end == b""
    # The next crawl, in the same folder, starts afresh.
    crawl.nights -= 1
    assert crawl(source, code=0).report.repositories == {"found": 12}


def test_told_to_stop_it_ends_soon_with_a_valid_harvest_and_report(crawl, gitea):
    for number in range(5):
        gitea.add(f"comune/r{number}", {"publiccode.yml": text()})
        gitea.faults[f"/api/v1/repos/comune/r{number}/raw"] = Fault(how="drip")
    gitea.add("comune/empty")
    process = crawl.start({"host": "gitea", "orgs": [f"{gitea.url}/comune"]})
    directory = crawl.directory
    wait_for(directory / "harvest.jsonl.part", size=1)
    started = time.monotonic()
    process.send_signal(signal.SIGTERM)
    ended = crawl.end_of(process)
    assert time.monotonic() - started < 10
    assert ended.code == INTERRUPTED, ended.errors
    report = msgspec.json.decode(ended.out, type=RunReport)
    assert (report.stopped, report.exit) == (BY_SIGNAL, INTERRUPTED)
    # What was not looked at is neither there nor gone, and neither is what was not listed.
    assert report.repositories == {"empty": 1, "skipped": 5}
    assert [(source.failure, source.unfinished) for source in report.sources] == [(None, BY_SIGNAL)]
    with (directory / "harvest.jsonl").open("rb") as harvest:
        assert Counter(record.outcome.value for record in read_harvest(harvest)) == report.repositories
    assert sorted(path.name for path in directory.iterdir()) == ["crawl.log", "harvest.jsonl"]


def test_told_to_stop_it_ends_git_too(crawl, git_server):
    make_repository(git_server.root / "a.git", {"publiccode.yml": text()})
    git_server.faults["/a.git"] = Fault(how="drip")
    process = crawl.start(GIT | {"repos": [f"{git_server.url}/a.git"]})
    while not git_server.asked:
        time.sleep(0.02)
    started = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert (crawl.end_of(process).code, time.monotonic() - started < STOP_S) == (INTERRUPTED, True)


def test_a_full_disk_ends_the_crawl_with_a_message(crawl, folder):
    directory = crawl.folder / "night1"
    directory.mkdir(parents=True)
    (directory / "harvest.jsonl.part").symlink_to("/dev/full")
    ended = crawl.end_of(crawl.start({"orgs": [str(folder)], "host": "directory"}))
    assert ended.code == 2
    assert "can't write" in ended.errors
    assert "No space left on device" in ended.errors


def wait_for(path: Path, size: int = 0) -> None:
    for _ in range(1500):
        if path.exists() and path.stat().st_size >= size:
            return
        time.sleep(0.02)
    raise AssertionError(f"{path} did not come")


def test_a_host_whose_certificate_nobody_knows_is_told_in_the_report_alone(crawl, tmp_path):
    with SecurePages(tmp_path) as server:
        crawled = crawl({"host": "gitea", "orgs": [f"{server.url}/comune"]}, code=4)
    assert "certificate" in failures(crawled)[0].lower()
    assert not server.asked
