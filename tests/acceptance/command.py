"""Runs commands as a user does: a process each, its two streams, its exit code; forked, not started anew."""

from __future__ import annotations

import atexit
import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.forking import Forked, Forker

NOTHING = Path(os.devnull)


@cache
def _forker() -> Forker:
    forker = Forker("tests.acceptance.one_command:main")
    atexit.register(forker.close)
    return forker


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Riuso:
    """Commands on one data folder; the reader's language is English unless told otherwise."""

    data: Path

    def __call__(self, *arguments: str | Path, code: int = 0, stdin: bytes = b"") -> Ran:
        """Run ``riuso ARGUMENTS``, which must end with ``code`` and without a traceback."""
        with TemporaryDirectory() as name:
            out, errors, given = (Path(name) / one for one in ("out", "errors", "in"))
            given.write_bytes(stdin)
            process = self._start(arguments, out, errors, given)
            ended = process.wait()
            ran = Ran(ended, out.read_text("utf-8"), errors.read_text("utf-8"))
        assert "Traceback" not in ran.out + ran.err, ran.err
        assert ran.code == code, (
            f"ended with {ran.code}, not {code}\n--- stdout\n{ran.out}\n--- stderr\n{ran.err}"
        )
        return ran

    def json(self, *arguments: str | Path, code: int = 0) -> Any:
        return self(*arguments, "--format", "json", code=code).json

    def start(self, *arguments: str | Path) -> Forked:
        """Start ``riuso ARGUMENTS`` and leave it running, its output thrown away."""
        return self._start(arguments, NOTHING, NOTHING, NOTHING)

    def _start(self, arguments: tuple[str | Path, ...], *streams: Path) -> Forked:
        return _forker().start([str(one) for one in arguments], self.environment(), *streams)

    def environment(self) -> dict[str, str]:
        ours = {"RIUSO_DATA": str(self.data), "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "error"}
        passed = ("PATH", "HOME", "TMPDIR")
        return {name: os.environ[name] for name in passed if name in os.environ} | ours
