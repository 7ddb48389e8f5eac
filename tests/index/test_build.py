from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.build import build
from index.engine import open_index
from index.errors import NoIndexError
from index.query import Query
from tests.index.entries import ENTRIES

if TYPE_CHECKING:
    from pathlib import Path


def names(directory: Path, text: str = "") -> list[str]:
    index = open_index(directory)
    try:
        return [hit.id for hit in index.search(Query(text=text, limit=100)).hits]
    finally:
        index.close()


def test_an_index_is_built_and_answers(tmp_path):
    summary = build(ENTRIES, tmp_path, fingerprint="abc123")
    assert summary.software == len(names(tmp_path)) > 0


def test_opening_nothing_says_what_to_do(tmp_path):
    with pytest.raises(NoIndexError, match="riuso rebuild"):
        open_index(tmp_path)
