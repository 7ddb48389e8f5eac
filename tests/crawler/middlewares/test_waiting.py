from __future__ import annotations

from itertools import pairwise

import pytest
from scrapy.http import Response

from crawler.middlewares.waiting import retry_after
from tests.crawler.conftest import text
from tests.hosts.gitea import API
from tests.hosts.repositories import make_repository
from tests.hosts.server import Answer, Fault

NOW = 1_700_000_000.0


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7.0),
        ({"Retry-After": "Tue, 14 Nov 2023 22:14:20 GMT"}, 60.0),
        ({"Retry-After": "Tue, 14 Nov 2023 22:00:00 GMT"}, 0.0),
        ({"Retry-After": "soon"}, None),
        ({"X-RateLimit-Reset": "1700000030"}, 30.0),
        ({"Retry-After": "1.5e9x", "X-RateLimit-Reset": "never"}, None),
        ({}, None),
    ],
)
def test_what_a_host_asks_for_is_read_in_seconds(headers, seconds):
    assert retry_after(Response("https://host.example/", headers=headers), NOW) == seconds


def test_a_wait_is_obeyed_and_told(crawl, gitea):
    for name in ("a", "b", "c"):
        gitea.add(f"comune/{name}", {"publiccode.yml": text()})
    limit = Answer(429, headers={"Retry-After": "1"})
    gitea.faults[f"{API}/repos/comune/a/raw"] = Fault(limit, times=2)
    crawled = crawl({"host": "gitea", "orgs": [f"{gitea.url}/comune"]}, code=0)
    assert crawled.report.repositories == {"found": 3}
    tries = [asked.at for asked in gitea.asked if asked.path == f"{API}/repos/comune/a/raw/publiccode.yml"]
    assert len(tries) == 3
    assert all(later - earlier > 0.9 for earlier, later in pairwise(tries))
    (requests,) = crawled.report.requests.values()
    assert (1.8 < requests.waited_s < 3, requests.errors) == (True, 2)


def test_a_host_that_is_not_there_for_a_while_is_waited_for(crawl, gitea):
    gitea.add("comune/a", {"publiccode.yml": text()})
    gitea.faults[f"{API}/repos"] = Fault(Answer(503, headers={"Retry-After": "1"}), times=1)
    crawled = crawl({"host": "gitea", "orgs": [f"{gitea.url}/comune"]}, code=0)
    assert crawled.report.repositories == {"found": 1}
    assert crawled.report.requests[f"127.0.0.1:{gitea.port}"].waited_s > 0.9


def test_a_host_that_limits_is_left_alone_and_the_others_complete(crawl, gitea, git_server):
    for number in range(8):
        gitea.add(f"comune/r{number}", {"publiccode.yml": text()})
    make_repository(git_server.root / "a.git", {"publiccode.yml": text()})
    gitea.faults[f"{API}/repos"] = Fault(Answer(429, headers={"Retry-After": "86400"}))
    crawled = crawl(
        {"host": "gitea", "orgs": [f"{gitea.url}/comune"]},
        {"host": "git", "repos": [f"{git_server.url}/a.git"]},
        code=3,
    )
    assert crawled.report.repositories == {"found": 1, "rate-limited": 8}
    # Those that were under way when the host said so; the rest was not sent.
    assert sum(gitea.requests.values()) <= 1 + 8
    assert "86400 seconds" in str(crawled.report.sources[0].failure)
