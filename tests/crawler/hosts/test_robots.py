from __future__ import annotations

import pytest

from tests.crawler.conftest import text
from tests.crawler.crawling import failures
from tests.hosts.lists import ListServer


@pytest.fixture
def web():
    with ListServer() as server:
        server.documents["/open/publiccode.yml"] = text().encode()
        server.documents["/closed/publiccode.yml"] = text().encode()
        server.documents["/robots.txt"] = (
            b"User-agent: *\nDisallow: /\n\nUser-agent: riuso\nDisallow: /closed/\n"
        )
        yield server


def test_a_raw_file_is_read_where_robots_txt_lets_riuso(crawl, web):
    crawled = crawl({"repos": [f"{web.url}/{place}/publiccode.yml" for place in ("open", "closed")]}, code=3)
    read, closed = crawled.records[f"{web.url}/open"], crawled.records[f"{web.url}/closed"]
    assert (read.outcome, read.text) == ("found", text())
    assert (closed.outcome, closed.text) == ("forbidden", None)
    assert closed.detail == "the host's robots.txt asks not to read it"
    assert web.requests == {"/robots.txt": 1, "/open/publiccode.yml": 1}


@pytest.mark.parametrize("keys", [{"path": "$.releases[*].url"}, {"preset": "us-code-json"}], ids=str)
def test_so_is_a_list_at_a_web_address(crawl, web, keys):
    web.documents["/open/code.json"] = web.documents["/closed/code.json"] = b'{"releases": []}'
    sources = [{"lists": [{"url": f"{web.url}/{place}/code.json", **keys}]} for place in ("open", "closed")]
    read, closed = failures(crawl(*sources, code=3))
    assert (read, closed) == ("", "the list can't be had: the host's robots.txt asks not to read it")
    assert web.requests == {"/robots.txt": 1, "/open/code.json": 1}


def test_an_api_and_git_are_no_pages(crawl, web, gitea, git_server):
    gitea.add("comune/a", {"publiccode.yml": text()})
    crawl({"lists": [{"url": web.url, "preset": "developers-italia"}]}, code=0)
    crawl({"host": "gitea", "orgs": [f"{gitea.url}/comune"]}, code=0)
    crawl({"host": "git", "repos": [f"{git_server.url}/none.git"]}, code=4)
    assert [server.requests["/robots.txt"] for server in (web, gitea, git_server)] == [0, 0, 0]
