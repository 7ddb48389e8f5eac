"""``riuso validate URL`` and ``--remote`` against a real server: what answers, what is told of the rest."""

from __future__ import annotations

import signal
import time
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.command import Riuso
from tests.crawler.conftest import text
from tests.hosts.pages import HTML, PNG, Pages, SecurePages
from tests.hosts.repositories import make_repository
from tests.hosts.server import Answer, Fault

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = {"Content-Type": "text/plain; charset=utf-8"}


@pytest.fixture
def server(tmp_path):
    root = tmp_path / "served"
    root.mkdir()
    make_repository(root / "register.git", {"publiccode.yml": text()})
    with Pages(root) as pages:
        yield pages


@pytest.fixture
def riuso(tmp_path):
    return Riuso(tmp_path / "data")


def written(folder: Path, url: str, more: str = "") -> Path:
    """Write a valid file for a repository, with more lines."""
    file = folder / "publiccode.yml"
    content = text().replace("https://code.example/register.git", url) + more
    file.write_text(content, encoding="utf-8")
    return file


def codes(riuso: Riuso, file: Path | str, *options: str, code: int = 0) -> dict[str, str]:
    """Return level and code of each problem by key."""
    (verdict,) = riuso.json("validate", file, *options, code=code)
    return {one["key"]: f"{one['level']} {one['code']}" for one in verdict["problems"]}


def test_every_address_is_asked_and_permanent_is_told_from_transient(riuso, server, tmp_path):
    pages = {
        "landingURL": server.page("/gone", status=404),
        "roadmap": server.page("/down", status=503),
        "logo": server.add("/logo.png", Answer(200, PNG, {"Content-Type": "image/png"})),
        "isBasedOn": server.page("/deleted", status=410),
    }
    description = {
        "documentation": server.compressed("/docs"),
        "apiDocumentation": server.page("/login", status=403),
        "screenshots": f"[{server.page('/shot.png')}, {server.add('/fake.png', Answer(200, b'GIF89a'))}]",
    }
    lines = "".join(f"{key}: {value}\n" for key, value in pages.items())
    file = written(tmp_path, f"{server.url}/register.git", lines)
    inner = "".join(f"    {key}: {value}\n" for key, value in description.items())
    file.write_text(file.read_text().replace("    features:", f"{inner}    features:"))

    assert codes(riuso, file) == {}
    assert not server.asked
    told = codes(riuso, file, "--remote", "--allow-host", "127.0.0.1", code=1)

    assert told == {
        "landingURL": "error landingURL/unreachable",
        "roadmap": "warning roadmap/not-answered",
        "isBasedOn": "warning isBasedOn/lost",
        "description.en.apiDocumentation": "warning description.apiDocumentation/not-answered",
        "description.en.screenshots[0]": "warning description.screenshots/not-a-picture",
        "description.en.screenshots[1]": "error description.screenshots/not-a-png",
    }
    assert server.requests["/down"] == 2, "what may pass is asked twice"
    assert server.requests["/gone"] == 1
    assert server.requests["/register.git"] == 0, "git answered, so no page is asked"
    ignored = [f"--ignore={one.split()[1]}" for one in told.values()]
    assert codes(riuso, file, "--remote", "--allow-host", "127.0.0.1", *ignored) == {}


def test_a_repository_is_one_that_git_can_read(riuso, server, tmp_path):
    def told(url: str, code: int = 0) -> list[str]:
        file = written(tmp_path, url)
        return list(codes(riuso, file, "--remote", "--allow-host", "127.0.0.1", code=code).values())

    assert told(server.page("/town/trees")) == ["warning url/not-a-repository"]
    assert told(f"{server.url}/nothing.git", code=1) == ["error url/unreachable"]
    server.moved["/old.git"] = f"{server.url}/register.git"
    assert told(f"{server.url}/old.git") == ["warning url/moved"]


def test_no_request_reaches_a_local_network_unless_its_host_is_allowed(riuso, server, tmp_path):
    server.page("/secret")
    lines = (
        f"landingURL: {server.elsewhere}/secret\nroadmap: {server.redirect('/to', f'{server.elsewhere}/x')}\n"
    )
    file = written(tmp_path, f"{server.url}/register.git", lines)

    assert set(codes(riuso, file, "--remote").values()) == {
        "warning url/not-public",
        "warning landingURL/not-public",
        "warning roadmap/not-public",
    }
    assert not server.asked
    told = codes(riuso, file, "--remote", "--allow-host", "127.0.0.1")
    assert set(told.values()) == {"warning landingURL/not-public", "warning roadmap/not-public"}
    assert not {"/secret", "/x"} & set(server.requests)
    told = codes(riuso, file, "--remote", "--allow-host=127.0.0.1", "--allow-host=localhost", code=1)
    assert set(told.values()) == {"error roadmap/unreachable"}


def test_a_slow_host_costs_no_more_than_the_time_limit(riuso, server, tmp_path):
    server.faults["/slow"] = Fault(how="drip", answer=Answer(200, b"x" * 10_000, HTML))
    server.faults["/broken"] = Fault(how="reset")
    server.add("/slow", Answer(200, b"x" * 10_000, HTML))
    server.add("/slow.png", Answer(200, b"x" * 10_000, HTML))
    lines = f"landingURL: {server.url}/slow\nroadmap: {server.url}/broken\nlogo: {server.url}/slow.png\n"
    file = written(tmp_path, f"{server.url}/register.git", lines)
    started = time.monotonic()
    told = codes(riuso, file, "--remote", "--allow-host", "127.0.0.1", "--timeout", "2")

    # Of a page nobody reads more than the head.
    assert told == {"roadmap": "warning roadmap/not-answered", "logo": "warning logo/not-answered"}
    assert time.monotonic() - started < 60


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "gitlab", "junit"])
def test_a_file_named_by_url_is_judged_in_every_form(riuso, server, form):
    good = server.add("/good.yml", Answer(200, text().encode(), PLAIN))
    wrong = server.add("/wrong.yml", Answer(200, b"name: x\n", PLAIN))
    missing = f"{server.url}/missing.yml"
    ran = riuso("validate", good, wrong, missing, "--format", form, code=1)
    assert "missing.yml" in ran.out
    assert "wrong.yml" in ran.out
    assert "file/not-fetched" in ran.out


def test_the_page_of_a_repository_or_file_leads_to_the_file(riuso, server):
    content = (
        text().replace("https://code.example/register.git", f"{server.url}/town/trees") + "logo: a.svg\n"
    )
    server.add("/api/v1/repos/town/trees/raw/publiccode.yml", Answer(200, content.encode(), PLAIN))
    server.page("/town/trees")
    server.page("/group/sub/trees/-/blob/main/publiccode.yml")
    server.add("/group/sub/trees/-/raw/main/publiccode.yml", Answer(200, content.encode(), PLAIN))

    assert codes(riuso, f"{server.url}/town/trees") == {}
    assert codes(riuso, f"{server.url}/group/sub/trees/-/blob/main/publiccode.yml") == {
        "url": "warning url/other-repository"
    }
    # The files beside it are looked for where it was read.
    told = codes(riuso, f"{server.url}/town/trees", "--remote", code=1)
    assert told["logo"] == "error logo/unreachable"
    assert server.requests["/api/v1/repos/town/trees/raw/a.svg"] == 1
    server.page("/empty")
    assert codes(riuso, f"{server.url}/empty", code=1) == {"": "error file/not-fetched"}


def test_a_url_can_not_be_repaired(riuso, server):
    assert "--fix" in riuso("validate", f"{server.url}/x.yml", "--fix", code=2).err


def test_a_certificate_that_nobody_knows_is_told(riuso, tmp_path):
    with SecurePages(tmp_path) as server:
        server.add("/publiccode.yml", Answer(200, text().encode(), PLAIN))
        ran = riuso("validate", f"{server.url}/publiccode.yml", code=1)
        assert "certificate is not valid" in ran.out
        assert not server.asked


def test_an_interrupted_check_ends_soon_as_an_interrupted_command_does(riuso, server, tmp_path):
    server.faults["/slow"] = Fault(how="drip", answer=Answer(200, b"x" * 10_000, HTML))
    server.add("/slow.png", Answer(200, b"x" * 10_000, HTML))
    file = written(tmp_path, f"{server.url}/register.git", f"logo: {server.url}/slow.png\n")
    process = riuso.start("validate", file, "--remote", "--allow-host", "127.0.0.1", "--timeout", "100")
    while not server.requests["/slow.png"] and process.poll() is None:
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 130
