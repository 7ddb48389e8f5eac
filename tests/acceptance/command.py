"""Runs the installed command as a user does: a process, its two streams, its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RIUSO = Path(sys.executable).with_name("riuso")
TIME_LIMIT = 120.0


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
        done = subprocess.run(
            [RIUSO, *arguments],
            input=stdin,
            capture_output=True,
            env=self.environment(),
            timeout=TIME_LIMIT,
            check=False,
        )
        ran = Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in ran.out + ran.err, ran.err
        assert ran.code == code, (
            f"ended with {ran.code}, not {code}\n--- stdout\n{ran.out}\n--- stderr\n{ran.err}"
        )
        return ran

    def json(self, *arguments: str | Path, code: int = 0) -> Any:
        return self(*arguments, "--format", "json", code=code).json

    def start(self, *arguments: str | Path) -> subprocess.Popen[bytes]:
        """Start ``riuso ARGUMENTS`` and leave it running, its output thrown away."""
        return subprocess.Popen(
            [RIUSO, *arguments],
            env=self.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def environment(self) -> dict[str, str]:
        ours = {"RIUSO_DATA": str(self.data), "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "error"}
        passed = ("PATH", "HOME", "TMPDIR")
        return {name: os.environ[name] for name in passed if name in os.environ} | ours
