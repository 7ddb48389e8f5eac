from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import pytest

from crawler.git.exchange import Exchanges
from crawler.guard import ForbiddenAddressError, Guard
from tests.hosts.git_http import GitServer
from tests.hosts.repositories import NOON, Commit, git, head, make_repository

if TYPE_CHECKING:
    from pathlib import Path

NOW = int(time.time())


def history(exchanges: Exchanges, where: Path | str, *, sha256: bool = False) -> Any:
    url = where if isinstance(where, str) else where.as_uri()
    return asyncio.run(exchanges.history(url, 20, NOW, lambda: None, sha256=sha256)).activity


@pytest.fixture
def exchanges(tmp_path):
    exchanges = Exchanges(tmp_path / "work", "riuso/test", Guard([tmp_path.as_uri()]))
    yield exchanges
    assert not [path for path in (tmp_path / "work").iterdir() if path.name != "home"]
    exchanges.close()


def test_a_path_may_hold_blanks_and_quotes(exchanges, tmp_path):
    path = make_repository(tmp_path / 'a "b" c', {"publiccode.yml": "name: x\n"})
    url = path.as_uri()
    found = asyncio.run(exchanges.head(url, 20))
    assert (found.commit, found.branch) == (head(path), "main")
    answer = asyncio.run(exchanges.files(url, found.commit, 20, lambda: None))
    (file,) = answer.files
    assert (file.content, answer.names, answer.filters) == (b"name: x\n", ("publiccode.yml",), True)


def test_files_in_folders_come_with_the_root_s(exchanges, tmp_path):
    path = make_repository(
        tmp_path / "a.git", {"publiccode.yml": "name: x\n", "b/c/publiccode.yml": "name: y\n"}
    )
    paths = ("b/c/publiccode.yml", "b/publiccode.yml", "b/c")
    answer = asyncio.run(exchanges.files(path.as_uri(), head(path), 20, lambda: None, paths))
    assert [file.content for file in answer.files] == [b"name: x\n", b"name: y\n", None, None]
    assert [file.obstacle for file in answer.files] == [None, None, None, "a folder"]
    assert answer.names == ("b", "publiccode.yml")


def test_a_repository_without_commits_has_no_head(exchanges, tmp_path):
    path = make_repository(tmp_path / "empty.git", branch="trunk")
    assert asyncio.run(exchanges.head(path.as_uri(), 20)).commit is None


def test_a_detached_head_is_read(exchanges, tmp_path):
    path = make_repository(tmp_path / "a.git", {"publiccode.yml": "name: x\n"})
    git(path, "update-ref", "--no-deref", "HEAD", head(path))
    found = asyncio.run(exchanges.head(path.as_uri(), 20))
    assert (found.commit, found.branch) == (head(path), None)


def test_tags_on_what_is_no_commit_are_counted_all_the_same(exchanges, tmp_path):
    path = make_repository(tmp_path / "a.git", {"publiccode.yml": "name: x\n"}, tags={"v1": 0})
    git(path, "tag", "on-a-tree", "HEAD^{tree}")
    git(path, "tag", "on-a-file", "HEAD:publiccode.yml")
    counted: list[None] = []
    activity = asyncio.run(exchanges.history(path.as_uri(), 20, NOW, lambda: counted.append(None))).activity
    assert (activity.commits, activity.releases, activity.last_release) == (1, 3, None)
    assert len(counted) == 2


def test_a_history_beyond_the_bound_is_told_as_cut(exchanges, tmp_path, monkeypatch):
    monkeypatch.setattr("crawler.git.exchange.HISTORY_DEPTH", 3)
    commits = [Commit({"NOTES": str(number)}, NOON + number) for number in range(5)]
    path = make_repository(tmp_path / "a.git", commits=commits)
    activity = history(exchanges, path)
    assert (activity.commits, activity.truncated) == (3, True)
    monkeypatch.setattr("crawler.git.exchange.HISTORY_DEPTH", 6)
    activity = history(exchanges, path)
    assert (activity.commits, activity.truncated) == (5, False)


def test_a_repository_in_sha256_is_read(exchanges, tmp_path):
    path = tmp_path / "a"
    path.mkdir()
    git(path, "init", "--quiet", "--object-format=sha256", "--initial-branch=main")
    (path / "publiccode.yml").write_text("name: x\n")
    git(path, "add", ".")
    git(path, "-c", "user.name=Ada", "-c", "user.email=ada@code.example", "commit", "--quiet", "-m", "x")
    found = asyncio.run(exchanges.head(path.as_uri(), 20))
    assert len(str(found.commit)) == 64
    answer = asyncio.run(exchanges.files(path.as_uri(), str(found.commit), 20, lambda: None))
    assert answer.files[0].content == b"name: x\n"
    assert history(exchanges, path, sha256=True).commits == 1


class _Answering(Guard):
    """A guard whose DNS has its own answer: no name of the test's is known to the real one."""

    async def addresses(self, url: str) -> tuple[str, ...]:
        return ("127.0.0.1",)


def test_git_connects_to_the_address_that_was_checked_whatever_dns_says_later(tmp_path):
    make_repository(tmp_path / "served" / "a.git", {"publiccode.yml": "name: x\n"})
    with GitServer(tmp_path / "served") as server:
        exchanges = Exchanges(tmp_path / "work", "riuso/test", _Answering(()))
        url = f"http://no-such-host.invalid:{server.port}/a.git"
        commit = head(tmp_path / "served" / "a.git")
        assert asyncio.run(exchanges.head(url, 20)).commit == commit
        answer = asyncio.run(exchanges.files(url, commit, 20, lambda: None))
        assert history(exchanges, url).commits == 1
        exchanges.close()
    assert answer.files[0].content == b"name: x\n"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f.1", "[::ffff:127.0.0.1]"])
def test_git_does_not_go_where_the_guard_does_not_let_it(tmp_path, host):
    with GitServer(tmp_path) as server:
        exchanges = Exchanges(tmp_path / "work", "riuso/test", Guard(()))
        url = f"http://{host}:{server.port}/a.git"
        for exchange in (
            exchanges.head(url, 20),
            exchanges.files(url, "a" * 40, 20, lambda: None),
            exchanges.history(url, 20, NOW, lambda: None),
        ):
            with pytest.raises(ForbiddenAddressError, match="no public address"):
                asyncio.run(exchange)
        exchanges.close()
        assert not server.asked
