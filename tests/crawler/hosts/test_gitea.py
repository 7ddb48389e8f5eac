from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Any

import pytest

from tests.crawler.conftest import text
from tests.crawler.crawling import failures
from tests.hosts.gitea import API, GiteaServer
from tests.hosts.repositories import DAY, NOON, Commit
from tests.hosts.server import Answer, Fault

if TYPE_CHECKING:
    from tests.crawler.crawling import Crawled

GITEA = {"host": "gitea"}


def org(server: GiteaServer, *names: str) -> dict[str, Any]:
    return GITEA | {"orgs": [f"{server.url}/{name}" for name in names]}


def names_of(crawled: Crawled) -> dict[str, str]:
    """Return outcomes by OWNER/NAME."""
    return {"/".join(url.split("/")[3:]): outcome for url, outcome in crawled.outcomes.items()}


def api_requests(server: GiteaServer) -> int:
    return sum(count for path, count in server.requests.items() if path.startswith(API))


def test_a_file_comes_with_what_the_host_says(crawl, gitea):
    upstream = gitea.add("upstream/register", {"publiccode.yml": text("upstream")})
    gitea.add("comune/register", {"publiccode.yml": text()}, branch="trunk", parent=upstream, archived=True)
    record = crawl(org(gitea, "comune"), code=0).record
    assert (record.outcome, record.text, record.host) == ("found", text(), "gitea")
    assert record.repository == f"{gitea.url}/comune/register"
    assert record.host_id == f"127.0.0.1:{gitea.port}#102"
    assert (record.default_branch, record.archived) == ("trunk", True)
    assert record.fork_of == f"{gitea.url}/upstream/register"
    assert record.raw_url == f"{gitea.url}/comune/register/raw/branch/trunk/publiccode.yml"
    assert record.validators.etag == f'"{record.blob}"'
    assert record.validators.updated_at == "2023-11-14T22:13:20Z"
    assert record.root is None
    assert (record.activity.commits, record.activity.head) == (1, record.commit)


@pytest.mark.parametrize(
    ("links", "totals"), [(True, True), (False, True), (False, False)], ids=["links", "totals", "neither"]
)
def test_paging_goes_to_the_end_though_the_server_caps_the_page(crawl, tmp_path, links, totals):
    with GiteaServer(tmp_path / "capped", page_size=4, links=links, totals=totals) as server:
        for number in range(11):
            server.add(f"comune/r{number}")
        crawled = crawl(org(server, "comune"), code=0)
    assert names_of(crawled) == {f"comune/r{number}": "empty" for number in range(11)}
    pages = 4 if not links and not totals else 3
    assert server.requests[f"{API}/orgs/comune/repos"] == pages


def test_a_night_costs_a_request_a_repository_and_an_unchanged_one_only_the_listing(crawl, gitea):
    gitea.page_size = 10
    projects = [
        gitea.add(f"comune/r{number}", {"publiccode.yml": text(f"r{number}")}) for number in range(14)
    ]
    gitea.add("comune/absent", {"README": "x"})
    gitea.add("comune/empty")
    first = crawl(org(gitea, "comune"), code=0)
    assert first.report.repositories == {"absent": 1, "empty": 1, "found": 14}
    assert api_requests(gitea) == 2 + 15

    gitea.forget()
    second = crawl(org(gitea, "comune"), after=first, code=0)
    assert second.report.repositories == {"empty": 1, "unchanged": 15}
    assert sum(gitea.requests.values()) == 2

    gitea.push(projects[3], Commit({"publiccode.yml": text("new")}, NOON + DAY))
    gitea.push(projects[4], Commit({"README": "new"}, NOON + DAY))
    gitea.forget()
    third = crawl(org(gitea, "comune"), after=second, code=0)
    changed = {name: outcome for name, outcome in names_of(third).items() if outcome == "found"}
    assert changed == {"comune/r3": "found"}
    pushed = third.records[f"{gitea.url}/comune/r4"]
    assert (pushed.outcome, pushed.activity.commits, pushed.commit) == ("unchanged", 2, pushed.activity.head)
    (requests,) = third.report.requests.values()
    assert requests.not_modified == 1
    # What moved costs the names in its root folder too.
    assert third.records[f"{gitea.url}/comune/r3"].root == ("publiccode.yml",)
    assert pushed.root == ("README", "publiccode.yml")
    assert third.records[f"{gitea.url}/comune/r5"].root is None
    assert api_requests(gitea) == 2 + 2 + 2
    fourth = crawl(org(gitea, "comune"), after=third, code=0)
    assert fourth.report.repositories == {"empty": 1, "unchanged": 15}


def test_an_instance_a_user_and_single_repositories_are_sources_too(crawl, gitea):
    gitea.page_size = 2
    for name in ("comune/a", "comune/b", "stadt/c"):
        gitea.add(name, {"publiccode.yml": text()})
    gitea.add("ada/own", {"publiccode.yml": text()}, user=True)
    gitea.add("stadt/hidden", {"publiccode.yml": text()}, private=True)
    gitea.token = crawl.environment[f"RIUSO_TOKEN_127_0_0_1_{gitea.port}"] = "sees all"
    instance = crawl(GITEA | {"instances": [gitea.url]}, code=0)
    expected = {"comune/a": "found", "comune/b": "found", "stadt/c": "found", "ada/own": "found"}
    assert names_of(instance) == expected

    gitea.forget()
    repositories = [f"{gitea.url}/comune/a", f"{gitea.url}/COMUNE/b.git/", f"{gitea.url}/stadt/nothing"]
    mixed = crawl(org(gitea, "ada"), GITEA | {"repos": repositories}, code=3)
    assert names_of(mixed)["ada/own"] == "found"
    assert names_of(mixed)["comune/a"] == "found"
    assert names_of(mixed)["stadt/nothing"] == "gone"


def test_a_repository_of_several_sources_goes_to_the_one_that_names_it_most_closely(crawl, gitea):
    for name in ("comune/a", "comune/b", "stadt/c"):
        gitea.add(name, {"publiccode.yml": text()})
    gitea.forget()
    crawled = crawl(
        GITEA | {"instances": [gitea.url]},
        org(gitea, "comune"),
        GITEA | {"repos": [f"{gitea.url}/comune/b"]},
        org(gitea, "comune"),
        code=0,
    )
    publishers = {url.rpartition("/")[2]: record.publisher.id for url, record in crawled.records.items()}
    assert publishers == {"a": "p1", "b": "p2", "c": "p0"}
    assert gitea.requests[f"{API}/orgs/comune/repos"] == 1
    assert gitea.requests[f"{API}/repos/comune/b/raw/publiccode.yml"] == 1


def test_a_renamed_repository_keeps_its_id_and_its_old_name_as_alias(crawl, gitea):
    listed = gitea.add("comune/old", {"publiccode.yml": text()})
    single = gitea.add("stadt/old", {"publiccode.yml": text()})
    source = org(gitea, "comune") | {"repos": [f"{gitea.url}/stadt/old"]}
    first = crawl(source, code=0)
    gitea.rename(listed, "comune/new")
    gitea.rename(single, "land/new")
    second = crawl(source, after=first, code=0)
    for owner, old_owner in (("comune", "comune"), ("land", "stadt")):
        old, new = first.records[f"{gitea.url}/{old_owner}/old"], second.records[f"{gitea.url}/{owner}/new"]
        assert (new.outcome, new.host_id, new.aliases) == ("unchanged", old.host_id, (old.repository,))


def test_a_private_repository_is_named_as_such_and_never_read(crawl, gitea):
    gitea.add("comune/open", {"publiccode.yml": text()})
    gitea.add("comune/secret", {"publiccode.yml": text("secret")}, private=True)
    gitea.token = "t0ken-of-the-operator"
    crawl.environment[f"RIUSO_TOKEN_127_0_0_1_{gitea.port}"] = gitea.token
    crawled = crawl(org(gitea, "comune"), code=0)
    assert names_of(crawled) == {"comune/open": "found", "comune/secret": "private"}
    assert f"{API}/repos/comune/secret/raw/publiccode.yml" not in gitea.requests
    for file in crawled.directory.iterdir():
        assert gitea.token not in file.read_text()


def test_a_token_does_not_leave_its_host(crawl, gitea, tmp_path):
    with GiteaServer(tmp_path / "other") as other:
        other.add("comune/a", {"publiccode.yml": text()})
        away = other.url.replace("127.0.0.1", "localhost")
        gitea.faults[f"{API}/orgs/comune/repos"] = Fault(
            Answer(302, headers={"Location": f"{away}{API}/orgs/comune/repos"})
        )
        crawl.environment[f"RIUSO_TOKEN_127_0_0_1_{gitea.port}"] = "secret"
        crawled = crawl(org(gitea, "comune"), GITEA | {"repos": [f"{away}/comune/a"]}, code=3)
        assert f"the account is now at {away}" in failures(crawled)[0]
        assert any("authorization" in asked.headers for asked in gitea.asked)
        assert other.asked
        assert not any("authorization" in asked.headers for asked in other.asked)


def test_each_fault_of_a_file_has_its_outcome_and_the_others_complete(crawl, gitea):
    page = b"<!DOCTYPE html><title>Log in</title>"
    faults = {
        "limited": Fault(Answer(429, headers={"Retry-After": "3600"})),
        "forbidden": Fault(Answer(403)),
        "login": Fault(Answer(401)),
        "removed": Fault(Answer(451)),
        "broken": Fault(Answer(500)),
        "hiccup": Fault(Answer(502), times=1),
        "reset": Fault(how="reset"),
        "truncated": Fault(how="truncate"),
        "web-page": Fault(Answer(200, page, {"Content-Type": "text/html"})),
        "oversized": Fault(Answer(200, b"#" * 10_000_000)),
        "bomb": Fault(Answer(200, gzip.compress(b"#" * 50_000_000), {"Content-Encoding": "gzip"})),
        "zipped": Fault(Answer(200, gzip.compress(text("zipped").encode()), {"Content-Encoding": "gzip"})),
        "binary": Fault(Answer(200, b"\x00\xff")),
        "inward": Fault(Answer(302, headers={"Location": "http://169.254.169.254/publiccode.yml"})),
        "loopback": Fault(Answer(302, headers={"Location": f"http://localhost:{gitea.port}/x"})),
        "circle": Fault(Answer(302, headers={"Location": f"{API}/repos/comune/circle/raw/publiccode.yml"})),
        "other-scheme": Fault(Answer(302, headers={"Location": "file:///etc/passwd"})),
    }
    for name, fault in faults.items():
        gitea.add(f"comune/{name}", {"publiccode.yml": text(name)})
        gitea.faults[f"{API}/repos/comune/{name}/raw"] = fault
    # The host that asks to wait for an hour is another one, so that it is left alone by itself.
    limited = gitea.faults.pop(f"{API}/repos/comune/limited/raw")
    crawled = crawl(org(gitea, "comune"), code=0)
    assert {name.partition("/")[2]: outcome for name, outcome in names_of(crawled).items()} == {
        "limited": "found",
        "forbidden": "forbidden",
        "login": "private",
        "removed": "gone",
        "broken": "host-error",
        "hiccup": "found",
        "reset": "unreachable",
        "truncated": "host-error",
        "web-page": "host-error",
        "oversized": "too-large",
        "bomb": "too-large",
        "zipped": "found",
        "binary": "not-text",
        "inward": "host-error",
        "loopback": "host-error",
        "circle": "host-error",
        "other-scheme": "host-error",
    }
    assert not any(record.text for record in crawled.records.values() if record.outcome != "found")
    gitea.faults.clear()
    gitea.faults[f"{API}/repos/comune/limited/raw"] = limited
    again = crawl(org(gitea, "comune"))
    assert names_of(again)["comune/limited"] == "rate-limited"
    assert "3600 seconds" in again.records[f"{gitea.url}/comune/limited"].detail


def test_a_listing_that_fails_says_why_and_keeps_what_it_brought(crawl, gitea, tmp_path):
    gitea.page_size = 2
    for number in range(4):
        gitea.add(f"comune/r{number}", {"publiccode.yml": text()})
    gitea.add("stadt/good", {"publiccode.yml": text()})
    gitea.add("html/x")
    gitea.faults[f"{API}/orgs/html"] = Fault(Answer(200, b"<html>"))
    gitea.faults[f"{API}/orgs/wrong"] = Fault(Answer(200, b'[{"id": 1, "full_name": "../../etc"}]'))
    gitea.faults[f"{API}/orgs/reset"] = Fault(how="reset")
    crawled = crawl(org(gitea, "stadt", "nobody", "html", "wrong", "reset"), code=3)
    good, nobody, html, wrong, reset = failures(crawled)
    assert good == ""
    assert "nothing there" in nobody
    assert "not Gitea's" in html
    assert "no name of a repository" in wrong
    assert "page 1 of the listing" in reset


def test_a_server_that_pages_for_ever_is_left(crawl, gitea):
    gitea.add("comune/a", {"publiccode.yml": text()})
    listing = gitea.answer
    gitea.page_size = 1

    def same_page_for_ever(asked):
        answer = listing(asked)
        if "/orgs/" in asked.path:
            first = listing(type(asked)(asked.method, asked.path, "page=1", asked.headers))
            return Answer(200, first.body, {"Link": '<x>; rel="next"', "Content-Type": "application/json"})
        return answer

    gitea.answer = same_page_for_ever
    crawled = crawl(org(gitea, "comune"), code=0)
    assert names_of(crawled) == {"comune/a": "found"}
    assert gitea.requests[f"{API}/orgs/comune/repos"] == 2


def test_1200_repositories_of_one_account(crawl, gitea):
    for number in range(1200):
        gitea.add(f"comune/r{number}", git=False)
    assert crawl(org(gitea, "comune"), code=0).report.repositories == {"empty": 1200}
    assert gitea.requests[f"{API}/orgs/comune/repos"] == 24
