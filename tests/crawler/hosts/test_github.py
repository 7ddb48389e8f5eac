from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.crawler.conftest import text
from tests.crawler.crawling import failures
from tests.hosts.github import GRAPHQL, REST, GitHubServer

if TYPE_CHECKING:
    from tests.crawler.crawling import Crawled

GITHUB = {"host": "github"}
TOKEN = "ghp_of-the-operator"


def org(server: GitHubServer, *names: str) -> dict[str, Any]:
    return GITHUB | {"orgs": [f"{server.url}/{name}" for name in names]}


def repos(server: GitHubServer, *names: str) -> dict[str, Any]:
    return GITHUB | {"repos": [f"{server.url}/{name}" for name in names]}


def names_of(crawled: Crawled) -> dict[str, str]:
    """Return outcomes by OWNER/NAME."""
    return {"/".join(url.split("/")[3:]): outcome for url, outcome in crawled.outcomes.items()}


@pytest.fixture
def with_token(crawl, github):
    """Give the crawl a token that the server accepts."""
    github.tokens.add(TOKEN)
    crawl.environment[f"RIUSO_TOKEN_127_0_0_1_{github.port}"] = TOKEN
    return github


@pytest.fixture(params=["token", "no token"])
def either(request, crawl, github):
    """The server, asked with and without a token."""
    if request.param == "token":
        request.getfixturevalue("with_token")
    return github


def test_one_request_brings_what_the_host_says_and_the_file(crawl, with_token):
    server = with_token
    upstream = server.add("upstream/register", {"publiccode.yml": text("upstream")})
    files = {"publiccode.yml": text(), "LICENSE": "EUPL", "docs/index.md": "# Docs"}
    server.add("comune/register", files, branch="trunk", parent=upstream, archived=True, license="EUPL-1.2")
    record = crawl(org(server, "comune"), code=0).record
    assert server.requests[GRAPHQL] == server.api_requests == 1
    assert (record.outcome, record.text, record.host) == ("found", text(), "github")
    assert record.repository == f"{server.url}/comune/register"
    assert record.host_id == f"127.0.0.1:{server.port}#1002"
    assert (record.default_branch, record.archived) == ("trunk", True)
    assert record.fork_of == f"{server.url}/upstream/register"
    assert record.raw_url == f"{server.url}/comune/register/raw/trunk/publiccode.yml"
    assert record.root == ("LICENSE", "docs", "publiccode.yml")
    assert (record.host_license, record.path) == ("EUPL-1.2", "publiccode.yml")
    assert record.validators.updated_at == "2023-11-14T22:13:20Z"
    assert record.commit == server.projects[1].head
    assert (record.activity.commits, record.activity.head) == (1, record.commit)


def test_without_a_token_the_listing_and_the_raw_file_tell_the_same(crawl, github):
    upstream = github.add("upstream/register", {"publiccode.yml": text("upstream")})
    github.add("comune/register", {"publiccode.yml": text()}, branch="trunk", parent=upstream, license="MIT")
    record = crawl(org(github, "comune"), code=0).record
    assert GRAPHQL not in github.requests
    assert (record.outcome, record.text) == ("found", text())
    assert record.host_id == f"127.0.0.1:{github.port}#1002"
    assert record.default_branch == "trunk"
    assert record.fork_of == f"{github.url}/upstream/register"
    assert (record.host_license, record.root) == ("MIT", None)
    assert record.commit == github.projects[1].head


def test_organisations_users_and_single_repositories_are_sources(crawl, either):
    server = either
    for name in ("comune/a", "comune/b", "stadt/c", "stadt/d"):
        server.add(name, {"publiccode.yml": text()})
    server.add("ada/own", {"publiccode.yml": text()}, user=True)
    singles = ("stadt/c", "STADT/D.git/", "stadt/nothing", "comune/b/tree/main/docs")
    crawled = crawl(org(server, "orgs/comune", "ada", "nobody"), repos(server, *singles), code=3)
    assert names_of(crawled) == {
        "comune/a": "found",
        "comune/b": "found",
        "ada/own": "found",
        "stadt/c": "found",
        "stadt/d": "found",
        "stadt/nothing": "gone",
    }
    assert [bool(failure) for failure in failures(crawled)] == [False, False, True, False, False, True, False]
    assert "nothing there" in failures(crawled)[2]


def test_every_state_of_a_repository_has_its_outcome(crawl, either):
    server = either
    server.owners.add(TOKEN)
    server.add("comune/file", {"publiccode.yml": text()})
    server.add("comune/absent", {"README.md": "x"})
    server.add("comune/empty")
    server.add("comune/secret", {"publiccode.yml": text("secret")}, private=True)
    server.add("comune/disabled", {"publiccode.yml": text("disabled")}, disabled=True)
    server.add("comune/too-large", {"publiccode.yml": "#" * 1_100_000})
    server.add("comune/latin", {"publiccode.yml": b"name: Registre communal d'\xe9tat civil"})
    server.add("comune/binary", {"publiccode.yml": b"PK\x03\x04\0\0"})
    server.add("comune/nothing-in-it", {"publiccode.yml": ""})
    crawled = crawl(org(server, "comune"), repos(server, "comune/secret"), code=None)
    asked_with_token = GRAPHQL in server.requests
    assert names_of(crawled) == {
        "comune/file": "found",
        "comune/absent": "absent",
        "comune/empty": "empty" if asked_with_token else "absent",
        "comune/secret": "private" if asked_with_token else "gone",
        "comune/disabled": "forbidden",
        "comune/too-large": "too-large",
        "comune/latin": "not-text",
        "comune/binary": "not-text",
        "comune/nothing-in-it": "found",
    }
    secret = crawled.records[f"{server.url}/comune/secret"]
    assert (secret.text, secret.root, secret.host_license, secret.default_branch) == (None, None, None, None)
    assert server.texts["comune/secret"] == 0, "what the public may not read is not read"
    assert not any(record.text for record in crawled.records.values() if record.outcome != "found")


def test_what_the_query_gives_no_whole_text_of_is_fetched_as_bytes(crawl, with_token):
    server = with_token
    server.truncate_at = 500
    server.add("comune/long", {"publiccode.yml": text()})
    record = crawl(org(server, "comune"), code=0).record
    assert (record.outcome, record.text) == ("found", text())
    assert server.requests[f"{REST}/repos/comune/long/git/blobs/{record.blob}"] == 1
    assert server.api_requests == 2


def test_a_link_or_a_folder_in_the_files_place_is_told(crawl, with_token):
    server = with_token
    server.add("comune/link", {"README.md": "x"}, links={"publiccode.yml": "../../etc/passwd"})
    server.add("comune/folder", {"publiccode.yml/x": "x"})
    crawled = crawl(org(server, "comune"), code=0)
    details = {record.repository.rpartition("/")[2]: record.detail for record in crawled.records.values()}
    assert set(crawled.outcomes.values()) == {"not-text"}
    assert details == {
        "link": "publiccode.yml is a symbolic link",
        "folder": "publiccode.yml is a folder",
    }


def test_the_other_spelling_is_read_with_a_warning(crawl, with_token):
    server = with_token
    server.add("comune/other", {"publiccode.yaml": text("other")})
    server.add("comune/both", {"publiccode.yaml": text("wrong"), "publiccode.yml": text("right")})
    crawled = crawl(org(server, "comune"), code=0)
    other, both = (crawled.records[f"{server.url}/comune/{name}"] for name in ("other", "both"))
    assert (other.outcome, other.path, other.text) == ("found", "publiccode.yaml", text("other"))
    assert other.raw_url.endswith("/raw/main/publiccode.yaml")
    assert [problem.code for problem in other.problems if problem.code == "file/other-name"]
    assert (both.path, both.text) == ("publiccode.yml", text("right"))
    assert not [problem.code for problem in both.problems if problem.code == "file/other-name"]
