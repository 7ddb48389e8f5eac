"""Static pages: pages per second in six languages, and what a browser fetches, over real and made files."""

from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.browser import CHROMIUM, chromium, served
from benchmarks.catalogues import entries_of
from benchmarks.texts import corpus_texts, generated_texts
from benchmarks.timing import timed
from index.build import build
from index.engine import open_index
from index.pages.build import SiteOptions, build_site
from index.pages.options import LANGUAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from index.pages.options import SiteSummary

MADE = 5_000
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
"""Lighthouse's "slow 4G": 1.6 Mbit/s down, 150 ms."""
_WATCH = """() => {
  window.seen = { paint: 0, shift: 0 };
  const paint = (list) => { for (const one of list.getEntries()) window.seen.paint = one.startTime; };
  new PerformanceObserver(paint)
    .observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) window.seen.shift += one.value;
  }).observe({ type: "layout-shift", buffered: true });
}"""


def run() -> list[str]:
    lines = []
    for name, texts in (("corpus", corpus_texts()), (f"{MADE:,} made", generated_texts(MADE))):
        with tempfile.TemporaryDirectory() as folder:
            lines += [f"{name}: {line}" for line in _measure(texts, Path(folder))]
    return lines


def _measure(texts: dict[str, str], folder: Path) -> list[str]:
    entries = entries_of(texts, folder)
    build(entries, folder / "search", fingerprint="bench")
    options = SiteOptions(title="Benchmark", languages=LANGUAGES, base_url="https://software.example/")
    with closing(open_index(folder / "search")) as index:
        summaries = [build_site(entries, index, (), folder / "site", options=options) for _ in range(2)]
    files = [path.read_bytes() for path in sorted((folder / "site").rglob("*")) if path.is_file()]
    yardstick = timed(lambda: _write(files, folder / "copy"))
    lines = [_told(summary, yardstick) for summary in summaries]
    if CHROMIUM is not None:
        with served(folder / "site") as address, chromium() as browser:
            lines += _browsed(browser, address)
    return lines


def _told(summary: SiteSummary, yardstick: float) -> str:
    return (
        f"{summary.pages:,} pages in {summary.seconds:.0f} s ({summary.pages / summary.seconds:,.0f}/s, "
        f"{summary.seconds / yardstick:.0f} times writing the same bytes; "
        f"Pagefind {summary.search_seconds:.0f} s), {summary.written:,} files not as they were"
    )


def _browsed(browser: Browser, address: str) -> list[str]:
    lines = []
    for name, path in (
        ("home", "index.html"),
        ("search page", "search/index.html"),
        ("list", "browse/category/index.html"),
    ):
        page = browser.new_page()
        page.add_init_script(f"({_WATCH})()")
        size, seen = _visit(page, address + path)
        slow = browser.new_page()
        slow.add_init_script(f"({_WATCH})()")
        slow.context.new_cdp_session(slow).send("Network.emulateNetworkConditions", SLOW_4G)
        _, slowly = _visit(slow, address + path)
        lines.append(
            f"{name}: {size / 1000:.0f} KB, shift {seen['shift']:.3f}, largest paint "
            f"{seen['paint']:.0f} ms, on slow 4G {slowly['paint']:.0f} ms"
        )
    page = browser.new_page()
    before, _ = _visit(page, address + "search/index.html?q=")
    sizes: list[int] = []
    page.on("requestfinished", lambda sent: sizes.append(sent.sizes()["responseBodySize"]))
    page.fill("#q", "document management")
    page.wait_for_timeout(3000)
    lines.append(f"first search: {sum(sizes) / 1000:.0f} KB after {before / 1000:.0f} KB of the page")
    return lines


def _visit(page: Page, address: str) -> tuple[int, dict[str, Any]]:
    sizes: list[int] = []
    page.on("requestfinished", lambda sent: sizes.append(sent.sizes()["responseBodySize"]))
    page.goto(address, wait_until="networkidle")
    seen: dict[str, Any] = page.evaluate("window.seen ?? {}")
    return sum(sizes), seen


def _write(files: list[bytes], folder: Path) -> None:
    folder.mkdir()
    for number, content in enumerate(files):
        (folder / str(number)).write_bytes(content)
