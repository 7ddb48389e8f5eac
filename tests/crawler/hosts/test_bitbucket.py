from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from crawler.hosts.bitbucket import BitbucketHost
from crawler.ledger import Ledger
from crawler.source import HostKind, Source, SourceKind
from crawler.tokens import Tokens
from publiccode.publisher import Publisher
from tests.crawler.conftest import text
from tests.crawler.crawling import failures
from tests.hosts.bitbucket import API, BitbucketServer
from tests.hosts.repositories import DAY, NOON, Commit

if TYPE_CHECKING:
    from tests.crawler.crawling import Crawled

BITBUCKET = {"host": "bitbucket"}


@pytest.fixture
def bitbucket(tmp_path):
    with BitbucketServer(tmp_path / "cloud") as server:
        yield server


def org(server: BitbucketServer, *names: str) -> dict[str, Any]:
    return BITBUCKET | {"orgs": [f"{server.url}/{name}" for name in names]}


def names_of(crawled: Crawled) -> dict[str, str]:
    return {"/".join(url.split("/")[3:]): outcome for url, outcome in crawled.outcomes.items()}


def asked_of_api(server: BitbucketServer) -> int:
    return sum(count for path, count in server.requests.items() if path.startswith(API))


def test_a_night_costs_a_request_a_repository_and_an_unchanged_one_only_the_listing(crawl, bitbucket):
    bitbucket.page_size = 4
    upstream = bitbucket.add("upstream/register", {"publiccode.yml": text("upstream")})
    facts: dict[str, Any] = {"branch": "feature/trunk", "parent": upstream}
    first_project = bitbucket.add("comune/register", {"publiccode.yml": text()}, **facts)
    for number in range(6):
        bitbucket.add(f"comune/r{number}", {"README": "x"}, git=False)
    bitbucket.add("comune/empty")
    bitbucket.add("comune/hidden", {"publiccode.yml": text("hidden")}, private=True)
    bitbucket.token = crawl.environment[f"RIUSO_TOKEN_127_0_0_1_{bitbucket.port}"] = "t0ken"
    first = crawl(org(bitbucket, "comune"), code=0)
    assert first.report.repositories == {"absent": 6, "empty": 1, "found": 1, "private": 1}
    assert asked_of_api(bitbucket) == 3 + 7
    record = first.records[f"{bitbucket.url}/comune/register"]
    assert (record.text, record.default_branch, record.archived) == (text(), "feature/trunk", None)
    assert record.fork_of == f"{bitbucket.url}/upstream/register"
    assert record.host_id == f"127.0.0.1:{bitbucket.port}#{first_project.uuid}"
    assert record.activity.commits == 1

    bitbucket.forget()
    second = crawl(org(bitbucket, "comune"), after=first, code=0)
    assert second.report.repositories == {"empty": 1, "private": 1, "unchanged": 7}
    assert sum(bitbucket.requests.values()) == 3

    bitbucket.push(first_project, Commit({"README": "new"}, NOON + DAY))
    bitbucket.forget()
    third = crawl(org(bitbucket, "comune"), after=second, code=0)
    assert third.report.repositories == second.report.repositories
    assert asked_of_api(bitbucket) == 3 + 1 + 1
    assert third.records[record.repository].root == ("README", "publiccode.yml")
    assert third.records[record.repository].activity.commits == 2


def test_single_repositories_renames_and_what_can_not_be_listed(crawl, bitbucket):
    project = bitbucket.add("comune/old", {"publiccode.yml": text()})
    source = BITBUCKET | {"repos": [f"{bitbucket.url}/comune/old.git", f"{bitbucket.url}/comune/nothing"]}
    first = crawl(source, code=3)
    assert names_of(first) == {"comune/old": "found", "comune/nothing": "gone"}
    bitbucket.rename(project, "comune/new")
    second = crawl(source, after=first, code=3)
    new = second.records[f"{bitbucket.url}/comune/new"]
    assert (new.outcome, new.aliases) == ("unchanged", (f"{bitbucket.url}/comune/old",))
    third = crawl(org(bitbucket, "nobody"), BITBUCKET | {"instances": [bitbucket.url]}, code=4)
    nobody, instance = failures(third)
    assert "nothing there" in nobody
    assert "riuso can't list this instance" in instance


@pytest.mark.parametrize(("token", "value"), [("t0ken", "Bearer t0ken"), ("ada:pass", "Basic YWRhOnBhc3M=")])
def test_the_cloud_s_api_has_a_name_of_its_own_and_the_site_s_token(token, value):
    source = Source(
        "https://www.bitbucket.org/comune/", SourceKind.ORG, HostKind.BITBUCKET, Publisher("a", "A")
    )
    host = BitbucketHost(Ledger([source], {}), Tokens({"BITBUCKET_TOKEN": token}))
    address = host.address_of(source)
    assert address is not None
    ((url,),) = host.listings(address, SourceKind.ORG)
    assert url.startswith("https://api.bitbucket.org/2.0/repositories/comune?pagelen=100&")
    assert host.headers(url)["Authorization"] == value
    assert "Authorization" not in host.headers("https://elsewhere.example/2.0/repositories/comune")


def test_1200_repositories_of_one_workspace(crawl, bitbucket):
    for number in range(1200):
        bitbucket.add(f"comune/r{number}", git=False)
    assert crawl(org(bitbucket, "comune"), code=0).report.repositories == {"empty": 1200}
    assert asked_of_api(bitbucket) == 12
