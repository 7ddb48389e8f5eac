"""Index and search at growing sizes: build, update, warm queries with facets, memory, cold start.

``SEARCH=180,5000`` chooses the sizes. Beside each stand plain engines with one field and no facets. Queries
are measured in processor time.
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
        return f"cold: riuso search over {len(entries)} real files {_started(name)}"


def _started(data: str) -> str:
    """Tell what a whole command costs beside the start of Python with Click."""
    cold = beside(
        lambda: riuso("search", "protocollo", "--data", data), lambda: python("import click"), rounds=7
    )
    return f"{cold.seconds:.2f} s, {cold.ratio_text} times python -c 'import click'"


def _grown(size: int) -> Iterator[str]:
    entries = corpus_like(size)
    queries = [query["text"] for query in judged_queries()]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        built, working = _cost(lambda: build(entries, folder / "search", fingerprint="0"))
        yield f"{size:,}: build {built:.1f} s, {working:.1f} s of processor time; {_on_disk(folder):.0f} MiB"
        changed = _changed(entries)
        updated, worked = _cost(lambda: build(changed, folder / "search", fingerprint="1"))
        yield (
            f"{size:,}: 1 % update {updated:.2f} s ({updated / built:.1%} of the build; "
            f"{worked / working:.1%} in processor time), {_on_disk(folder):.0f} MiB with the version before"
        )
        with closing(open_index(folder / "search")) as index:
            times = _times(_faceted(index), queries)
        yield (
            f"{size:,}: warm with facets {_told(times)}; "
            f"most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10:.0f} MiB"
        )
        yield f"{size:,}: cold {_started(name)}"
        yield from _beside_peers(entries, folder, queries, times)


def _beside_peers(
    entries: Sequence[Entry], folder: Path, queries: Sequence[str], times: list[float]
) -> Iterator[str]:
    flat = {entry.id: " ".join(text.text for text in texts(entry)) for entry in entries}
    for peer, make in peers().items():
        started = time.perf_counter()
        ask = make(folder / peer, flat)
        seconds = time.perf_counter() - started
        plain = _times(ask, queries)
        ratio = percentile(times, 0.95) / percentile(plain, 0.95)
        yield (
            f"{len(entries):,}: {peer}, one field, no facets: build {seconds:.1f} s; {_told(plain)}; "
            f"ours {ratio:.1f} times its p95"
        )


def _cost(call: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds that a call took, and how many of them processors worked, helpers included."""
    before = _worked()
    return timed(call), _worked() - before


def _worked() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _on_disk(folder: Path) -> float:
    """Return the MiB of all files, each once however many versions share it."""
    files = [path.stat() for path in (folder / "search").rglob("*") if path.is_file()]
    return sum({one.st_ino: one.st_size for one in files}.values()) / 2**20


def _changed(entries: Sequence[Entry]) -> list[Entry]:
    chance = random.Random(1)
    changed = set(chance.sample(range(len(entries)), max(1, len(entries) // 100)))
    return [
        replace(entry, software=replace(entry.software, release_date="2026-06-30")) if n in changed else entry
        for n, entry in enumerate(entries)
    ]


def _faceted(index: SearchIndex) -> Callable[[str], int]:
    filters = iter(_FILTERS * 1000)
    return lambda text: len(index.search(Query(text=text, filters=next(filters), limit=10)).hits)


def _times(ask: Callable[[str], int], queries: Sequence[str]) -> list[float]:
    for query in queries[:10]:
        ask(query)
    return [_worked_for(ask, query) for _ in range(3) for query in queries]


def _worked_for(ask: Callable[[str], int], query: str) -> float:
    """Return the seconds of processor time of a query: what else the machine does must not count."""
    started = time.process_time()
    ask(query)
    return time.process_time() - started


def _told(times: list[float]) -> str:
    return f"p50 {percentile(times, 0.5) * 1000:.1f} ms, p95 {percentile(times, 0.95) * 1000:.1f} ms"
