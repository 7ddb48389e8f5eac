from __future__ import annotations

import pytest

from tests.crawler.crawling import Crawling
from tests.forking import Forker
from tests.hosts.git_http import GitServer
from tests.hosts.gitea import GiteaServer
from tests.hosts.github import GitHubServer
from tests.hosts.gitlab import GitLabServer

VALID = """\
publiccodeYmlVersion: "0"
name: {name}
url: https://code.example/{name}.git
releaseDate: 2024-01-01
platforms: [web]
categories: [document-management]
developmentStatus: stable
softwareType: standalone/web
description:
  en:
    shortDescription: Registers documents
    longDescription: {long}
    features: [Registers documents]
legal:
  license: EUPL-1.2
maintenance:
  type: internal
  contacts: [{{name: Somebody}}]
localisation:
  localisationReady: false
  availableLanguages: [en]
"""


def text(name: str = "register") -> str:
    """Return a publiccode.yml without errors."""
    return VALID.format(name=name, long="A register of documents. " * 10)


@pytest.fixture(scope="session")
def forker():
    forker = Forker("tests.crawler.one_crawl:main")
    yield forker
    forker.close()


@pytest.fixture
def crawl(tmp_path, forker):
    crawling = Crawling(tmp_path / "crawls", forker)
    yield crawling
    crawling.end()


@pytest.fixture
def git_server(tmp_path):
    root = tmp_path / "served"
    root.mkdir()
    with GitServer(root) as server:
        yield server


@pytest.fixture
def gitea(tmp_path):
    with GiteaServer(tmp_path / "instance") as server:
        yield server


@pytest.fixture
def github(tmp_path):
    with GitHubServer(tmp_path / "hub") as server:
        yield server


@pytest.fixture
def gitlab(tmp_path):
    with GitLabServer(tmp_path / "gitlab") as server:
        yield server
        assert not server.graphql_errors
