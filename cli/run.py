"""A crawl from beginning to end: heal, crawl, apply, publish, report."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cli.applying import apply_harvest, apply_pending, keep_report, save_report
from cli.errors import DROP_HELD
from cli.publish import Site, publish
from cli.publishers_check import publishers_files
from crawler.publishers import PublisherSources, read_publishers
from crawler.run import WORK, crawl
from index.catalogue import Catalogue
from publiccode.run import RunReport

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from cli.data_folder import DataFolder
    from cli.drop_guard import DropLimit
    from cli.progress import Steps


@dataclass(frozen=True, slots=True)
class Run:
    """``shown`` counts the software that search shows; ``notes`` tell of earlier runs that were healed and
    of what the pages had to do without.
    """

    report: RunReport
    shown: int
    index_built: bool
    pages: int | None
    notes: tuple[str, ...] = ()


def crawl_and_publish(
    publishers: Sequence[Path],
    data: DataFolder,
    *,
    steps: Steps,
    limit: DropLimit | None = None,
    site: Site | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Run:
    """Crawl what ``publishers`` name into ``data``; one crawl a process, since Scrapy's reactor runs once.

    Raises what the packages below raise when they can't do the job, and :class:`LockedError`. What a
    source or repository failed at is in the report, not raised.
    """
    sources = read_publishers(publishers_files(publishers, data))
    with data.writing("crawl", clock()), Catalogue.open(data.catalogue) as catalogue:
        notes = apply_pending(catalogue, data)
        _tidy(data)
        folder = data.runs / data.new_run(clock())
        report = _crawl(sources, catalogue, folder, steps)
        report = apply_harvest(catalogue, folder, report, clock())
        publication = publish(catalogue, data, steps=steps, limit=limit)
        if publication.held:
            report = replace(report, dropped=publication.held, exit=DROP_HELD)
        save_report(catalogue, folder, report)
        built = publication.index_built
        if site and not publication.held:
            # After the report is saved: the pages tell of this run too.
            publication = publish(catalogue, data, steps=steps, limit=limit, site=site)
    return Run(
        report,
        publication.shown,
        built,
        publication.pages,
        notes=(*notes, *publication.warnings),
    )


def _tidy(data: DataFolder) -> None:
    """Remove what crawls that were killed left half done."""
    for folder in data.run_folders():
        shutil.rmtree(folder / WORK, ignore_errors=True)


def _crawl(
    sources: Sequence[PublisherSources], catalogue: Catalogue, folder: Path, steps: Steps
) -> RunReport:
    with steps.step("Repositories") as advance:
        report = crawl(
            sources,
            catalogue.known(),
            folder.absolute(),
            run=folder.name,
            progress=lambda progress: advance(progress.looked_at, progress.total),
        )
    keep_report(folder, report)
    return report
