"""Whole commands, run as a user runs them: with bytecode, which an installation has."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def riuso(*arguments: str) -> str:
    """Run the installed ``riuso`` and return what it printed; raise where it failed or said nothing."""
    return _output(str(Path(sys.executable).with_name("riuso")), *arguments)


def python(code: str) -> None:
    """Run ``code`` in a fresh interpreter."""
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, env=_environment())


def _output(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=_environment())
    if not done.stdout:
        raise RuntimeError(f"{' '.join(command)} printed nothing: {done.stderr}")
    return done.stdout


def _environment() -> dict[str, str]:
    """Return the environment without what has Python compile every module at every start."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
