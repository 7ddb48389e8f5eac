"""The crawl: repositories per second and requests per repository, first night and second."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from benchmarks.commands import riuso
from benchmarks.texts import corpus_texts
from benchmarks.timing import timed
from crawler.tokens import variable
from tests.hosts.bitbucket import BitbucketServer
from tests.hosts.git_http import GitServer
from tests.hosts.gitea import GiteaServer
from tests.hosts.github import GitHubServer
from tests.hosts.gitlab import GitLabServer
from tests.hosts.lists import ListServer
from tests.hosts.repositories import make_repository

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def run() -> list[str]:
    texts = corpus_texts()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return [
            *_directory(texts, folder / "directory"),
            *_git(texts, folder / "git"),
            *_github(texts, folder / "github", with_token=True),
            *_github(texts, folder / "github without a token", with_token=False),
            *_gitea(texts, folder / "gitea"),
            *_gitlab(texts, folder / "gitlab", "GitLab, GraphQL", complexity=100),
            *_gitlab(texts, folder / "gitlab-rest", "GitLab, REST", complexity=0),
            *_bitbucket(texts, folder / "bitbucket"),
            *_list(texts, folder / "list"),
        ]


def _directory(texts: dict[str, str], folder: Path) -> list[str]:
    for name, text in texts.items():
        path = folder / "source" / name / "publiccode.yml"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    source = {"instances": [(folder / "source").as_uri()], "host": "directory"}
    return _nights("directory", source, len(texts), folder)


def _git(texts: dict[str, str], folder: Path) -> list[str]:
    root = folder / "source"
    for name, text in texts.items():
        make_repository(root / f"{name}.git", {"publiccode.yml": text, "README.md": f"# {name}\n"})
    with GitServer(root) as server:
        source = {"repos": [f"{server.url}/{name}.git" for name in texts], "host": "git"}
        clone = timed(lambda: _clone_each(server.url, texts, folder / "clones"))
        lines = _nights("git over HTTP", source, len(texts), folder)
    return [*lines, f"git over HTTP: yardstick git clone --depth 1 of each, one after another: {clone:.1f} s"]


def _github(texts: dict[str, str], folder: Path, *, with_token: bool) -> list[str]:
    """Crawl an account of which two in five repositories have the file, as many as real ones do."""
    label, lines = f"GitHub {'with' if with_token else 'without'} a token", []
    with GitHubServer(folder / "source") as server:
        server.tokens.add("bench")
        for name, text in texts.items():
            server.add(
                f"bench/{name.replace('/', '-')}", {"publiccode.yml": text, "README.md": f"# {name}\n"}
            )
        for number in range(len(texts) * 3 // 2):
            server.add(f"bench/without-{number}", {"README.md": f"# {number}\n"}, real=False)
        variable_name = variable(server.url)
        assert variable_name is not None
        os.environ[variable_name] = "bench" if with_token else ""
        publishers = _publishers({"orgs": [f"{server.url}/bench"], "host": "github"}, folder)
        for night in ("first", "second"):
            server.forget()
            count = len(server.projects)
            line = _night(f"{label}, {night} night", publishers, count, folder)
            git = sum(server.exchanges.values())
            lines.append(f"{line}; {server.api_requests} requests to the API, {git} for the histories")
        del os.environ[variable_name]
    return lines


def _gitea(texts: dict[str, str], folder: Path) -> list[str]:
    with GiteaServer(folder / "source") as server:
        for name, text in texts.items():
            server.add(f"bench/{name.replace('/', '-')}", {"publiccode.yml": text})
        source = {"orgs": [f"{server.url}/bench"], "host": "gitea"}
        return _nights("Gitea", source, len(texts), folder)


def _gitlab(texts: dict[str, str], folder: Path, label: str, *, complexity: int) -> list[str]:
    with GitLabServer(folder / "source", complexity=complexity) as server:
        for name, text in texts.items():
            server.add(f"bench/{name.replace('/', '-')}", {"publiccode.yml": text})
        source = {"orgs": [f"{server.url}/bench"], "host": "gitlab"}
        return _nights(label, source, len(texts), folder)


def _bitbucket(texts: dict[str, str], folder: Path) -> list[str]:
    with BitbucketServer(folder / "source") as server:
        for name, text in texts.items():
            server.add(f"bench/{name.replace('/', '-')}", {"publiccode.yml": text})
        source = {"orgs": [f"{server.url}/bench"], "host": "bitbucket"}
        return _nights("Bitbucket", source, len(texts), folder)


def _list(texts: dict[str, str], folder: Path) -> list[str]:
    folder.mkdir()
    with ListServer() as server:
        server.page_size = 100
        server.software = [
            {"id": name, "url": f"https://code.example/{name}", "publiccodeYml": text}
            for name, text in texts.items()
        ]
        source = {"lists": [{"url": f"{server.url}/v1", "preset": "developers-italia"}]}
        return _nights("Italian API, with its texts", source, len(texts), folder)


def _nights(label: str, source: Mapping[str, object], count: int, folder: Path) -> list[str]:
    publishers = _publishers(source, folder)
    return [_night(f"{label}, {night} night", publishers, count, folder) for night in ("first", "second")]


def _publishers(source: Mapping[str, object], folder: Path) -> Path:
    publishers = folder / "publishers.yml"
    publishers.write_text(yaml.safe_dump([{"id": "bench", "name": "Bench", **source}]), encoding="utf-8")
    return publishers


def _night(label: str, publishers: Path, count: int, folder: Path) -> str:
    command = ("crawl", str(publishers), "--data", str(folder / "data"), "--format", "json")
    reports: list[str] = []
    seconds = timed(lambda: reports.append(riuso(*command)))
    report = json.loads(reports[0])
    requests = sum(host["total"] for host in report["requests"].values())
    outcomes = ", ".join(f"{number} {outcome}" for outcome, number in sorted(report["repositories"].items()))
    return (
        f"{label}: {count} repositories in {seconds:.1f} s, {count / seconds:,.0f} repositories/s, "
        f"{requests / count:.2f} requests per repository ({outcomes})"
    )


def _clone_each(server: str, names: Iterable[str], folder: Path) -> None:
    for name in names:
        command = ["git", "clone", "-q", "--depth", "1", f"{server}/{name}.git", str(folder / name)]
        subprocess.run(command, check=True, capture_output=True)
