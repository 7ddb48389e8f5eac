"""Nights on which hosts fail in every way, drawn by chance: nothing good is lost, and the others complete.

``RIUSO_FAULT_SEEDS=20 pytest tests/crawler/test_faults.py``, or ``make faults``, runs twenty nights; each
prints its seed, and ``RIUSO_FAULT_SEED=N`` runs that one alone.
"""

from __future__ import annotations

import os
import random
import socket
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from crawler.options import CrawlOptions
from index.catalogue import Catalogue
from index.entry import State
from publiccode.harvest import Outcome, read_harvest
from tests.crawler.conftest import text
from tests.crawler.crawling import Crawled, Crawling
from tests.hosts.git_http import GitServer
from tests.hosts.gitea import GiteaServer
from tests.hosts.github import GitHubServer
from tests.hosts.gitlab import GitLabServer
from tests.hosts.pages import SecurePages
from tests.hosts.repositories import make_repository
from tests.hosts.server import LocalServer
from tests.hosts.weather import Weather, stormy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEED = os.environ.get("RIUSO_FAULT_SEED")
SEEDS = [int(SEED)] if SEED else list(range(1, 1 + int(os.environ.get("RIUSO_FAULT_SEEDS", "2"))))
PATIENCE = CrawlOptions(timeout_s=2.0, first_wait_s=0.2, longest_wait_s=3.0, waits_s=8.0)
"""A night in a hurry: what takes a host minutes takes it seconds here."""
PUBLIC = "code.city-of-ex.example"
TOKENS = {"gitea": "token-of-gitea-1", "github": "token-of-github-2", "gitlab": "token-of-gitlab-3"}
REFUSED = {Outcome.FORBIDDEN, Outcome.TOO_LARGE}
"""What a host may say for a night without meaning it, and what is therefore no absence."""
STILL_THERE = {"listed", "stale", "archived", "invalid"}


@dataclass
class City:
    """Every kind of host, and beside them one that is down, one without a name and one nobody trusts."""

    crawl: Crawling
    sources: list[dict[str, Any]]
    stormy: dict[str, Any]
    calm: GitServer
    inner: LocalServer
    first: Crawled
    """The night before, on which all was well."""

    @property
    def truth(self) -> dict[str, str]:
        return self.first.outcomes

    def storm(self, seed: int) -> None:
        inward = (f"http://127.0.0.1:{self.inner.port}/latest/meta-data", "http://169.254.169.254/latest/")
        for number, server in enumerate(self.stormy.values()):
            server.weather = Weather(seed * 100 + number, inward=inward)

    def clear_up(self) -> None:
        for server in self.stormy.values():
            server.weather = None
            server.asked.clear()


FILES = {"publiccode.yml": text("app"), "README.md": "# App"}


def fill(servers: dict[str, Any]) -> None:
    for name, server in servers.items():
        for number in range(4):
            server.add(f"comune/{name}{number}", {**FILES, "publiccode.yml": text(f"{name}{number}")})
        server.add(f"comune/{name}-plain", {"README.md": "# Nothing"})
        server.add(f"comune/{name}-empty")


@pytest.fixture(scope="module")
def city(tmp_path_factory, forker) -> Iterator[City]:
    root = tmp_path_factory.mktemp("city")
    for name in ("calm", "secure"):
        (root / name).mkdir()
    with ExitStack() as stack:
        enter = stack.enter_context
        servers: dict[str, Any] = {
            "gitea": enter(stormy(GiteaServer, "127.0.0.2")(root / "gitea")),
            "github": enter(stormy(GitHubServer, "127.0.0.3")(root / "github")),
            "gitlab": enter(stormy(GitLabServer, "127.0.0.4")(root / "gitlab")),
            "public": enter(stormy(GiteaServer, "127.0.0.5")(root / "public")),
        }
        fill(servers)
        calm = enter(stormy(GitServer, "127.0.0.6")(root / "calm"))
        inner = enter(LocalServer())
        secure = enter(stormy(SecurePages, "127.0.0.8")(root / "secure"))
        for name in "ab":
            make_repository(root / "calm" / f"{name}.git", FILES)
        servers["github"].tokens.add(TOKENS["github"])
        servers["gitlab"].token = TOKENS["gitlab"]
        crawl = Crawling(root / "crawls", forker)
        crawl.environment["OPTIONS"] = msgspec.json.encode(PATIENCE).decode()
        crawl.environment["NAMES"] = f'{{"{PUBLIC}": "127.0.0.5"}}'
        for name, token in TOKENS.items():
            host = f"127_0_0_{servers[name].address[-1]}_{servers[name].port}"
            crawl.environment[f"RIUSO_TOKEN_{host}"] = token
        sources = [
            {"host": "gitea", "orgs": [f"{servers['gitea'].url}/comune"]},
            {"host": "github", "orgs": [f"{servers['github'].url}/comune"]},
            {"host": "gitlab", "orgs": [f"{servers['gitlab'].url}/comune"]},
            {"host": "gitea", "orgs": [f"http://{PUBLIC}:{servers['public'].port}/comune"]},
            {"host": "git", "repos": [f"{calm.url}/{name}.git" for name in "ab"]},
            {"host": "gitea", "orgs": [f"http://127.0.0.7:{free_port()}/comune"]},
            {"host": "gitea", "orgs": ["http://no-such-host.invalid/comune"]},
            {"host": "gitea", "orgs": [f"{secure.url}/comune"]},
        ]
        first = crawl(*sources, code=3)
        city = City(crawl, sources, servers, calm, inner, first)
        assert_complete(first, city)
        yield city
        crawl.end()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.7", 0))
        return int(one.getsockname()[1])


def assert_complete(crawled: Crawled, city: City) -> None:
    """On a calm night all is seen, but for what is down, has no name or shows no certificate."""
    failed = {source.url: source.failure for source in crawled.report.sources if source.failure}
    assert len(failed) == 3, failed
    down, nameless, untrusted = (failed[str(one["orgs"][0])] for one in city.sources[-3:])
    assert "refuses connections" in down
    assert "not known to DNS" in nameless
    assert "certificate" in untrusted
    assert len(crawled.outcomes) == 4 * 6 + 2


def catalogue_of(folder: Path, nights: list[Crawled]) -> dict[str, tuple[str, str]]:
    """Apply nights, a day apart, and return state and name of every software by repository."""
    folder.mkdir()
    with Catalogue.open(folder / "catalogue.sqlite") as catalogue:
        for number, night in enumerate(nights):
            when = datetime.now(UTC) + timedelta(days=number)
            with (night.directory / "harvest.jsonl").open("rb") as stream:
                catalogue.apply(
                    read_harvest(stream), run=f"r{number}", now=when, sources=night.report.sources
                )
        return {
            entry.repository: (entry.state.value, entry.software.name)
            for entry in catalogue.entries(include_gone=True)
            if entry.state is not State.DELISTED
        }


def texts_of(crawled: Crawled) -> dict[str, str]:
    return {url: record.text for url, record in crawled.records.items() if record.text is not None}


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_a_night_of_every_fault(city, tmp_path, seed):
    first = city.first
    city.clear_up()
    before = len(city.inner.asked)
    known = first if random.Random(seed).random() < 0.3 else None
    city.storm(seed)
    bad = city.crawl(*city.sources, after=known)
    met = {name: dict(server.weather.met) for name, server in city.stormy.items()}
    sys.stdout.write(f"seed {seed}: {met}\n")  # shown where the night ends badly

    # The host that is well completes, and the exit code tells of the others.
    calm = [bad.outcomes[f"{city.calm.url}/{name}"] for name in "ab"]
    assert set(calm) <= {"found", "unchanged"}
    assert bad.code == 3

    # Every repository that was listed has one outcome: what is true, or one that says "another time".
    for url, outcome in bad.outcomes.items():
        true = {city.truth[url], "unchanged" if known else ""}
        assert outcome in true or Outcome(outcome).is_transient or outcome in REFUSED, (url, outcome)
    listed = {one.url for one in bad.report.sources if one.failure is None and one.unfinished is None}
    for source in city.sources[:4]:
        account = source["orgs"][0]
        if account in listed:
            assert {url for url in city.truth if url.startswith(account)} <= set(bad.outcomes), account
    whole = texts_of(first)
    assert all(whole[url] == found for url, found in texts_of(bad).items()), "a text was damaged"

    # Nobody was led inward, no token left its host, none was written down.
    assert len(city.inner.asked) == before
    for name, token in TOKENS.items():
        for other, server in city.stormy.items():
            sent = repr([(one.path, one.query, dict(one.headers), one.body) for one in server.asked])
            assert token not in sent or other == name, f"{name}'s token went to {other}"
        written = bad.log + (bad.directory / "harvest.jsonl").read_text(encoding="utf-8") + repr(bad.report)
        assert token not in written

    # Nothing good is lost, and when the weather is fine again all is as it was.
    good = catalogue_of(tmp_path / "good", [first])
    after = catalogue_of(tmp_path / "after", [first, bad])
    assert {url: name for url, (_, name) in after.items()} == {url: name for url, (_, name) in good.items()}
    assert {state for state, _ in after.values()} <= STILL_THERE
    city.clear_up()
    again = city.crawl(*city.sources, after=bad if known else None, code=3)
    assert_complete(again, city)
    assert catalogue_of(tmp_path / "again", [first, bad, again]) == good
