"""``riuso check`` says of one source what the run then does with it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from index.catalogue import Catalogue
from tests.acceptance.command import Riuso
from tests.acceptance.conftest import EXAMPLES
from tests.hosts.gitea import API, GiteaServer
from tests.hosts.github import GitHubServer
from tests.hosts.gitlab import GitLabServer
from tests.hosts.repositories import Commit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = (EXAMPLES / "software/comune-valdora/protocollo-aperto/publiccode.yml").read_text()


@pytest.fixture
def gitea(tmp_path) -> Iterator[GiteaServer]:
    with GiteaServer(tmp_path / "git") as server:
        server.add("town/app", {"publiccode.yml": FILE.replace("Aperto", "Uno"), "LICENSE": "x"})
        server.add("town/plain", {"README.md": "x"})
        server.add("town/broken", {"publiccode.yml": "name: Broken\nlogo: [1]\n"})
        server.add("town/nameless", {"publiccode.yml": "publiccodeYmlVersion: '0.7'\n: : {\n"})
        server.add("town/empty")
        yield server


@pytest.fixture
def riuso(tmp_path):
    return Riuso(tmp_path / "data")


@pytest.fixture
def publishers(tmp_path: Path, gitea: GiteaServer) -> Path:
    path = tmp_path / "publishers.yml"
    entry = {"id": "town", "name": "Town", "orgs": [{"url": f"{gitea.url}/town", "host": "gitea"}]}
    path.write_text(json.dumps([entry]))
    return path


def told(checked: Any) -> dict[str, tuple[bool, str | None]]:
    return {
        one["repository"].rpartition("/")[2]: (one["listed"], one["state"]) for one in checked["repositories"]
    }


def test_the_check_of_an_account_is_what_the_run_then_does(riuso, gitea, publishers):
    before = riuso.json("check", f"{gitea.url}/town", "--publishers", publishers, code=1)
    assert not riuso.data.exists() or not any(riuso.data.iterdir())
    report = riuso.json("crawl", publishers)

    assert told(before) == {
        "app": (True, "listed"),
        "broken": (True, "never-valid"),
        "empty": (False, None),
        "nameless": (False, None),
        "plain": (False, None),
    }
    assert sorted(report["changes"]["new"]) == sorted(before["changes"]["new"])
    with Catalogue.open(riuso.data / "catalogue.sqlite", read_only=True) as catalogue:
        for one in before["repositories"]:
            shown = catalogue.entry(one["repository"])
            assert (shown and (shown.id, shown.state)) == (one["state"] and (one["id"], one["state"]))
            assert shown is None or list(msgspec.to_builtins(shown.problems)) == one["problems"]
    (unusable,) = report["unusable"]
    nameless = next(one for one in before["repositories"] if one["repository"].endswith("/nameless"))
    assert f"line {unusable['line']}: {unusable['reason']}" in nameless["reason"]


def test_a_check_is_judged_against_the_catalogue_and_changes_nothing(riuso, gitea, publishers):
    report = riuso.json("crawl", publishers)
    vitality = riuso.json("show", f"{gitea.url}/town/app")["vitality"]
    assert (vitality["on"], vitality["version"]) == (report["finished"][:10], 1)
    assert vitality["score"] < 20 < vitality["parts"][0]["most"]
    (riuso.data / "curation.yml").write_text(
        f"delist: [{{software: '{gitea.url}/town/broken', reason: 'Asked for.'}}]\n"
    )
    kept = (riuso.data / "catalogue.sqlite").read_bytes()
    app = next(one for one in gitea.projects if one.name == "app")
    gitea.push(app, Commit({"publiccode.yml": "name: Uno\n"}, time=1_700_100_000))

    out = riuso("check", f"{gitea.url}/town/app", "--publishers", publishers, code=1).out
    whole = riuso.json("check", f"{gitea.url}/town", "--publishers", publishers, code=1)

    by_name = {one["repository"].rpartition("/")[2]: one for one in whole["repositories"]}
    one = by_name["app"]
    assert (one["state_before"], one["state"], one["listed"]) == ("listed", "invalid", True)
    assert {problem["level"] for problem in one["problems"]} >= {"error"}
    assert "Listed: yes, marked, as town-app" in out
    assert "its newest file has errors; the last version without errors stays" in out
    assert "In the catalogue now: listed" in out
    assert (by_name["broken"]["listed"], by_name["broken"]["state"]) == (False, "delisted")
    assert "Asked for." in by_name["broken"]["reason"]
    assert (riuso.data / "catalogue.sqlite").read_bytes() == kept


def test_a_repository_that_nobody_registered_is_told_so(riuso, gitea):
    ran = riuso("check", f"{gitea.url}/town/app", "--host", "gitea")

    assert "Would be listed: yes, as town-app" in ran.out
    assert "Why: its file has no errors" in ran.out
    assert "missing  should  releases are tagged" in ran.out
    assert f"riuso register {gitea.url}/town/app" in ran.err


def test_problems_come_with_lines_in_the_reader_s_language(riuso, gitea):
    out = riuso("check", f"{gitea.url}/town/broken", "--host", "gitea", "--lang", "it", code=1).out

    assert "publiccode.yml:2:7: error: logo: " in out
    assert "non è" in out or "manca" in out


def test_an_account_is_a_table(riuso, gitea):
    out = riuso("check", f"{gitea.url}/town", "--host", "gitea", code=1).out

    lines = out.splitlines()
    assert lines[0].split() == ["repository", "listed", "file", "why"]
    assert any(line.startswith("plain ") and "no publiccode.yml" in line for line in lines)
    assert "5 repositories, 3 with a publiccode.yml, 2 listed, 2 to mend" in lines


def test_what_is_not_there_is_not_fine(riuso, gitea):
    ran = riuso("check", f"{gitea.url}/nobody", "--host", "gitea", code=1)

    assert "could not be looked at to its end: " in ran.out
    assert "a run would list nothing of it yet" in ran.err


def test_a_group_in_a_group_is_told_from_a_repository_by_a_word(riuso, tmp_path):
    with GitLabServer(tmp_path / "gitlab") as gitlab:
        gitlab.add("land/town/app", {"publiccode.yml": FILE})
        url = f"{gitlab.url}/land/town"

        taken_for_one = riuso("check", url, "--host", "gitlab", code=1)
        group = riuso.json("check", url, "--host", "gitlab", "--as", "org")

    assert "If it is a group and no repository, add --as org." in taken_for_one.err
    assert [one["repository"] for one in group["repositories"]] == [f"{url}/app"]
    assert group["fine"]


def test_github_is_checked_as_it_is_crawled(riuso, tmp_path):
    with GitHubServer(tmp_path / "github") as github:
        github.add("town/app", {"publiccode.yml": FILE, "LICENSE": "x", "README.md": "x"})

        out = riuso("check", f"{github.url}/town/app", "--host", "github").out

    assert "Would be listed: yes, as town-app" in out


def test_the_operator_s_configuration_holds_for_a_check_too(riuso, gitea):
    riuso.data.mkdir()
    (riuso.data / "riuso.toml").write_text("[run]\nrequests = 2\n")

    checked = riuso.json("check", f"{gitea.url}/town", "--host", "gitea", code=1)

    assert "budget" in checked["failure"]
    assert "skipped" in {one["outcome"] for one in checked["repositories"]}


def test_so_do_its_contact_and_its_tokens(riuso, gitea):
    gitea.token = "t0ken-of-the-operator"
    riuso.data.mkdir()
    configuration = riuso.data / "riuso.toml"
    configuration.write_text(
        f'contact = "me@x.example"\n[tokens]\n"127.0.0.1:{gitea.port}" = "{gitea.token}"\n'
    )
    configuration.chmod(0o600)

    riuso("check", f"{gitea.url}/town/app", "--host", "gitea")

    api = [asked for asked in gitea.asked if asked.path.startswith(API)]
    assert {asked.headers["authorization"] for asked in api} == {f"token {gitea.token}"}
    assert all("me@x.example" in asked.headers["user-agent"] for asked in api)


def test_a_wrong_call_is_one(riuso):
    assert "Error: " in riuso("check", "https://git.example", "--as", "repo", code=2).err
