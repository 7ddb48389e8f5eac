from __future__ import annotations

from pathlib import Path

import pytest

from crawler.job import Job
from crawler.ledger import Ledger
from crawler.report import exit_code, make_report
from crawler.tokens import Tokens
from publiccode.run import HostRequests, SourceResult


@pytest.mark.parametrize(
    ("failures", "code"),
    [((None,), 0), ((None, None), 0), ((None, "why"), 3), (("why",), 4), (("why", "why"), 4), ((), 4)],
)
def test_the_exit_code_tells_how_the_crawl_went(failures, code):
    sources = tuple(SourceResult("p", f"u{number}", "git", 1, why) for number, why in enumerate(failures))
    assert exit_code(sources) == code


def test_requests_are_told_by_host():
    ledger = Ledger([], {})
    job = Job(ledger, Tokens({}), Path("part"), Path("work"))
    ledger.not_modified["host.example:8080"] += 2
    stats = {
        "riuso/requests/host.example:8080/total": 5,
        "riuso/requests/host.example:8080/not_modified": 1,
        "riuso/requests/host.example:8080/waited_s": 1.23456,
        "riuso/requests/file/total": 3,
        "downloader/request_count": 8,
    }
    report = make_report("r", "s", "f", job, stats)
    assert report.requests == {
        "file": HostRequests(total=3),
        "host.example:8080": HostRequests(total=5, not_modified=3, waited_s=1.235),
    }
