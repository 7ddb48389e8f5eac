"""Static pages: what building them costs in six languages, and what a browser fetches.

What is fetched is counted compressed and with the heads of the answers, as any public host sends it.
"""

from __future__ import annotations

import os
import resource
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import escape

from benchmarks.browser import CHROMIUM, chromium, served
from benchmarks.catalogues import entries_of
from benchmarks.texts import corpus_texts, generated_texts
from benchmarks.timing import timed
from index.build import build
from index.catalogue import Catalogue
from index.engine import open_index
from index.pages.build import SiteOptions, build_site
from index.pages.entry_text import name_of
from index.pages.options import LANGUAGES
from publiccode.run import RunReport

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from index.entry import Entry
    from index.pages.options import SiteSummary

MADE = int(os.environ.get("RIUSO_BENCH_SOFTWARE", "5000"))
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
"""Lighthouse's "slow 4G": 1.6 Mbit/s down, 150 ms."""
WORDS = "document management"
_NIGHT = RunReport(
    run="20260115T020000Z",
    started="2026-01-15T02:00:00Z",
    finished="2026-01-15T02:10:00Z",
    sources=(),
    repositories={},
    requests={},
)
_WATCH = """() => {
  window.seen = { paint: 0, shift: 0 };
  const paint = (list) => { for (const one of list.getEntries()) window.seen.paint = one.startTime; };
  new PerformanceObserver(paint)
    .observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) window.seen.shift += one.value;
  }).observe({ type: "layout-shift", buffered: true });
}"""


def run() -> Iterator[str]:
    for name, texts, builds in (
        ("corpus", corpus_texts(), 2),
        (f"{MADE:,} made", generated_texts(MADE), 1),
    ):
        with tempfile.TemporaryDirectory() as folder:
            for line in _measure(texts, Path(folder), builds):
                yield f"{name}: {line}"


def _measure(texts: dict[str, str], folder: Path, builds: int) -> Iterator[str]:
    entries = entries_of(texts, folder)
    build(entries, folder / "search", fingerprint="bench")
    site = folder / "site"
    for number in range(builds):
        before = _processor_s()
        done = _built(entries, folder)
        spent = _processor_s() - before
        files = [path for path in sorted(site.rglob("*")) if path.is_file()]
        copied = timed(partial(_copy, files, folder / f"copy-{number}"))
        yield (
            f"{done.pages:,} pages of {done.software:,} software, {len(files):,} files, {done.written:,} not "
            f"as they were, in {done.seconds:.0f} s ({done.seconds / copied:.0f} times copying these files), "
            f"Pagefind {done.search_seconds:.0f} s of it; {spent:.0f} s of processor time, "
            f"{spent * 1000 / done.pages:.1f} ms a page; at most {_most_memory_mib()} MiB in one process"
        )
    yield _one_changed(entries, folder)
    if CHROMIUM is not None:
        with served(site) as address, chromium() as browser:
            longest = [
                max((site / kind).glob("*/index.html"), key=_size) for kind in ("browse/license", "software")
            ]
            yield from _browsed(browser, address, [str(path.relative_to(site)) for path in longest])


def _one_changed(entries: list[Entry], folder: Path) -> str:
    """Build once more after one software has a new version, and tell which pages were written."""
    first, *others = entries
    changed = replace(first, software=replace(first.software, software_version="9.8.7"))
    entries = [changed, *others]
    build(entries, folder / "search", fingerprint="bench-1")
    began = time.time()
    done = _built(entries, folder)
    pages = [path for path in (folder / "site").rglob("*.html") if path.stat().st_mtime >= began]
    name = escape(name_of(first))
    strangers = [path for path in pages if name not in path.read_text(encoding="utf-8")]
    return (
        f"one software changed: {len(pages)} of {done.pages:,} pages written, {len(strangers)} do not "
        f"name it; {done.written} files in all, in {done.seconds:.0f} s, Pagefind {done.search_seconds:.0f} s"
    )


def _built(entries: list[Entry], folder: Path) -> SiteSummary:
    options = SiteOptions(title="Benchmark", languages=LANGUAGES, base_url="https://software.example/")
    with (
        closing(open_index(folder / "search")) as index,
        Catalogue.open(folder / "catalogue.sqlite", read_only=True) as catalogue,
    ):
        return build_site(entries, index, (_NIGHT,), folder / "site", memory=catalogue, options=options)


def _browsed(browser: Browser, address: str, longest: list[str]) -> Iterator[str]:
    for name, path in (
        ("home", "index.html"),
        ("the longest list", longest[0]),
        ("the longest page of a software", longest[1]),
        ("search page", "search/index.html"),
        ("results of a search", f"search/index.html?q={WORDS}"),
    ):
        size, seen = _visit(_page(browser), address + path)
        slow = _page(browser)
        slow.context.new_cdp_session(slow).send("Network.emulateNetworkConditions", SLOW_4G)
        _, slowly = _visit(slow, address + path)
        yield (
            f"{name}: {size / 1000:.0f} KB, shift {seen['shift']:.3f}, largest paint "
            f"{seen['paint']:.0f} ms, on slow 4G {slowly['paint']:.0f} ms"
        )
    page = _page(browser)
    _visit(page, address + "index.html")
    first, _ = _visit(page, f"{address}search/index.html?q={WORDS}")
    yield f"first search, from the home page: {first / 1000:.0f} KB more"
    page = _page(browser)
    opened, _ = _visit(page, address + "search/index.html")
    sizes = _sizes(page)
    page.fill("#q", WORDS)
    page.wait_for_timeout(4000)
    yield f"search page, no words: {opened / 1000:.0f} KB, first words then {sum(sizes) / 1000:.0f} KB more"


def _page(browser: Browser) -> Page:
    """Return a page of a reader who has never been here."""
    page = browser.new_context().new_page()
    page.add_init_script(f"({_WATCH})()")
    return page


def _sizes(page: Page) -> list[int]:
    """Return a list that grows by the bytes of every answer that comes over the network."""
    sizes: list[int] = []

    def finished(sent: Any) -> None:
        size = sent.sizes()
        sizes.append(size["responseBodySize"] + size["responseHeadersSize"])

    page.on("requestfinished", finished)
    return sizes


def _visit(page: Page, address: str) -> tuple[int, dict[str, Any]]:
    sizes = _sizes(page)
    page.goto(address, wait_until="networkidle")
    if "/search/" in address:
        page.locator("#results .card").first.wait_for()
    page.wait_for_timeout(500)
    seen: dict[str, Any] = page.evaluate("window.seen ?? {}")
    return sum(sizes), seen


def _size(path: Path) -> int:
    return path.stat().st_size


def _processor_s() -> float:
    """Return the seconds of processor time of this process and those it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _most_memory_mib() -> int:
    """Return the most that this process, or one that it has waited for, has held at any time."""
    used = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return max(used) // 1024


def _copy(files: list[Path], folder: Path) -> None:
    folder.mkdir()
    for number, path in enumerate(files):
        (folder / str(number)).write_bytes(path.read_bytes())
