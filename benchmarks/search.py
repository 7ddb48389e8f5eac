"""Index and search: documents per second, query times, and the start of a cold command."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.catalogues import entries_of
from benchmarks.commands import python, riuso
from benchmarks.texts import corpus_texts, generated_texts
from benchmarks.timing import beside, percentile, timed
from index.build import build
from index.engine import open_index
from index.query import Query

if TYPE_CHECKING:
    from index.query import SearchIndex

_QUERIES = (
    Query(text="protocollo"),
    Query(text="appointment booking"),
    Query(text="Terminvergabe Bürgerbüro"),
    Query(text="gestione documentale archivio"),
    Query(text="library"),
    Query(text="carte données"),
    Query(text="vergunnning"),
    Query(text="document", filters={"category": ("document-management",)}),
    Query(filters={"license": ("EUPL-1.2",)}),
    Query(),
)


def run() -> list[str]:
    lines = []
    for label, texts in (("corpus", corpus_texts()), ("generated", generated_texts(5000))):
        with tempfile.TemporaryDirectory() as folder:
            lines += _measured(label, texts, Path(folder))
    return lines


def _measured(label: str, texts: dict[str, str], folder: Path) -> list[str]:
    entries = entries_of(texts, folder)
    seconds = timed(lambda: build(entries, folder / "search", fingerprint="bench"))
    index = open_index(folder / "search")
    try:
        times = [_time(index, query) for _ in range(5) for query in _QUERIES]
    finally:
        index.close()
    cold = beside(
        lambda: riuso("search", "protocollo", "--data", str(folder)),
        lambda: python("import click"),
        rounds=5,
    )
    p50, p95 = (percentile(times, share) * 1000 for share in (0.5, 0.95))
    return [
        f"{label}: {len(entries)} documents in {seconds:.1f} s, {len(entries) / seconds:.0f} a second",
        f"{label}: warm query p50 {p50:.1f} ms, p95 {p95:.1f} ms",
        f"{label}: cold riuso search {cold.seconds:.2f} s, {cold.ratio_text} times python -c 'import click'",
    ]


def _time(index: SearchIndex, query: Query) -> float:
    return timed(lambda: index.search(query))
