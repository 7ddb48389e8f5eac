from __future__ import annotations

import pytest
from scrapy.http import Response

from crawler.allowance import Allowance, allowance
from tests.crawler.conftest import text
from tests.hosts.server import Answer

NOW = 1_700_000_000.0


def headers(limit: object, remaining: object, reset: object = None, prefix: str = "X-") -> dict[str, str]:
    named = {"Limit": limit, "Remaining": remaining, "Reset": reset}
    return {f"{prefix}RateLimit-{name}": str(value) for name, value in named.items() if value is not None}


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        (headers(5000, 4999, 1_700_000_900), Allowance(5000, 4999, 1_700_000_900)),
        (headers(60, 0, prefix=""), Allowance(60, 0)),
        (headers(60, 1) | {"X-RateLimit-Resource": "core"}, Allowance(60, 1, resource="core")),
        (headers(60, 1, 99_999_999_999), Allowance(60, 1)),
        (headers(60, "-1"), None),
        (headers("9" * 50, 1), None),
        ({"X-RateLimit-Remaining": "3"}, None),
        ({}, None),
    ],
)
def test_what_is_left_is_read_from_the_headers_and_not_believed_blindly(sent, told):
    assert allowance(Response("https://host.example/", headers=sent), NOW) == told


def test_the_report_tells_the_scarcest_of_a_hosts_budgets(crawl, gitea):
    gitea.add("comune/a", {"publiccode.yml": text()})
    answer = gitea.answer

    def with_budgets(asked):
        given = answer(asked)
        resource, left = ("core", 10) if asked.path.endswith("publiccode.yml") else ("listing", 500)
        budget = headers(1000, left, 4_000_000_000) | {"X-RateLimit-Resource": resource}
        return Answer(given.status, given.body, {**given.headers, **budget})

    gitea.answer = with_budgets
    (requests,) = crawl({"host": "gitea", "orgs": [f"{gitea.url}/comune"]}, code=0).report.requests.values()
    assert (requests.limit, requests.remaining, requests.resets) == (1000, 10, None)
