"""Further files in the sub-folders of a repository, on every kind of host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.crawler.conftest import text
from tests.hosts.repositories import DAY, NOON, Commit, add_commit, make_repository

if TYPE_CHECKING:
    from tests.crawler.crawling import Crawled

FILES = {
    "publiccode.yml": text("platform"),
    "apps/permits/publiccode.yml": text("permits"),
    "apps/taxes/publiccode.yaml": text("taxes"),
    "README": "x",
}
NAMED = ["apps/permits/publiccode.yml", "apps/taxes/publiccode.yaml", "./apps/nothing/"]
FOUND = {"": "found", "apps/permits": "found", "apps/taxes": "found", "apps/nothing": "absent"}
UNCHANGED = dict.fromkeys(FOUND, "unchanged")


def folders(crawled: Crawled) -> dict[str, str]:
    return {place.partition("#")[2]: record.outcome.value for place, record in crawled.records.items()}


def entry(url: str, host: str, files: list[str] | None = None) -> dict[str, Any]:
    return {"repos": [{"url": url, "host": host, "files": NAMED if files is None else files}]}


@pytest.fixture(params=["directory", "git", "gitea"])
def served(request, tmp_path, git_server):
    """Yield kind, URL, what adds a commit, and what counts requests."""
    if request.param == "gitea":
        gitea = request.getfixturevalue("gitea")
        project = gitea.add("comune/mono", FILES)
        url = f"{gitea.url}/comune/mono"
        return "gitea", url, lambda commit: gitea.push(project, commit), gitea
    if request.param == "git":
        path = make_repository(git_server.root / "mono.git", FILES)
        return "git", f"{git_server.url}/mono.git", lambda commit: add_commit(path, commit), git_server
    path = make_repository(tmp_path / "local" / "mono", FILES)
    return "directory", path.as_uri(), lambda commit: add_commit(path, commit), git_server


def test_each_named_folder_is_a_place_of_its_own_and_nothing_unchanged_is_asked(crawl, served):
    host, url, push, server = served
    first = crawl(entry(url, host), code=0)
    assert folders(first) == FOUND
    names = {record.path: record.software.name for record in first.records.values() if record.software}
    assert names == {
        "publiccode.yml": "platform",
        "apps/permits/publiccode.yml": "permits",
        "apps/taxes/publiccode.yaml": "taxes",
    }
    assert len({record.repository for record in first.records.values()}) == 1
    assert all(record.activity.commits == 1 for record in first.records.values() if record.text)

    server.forget()
    second = crawl(entry(url, host), after=first, code=0)
    assert folders(second) == UNCHANGED
    assert not any(
        "raw" in path or path.endswith("upload-pack") for path in server.requests if host == "gitea"
    )

    push(Commit({"apps/permits/publiccode.yml": text("better permits")}, NOON + DAY))
    third = crawl(entry(url, host), after=second, code=0)
    assert {place: outcome for place, outcome in folders(third).items() if outcome == "found"} == {
        "apps/permits": "found"
    }
    assert third.report.sources[0].repositories == 1


def test_a_folder_named_later_is_looked_at_though_nothing_changed(crawl, served):
    host, url, _, _ = served
    first = crawl(entry(url, host, files=[]), code=0)
    assert folders(first) == {"": "found"}
    second = crawl(entry(url, host, files=NAMED[:1]), after=first, code=0)
    assert folders(second) == {"": "unchanged", "apps/permits": "found"}


@pytest.mark.parametrize("host", ["git", "gitea"])
def test_what_a_host_says_of_the_repository_holds_for_its_folders(crawl, git_server, gitea, host):
    server = gitea if host == "gitea" else git_server
    crawled = crawl(entry(f"{server.url}/comune/nowhere", host), code=4)
    assert folders(crawled) == dict.fromkeys(FOUND, "gone")


def test_a_plain_folder_has_sub_folders_too(crawl, tmp_path):
    for path, content in FILES.items():
        (tmp_path / "plain" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "plain" / path).write_text(content)
    (tmp_path / "plain" / "out").symlink_to(tmp_path)
    (tmp_path / "publiccode.yml").write_text(text("outside"))
    files = [*NAMED, "out/publiccode.yml"]
    crawled = crawl(entry((tmp_path / "plain").as_uri(), "directory", files), code=0)
    assert folders(crawled) == FOUND | {"out": "forbidden"}
