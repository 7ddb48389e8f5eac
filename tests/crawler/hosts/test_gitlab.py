from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.crawler.conftest import text
from tests.crawler.crawling import failures
from tests.hosts.gitlab import API, GRAPHQL, GitLabServer
from tests.hosts.repositories import DAY, NOON, Commit
from tests.hosts.server import Answer, Fault

if TYPE_CHECKING:
    from tests.crawler.crawling import Crawled

GITLAB = {"host": "gitlab"}
GROUP = f"{API}/groups/stadt/projects"


def org(server: GitLabServer, *names: str) -> dict[str, Any]:
    return GITLAB | {"orgs": [f"{server.url}/{name}" for name in names]}


def paths_of(crawled: Crawled) -> dict[str, str]:
    """Return outcomes by the project's path."""
    return {"/".join(url.split("/")[3:]): outcome for url, outcome in crawled.outcomes.items()}


def asked_of_api(server: GitLabServer) -> dict[str, int]:
    """Return how often each part of the API was asked."""
    counts = dict.fromkeys(("listing", "file", "root", "project", "graphql"), 0)
    for path, count in server.requests.items():
        if path == GRAPHQL:
            counts["graphql"] += count
        elif path.startswith(API):
            is_file, is_listing = "/repository/files/" in path, path.endswith("/projects")
            is_root = path.endswith("/repository/tree")
            part = "root" if is_root else "file" if is_file else "listing" if is_listing else "project"
            counts[part] += count
    return {part: count for part, count in counts.items() if count}


@pytest.fixture(params=["graphql", "rest"])
def either(request, gitlab):
    """Return an instance that answers GraphQL, and one that does not."""
    gitlab.complexity = 100 if request.param == "graphql" else 0
    return gitlab


def test_a_file_comes_with_what_the_host_says(crawl, either):
    upstream = either.add("upstream/register", {"publiccode.yml": text("upstream")})
    files = {"publiccode.yml": text(), "docs/x": "x", "README.md": "x"}
    either.add("stadt/it/deep/er/register", files, branch="feature/trunk", parent=upstream, archived=True)
    either.add("stadt/other", {"README.md": "x"})
    crawled = crawl(org(either, "stadt"), code=0)
    record = crawled.records[f"{either.url}/stadt/it/deep/er/register"]
    assert (record.outcome, record.text, record.host) == ("found", text(), "gitlab")
    assert record.host_id == f"127.0.0.1:{either.port}#202"
    assert (record.default_branch, record.archived) == ("feature/trunk", True)
    assert record.fork_of == f"{either.url}/upstream/register"
    assert record.raw_url == f"{record.repository}/-/raw/feature/trunk/publiccode.yml"
    assert record.commit == record.activity.head == either.projects[1].commit
    assert record.root == (("README.md", "docs", "publiccode.yml") if either.complexity else None)
    assert paths_of(crawled)["stadt/other"] == "absent"


def test_paging_goes_to_the_end_whatever_the_instance_sends(crawl, gitlab):
    gitlab.page_size = 4
    for number in range(11):
        gitlab.add(f"stadt/r{number}", git=False, files={"README": "x"})
    expected = {f"stadt/r{number}": "absent" for number in range(11)}
    for links in (True, False):
        gitlab.links = links
        gitlab.forget()
        assert paths_of(crawl(org(gitlab, "stadt"), code=0)) == expected
        assert gitlab.requests[GROUP] == 3
        assert paths_of(crawl(GITLAB | {"instances": [gitlab.url]}, code=0)) == expected
        # Without links only a page that brings nothing tells the end: for what is archived the first does.
        assert gitlab.requests[f"{API}/projects"] == (4 if links else 5)


def test_a_first_night_costs_at_most_a_request_a_project_and_a_quiet_one_only_the_listing(crawl, either):
    either.page_size = 10
    projects = [
        either.add(f"stadt/r{number}", {"publiccode.yml": text(f"r{number}")}) for number in range(14)
    ]
    either.add("stadt/absent", {"README": "x"})
    either.add("stadt/empty")
    first = crawl(org(either, "stadt"), code=0)
    assert first.report.repositories == {"absent": 1, "empty": 1, "found": 14}
    if either.complexity:
        assert asked_of_api(either) == {"listing": 2, "graphql": 2}
    else:
        assert asked_of_api(either) == {"listing": 2, "file": 15, "graphql": 1}

    either.forget()
    second = crawl(org(either, "stadt"), after=first, code=0)
    assert second.report.repositories == {"empty": 1, "unchanged": 15}
    assert sum(either.requests.values()) == 2

    either.push(projects[3], Commit({"publiccode.yml": text("new")}, NOON + DAY))
    either.push(projects[4], Commit({"README": "new"}, NOON + DAY))
    projects[5].active += DAY  # somebody wrote a comment
    either.forget()
    third = crawl(org(either, "stadt"), after=second, code=0)
    assert [path for path, outcome in paths_of(third).items() if outcome == "found"] == ["stadt/r3"]
    pushed = third.records[f"{either.url}/stadt/r4"]
    assert (pushed.outcome, pushed.activity.commits) == ("unchanged", 2)
    assert asked_of_api(either) == (
        {"listing": 2, "graphql": 1}
        if either.complexity
        else {"listing": 2, "file": 3, "root": 2, "graphql": 1}
    )
    assert pushed.root == ("README", "publiccode.yml")
    # Where the head did not move, the history is not read again.
    assert {path for path in either.requests if path.endswith("info/refs")} == {
        "/stadt/r3.git/info/refs",
        "/stadt/r4.git/info/refs",
    }
    either.forget()
    fourth = crawl(org(either, "stadt"), after=third, code=0)
    assert fourth.report.repositories == {"empty": 1, "unchanged": 15}
    assert sum(either.requests.values()) == 2


def test_a_push_that_does_not_move_the_last_activity_is_seen_the_next_night(crawl, gitlab):
    quiet = gitlab.add("stadt/quiet", {"publiccode.yml": text("quiet")})
    busy = gitlab.add("stadt/busy", {"publiccode.yml": text("busy")}, active=int(time.time()) - 600)
    first = crawl(org(gitlab, "stadt"), code=0)
    # Within the hour after the last activity GitLab does not write down another one.
    gitlab.push(busy, Commit({"publiccode.yml": text("busier")}, NOON + DAY), moves_activity=False)
    gitlab.forget()
    second = crawl(org(gitlab, "stadt"), after=first, code=0)
    assert paths_of(second) == {quiet.path: "unchanged", busy.path: "found"}


def test_another_default_branch_is_another_file(crawl, gitlab):
    project = gitlab.add("stadt/a", {"publiccode.yml": text("old")})
    gitlab.add("stadt/b", {"publiccode.yml": text("b")})
    first = crawl(org(gitlab, "stadt"), code=0)
    project.branch, project.files = "next", {"publiccode.yml": text("next")}
    second = crawl(org(gitlab, "stadt"), after=first, code=0)
    assert paths_of(second) == {"stadt/a": "found", "stadt/b": "unchanged"}


def test_an_instance_a_user_and_single_projects_are_sources_too(crawl, gitlab):
    gitlab.page_size = 2
    for path in ("stadt/a", "stadt/b/c", "land/d", "land/old"):
        gitlab.add(path, {"publiccode.yml": text()}, archived=path == "land/old")
    gitlab.users.add("ada")
    gitlab.add("ada/own", {"publiccode.yml": text()})
    gitlab.add("ada/done", {"publiccode.yml": text()}, archived=True)
    gitlab.add("land/hidden", {"publiccode.yml": text()}, visibility="internal")
    public = ["stadt/a", "stadt/b/c", "land/d", "land/old", "ada/own", "ada/done"]
    instance = crawl(GITLAB | {"instances": [gitlab.url]}, code=0)
    assert paths_of(instance) == dict.fromkeys(public, "found")
    archived = {
        record.repository.rpartition("/")[2] for record in instance.records.values() if record.archived
    }
    assert archived == {"old", "done"}
    assert {record.archived for record in instance.records.values()} == {True, False}

    user = crawl(org(gitlab, "ada"), code=0)
    assert paths_of(user) == {"ada/own": "found", "ada/done": "found"}
    states = {url.rpartition("/")[2]: record.archived for url, record in user.records.items()}
    assert states == {"own": False, "done": True}

    urls = [f"{gitlab.url}/stadt/b/c.git/", f"{gitlab.url}/land/nothing", f"{gitlab.url}/stadt/a/-/tree/main"]
    single = crawl(GITLAB | {"repos": urls}, code=3)
    assert paths_of(single) == {"stadt/b/c": "found", "land/nothing": "gone", "stadt/a": "found"}
    assert single.records[f"{gitlab.url}/stadt/a"].host_license == "EUPL-1.2"


def test_a_token_shows_private_projects_and_none_is_read(crawl, gitlab):
    gitlab.add("stadt/open", {"publiccode.yml": text("open")})
    gitlab.add("stadt/inside", {"publiccode.yml": text("inside")}, visibility="internal")
    gitlab.add("stadt/members", {"publiccode.yml": text("members")}, access="private")
    gitlab.add("stadt/open2", {"publiccode.yml": text("open2")})
    gitlab.token = crawl.environment[f"RIUSO_TOKEN_127_0_0_1_{gitlab.port}"] = "t0ken-of-the-operator"
    crawled = crawl(org(gitlab, "stadt"), code=0)
    assert paths_of(crawled) == {
        "stadt/open": "found",
        "stadt/inside": "private",
        "stadt/members": "private",
        "stadt/open2": "found",
    }
    asked = [one for one in gitlab.asked if one.path.startswith("/api")]
    assert all(one.headers["authorization"] == f"Bearer {gitlab.token}" for one in asked)
    for file in crawled.directory.iterdir():
        assert gitlab.token not in file.read_text()


def test_a_renamed_project_keeps_its_id_and_its_old_name_as_alias(crawl, gitlab):
    listed = gitlab.add("stadt/old", {"publiccode.yml": text()})
    single = gitlab.add("land/old", {"publiccode.yml": text()})
    source = org(gitlab, "stadt") | {"repos": [f"{gitlab.url}/land/old"]}
    first = crawl(source, code=0)
    gitlab.rename(listed, "stadt/sub/new")
    gitlab.rename(single, "bund/new")
    second = crawl(source, after=first, code=0)
    for path, old_path in (("stadt/sub/new", "stadt/old"), ("bund/new", "land/old")):
        old, new = first.records[f"{gitlab.url}/{old_path}"], second.records[f"{gitlab.url}/{path}"]
        assert (new.outcome, new.host_id, new.aliases) == ("unchanged", old.host_id, (old.repository,))


def test_batches_are_halved_until_the_instance_takes_them(crawl, gitlab):
    gitlab.complexity = 8
    for number in range(30):
        gitlab.add(f"stadt/r{number}", {"README": "x"}, git=False)
    crawled = crawl(org(gitlab, "stadt"), code=0)
    assert crawled.report.repositories == {"absent": 30}
    # 30, 15 and 15, 7: refused as long as they are over 8.
    assert asked_of_api(gitlab)["graphql"] <= 1 + 2 + 6
    assert "file" not in asked_of_api(gitlab)
    gitlab.complexity = -1
    gitlab.forget()
    crawled = crawl(org(gitlab, "stadt"), code=0)
    assert crawled.report.repositories == {"absent": 30}
    assert asked_of_api(gitlab)["file"] == 30


def test_what_graphql_does_not_give_as_committed_is_asked_for(crawl, gitlab):
    latin = text("latin").replace("Somebody", "Jos\u00e9").encode("latin-1")
    gitlab.add("stadt/latin", {"publiccode.yml": latin})
    gitlab.add("stadt/binary", {"publiccode.yml": b"\x00\x01"})
    gitlab.add("stadt/large", {"publiccode.yml": "# " + "x" * (1024 * 1024)})
    gitlab.add("stadt/link", {"publiccode.yml": "elsewhere"}, links={"publiccode.yml"})
    gitlab.add("stadt/other", {"publiccode.yaml": text("other")})
    gitlab.add("stadt/good", {"publiccode.yml": text("good")})
    crawled = crawl(org(gitlab, "stadt"), code=0)
    assert paths_of(crawled) == {
        "stadt/latin": "not-text",
        "stadt/binary": "not-text",
        "stadt/large": "too-large",
        "stadt/link": "not-text",
        "stadt/other": "found",
        "stadt/good": "found",
    }
    assert crawled.records[f"{gitlab.url}/stadt/other"].path == "publiccode.yaml"
    assert asked_of_api(gitlab)["file"] == 2


def test_a_graphql_that_fails_costs_nothing_but_requests(crawl, gitlab):
    for name in ("a", "b", "c"):
        gitlab.add(f"stadt/{name}", {"publiccode.yml": text(name)})
    for fault in (
        Fault(how="reset"),
        Fault(Answer(200, b'{"errors": [{"message": "Field \'rawTextBlob\' doesn\'t exist on type"}]}')),
        Fault(Answer(200, b'{"data": {"projects": {"nodes": [null, {"id": "gid://gitlab/Project/201"}]}}}')),
    ):
        gitlab.faults[GRAPHQL] = fault
        crawled = crawl(org(gitlab, "stadt"), code=0)
        assert paths_of(crawled) == dict.fromkeys(("stadt/a", "stadt/b", "stadt/c"), "found")


def test_a_listing_that_fails_says_why_and_the_others_complete(crawl, gitlab):
    gitlab.add("land/good", {"publiccode.yml": text()})
    listing = {"html": b"<html>", "wrong": b'[{"id": 1, "path_with_namespace": "../../etc"}]'}
    for name, body in listing.items():
        gitlab.faults[f"{API}/groups/{name}/"] = Fault(Answer(200, body))
    gitlab.faults[f"{API}/groups/reset/"] = Fault(how="reset")
    crawled = crawl(org(gitlab, "land", "nobody", "html", "wrong", "reset"), code=3)
    good, nobody, html, wrong, reset = failures(crawled)
    assert good == ""
    assert "nothing there" in nobody
    assert "not GitLab's" in html
    assert "no path of a project" in wrong
    assert "page 1 of the listing" in reset


def test_a_token_does_not_leave_its_host(crawl, gitlab, tmp_path):
    with GitLabServer(tmp_path / "other") as other:
        other.add("stadt/a", {"publiccode.yml": text()})
        away = other.url.replace("127.0.0.1", "localhost")
        where = f"{away}{GROUP}?include_subgroups=true&order_by=id&sort=asc&per_page=9"
        gitlab.faults[GROUP] = Fault(Answer(302, headers={"Location": where}))
        crawl.environment[f"RIUSO_TOKEN_127_0_0_1_{gitlab.port}"] = "secret"
        crawled = crawl(org(gitlab, "stadt"), GITLAB | {"repos": [f"{away}/stadt/a"]}, code=3)
        assert f"the account is now at {away}" in failures(crawled)[0]
        assert any("authorization" in asked.headers for asked in gitlab.asked)
        assert other.asked
        assert not any("authorization" in asked.headers for asked in other.asked)


def test_1200_projects_of_one_group_are_listed_in_twelve_pages(crawl, gitlab):
    for number in range(1200):
        gitlab.add(f"stadt/team{number % 7}/r{number}", {"README": "x"}, git=False)
    first = crawl(org(gitlab, "stadt"), code=0)
    assert first.report.repositories == {"absent": 1200}
    (requests,) = first.report.requests.values()
    assert (requests.limit, requests.remaining) == (500, 400)
    assert asked_of_api(gitlab) == {"listing": 12, "graphql": 24}
    gitlab.forget()
    second = crawl(org(gitlab, "stadt"), after=first, code=0)
    assert second.report.repositories == {"unchanged": 1200}
    assert asked_of_api(gitlab) == {"listing": 12}
