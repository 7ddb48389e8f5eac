from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crawler.git.environment import CONFIGURATION, environment, protocol
from crawler.git.exchange import Exchanges
from crawler.git.executable import (
    Bounds,
    Git,
    GitBoundError,
    GitError,
    GitStoppedError,
    GitTimeoutError,
    Said,
)
from crawler.guard import Guard

if TYPE_CHECKING:
    from collections.abc import Iterator

TIME = Bounds(seconds=30)


@pytest.fixture
def run(tmp_path):
    """Run git, or a program in its place, in an empty folder."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "gitconfig").write_text(CONFIGURATION)
    git = Git(environment(home, "riuso/test"))
    folder = tmp_path / "folder"
    folder.mkdir()

    def run(*arguments, bounds=TIME, extra=None, stop_after=None):
        async def main() -> Said:
            if stop_after is not None:
                asyncio.get_running_loop().call_later(stop_after, git.stop)
            return await git.run(*arguments, folder=folder, bounds=bounds, extra=extra or {})

        return asyncio.run(main())

    return run


def test_nothing_of_the_users_configuration_is_seen(run, tmp_path, monkeypatch):
    (tmp_path / ".gitconfig").write_text("[user]\n\tname = Somebody\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", "'user.name=Somebody'")
    listed = run("config", "--list", "--show-scope").stdout.decode()
    assert "Somebody" not in listed
    assert "global\tcore.hookspath=/dev/null" in listed
    assert "system" not in listed


@pytest.mark.parametrize(
    ("scheme", "address"),
    [
        ("https", "file:///srv/x.git"),
        ("https", "ssh://git@host.example/x"),
        ("http", "ext::sh -c touch% /tmp/never"),
        ("file", "https://host.example/x"),
        ("none", "https://host.example/x"),
    ],
)
def test_only_the_sources_own_protocol_is_spoken(run, scheme, address):
    with pytest.raises(GitError, match=r"transport '\w+' not allowed"):
        run("ls-remote", address, extra=protocol(scheme))


def sleeping(seconds: float) -> tuple[str, ...]:
    return ("-c", f"alias.wait=!sleep {seconds}", "wait")


def test_time_is_bounded_and_helpers_end_too(run):
    started = time.monotonic()
    with pytest.raises(GitTimeoutError):
        run(*sleeping(31.7), bounds=Bounds(seconds=0.3))
    assert time.monotonic() - started < 5
    for _ in range(100):
        if not any("sleep\x0031.7" in command for command in commands()):
            return
        time.sleep(0.02)
    raise AssertionError("what git started still runs")


def test_output_is_bounded(run):
    with pytest.raises(GitBoundError):
        run("-c", "alias.flood=!yes", "flood", bounds=Bounds(seconds=30, output=100_000))


def test_disk_is_bounded(run):
    flood = "alias.flood=!yes > flood"
    with pytest.raises(GitBoundError):
        run("-c", flood, "flood", bounds=Bounds(seconds=30, disk=1_000_000))


def test_a_stop_ends_what_runs_and_refuses_what_comes(run):
    with pytest.raises(GitStoppedError):
        run(*sleeping(32.7), stop_after=0.3)
    with pytest.raises(GitStoppedError):
        run("version")


@pytest.mark.parametrize(
    "url", ["--upload-pack=touch /tmp/x", "ssh://h/x", "ext::sh", "https://h/x\n[core]\n\tpager = sh", "-x"]
)
def test_addresses_that_are_none_are_refused(tmp_path, url):
    exchanges = Exchanges(tmp_path / "work", "riuso/test", Guard([tmp_path.as_uri()]))
    with pytest.raises(GitError, match="riuso refuses the address"):
        asyncio.run(exchanges.head(url, 10))
    with pytest.raises(GitError, match="riuso refuses the address"):
        asyncio.run(exchanges.files(url, "0" * 40, 10, lambda: None))
    exchanges.close()
    assert not (tmp_path / "work").exists()


def commands() -> Iterator[str]:
    """Yield the command lines of all processes that can be read."""
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            with suppress(OSError):
                yield (process / "cmdline").read_text(errors="replace")
