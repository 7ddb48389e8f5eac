"""Build the site: one folder of HTML, with the search in the browser, in one step."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from index.pages.api import write_api
from index.pages.assets import write_assets
from index.pages.badge import write_badges
from index.pages.columns import write_columns
from index.pages.discovery import write_discovery
from index.pages.folder import is_site, staging
from index.pages.languages import write_languages
from index.pages.mirrored import write_pictures
from index.pages.options import Memory, Mirrored, Progress, SiteOptions, SiteSummary
from index.pages.originals import write_originals
from index.pages.output import Output
from index.pages.pagefind_index import PagefindError, build_pagefind
from index.pages.site import describe
from index.pages.writing import expected

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from index.adoption.adoption import Adoption
    from index.entry import Entry
    from index.pages.site import Site
    from index.query import SearchIndex
    from publiccode.run import RunReport

__all__ = ["SiteOptions", "SiteSummary", "build_site"]


def build_site(
    entries: Sequence[Entry],
    index: SearchIndex,
    reports: Sequence[RunReport],
    out: Path,
    *,
    memory: Memory | None = None,
    adoption: Adoption | None = None,
    mirrored: Mirrored | None = None,
    options: SiteOptions | None = None,
    progress: Progress | None = None,
) -> SiteSummary:
    """Write the pages into ``out``, which then holds nothing else; the old site stays until all is written.

    ``entries`` are those of the catalogue with the vanished ones, which get a tombstone
    (``Catalogue.entries(include_gone=True)``); ``index`` is the search index built from the same
    catalogue; ``reports`` may come in any order; ``memory`` is the catalogue, for the versions and the
    texts of each file; ``adoption`` tells who uses what; ``mirrored`` are the pictures that may be
    shown. The same arguments give the same bytes, and a
    file that is as it was keeps its time.

    Raise :class:`index.pages.errors.SiteError` where ``out`` may not be replaced, and
    :class:`index.errors.NoIndexError` where the search index is of another catalogue.
    """
    started = time.perf_counter()
    site = describe(entries, index, reports, options or SiteOptions(), memory, adoption=adoption)
    with staging(out) as folder:
        output = Output(folder, out.resolve() if is_site(out) else None)
        write_assets(output, site.options.brand)
        site = replace(site, originals=write_originals(output, site, memory))
        site = replace(site, pictures=write_pictures(output, site, mirrored))
        write_columns(output, site)
        advance = progress or (lambda _done, _total: None)
        total, read = _work(site)
        written = write_languages(output, site, lambda done, _: advance(done, total))
        write_discovery(output, site, written)
        write_api(output, site)
        write_badges(output, site)
        paged = time.perf_counter()
        has_search, warnings = _search(output, site, lambda done: advance(total - read + done, total))
        advance(total, total)
        searched = time.perf_counter()
    return SiteSummary(
        pages=sum(one.pages for one in written),
        seconds=time.perf_counter() - started,
        software=len(site.listed),
        publishers=len(site.values["publisher"]),
        tombstones=len(site.tombstones),
        search_seconds=searched - paged,
        has_search=has_search,
        warnings=warnings,
        written=output.written,
    )


def _work(site: Site) -> tuple[int, int]:
    """Return how many pages are written or read for the search, and how many are read."""
    read = len(site.listed) * len(site.options.languages)
    return expected(site) * len(site.options.languages) + read, read


def _search(output: Output, site: Site, read: Callable[[int], None]) -> tuple[bool, tuple[str, ...]]:
    """Build the search in the browser; tell whether there is one, and warnings."""
    folders = [site.folder(tag) for tag in site.options.languages]
    try:
        return True, build_pagefind(output, folders, lambda done: read(done * len(site.listed)))
    except PagefindError as error:
        return False, (f"the pages have no search in the browser: {error}",)
