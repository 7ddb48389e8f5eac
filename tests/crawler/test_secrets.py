"""A token goes to its host and nowhere else: not over a redirect, and not into what is written."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

import pytest

from tests.crawler.conftest import text
from tests.hosts.gitea import API
from tests.hosts.repositories import make_repository
from tests.hosts.server import Answer, Asked, Fault, LocalServer

if TYPE_CHECKING:
    from tests.crawler.crawling import Crawled

TOKEN = "a-token-nobody-may-see-0815"


class Attacker(LocalServer):
    """Answers everything with what it was sent."""

    def answer(self, asked: Asked) -> Answer:
        return Answer(200, repr(asked).encode(), {"Content-Type": "text/plain"})


@pytest.fixture
def attacker():
    with Attacker() as server:
        yield server


def variable(server: LocalServer) -> str:
    return f"RIUSO_TOKEN_127_0_0_1_{server.port}"


def holds_token(server: LocalServer) -> bool:
    """Whether a server was sent the token in any form."""
    asked = repr([(one.path, one.query, dict(one.headers), one.body) for one in server.asked])
    basic = b64encode(f"x-access-token:{TOKEN}".encode()).decode()
    return any(form in asked for form in (TOKEN, basic, b64encode(TOKEN.encode()).decode()))


def written(crawled: Crawled) -> str:
    """Return all that a crawl wrote."""
    files = [path.read_text(encoding="utf-8") for path in crawled.directory.iterdir() if path.is_file()]
    return "\n".join([*files, repr(crawled.report)])


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_takes_no_token_along(crawl, gitea, attacker, status):
    gitea.add("comune/a", {"publiccode.yml": text()})
    location = f"{attacker.url}/publiccode.yml"
    gitea.faults[f"{API}/repos/comune/a/raw"] = Fault(Answer(status, headers={"Location": location}))
    crawl.environment[variable(gitea)] = TOKEN

    crawled = crawl({"host": "gitea", "orgs": [f"{gitea.url}/comune"]})

    assert holds_token(gitea)
    assert attacker.asked
    assert not holds_token(attacker)
    assert "if-none-match" not in attacker.asked[0].headers
    assert TOKEN not in written(crawled)


def test_what_a_host_sends_back_of_its_token_is_hidden(crawl, gitea):
    gitea.add("comune/a", {"publiccode.yml": text()})
    gitea.add("comune/b", {"publiccode.yml": text("b")})
    gitea.add("comune/c", {"publiccode.yml": text("c")})
    path = f"{API}/repos/comune"
    echo = f"http://127.0.0.1:{gitea.port}{path}/a/raw/publiccode.yml?t={TOKEN}"
    gitea.faults[f"{path}/a/raw"] = Fault(Answer(302, headers={"Location": echo}))
    gitea.faults[f"{path}/b/raw"] = Fault(Answer(400, TOKEN.encode(), headers={"Location": f"/{TOKEN}"}))
    gitea.faults[f"{path}/c/raw"] = Fault(Answer(200, text(TOKEN).encode()))
    crawl.environment[variable(gitea)] = TOKEN

    crawled = crawl({"host": "gitea", "orgs": [f"{gitea.url}/comune"]})

    assert crawled.report.repositories == {"found": 1, "host-error": 2}
    assert TOKEN not in written(crawled)


def test_git_sends_a_token_to_its_server_and_to_no_other(crawl, git_server, attacker):
    make_repository(git_server.root / "a.git", {"publiccode.yml": text()})
    make_repository(git_server.root / "b.git", {"publiccode.yml": text("b")})
    git_server.moved["/b.git"] = f"{attacker.url}/b.git"
    crawl.environment[variable(git_server)] = TOKEN

    crawled = crawl({"host": "git", "repos": [f"{git_server.url}/a.git", f"{git_server.url}/b.git"]})

    basic = f"Basic {b64encode(f'x-access-token:{TOKEN}'.encode()).decode()}"
    seen = [asked.headers.get("authorization") for asked in git_server.asked if "/a.git" in asked.path]
    assert set(seen) == {basic}
    assert attacker.asked
    assert not holds_token(attacker)
    assert crawled.outcomes[f"{git_server.url}/a"] == "found"
    assert TOKEN not in written(crawled)
    assert basic.removeprefix("Basic ") not in written(crawled)


def test_a_neighbour_on_another_port_gets_no_token(crawl, gitea, git_server):
    gitea.add("comune/a")
    make_repository(git_server.root / "a.git", {"publiccode.yml": text()})
    crawl.environment[variable(gitea)] = TOKEN
    crawl(
        {"host": "gitea", "orgs": [f"{gitea.url}/comune"]},
        {"host": "git", "repos": [f"{git_server.url}/a.git"]},
    )
    assert holds_token(gitea)
    assert not holds_token(git_server)
