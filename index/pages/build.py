"""Build the site: one folder of HTML, with the search in the browser, in one step."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from index.pages.browse import BROWSED
from index.pages.folder import staging
from index.pages.lists import write_browse, write_names, write_publishers
from index.pages.options import Progress, SiteOptions, SiteSummary
from index.pages.overview import write_home, write_not_found, write_report, write_search
from index.pages.pagefind_index import PagefindError, build_pagefind
from index.pages.site import describe
from index.pages.software_pages import write_software, write_tombstones
from index.pages.writing import Writer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.entry import Entry
    from index.query import SearchIndex
    from publiccode.run import RunReport

__all__ = ["SiteOptions", "SiteSummary", "build_site"]


def build_site(
    entries: Sequence[Entry],
    index: SearchIndex,
    reports: Sequence[RunReport],
    out: Path,
    *,
    options: SiteOptions | None = None,
    progress: Progress | None = None,
) -> SiteSummary:
    """Write the pages into ``out``, which then holds nothing else; the old site stays until all is written.

    ``entries`` are those of the catalogue with the vanished ones, which get a tombstone
    (``Catalogue.entries(include_gone=True)``); ``index`` is the search index built from the same
    catalogue; ``reports`` may come in any order. The same arguments give the same bytes.

    Raise :class:`index.pages.errors.SiteError` where ``out`` may not be replaced, and
    :class:`index.errors.NoIndexError` where the search index is of another catalogue.
    """
    started = time.perf_counter()
    site = describe(entries, index, reports, options or SiteOptions())
    with staging(out) as folder:
        writer = Writer(folder, site, progress or (lambda _done, _total: None))
        write_home(writer, site)
        write_search(writer, site)
        write_software(writer, site)
        write_tombstones(writer, site)
        write_publishers(writer, site)
        write_browse(writer, site, BROWSED)
        write_names(writer, site)
        write_report(writer, site)
        write_not_found(writer, site)
        written = time.perf_counter()
        has_search = True
        try:
            warnings = build_pagefind(folder)
        except PagefindError as error:
            has_search = False
            warnings = (f"the pages have no search in the browser: {error}",)
        searched = time.perf_counter()
    return SiteSummary(
        pages=writer.pages,
        seconds=time.perf_counter() - started,
        software=len(site.listed),
        publishers=len(site.values["publisher"]),
        tombstones=len(site.tombstones),
        search_seconds=searched - written,
        has_search=has_search,
        warnings=warnings,
    )
