from __future__ import annotations

from typing import Any

import pytest

from tests.crawler.conftest import text
from tests.crawler.crawling import Crawled, failures
from tests.hosts.git_http import GitServer
from tests.hosts.repositories import DAY, NOON, Commit, Files, add_commit, head, make_repository
from tests.hosts.server import Answer, Fault

GIT = {"host": "git"}
PAST = [
    Commit({"README": "1"}, NOON, "ada@code.example"),
    Commit({"README": "2"}, NOON + 300 * DAY, "Ada@code.example"),
    Commit({"SIDE": "1", "README": "3"}, NOON + 500 * DAY, "bob@code.example"),
    Commit({"publiccode.yml": text()}, NOON + 510 * DAY, "ada@code.example", merges=[1]),
]


def repos(server: GitServer, *names: str) -> dict[str, Any]:
    return GIT | {"repos": [f"{server.url}/{name}.git" for name in names]}


def by_name(crawled: Crawled) -> dict[str, Any]:
    return {url.rpartition("/")[2]: record for url, record in crawled.records.items()}


def test_a_repository_is_found_with_its_root_and_its_activity(crawl, git_server):
    path = make_repository(git_server.root / "a.git", commits=PAST, branch="trunk", tags={"v1": 0, "v2": 2})
    record = crawl(repos(git_server, "a"), code=0).record
    assert (record.outcome, record.text, record.path) == ("found", text(), "publiccode.yml")
    assert record.repository == f"{git_server.url}/a"
    assert (record.default_branch, record.commit) == ("trunk", head(path))
    assert record.root == ("README", "SIDE", "publiccode.yml")
    activity = record.activity
    assert (activity.head, activity.commits, activity.merges) == (head(path), 4, 1)
    assert (activity.authors, activity.authors_12m, activity.commits_12m) == (2, 2, 3)
    assert (activity.first_commit, activity.last_commit) == ("2023-11-14T22:13:20Z", "2025-04-07T22:13:20Z")
    assert (activity.releases, activity.last_release) == (2, "2025-03-28T22:13:20Z")
    assert activity.months == (0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1)
    assert (activity.shares, activity.releases_12m) == ((2, 1), 1)
    assert not activity.truncated


def test_nobody_is_named_and_nothing_but_the_file_is_fetched(crawl, git_server):
    noise = bytes(range(256)) * 4096
    folders: Files = {f"src/folder{number}/file": f"{number}" for number in range(2000)}
    files: Files = {"publiccode.yml": text(), "large.bin": noise, "deep/code.bin": noise[::-1], **folders}
    make_repository(git_server.root / "a.git", files)
    crawled = crawl(repos(git_server, "a"))
    harvest = (crawled.directory / "harvest.jsonl").read_text()
    assert "ada@code.example" not in harvest
    assert crawled.record.root == ("deep", "large.bin", "publiccode.yml", "src")
    assert git_server.sent < 20_000


def test_an_unchanged_repository_costs_one_exchange_and_a_moved_head_brings_what_changed(crawl, git_server):
    names = [f"r{number}" for number in range(12)]
    for name in names:
        make_repository(git_server.root / f"{name}.git", {"publiccode.yml": text(name)})
    make_repository(git_server.root / "absent.git", {"README": "x"})
    make_repository(git_server.root / "empty.git")
    source = repos(git_server, *names, "absent", "empty")
    first = crawl(source, code=0)
    assert first.report.repositories == {"absent": 1, "empty": 1, "found": 12}
    assert by_name(first)["absent"].activity is None

    git_server.forget()
    second = crawl(source, after=first, code=0)
    assert second.report.repositories == {"empty": 1, "unchanged": 13}
    assert set(git_server.exchanges.values()) == {1}
    (requests,) = second.report.requests.values()
    assert (requests.total, requests.not_modified, requests.errors) == (14, 13, 0)

    add_commit(git_server.root / "r1.git", Commit({"publiccode.yml": text("new")}))
    new_head = add_commit(git_server.root / "r2.git", Commit({"README": "new"}))
    third = by_name(crawl(source, after=second, code=0))
    assert {name for name, record in third.items() if record.outcome == "found"} == {"r1"}
    assert third["r1"].text == text("new")
    assert (third["r2"].outcome, third["r2"].commit, third["r2"].activity.commits) == (
        "unchanged",
        new_head,
        2,
    )


def test_each_thing_that_can_be_wrong_has_its_outcome(crawl, git_server):
    make: dict[str, Files] = {
        "binary": {"publiccode.yml": b"\xff\xfe\x00"},
        "large": {"publiccode.yml": b"#" * 10_000_000},
        "other-spelling": {"publiccode.yaml": text()},
        "folder": {"publiccode.yml/inner": "x"},
        "deep": {"docs/publiccode.yml": text()},
    }
    for name, files in make.items():
        make_repository(git_server.root / f"{name}.git", files)
    make_repository(
        git_server.root / "link.git", commits=[Commit(links={"publiccode.yml": "../../../../etc/passwd"})]
    )
    statuses = {"login": 401, "forbidden": 403, "removed": 410, "broken": 500, "dumb": 200}
    for name, status in statuses.items():
        git_server.faults[f"/{name}.git"] = Fault(Answer(status, b"<html>no git here</html>"))
    git_server.faults["/reset.git"] = Fault(how="reset")
    crawled = crawl(repos(git_server, *make, *statuses, "link", "reset", "nowhere"), code=3)
    assert {name: record.outcome.value for name, record in by_name(crawled).items()} == {
        "binary": "not-text",
        "large": "too-large",
        "other-spelling": "found",
        "folder": "not-text",
        "deep": "absent",
        "link": "not-text",
        "login": "private",
        "forbidden": "forbidden",
        "removed": "gone",
        "broken": "host-error",
        "dumb": "host-error",
        "reset": "unreachable",
        "nowhere": "gone",
    }
    assert by_name(crawled)["link"].detail == "publiccode.yml is a symbolic link"
    assert by_name(crawled)["other-spelling"].path == "publiccode.yaml"
    # What may go better another time was tried again.
    assert git_server.requests["/broken.git/info/refs"] == 3
    assert git_server.requests["/forbidden.git/info/refs"] == 1


@pytest.mark.parametrize(
    ("configuration", "has_activity"),
    [
        ({"uploadpackfilter.tree.maxDepth": "0"}, True),
        ({"uploadpack.allowFilter": "false"}, False),
        ({"uploadpack.allowAnySHA1InWant": "false", "protocol.version": "0"}, True),
    ],
)
def test_servers_that_can_do_less_are_read_all_the_same(crawl, tmp_path, configuration, has_activity):
    make_repository(tmp_path / "less" / "a.git", commits=PAST)
    with GitServer(tmp_path / "less", configuration) as server:
        record = crawl(repos(server, "a"), code=0).record
    assert (record.outcome, record.text) == ("found", text())
    assert (record.activity is not None) is has_activity
    assert record.root == ("README", "SIDE", "publiccode.yml")


def test_a_renamed_repository_is_followed_on_its_host_only(crawl, git_server, tmp_path):
    make_repository(git_server.root / "new.git", {"publiccode.yml": text()})
    git_server.moved["/old.git"] = f"{git_server.url}/new.git"
    with GitServer(git_server.root) as other:
        git_server.moved["/away.git"] = other.url.replace("127.0.0.1", "localhost") + "/new.git"
        git_server.moved["/inside.git"] = "http://169.254.169.254/latest.git"
        git_server.moved["/circle.git"] = f"{git_server.url}/circle.git"
        crawled = crawl(
            repos(git_server, "old", "away", "inside", "circle"),
            GIT | {"repos": [other.url.replace("127.0.0.1", "localhost") + "/elsewhere.git"]},
            code=3,
        )
    records = by_name(crawled)
    assert (records["new"].outcome, records["new"].aliases) == ("found", (f"{git_server.url}/old",))
    assert records["new"].source == f"{git_server.url}/old.git"
    assert records["away"].outcome == "moved"
    assert "localhost" in records["away"].detail
    assert (records["inside"].outcome, "no public address" in records["inside"].detail) == (
        "host-error",
        True,
    )
    assert records["circle"].outcome == "host-error"


def test_one_repository_under_two_names_is_looked_at_once(crawl, git_server):
    make_repository(git_server.root / "a.git", {"publiccode.yml": text()})
    git_server.moved["/old.git"] = f"{git_server.url}/a.git"
    crawled = crawl(repos(git_server, "a"), repos(git_server, "A", "old"), code=0)
    assert crawled.outcomes == {f"{git_server.url}/a": "found", f"{git_server.url}/old": "moved"}
    assert crawled.records[f"{git_server.url}/a"].publisher.id == "p0"


def test_riuso_says_who_asks(crawl, git_server):
    make_repository(git_server.root / "a.git", {"publiccode.yml": text()})
    crawl(repos(git_server, "a"))
    agents = {asked.headers["user-agent"] for asked in git_server.asked}
    assert len(agents) == 1
    assert agents.pop().startswith("riuso/")


def test_a_host_that_is_down_costs_little_and_says_so(crawl, git_server):
    make_repository(git_server.root / "a.git", {"publiccode.yml": text()})
    dead = [f"http://localhost:9/r{number}.git" for number in range(20)]
    crawled = crawl(repos(git_server, "a"), GIT | {"repos": dead}, code=3)
    assert crawled.report.repositories == {"found": 1, "unreachable": 20}
    assert crawled.report.requests["localhost:9"].total < 30  # not 60: three tries each
    assert all("unreachable" in failure for failure in failures(crawled) if failure)


@pytest.mark.corpus
@pytest.mark.slow
def test_real_files_are_read_over_http(crawl, shared, git_server):
    """Every sixth by size, the largest among them: each takes a dozen processes of git.

    All are read from a directory in ``test_directory``, by the same pipelines.
    """
    files = sorted((shared / "corpus" / "files").glob("*.yml"), key=lambda file: file.stat().st_size)[::-6]
    texts = {file.stem.replace("+", "/", 1): file.read_bytes() for file in files}
    for name, content in texts.items():
        make_repository(git_server.root / f"{name}.git", {"publiccode.yml": content})
    first = crawl(repos(git_server, *texts), code=0)
    assert first.report.repositories == {"found": len(files)} == {"found": 30}
    assert {url: record.text.encode() for url, record in first.records.items()} == {
        f"{git_server.url}/{name}": content for name, content in texts.items()
    }
    assert all(record.activity.commits == 1 for record in first.records.values())
    git_server.forget()
    second = crawl(repos(git_server, *texts), after=first, code=0)
    assert second.report.repositories == {"unchanged": 30}
    assert (len(git_server.exchanges), set(git_server.exchanges.values())) == (30, {1})
