"""A night on which GitHub fails at random: nothing good is lost, and the next night finds all.

``RIUSO_FAULT_SEEDS`` says how many nights are tried, each with faults of its own.
"""

from __future__ import annotations

import gzip
import json
import os
import random
from typing import TYPE_CHECKING, Any

import pytest

from tests.crawler.conftest import text
from tests.crawler.hosts.test_github import GITHUB, TOKEN, org, repos
from tests.hosts.github import GRAPHQL, REST, GitHubServer
from tests.hosts.server import Answer, Fault, LocalServer

if TYPE_CHECKING:
    from tests.hosts.server import Asked

SEEDS = int(os.environ.get("RIUSO_FAULT_SEEDS", "2"))
_PAGE = {"Content-Type": "text/html; charset=utf-8"}
_JSON = {"Content-Type": "application/json; charset=utf-8"}


def answers(elsewhere: str) -> list[Answer]:
    """Return what a host in trouble, or a hostile one, may send in place of an answer."""
    error = {"message": "Something went wrong while executing your query."}
    bodies: list[object] = [
        {"data": None, "errors": [error]},
        {"data": {"repositoryOwner": None, "texts": [], "roots": []}, "errors": [error]},
        {"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]},
        {"data": {}, "errors": [{"type": "RESOURCE_LIMITS_EXCEEDED", "path": ["texts"], "message": "x"}]},
        {"data": {"texts": [None], "roots": [], "r0": None}},
        {"data": {"repositoryOwner": {"repositories": {"nodes": [{"id": 1}]}}}},
        [[[]]],
        "nothing",
    ]
    return [
        *(Answer(status, b"", {"Retry-After": "1"}) for status in (403, 429, 503)),
        *(Answer(status) for status in (401, 403, 408, 429, 500, 502, 503, 504, 204, 418)),
        Answer(403, b'{"message": "You have exceeded a secondary rate limit."}', _JSON),
        Answer(429, b"", {"Retry-After": "86400"}),
        Answer(403, b"", {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "9999999999"}),
        *(Answer(200, json.dumps(body).encode(), _JSON) for body in bodies),
        Answer(200, b"<!DOCTYPE html><title>Log in</title>", _PAGE),
        Answer(200, b"[" * 100_000, _JSON),
        Answer(200, b'{"data": ' + b" " * 9_000_000, _JSON),
        Answer(200, gzip.compress(b" " * 30_000_000), {**_JSON, "Content-Encoding": "gzip"}),
        Answer(200, b"\x1f\x8bno gzip", {**_JSON, "Content-Encoding": "gzip"}),
        Answer(302, headers={"Location": GRAPHQL}),
        Answer(307, headers={"Location": GRAPHQL}),
        Answer(302, headers={"Location": "http://169.254.169.254/latest/meta-data/"}),
        Answer(302, headers={"Location": elsewhere}),
        Answer(307, headers={"Location": elsewhere}),
        Answer(302, headers={"Location": "file:///etc/passwd"}),
    ]


class Unlucky:
    """Lets the APIs of a server fail at random, in bursts of up to four.

    Only what a listing gave an id of can be told from any other text that comes in its place.
    """

    def __init__(self, server: GitHubServer, seed: int, elsewhere: str, *, has_ids: bool) -> None:
        self.random = random.Random(seed)
        told = [one for one in answers(elsewhere) if has_ids or one.status != 200 or one.headers == _PAGE]
        self.faults = [Fault(answer) for answer in told]
        self.faults += [Fault(how="reset"), Fault(how="truncate")] * 3
        self.share = self.random.choice((0.2, 0.5, 0.8))
        self.true = server.take
        self.met: list[Fault] = []
        self._burst: list[Fault] = []
        server.take = self.take  # type: ignore[method-assign]

    def take(self, asked: Asked) -> Fault | None:
        usual = self.true(asked)
        if not asked.path.startswith((REST, GRAPHQL)):
            return usual
        if not self._burst and self.random.random() < self.share:
            self._burst = [self.random.choice(self.faults)] * self.random.choice((1, 1, 1, 2, 4))
        if not self._burst:
            return usual
        self.met.append(self._burst.pop())
        return self.met[-1]


class Elsewhere(LocalServer):
    """Another host, to which nothing of the first one's may go."""

    def answer(self, asked: Asked) -> Answer:
        return Answer(200, b'{"data": {"repositoryOwner": null}}', _JSON)


@pytest.fixture
def elsewhere():
    with Elsewhere() as server:
        yield server


@pytest.fixture
def hub(crawl, github):
    """An account and single repositories, some with a file that the query has no whole text of."""
    github.tokens.add(TOKEN)
    github.truncate_at = 500
    for number in range(6):
        github.add(f"comune/r{number}", {"publiccode.yml": text(f"r{number}")}, real=False)
        github.add(f"stadt/s{number}", {"publiccode.yml": text(f"s{number}")[:490]}, real=False)
    github.add("comune/absent", {"README.md": "x"}, real=False)
    return github


def sources(server: GitHubServer, other: GitHubServer) -> list[dict[str, Any]]:
    singles = repos(server, *(f"stadt/s{number}" for number in range(6)))
    return [org(server, "comune"), singles, GITHUB | {"orgs": [f"{other.url}/land"]}]


ABSENT = {"absent", "gone", "empty", "private", "moved", "too-large", "not-text"}


@pytest.mark.parametrize("with_token", [True, False], ids=["token", "no token"])
@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_night_of_faults_loses_nothing(  # noqa: PLR0917 - fixtures and parameters
    crawl, hub, elsewhere, tmp_path, seed, with_token
):
    with GitHubServer(tmp_path / "other") as other:
        other.add("land/fine", {"publiccode.yml": text("fine")}, real=False)
        crawl.environment["OPTIONS"] = json.dumps({"longest_wait_s": 3.0, "activity_retries": 0})
        crawl.environment["WITHOUT_HISTORY"] = "yes"
        if with_token:
            crawl.environment[f"RIUSO_TOKEN_127_0_0_1_{hub.port}"] = TOKEN
        wanted = sources(hub, other)
        first = crawl(*wanted, code=0)
        assert first.report.repositories == {"absent": 1, "found": 13}
        for project in hub.projects[1:8]:
            hub.push(project, {"publiccode.yml": text(f"new-{project.name}")}, real=False)

        unlucky = Unlucky(hub, seed, f"{elsewhere.url}/graphql", has_ids=with_token)
        second = crawl(*wanted, after=first)
        assert second.records[f"{other.url}/land/fine"].outcome in {"unchanged", "found"}
        truth = {f"{hub.url}/{one.full_name}": one for one in hub.projects}
        for url, record in second.records.items():
            if url not in truth:
                continue
            data = truth[url].files.get("publiccode.yml")
            believed = set() if with_token else {"private", "too-large"}
            assert data is None or record.outcome not in ABSENT - believed, unlucky.met
            assert record.text is None or record.text.encode() == data
            if record.outcome == "unchanged" and data is not None:
                assert first.records[url].text.encode() == data, "it changed"
        unseen = [url for url in truth if url not in second.records]
        listing_failed = second.report.sources[0].failure
        assert listing_failed or not unseen, unseen
        assert second.code == (3 if any(one.failure for one in second.report.sources) else 0)
        hub.take = unlucky.true
        third = crawl(*wanted, after=second, code=0)
        assert set(third.outcomes) == set(first.outcomes)
        for url, project in truth.items():
            record = third.records[url]
            data = project.files.get("publiccode.yml")
            assert (record.outcome in {"found", "unchanged"}) or data is None
            assert record.text is None or record.text.encode() == data
        assert not any(TOKEN in str(asked.headers) for asked in elsewhere.asked)
        for night in (second, third):
            for file in night.directory.iterdir():
                assert TOKEN not in file.read_text()
