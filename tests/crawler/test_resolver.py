"""Whole requests under a crawl's settings: what the guard, the resolver and redirects let through."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT
from tests.hosts.server import Answer, Asked, LocalServer

if TYPE_CHECKING:
    from collections.abc import Sequence

GUARD = "crawler.middlewares.guarding.GuardMiddleware"


class _Server(LocalServer):
    """``/to?URL`` redirects to URL; everything else is there."""

    def answer(self, asked: Asked) -> Answer:
        return (
            Answer(302, headers={"Location": asked.query}) if asked.path == "/to" else Answer(200, b"secret")
        )


@pytest.fixture
def server():
    with _Server() as server:
        yield server


def ask(folder, urls: Sequence[str], *, own: Sequence[str] = (), without: Sequence[str] = ()) -> list[str]:
    """Return what each URL answered: a status or why it was not asked."""
    told = json.dumps({"own": own, "urls": urls, "without": without})
    command = [sys.executable, "-m", "tests.crawler.requesting", str(folder / "log")]
    done = subprocess.run(
        command, input=told, capture_output=True, text=True, cwd=ROOT, timeout=120, check=True
    )
    answers = json.loads(done.stdout)
    return [answers[url] for url in urls]


def test_only_the_operators_hosts_may_be_no_public_ones(server, tmp_path):
    local = server.url.replace("127.0.0.1", "localhost")
    urls = [
        f"{server.url}/own",
        f"{local}/a",
        f"http://0x7f.1:{server.port}/b",
        f"http://[::1]:{server.port}/c",
        f"{server.url}/to?{local}/d",
        f"{server.url}/to?{server.url}/e",
        "file:///etc/passwd",
    ]
    answers = ask(tmp_path, urls, own=[f"{server.url}/org"])
    assert answers[0] == "200"
    assert "localhost is no public address" in answers[1]
    assert "no public address" in answers[2]
    assert "::1 is no public address" in answers[3]
    assert answers[4].startswith("it redirects to http://localhost")
    assert answers[5] == "200"
    assert "no source of the operator's" in answers[6]
    assert set(server.requests) == {"/own", "/to", "/e"}


def test_a_connection_is_refused_even_where_the_name_looked_public_before(server, tmp_path):
    """Without what asks first: as if DNS had said something else a moment ago."""
    local = server.url.replace("127.0.0.1", "localhost")
    answers = ask(tmp_path, [f"{local}/a", f"{server.url}/b"], without=[GUARD])
    assert answers == ["the host's name is not known to DNS"] * 2
    assert not server.asked
