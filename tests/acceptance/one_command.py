"""One command in a process of its own, as ``riuso ARGUMENTS`` is."""

from __future__ import annotations

import sys

from cli.main import main as riuso


def main(*arguments: str) -> int:
    """Run ``riuso ARGUMENTS``; return its exit code."""
    sys.argv = ["riuso", *arguments]
    try:
        riuso()
    except SystemExit as end:
        return int(end.code or 0)
