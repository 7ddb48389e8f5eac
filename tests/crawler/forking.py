"""Crawls in processes of their own, forked from one that has imported everything: a second less for each.

``python -m tests.crawler.forking`` reads orders from its standard input, a line of JSON each, and answers
with a line each. A crawl needs a process of its own because Scrapy's reactor runs once.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import traceback
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.conftest import ROOT
from tests.crawler.one_crawl import main

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_KEPT = ("PATH", "HOME", "TMPDIR", "LANG", "VIRTUAL_ENV")


@dataclass(frozen=True, slots=True)
class Forked:
    """A crawl under way; its streams go to files."""

    parent: Forker
    pid: int
    out: Path
    errors: Path

    def wait(self) -> int:
        """Return the exit code, negative for a signal."""
        return int(self.parent.order({"wait": self.pid}))

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)


class Forker:
    """The process that forks; ended by :meth:`close`."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crawler.forking"],
            cwd=ROOT,
            env={name: os.environ[name] for name in _KEPT if name in os.environ},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(
        self, arguments: Sequence[str], environment: Mapping[str, str], out: Path, errors: Path
    ) -> Forked:
        order = {
            "run": list(arguments),
            "environment": dict(environment),
            "out": str(out),
            "errors": str(errors),
        }
        return Forked(self, int(self.order(order)), out, errors)

    def order(self, order: Mapping[str, object]) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline()

    def close(self) -> None:
        self._process.communicate()


def _serve() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        if "wait" in order:
            _, status = os.waitpid(order["wait"], 0)
            answer = os.waitstatus_to_exitcode(status)
        else:
            answer = os.fork() or _crawl(**order)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def _crawl(run: list[str], environment: dict[str, str], out: str, errors: str) -> int:
    """Crawl in the child, and end it."""
    code = 70
    try:
        for path, descriptor in ((os.devnull, 0), (out, 1), (errors, 2)):
            flags = os.O_RDONLY if descriptor == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
            os.dup2(os.open(path, flags, 0o600), descriptor)
        os.environ.update(environment)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        warnings.simplefilter("error")
        sys.warnoptions.append("error")
        code = main(*run)
        sys.stdout.flush()
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve()
