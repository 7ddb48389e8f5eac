"""``riuso publishers check`` asks a real server what is there, gone, renamed or private."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import TYPE_CHECKING, Any

import pytest

from tests.acceptance.command import Riuso
from tests.hosts.server import Answer, Asked, Fault, LocalServer

if TYPE_CHECKING:
    from pathlib import Path


class WebPages(LocalServer):
    """The pages of accounts, as hosts serve them to a browser."""

    def answer(self, asked: Asked) -> Answer:
        if asked.path in {"/town", "/new", "/users/sign_in", "/"}:
            return Answer(200, b"<html>")
        if asked.path == "/old":
            return Answer(301, headers={"Location": f"{self.url}/new"})
        if asked.path == "/private":
            return Answer(302, headers={"Location": f"{self.url}/users/sign_in"})
        if asked.path == "/get-only":
            return Answer(200 if asked.method == "GET" else 405, b"<html>" * 10)
        return Answer(404)


@pytest.fixture
def riuso(tmp_path):
    return Riuso(tmp_path / "data")


@pytest.fixture
def pages():
    with WebPages() as server:
        yield server


def check(riuso: Riuso, tmp_path: Path, *publishers: dict[str, Any], code: int = 1) -> Any:
    file = tmp_path / "publishers.yml"
    entries = [{"id": f"p{n}", "name": f"Publisher {n}", **one} for n, one in enumerate(publishers)]
    file.write_text(json.dumps(entries, indent=1))
    return riuso.json("publishers", "check", file, code=code)["problems"]


def test_each_account_costs_one_request_and_is_told_by_what_became_of_it(riuso, tmp_path, pages):
    url = pages.url
    orgs = [f"{url}/{name}" for name in ("town", "old", "gone", "private", "get-only", "limited")]
    pages.faults["/limited"] = Fault(Answer(403))

    problems = check(
        riuso,
        tmp_path,
        {"orgs": orgs, "instances": [url], "host": "gitea"},
        {"orgs": [f"{url}/asleep"], "host": "gitea", "active": False, "note": "asleep"},
    )

    told = {one["problem"]["code"]: one["problem"] for one in problems}
    assert [one["problem"]["code"] for one in problems] == [
        "publishers/moved",
        "publishers/gone",
        "publishers/gone",
        "publishers/not-reached",
    ]
    assert told["publishers/moved"]["description"] == f"{url}/old is now {url}/new"
    assert "asks for a login" in told["publishers/gone"]["description"]
    assert "forbids" in told["publishers/not-reached"]["description"]
    lines = (tmp_path / "publishers.yml").read_text().splitlines()
    assert '/old"' in lines[told["publishers/moved"]["line"] - 1]
    assert pages.requests["/town"] == pages.requests["/gone"] == pages.requests["/"] == 1
    assert pages.requests["/asleep"] == 0
    assert pages.requests["/get-only"] == 2


def test_offline_asks_nobody_and_local_folders_are_looked_up_on_disk(riuso, tmp_path, pages):
    (tmp_path / "there").mkdir()
    file = tmp_path / "publishers.yml"
    file.write_text(
        f"- {{id: a, name: A, host: directory, orgs: [./there, ./missing]}}\n"
        f"- {{id: b, name: B, host: gitea, orgs: ['{pages.url}/gone']}}\n"
    )

    assert riuso.json("publishers", "check", "--offline", file)["problems"] == []
    assert not pages.asked
    problems = riuso.json("publishers", "check", file, code=1)["problems"]
    assert [one["problem"]["code"] for one in problems] == ["publishers/gone"] * 2


def test_a_host_that_is_down_says_nothing_of_its_accounts(riuso, tmp_path):
    with LocalServer() as server:
        url = server.url
    problems = check(riuso, tmp_path, {"orgs": [f"{url}/town"], "host": "gitea"})

    assert [one["problem"]["code"] for one in problems] == ["publishers/not-reached"]
    assert "refuses connections" in problems[0]["problem"]["description"]


def test_a_plain_git_repository_is_asked_for_its_refs(riuso, tmp_path, pages):
    check(riuso, tmp_path, {"repos": [f"{pages.url}/x.git"]})

    assert [(asked.method, asked.path) for asked in pages.asked] == [("GET", "/x.git/info/refs")]


def test_the_operator_s_contact_and_tokens_go_where_a_crawl_sends_them(riuso, tmp_path, pages):
    riuso.data.mkdir()
    configuration = riuso.data / "riuso.toml"
    configuration.write_text(
        f'contact = "me@x.example"\n[tokens]\n"127.0.0.1:{pages.port}" = "t0ken-0f-pages"\n'
    )
    configuration.chmod(0o600)
    sources = {
        "repos": [f"{pages.url}/x.git", f"{pages.url}/publiccode.yml"],
        "lists": [f"{pages.url}/l.csv"],
    }

    check(riuso, tmp_path, sources, {"orgs": [f"{pages.url}/town"], "host": "gitea"})

    sent = {asked.path: asked.headers.get("authorization") for asked in pages.asked}
    assert sent == {
        "/x.git/info/refs": f"Basic {b64encode(b'x-access-token:t0ken-0f-pages').decode()}",
        "/publiccode.yml": "Bearer t0ken-0f-pages",
        "/l.csv": "Bearer t0ken-0f-pages",
        "/town": None,
    }
    assert all("me@x.example" in asked.headers["user-agent"] for asked in pages.asked)
