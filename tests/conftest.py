"""Fixtures for every test."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The optional corpus of real files and reference verdicts; tests that need it skip without it."""
    folder = Path(os.environ.get("RIUSO_SHARED", ROOT.parent / "shared"))
    if not (folder / "corpus" / "index.json").is_file():
        pytest.skip("the optional corpus is absent; point RIUSO_SHARED at it")
    return folder
