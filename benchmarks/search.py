"""Index and search at growing sizes: build, update, warm queries with facets, memory, cold start.

``SEARCH=180,5000`` chooses the sizes. Beside each stand plain engines with one field and no facets.
"""

from __future__ import annotations

import os
import random
import resource
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.catalogues import entries_of
from benchmarks.commands import python, riuso
from benchmarks.made_up import corpus_like
from benchmarks.peers import peers
from benchmarks.relevance import judged_queries
from benchmarks.texts import CORPUS, corpus_texts
from benchmarks.timing import beside, percentile, timed
from index.build import build
from index.engine import open_index
from index.query import Query
from index.search.document import texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index.entry import Entry
    from index.query import SearchIndex

SIZES = tuple(int(size) for size in os.environ.get("SEARCH", "180,5000,20000,100000").split(","))
_FILTERS: tuple[dict[str, tuple[str, ...]], ...] = (
    {},
    {},
    {"category": ("document-management",)},
    {"license-family": ("weak-copyleft",)},
)


def run() -> Iterator[str]:
    yield _cold()
    if CORPUS.is_dir():
        for size in SIZES:
            yield from _grown(size)


def _cold() -> str:
    with tempfile.TemporaryDirectory() as name:
        entries = entries_of(corpus_texts(), Path(name))
        build(entries, Path(name) / "search", fingerprint="bench")
        cold = beside(
            lambda: riuso("search", "protocollo", "--data", name), lambda: python("import click"), rounds=7
        )
    return (
        f"cold: riuso search over {len(entries)} real files {cold.seconds:.2f} s, "
        f"{cold.ratio_text} times python -c 'import click'"
    )


def _grown(size: int) -> Iterator[str]:
    entries = corpus_like(size)
    queries = [query["text"] for query in judged_queries()]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        built = timed(lambda: build(entries, folder / "search", fingerprint="0"))
        updated = _update_time(entries, folder / "search")
        with closing(open_index(folder / "search")) as index:
            times = _times(_faceted(index), queries)
        on_disk = sum(p.stat().st_size for p in (folder / "search").rglob("*") if p.is_file()) / 2**20
        yield (
            f"{size:,}: build {built:.1f} s, 1 % update {updated:.2f} s ({updated / built:.1%} of it), "
            f"{on_disk:.0f} MiB with the version before; warm with facets {_told(times)}; "
            f"most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10:.0f} MiB"
        )
        flat = {entry.id: " ".join(text.text for text in texts(entry)) for entry in entries}
        for peer, make in peers().items():
            started = time.perf_counter()
            ask = make(folder / peer, flat)
            seconds = time.perf_counter() - started
            plain = _times(ask, queries)
            ratio = percentile(times, 0.95) / percentile(plain, 0.95)
            yield (
                f"{size:,}: {peer}, one field, no facets: build {seconds:.1f} s; {_told(plain)}; "
                f"ours {ratio:.1f} times its p95"
            )


def _update_time(entries: Sequence[Entry], folder: Path) -> float:
    chance = random.Random(1)
    changed = set(chance.sample(range(len(entries)), max(1, len(entries) // 100)))
    after = [
        replace(entry, software=replace(entry.software, release_date="2026-06-30")) if n in changed else entry
        for n, entry in enumerate(entries)
    ]
    return timed(lambda: build(after, folder, fingerprint="1"))


def _faceted(index: SearchIndex) -> Callable[[str], int]:
    filters = iter(_FILTERS * 1000)
    return lambda text: len(index.search(Query(text=text, filters=next(filters), limit=10)).hits)


def _times(ask: Callable[[str], int], queries: Sequence[str]) -> list[float]:
    for query in queries[:10]:
        ask(query)
    return [timed(lambda query=query: ask(query)) for _ in range(3) for query in queries]  # type: ignore[misc]


def _told(times: list[float]) -> str:
    return f"p50 {percentile(times, 0.5) * 1000:.1f} ms, p95 {percentile(times, 0.95) * 1000:.1f} ms"
