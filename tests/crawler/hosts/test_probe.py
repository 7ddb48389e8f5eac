from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.crawler.conftest import text
from tests.crawler.crawling import failures
from tests.hosts.bitbucket import BitbucketServer
from tests.hosts.lists import ListServer
from tests.hosts.repositories import make_repository
from tests.hosts.server import Answer, Fault

if TYPE_CHECKING:
    from tests.hosts.git_http import GitServer

GITLAB, GITEA = "/api/v4/version", "/api/v1/version"


def probes(server: GitServer) -> int:
    return server.requests[GITLAB] + server.requests[GITEA]


@pytest.mark.parametrize("kind", ["gitlab", "gitea"])
def test_a_host_is_asked_once_for_all_its_sources_and_never_again(crawl, gitlab, gitea, kind):
    server = gitlab if kind == "gitlab" else gitea
    server.add("comune/a", {"publiccode.yml": text("a")})
    server.add("stadt/b", {"publiccode.yml": text("b")})
    sources = {"orgs": [f"{server.url}/comune"], "repos": [f"{server.url}/stadt/b"]}
    name = f"127.0.0.1:{server.port}"
    first = crawl(sources, code=0)
    assert sorted(first.outcomes.values()) == ["found", "found"]
    assert {record.host for record in first.records.values()} == {kind}
    assert [source.host for source in first.report.sources] == [kind, kind]
    assert first.report.recognised == {name: kind}
    assert probes(server) == (1 if kind == "gitlab" else 2)
    crawl.environment["HOSTING"] = json.dumps(first.report.recognised)
    server.forget()
    second = crawl(sources, after=first, code=0)
    assert sorted(second.outcomes.values()) == ["unchanged", "unchanged"]
    assert (probes(server), second.report.recognised) == (0, {})


def test_a_plain_git_server_is_known_by_its_repositories(crawl, git_server):
    make_repository(git_server.root / "a", {"publiccode.yml": text()})
    make_repository(git_server.root / "b", {"publiccode.yml": text("b")})
    sources = {"repos": [f"{git_server.url}/a", f"{git_server.url}/b"], "orgs": [f"{git_server.url}/all"]}
    crawled = crawl(sources, code=3)
    assert sorted(crawled.outcomes.values()) == ["found", "found"]
    assert crawled.report.recognised == {f"127.0.0.1:{git_server.port}": "git"}
    listing, *repositories = failures(crawled)
    assert "can't list an org" in listing
    assert repositories == ["", ""]


def test_what_is_no_known_host_is_said_and_asked_no_more_than_it_takes(crawl, tmp_path):
    with BitbucketServer(tmp_path / "server") as server, ListServer() as lists:
        page = Answer(200, b"<html>not an API</html>", {"Content-Type": "text/html"})
        server.faults["/api/"] = server.faults["/x/y/info"] = Fault(page)
        lists.documents["/l.txt"] = f"{server.url}/x/y\n{server.url}/q/z".encode()
        sources = {"orgs": [f"{server.url}/x"], "repos": [f"{server.url}/x/y"]}
        crawled = crawl(sources, {"lists": [f"{lists.url}/l.txt"]}, code=4)
        assert sum(server.requests.values()) <= 2 * 3
        org, repository, _ = failures(crawled)
        assert "can't be told: add 'host:' (bitbucket, directory, git, gitea" in org
        assert "publishers1.yml:" in repository
        assert crawled.outcomes == {f"{server.url}/q/z": "host-error"}


def test_a_host_that_does_not_answer_is_no_puzzle(crawl, git_server):
    git_server.faults["/"] = Fault(how="reset")
    crawled = crawl({"orgs": [f"{git_server.url}/x"], "repos": [f"{git_server.url}/x/y"]}, code=4)
    assert list(crawled.outcomes.values()) == ["unreachable"]
    assert all("no answer" in failure for failure in failures(crawled))
    assert crawled.report.recognised == {}
