"""Processes forked from one that has imported and read everything: seconds less for each.

``python -m tests.forking`` reads orders from its standard input, a line of JSON each, and answers with a line
each. What is run needs a process of its own because Scrapy's reactor runs once, and because a command is
known by its streams and its exit code. The module of the function that is run does in ``warm()`` what every
process of its own would do first, and in the same way.
"""

from __future__ import annotations

import gc
import json
import os
import pkgutil
import signal
import subprocess
import sys
import time
import traceback
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_KEPT = ("PATH", "HOME", "TMPDIR", "LANG", "VIRTUAL_ENV")
TIME_LIMIT = 120.0
PACKAGES = ("publiccode", "crawler", "index", "cli")


@dataclass(frozen=True, slots=True)
class Forked:
    """A process under way; its streams go to files."""

    parent: Forker
    pid: int
    out: Path
    errors: Path

    def wait(self, seconds: float = TIME_LIMIT) -> int:
        """Return the exit code, negative for a signal; kill it when time is over."""
        code = self._code(seconds)
        if code is None:
            self.kill()
        return code if code is not None else self.wait()

    def wait_for(self, word: str, seconds: float = TIME_LIMIT) -> None:
        """Wait until it has printed a line of this word."""
        until = time.monotonic() + seconds
        while word not in self.out.read_text(encoding="utf-8").splitlines():
            assert self.poll() is None, f"ended before it said {word!r}: {self.errors.read_text('utf-8')}"
            assert time.monotonic() < until, f"did not say {word!r} in time"
            time.sleep(0.001)

    def poll(self) -> int | None:
        """Return the exit code, None while it runs."""
        return self._code(0)

    def _code(self, seconds: float) -> int | None:
        codes = self.parent.codes
        if self.pid not in codes:
            answer = self.parent.order({"wait": self.pid, "seconds": seconds})
            if not answer.strip():
                return None
            codes[self.pid] = int(answer)
        return codes[self.pid]

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class Forker:
    """The process that forks; ended by :meth:`close`.

    ``function`` is what a child runs, ``module:name``; ``codes`` are the exit codes by process. All modules
    of ``packages`` are imported before, beside what that module imports.
    """

    def __init__(self, function: str, packages: Sequence[str] = PACKAGES) -> None:
        self.codes: dict[int, int] = {}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.forking", function, *packages],
            cwd=ROOT,
            env={name: os.environ[name] for name in _KEPT if name in os.environ} | {"LC_ALL": "C.UTF-8"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        out: Path,
        errors: Path,
        stdin: Path = Path(os.devnull),
    ) -> Forked:
        """Run the function with ``arguments`` in the present folder, and don't wait for it."""
        order = {
            "run": list(arguments),
            "environment": dict(environment),
            "folder": str(Path.cwd()),
            "streams": [str(stdin), str(out), str(errors)],
        }
        out.write_bytes(b"")  # what an earlier one printed there is none of its words
        pid = int(self.order(order))
        self.codes.pop(pid, None)
        return Forked(self, pid, out, errors)

    def order(self, order: Mapping[str, object]) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline()

    def close(self) -> None:
        self._process.communicate()


def _serve(function: str, *packages: str) -> None:
    for package in packages:
        for module in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
            if not module.name.endswith("__main__"):
                pkgutil.resolve_name(module.name)
    run = pkgutil.resolve_name(function)
    pkgutil.resolve_name(f"{run.__module__}:warm")()
    assert "twisted.internet.reactor" not in sys.modules, "each child installs its own"
    # What is shared stays so: a collection would write into each object, and so copy it into each child.
    gc.freeze()
    for line in sys.stdin:
        order = json.loads(line)
        if "wait" in order:
            answer = _code(order["wait"], time.monotonic() + order["seconds"])
        else:
            answer = os.fork() or _run(run, **order)
        sys.stdout.write(f"{'' if answer is None else answer}\n")
        sys.stdout.flush()


def _code(pid: int, until: float) -> int | None:
    while True:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() >= until:
            return None
        time.sleep(0.005)


def _run(
    function: Callable[..., int], run: list[str], environment: dict[str, str], folder: str, streams: list[str]
) -> int:
    """Run in the child, and end it."""
    code = 70
    try:
        os.chdir(folder)
        for descriptor, path in enumerate(streams):
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC if descriptor else os.O_RDONLY
            os.dup2(os.open(path, flags, 0o600), descriptor)
        # The old one may have read further orders.
        sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
        os.environ.update(environment)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        warnings.simplefilter("error")
        sys.warnoptions.append("error")
        code = function(*run)
        sys.stdout.flush()
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve(*sys.argv[1:])
