from __future__ import annotations

import json

import pytest

from tests.crawler.conftest import text
from tests.hosts.gitea import API
from tests.hosts.github import REST
from tests.hosts.repositories import DAY, NOON, Commit
from tests.hosts.server import Answer, Fault

FILES = {"publiccode.yml": text()}


def test_github_without_a_token_is_asked_where_something_was_pushed(crawl, github):
    for name in ("moved", "still", "bare"):
        github.add(f"comune/{name}", FILES if name != "bare" else {"README": "x"})
    source = {"host": "github", "orgs": [f"{github.url}/comune"]}
    first = crawl(source, code=0)
    for name in ("moved", "bare"):
        project = github.find(f"comune/{name}")
        assert project is not None
        github.push(project, {"SECURITY.md": "x"})
    second = crawl(source, after=first, code=0)
    assert not any(record.root for record in first.records.values())
    roots = {url.rpartition("/")[2]: record.root for url, record in second.records.items()}
    assert roots == {"moved": ("SECURITY.md", "publiccode.yml"), "still": None, "bare": None}
    assert sum(count for path, count in github.requests.items() if path.endswith("/contents")) == 1
    assert github.requests[f"{REST}/repos/comune/moved/contents"] == 1


@pytest.mark.parametrize("most", [0, 2])
def test_a_night_asks_for_no_more_than_its_budget(crawl, gitea, most):
    projects = [gitea.add(f"comune/r{number}", FILES) for number in range(4)]
    source = {"host": "gitea", "orgs": [f"{gitea.url}/comune"]}
    first = crawl(source, code=0)
    for project in projects:
        gitea.push(project, Commit({"README": "x"}, NOON + DAY))
    crawl.environment["OPTIONS"] = json.dumps({"roots": most})
    second = crawl(source, after=first, code=0)
    roots = [record.root for record in second.records.values()]
    assert roots.count(None) == 4 - most
    assert roots.count(("README", "publiccode.yml")) == most
    assert sum(count for path, count in gitea.requests.items() if path.endswith("/contents")) == most
    assert all(record.activity.commits == 2 for record in second.records.values())


def test_what_is_no_answer_leaves_the_names_unchecked_and_the_rest_as_it_is(crawl, gitea):
    answers = {
        "forbidden": Fault(Answer(403)),
        "limited": Fault(Answer(503)),
        "reset": Fault(how="reset"),
        "page": Fault(Answer(200, b"<!DOCTYPE html>")),
        "file": Fault(Answer(200, b'{"path": "README"}')),
        "long": Fault(Answer(200, json.dumps([{"path": "x" * 256}]).encode())),
        "many": Fault(Answer(200, json.dumps([{"path": str(one)} for one in range(1000)]).encode())),
        "large": Fault(Answer(200, b" " * 5_000_000 + b"[]")),
        "away": Fault(Answer(302, headers={"Location": "http://169.254.169.254/"})),
    }
    projects = [gitea.add(f"comune/{name}", FILES) for name in answers]
    source = {"host": "gitea", "orgs": [f"{gitea.url}/comune"]}
    first = crawl(source, code=0)
    gitea.faults = {f"{API}/repos/comune/{name}/contents": fault for name, fault in answers.items()}
    for project in projects:
        gitea.push(project, Commit({"README": "x"}, NOON + DAY))
    second = crawl(source, after=first, code=0)
    assert {record.root for record in second.records.values()} == {None}
    assert set(second.outcomes.values()) == {"unchanged"}
    assert all(record.activity.commits == 2 for record in second.records.values())
    asked = {path for path in gitea.requests if path.endswith("/contents")}
    assert asked == set(gitea.faults)
