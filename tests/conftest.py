"""Fixtures for every test."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("RIUSO_SHARED", ROOT.parent / "shared"))
"""Where the optional corpus would be."""


@pytest.fixture(scope="session")
def shared() -> Path:
    """The optional corpus of real files and reference verdicts; tests that need it skip without it."""
    if not (SHARED / "corpus" / "index.json").is_file():
        pytest.skip("the optional corpus is absent; point RIUSO_SHARED at it")
    return SHARED
