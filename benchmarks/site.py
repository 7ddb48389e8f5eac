"""Static pages: pages per second, beside writing the same bytes to the same number of files."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.catalogues import entries_of
from benchmarks.texts import corpus_texts
from benchmarks.timing import timed
from index.build import build
from index.engine import open_index
from index.pages.build import SiteOptions, build_site


def run() -> list[str]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        entries = entries_of(corpus_texts(), folder)
        build(entries, folder / "search", fingerprint="bench")
        index = open_index(folder / "search")
        try:
            summary = build_site(entries, index, (), folder / "site", options=SiteOptions(title="Benchmark"))
        finally:
            index.close()
        files = [path.read_bytes() for path in sorted((folder / "site").rglob("*")) if path.is_file()]
        yardstick = timed(lambda: _write(files, folder / "copy"))
    return [
        f"corpus: {summary.pages} pages in {summary.seconds:.1f} s, "
        f"{summary.pages / summary.seconds:,.0f} pages/s; "
        f"{summary.seconds / yardstick:.0f} times the time of writing the same {len(files)} files"
    ]


def _write(files: list[bytes], folder: Path) -> None:
    folder.mkdir()
    for number, content in enumerate(files):
        (folder / str(number)).write_bytes(content)
