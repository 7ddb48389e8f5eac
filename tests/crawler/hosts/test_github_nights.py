"""What GitHub is asked, counted by the server, on the first night and on later ones."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tests.crawler.conftest import text
from tests.crawler.crawling import failures
from tests.crawler.hosts.test_github import GITHUB, names_of, org, repos, with_token
from tests.hosts.github import GRAPHQL, REST, GitHubServer, RawServer
from tests.hosts.github_graphql import TypedError
from tests.hosts.lists import ListServer
from tests.hosts.repositories import DAY
from tests.hosts.server import Answer, Fault

__all__ = ["with_token"]

MANY, WITH_FILE = 1000, 400


def fill(server: GitHubServer, count: int, with_file: int) -> None:
    """Give an account repositories that exist in the APIs alone, the first of them with the file."""
    for number in range(count):
        files = {"README.md": f"# {number}"}
        if number < with_file:
            files["publiccode.yml"] = text(f"r{number}")
        server.add(f"comune/r{number}", files, real=False)


def test_a_thousand_repositories_cost_twelve_requests_and_no_text_is_sent_twice(crawl, with_token):
    server = with_token
    crawl.environment["WITHOUT_HISTORY"] = "the politeness of five hundred git exchanges takes a minute"
    fill(server, MANY, WITH_FILE)
    first = crawl(org(server, "comune"), code=0)
    assert first.report.repositories == {"absent": MANY - WITH_FILE, "found": WITH_FILE}
    assert server.api_requests <= 12
    assert sum(server.texts.values()) == len(server.texts) == WITH_FILE

    server.forget()
    quiet = crawl(org(server, "comune"), after=first, code=0)
    assert quiet.report.repositories == {"unchanged": MANY}
    assert sum(server.requests.values()) <= 12
    assert sum(server.texts.values()) == WITH_FILE

    server.forget()
    for number in range(0, 300, 3):
        server.push(server.projects[number], {"publiccode.yml": text(f"new{number}")}, real=False)
    for number in range(1, 120, 3):
        server.push(server.projects[number], {"README.md": "new", "SECURITY.md": "new"}, real=False)
    server.push(server.projects[-1], {"CHANGELOG.md": "new"}, real=False)
    busy = crawl(org(server, "comune"), after=quiet, code=0)
    assert busy.report.repositories == {"absent": 1, "found": 100, "unchanged": MANY - 101}
    assert server.api_requests <= 12
    assert sum(server.texts.values()) == WITH_FILE + 100
    pushed = busy.records[f"{server.url}/comune/r1"]
    assert (pushed.outcome, pushed.root) == ("unchanged", ("README.md", "SECURITY.md", "publiccode.yml"))


def test_twelve_hundred_repositories_of_one_account_are_all_seen_by_either_api(crawl, with_token):
    server = with_token
    fill(server, 1200, 0)
    first = crawl(org(server, "comune"), code=0)
    assert first.report.repositories == {"absent": 1200}
    crawl.environment.clear()
    second = crawl(org(server, "comune"), after=first, code=0)
    assert second.report.repositories == {"unchanged": 1200}
    assert server.requests == {GRAPHQL: 12, f"{REST}/orgs/comune/repos": 12}


def test_without_a_token_a_quiet_night_costs_the_listing_and_a_push_one_request(crawl, github):
    projects = [
        github.add(f"comune/r{number}", {"publiccode.yml": text(f"r{number}")}) for number in range(4)
    ]
    github.add("comune/other", {"publiccode.yaml": text("other")})
    first = crawl(org(github, "comune"), code=0)
    assert first.report.repositories == {"absent": 1, "found": 4}
    assert github.api_requests == 1 + 5
    github.forget()
    second = crawl(org(github, "comune"), after=first, code=0)
    assert second.report.repositories == {"unchanged": 5}
    assert sum(github.requests.values()) == 1

    github.push(projects[0], {"publiccode.yml": text("new")})
    github.push(projects[1], {"README.md": "new"})
    github.push(projects[2], {"publiccode.yml": None, "publiccode.yaml": text("r2")})
    github.push(projects[3], {"publiccode.yml": None})
    github.forget()
    third = crawl(org(github, "comune"), after=second, code=0)
    assert {name: outcome for name, outcome in names_of(third).items() if name != "comune/other"} == {
        "comune/r0": "found",
        "comune/r1": "unchanged",
        "comune/r2": "unchanged",
        "comune/r3": "absent",
    }
    (requests,) = third.report.requests.values()
    assert requests.not_modified == 2
    assert github.api_requests == 1 + 4 + 2 + 3  # the last: names in root folders


def test_a_token_that_comes_or_goes_renames_nothing_and_fetches_nothing_anew(crawl, github):
    names = ("comune/a", "comune/b")
    projects = [github.add(name, {"publiccode.yml": text(name[-1])}) for name in names]
    github.add("comune/absent", {"README.md": "x"})
    first = crawl(org(github, "comune"), code=0)
    github.tokens.add("token")
    crawl.environment[f"RIUSO_TOKEN_127_0_0_1_{github.port}"] = "token"
    github.texts.clear()
    second = crawl(org(github, "comune"), after=first, code=0)
    assert names_of(second) == {"comune/a": "unchanged", "comune/b": "unchanged", "comune/absent": "absent"}
    del crawl.environment[f"RIUSO_TOKEN_127_0_0_1_{github.port}"]
    third = crawl(org(github, "comune"), after=second, code=0)
    assert set(names_of(third).values()) == {"unchanged"}
    assert not github.texts
    ids = [{record.host_id for record in night.records.values()} for night in (first, second, third)]
    assert ids[0] == ids[1] == ids[2]
    assert {record.commit for record in third.records.values()} >= {one.head for one in projects}


def test_what_was_pushed_a_minute_ago_is_asked_for_again_for_the_raw_host_may_lag(
    crawl, github_com, environment_of_github_com
):
    crawl.environment.update(environment_of_github_com)
    web, raw = github_com
    project = web.add("comune/new", {"publiccode.yml": text()}, pushed=int(time.time()) - 60)
    first = crawl(org(web, "comune"), code=0)
    assert first.record.validators.updated_at is None
    again = crawl(org(web, "comune"), after=first, code=0)
    assert (again.record.outcome, raw.requests["/comune/new/HEAD/publiccode.yml"]) == ("unchanged", 2)
    project.pushed -= DAY
    settled = crawl(org(web, "comune"), after=again, code=0)
    assert settled.record.validators.updated_at == project.pushed_at
    assert raw.requests["/comune/new/HEAD/publiccode.yml"] == 3
    quiet = crawl(org(web, "comune"), after=settled, code=0)
    assert (quiet.record.outcome, raw.requests["/comune/new/HEAD/publiccode.yml"]) == ("unchanged", 3)
    assert sum(web.texts.values()) == 1


def test_single_repositories_are_asked_for_a_hundred_at_once(crawl, with_token):
    server = with_token
    fill(server, 130, 9)
    wanted = repos(server, *(f"comune/r{number}" for number in range(130)))
    first = crawl(wanted, GITHUB | {"repos": [f"{server.url}/stadt/gone"]}, code=3)
    assert first.report.repositories == {"absent": 121, "found": 9, "gone": 1}
    assert server.requests[GRAPHQL] == 2 + 1, (
        "facts of a hundred at once, then the texts of those with a file"
    )
    server.push(server.projects[7], {"publiccode.yml": text("new")}, real=False)
    server.forget()
    second = crawl(wanted, after=first, code=0)
    assert second.report.repositories == {"found": 1, "unchanged": 129}
    assert server.api_requests == 3
    assert sum(server.texts.values()) == 10


def test_what_a_list_names_on_github_is_asked_for_together(crawl, with_token, tmp_path):
    server = with_token
    fill(server, 120, 3)
    names = [f"{server.url}/comune/r{number}" for number in range(120)]
    (tmp_path / "list.txt").write_text("\n".join([*names, f"{server.url}/stadt/gone"]))
    with ListServer() as lists:
        lists.documents["/more.txt"] = "\n".join(names[:110]).encode()
        crawled = crawl(
            {"lists": [{"url": (tmp_path / "list.txt").as_uri(), "host": "github"}], "country": "IT"},
            {"lists": [{"url": f"{lists.url}/more.txt", "host": "github"}], "country": "IT"},
            code=0,
        )
    assert crawled.report.repositories == {"absent": 117, "found": 3, "gone": 1}
    assert server.requests[GRAPHQL] == 2 + 1


def test_a_renamed_repository_keeps_its_id_and_its_old_name_as_alias(crawl, github):
    for token in ("", "token"):
        github.tokens.add("token")
        crawl.environment[f"RIUSO_TOKEN_127_0_0_1_{github.port}"] = token
        suffix = f"-{token}"
        listed = github.add(f"comune/old{suffix}", {"publiccode.yml": text()})
        single = github.add(f"stadt/old{suffix}", {"publiccode.yml": text()})
        source = org(github, "comune") | {"repos": [f"{github.url}/stadt/old{suffix}"]}
        first = crawl(source, code=0)
        github.rename(listed, f"comune/new{suffix}")
        github.rename(single, f"land/new{suffix}")
        taken = github.add(f"comune/old{suffix}", {"publiccode.yml": text("another")})
        second = crawl(source, after=first, code=0)
        for owner, old_owner in (("comune", "comune"), ("land", "stadt")):
            old = first.records[f"{github.url}/{old_owner}/old{suffix}"]
            new = second.records[f"{github.url}/{owner}/new{suffix}"]
            assert (new.outcome, new.host_id, new.aliases) == ("unchanged", old.host_id, (old.repository,))
        another = second.records[f"{github.url}/comune/old{suffix}"]
        assert (another.outcome, another.host_id) == ("found", f"127.0.0.1:{github.port}#{taken.id}")


def test_further_files_of_a_repository_are_read_with_a_token_too(crawl, with_token):
    server = with_token
    files = {"publiccode.yml": text("root"), "apps/one/publiccode.yml": text("one")}
    project = server.add("comune/mono", files)
    named = ["apps/one/publiccode.yml", "apps/two/publiccode.yml"]
    source = GITHUB | {"repos": [{"url": f"{server.url}/comune/mono", "files": named}]}
    first = crawl(source, code=0)
    assert {record.path: record.outcome.value for record in first.records.values()} == {
        "publiccode.yml": "found",
        "apps/one/publiccode.yml": "found",
        "apps/two/publiccode.yml": "absent",
    }
    server.forget()
    assert crawl(source, after=first, code=0).report.repositories == {"unchanged": 3}
    assert sum(server.requests.values()) == 1
    server.push(project, {"apps/two/publiccode.yml": text("two")})
    assert crawl(source, after=first, code=0).report.repositories == {"found": 1, "unchanged": 2}


def limited(server: GitHubServer, **left: int) -> None:
    server.budgets = {"core": 5000, "graphql": 5000, **left}


def test_the_budget_left_is_in_the_report(crawl, with_token):
    server = with_token
    server.add("comune/a", {"README.md": "x"})
    limited(server, graphql=4000)
    (requests,) = crawl(org(server, "comune"), code=0).report.requests.values()
    assert (requests.limit, requests.remaining) == (5000, 3999)
    assert requests.resets == time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(server.resets))


@pytest.mark.parametrize("budget", ["graphql", "core"])
def test_a_limit_that_is_used_up_for_long_leaves_the_rest_for_another_night(crawl, github, budget):
    if budget == "graphql":
        github.tokens.add("token")
        crawl.environment[f"RIUSO_TOKEN_127_0_0_1_{github.port}"] = "token"
    fill(github, 250, 0)
    limited(github, **{budget: 1})
    crawled = crawl(org(github, "comune"), code=4)
    assert github.api_requests == 1, "the answer says that nothing is left: there is no second request"
    assert crawled.report.repositories == ({"absent": 100} if budget == "graphql" else {"rate-limited": 100})
    assert "left for the next run" in failures(crawled)[0]


def test_a_limit_that_ends_soon_is_waited_for(crawl, with_token):
    server = with_token
    fill(server, 250, 0)
    limited(server, graphql=2)
    true_answer = server.answer

    def renewing(asked: Any) -> Answer:
        if server.budgets["graphql"] > 0:
            # Counted from the answer that says that nothing is left: how long the others take tells nothing.
            server.resets = int(time.time()) + 4
        elif time.time() >= server.resets:
            limited(server)
        answer: Answer = true_answer(asked)
        return answer

    server.answer = renewing
    crawled = crawl(org(server, "comune"), code=0)
    assert crawled.report.repositories == {"absent": 250}
    (requests,) = crawled.report.requests.values()
    assert requests.waited_s > 0.5
    assert server.api_requests == 3


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, b'{"errors": [{"type": "RATE_LIMITED", "message": "x"}]}', {"Retry-After": "1"}),
        Answer(403, b'{"message": "You have exceeded a secondary rate limit."}', {"Retry-After": "1"}),
        Answer(429, b"", {"Retry-After": "1"}),
    ],
    ids=["inside an answer", "secondary", "too many"],
)
def test_a_refusal_that_names_a_short_wait_is_obeyed(crawl, with_token, answer):
    server = with_token
    server.add("comune/a", {"README.md": "x"})
    server.faults[GRAPHQL] = Fault(answer, times=1)
    crawled = crawl(org(server, "comune"), code=0)
    assert crawled.report.repositories == {"absent": 1}
    first, second = [asked.at for asked in server.asked]
    assert second - first > 0.9


def test_a_query_that_is_too_much_for_the_host_is_asked_in_smaller_parts(crawl, with_token):
    server = with_token
    fill(server, 60, 8)
    server.most_at_once = 25
    first = crawl(org(server, "comune"), code=0)
    assert first.report.repositories == {"absent": 52, "found": 8}
    server.most_at_once = 10
    for project in server.projects[:8]:
        server.push(project, {"publiccode.yml": text("new")}, real=False)
    assert crawl(org(server, "comune"), after=first, code=0).report.repositories["found"] == 8
    server.most_at_once = 4
    stuck = crawl(org(server, "comune"), code=4)
    assert "Resource limits for this query exceeded" in failures(stuck)[0]


def test_a_hole_in_an_answer_is_no_absence(crawl, with_token):
    server = with_token
    for name in ("good", "torn", "hole"):
        server.add(f"comune/{name}", {"publiccode.yml": text(name)})
    broken = TypedError(None, "Something went wrong while executing your query.")
    server.obstacles["comune/torn", "HEAD:publiccode.yml"] = broken
    crawled = crawl(org(server, "comune"), repos(server, "comune/hole"), code=0)
    assert names_of(crawled) == {"comune/good": "found", "comune/torn": "host-error", "comune/hole": "found"}


def test_an_organisation_that_refuses_the_token_is_read_without_it(crawl, with_token):
    server = with_token
    server.add("comune/a", {"publiccode.yml": text()})
    refusal = TypedError("FORBIDDEN", "`comune` forbids access via a personal access token (classic).")
    server.obstacles["comune", "repositoryOwner"] = refusal
    crawled = crawl(org(server, "comune"), code=0)
    assert names_of(crawled) == {"comune/a": "found"}
    public = [asked for asked in server.asked if asked.path.startswith(REST)]
    assert public
    assert not any("authorization" in asked.headers for asked in public)
    assert "forbids access via a personal access token" in crawled.log


def test_an_instance_without_graphql_is_read_by_rest_with_the_token(crawl, with_token):
    server = with_token
    server.add("comune/a", {"publiccode.yml": text()})
    server.add("stadt/b", {"publiccode.yml": text()})
    server.faults[GRAPHQL] = Fault(Answer(404))
    crawled = crawl(org(server, "comune"), repos(server, "stadt/b"), code=0)
    assert names_of(crawled) == {"comune/a": "found", "stadt/b": "found"}


def test_a_token_that_is_not_accepted_is_told_and_says_nothing_about_repositories(crawl, with_token):
    server = with_token
    server.tokens.clear()
    server.add("comune/a", {"publiccode.yml": text()})
    server.add("stadt/b", {"publiccode.yml": text()})
    crawled = crawl(org(server, "comune"), repos(server, "stadt/b"), code=4)
    assert names_of(crawled) == {"stadt/b": "host-error"}
    assert all("does not accept the token" in failure for failure in failures(crawled))


@pytest.fixture
def github_com(github):
    """github.com's two other hosts as servers: the one of the web and the APIs, and the one of raw files."""
    with RawServer(github) as raw:
        yield github, raw


@pytest.fixture
def environment_of_github_com(github_com):
    web, raw = github_com
    return {"GITHUB_COM": f"{web.url} {web.url}{REST} {web.url}{GRAPHQL} {raw.url}"}


def test_a_token_goes_to_the_api_alone_and_into_nothing_that_is_written(
    crawl, github_com, environment_of_github_com
):
    web, raw = github_com
    crawl.environment.update(environment_of_github_com)
    web.truncate_at = 100
    for name in ("comune/long", "stadt/single", "refused/a"):
        web.add(name, {"publiccode.yml": text(name.replace("/", "-"))})
    web.obstacles["refused", "repositoryOwner"] = TypedError("FORBIDDEN", "not with this token")
    token = "ghp_secret-of-the-operator"
    web.tokens.add(token)
    crawl.environment[f"RIUSO_TOKEN_127_0_0_1_{web.port}"] = token
    web.faults[f"{REST}/repos/stadt/single/git"] = Fault(
        Answer(302, headers={"Location": f"{raw.url}/stadt/single/HEAD/publiccode.yml"})
    )
    crawled = crawl(org(web, "comune", "refused"), repos(web, "stadt/single"), code=0)
    assert set(names_of(crawled).values()) == {"found"}
    with_it = {asked.path for asked in web.asked if token in str(asked.headers)}
    assert {path.split("/")[2] for path in with_it} <= {"graphql", "v3"}
    assert raw.asked
    assert not any(token in str(asked.headers) for asked in raw.asked)
    assert not any("refused" in path for path in with_it)
    for file in crawled.directory.iterdir():
        assert token not in file.read_text()
