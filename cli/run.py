"""A crawl from beginning to end: heal, crawl, apply, publish, report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from cli.data_folder import DataFolder, rfc3339, write_atomically
from cli.errors import DROP_HELD
from cli.publish import publish
from cli.publishers_check import publishers_files
from crawler.publishers import PublisherSources, read_publishers
from crawler.run import crawl
from index.catalogue import Catalogue
from publiccode.harvest import HarvestError, read_harvest
from publiccode.run import RunReport

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from cli.drop_guard import DropLimit
    from cli.progress import Steps

HARVEST = "harvest.jsonl"
CRAWL = "crawl.json"
"""The crawler's report, kept until the harvest is applied."""
REPORT = "report.json"
"""Written last: a run folder with a harvest and without it is one to apply."""
UNREADABLE = "harvest.unreadable.jsonl"


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
    site: Path | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Run:
    """Crawl what ``publishers`` name into ``data``; one crawl a process, since Scrapy's reactor runs once.

    Raises what the packages below raise when they can't do the job, and :class:`LockedError`. What a
    source or repository failed at is in the report, not raised.
    """
    sources = read_publishers(publishers_files(publishers, data))
    with data.writing("crawl", clock()), Catalogue.open(data.catalogue) as catalogue:
        notes = apply_pending(catalogue, data)
        folder = data.runs / data.new_run(clock())
        report = _crawl(sources, catalogue, folder, steps)
        report = _apply(catalogue, folder, report, clock())
        publication = publish(catalogue, data, steps=steps, limit=limit)
        if publication.held:
            report = replace(report, dropped=publication.held, exit=DROP_HELD)
        save(catalogue, folder, report)
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


def apply_pending(catalogue: Catalogue, data: DataFolder) -> tuple[str, ...]:
    """Apply the harvests that earlier runs finished and did not apply; return a note on each.

    A run that ended before its harvest was complete left nothing to apply: what it saw, the next crawl
    sees again. A harvest that can't be read is set aside, so that it is not in the way.
    """
    return tuple(
        _heal(catalogue, folder)
        for folder in data.run_folders()
        if (folder / HARVEST).is_file() and not (folder / REPORT).is_file()
    )


def _heal(catalogue: Catalogue, folder: Path) -> str:
    moment = datetime.fromtimestamp((folder / HARVEST).stat().st_mtime, UTC)
    try:
        report = _read_report(folder / CRAWL) or _report_of_harvest(folder, moment)
        save(catalogue, folder, _apply(catalogue, folder, report, moment))
    except HarvestError as error:
        aside = (folder / HARVEST).replace(folder / UNREADABLE)
        return f"the harvest of run {folder.name} could not be read ({error}); it is now {aside}"
    return f"the harvest of run {folder.name}, which had not got into the catalogue, was applied first"


def save(catalogue: Catalogue, folder: Path, report: RunReport) -> None:
    """Keep the report in the catalogue and, last of all, in the run's folder."""
    catalogue.save_report(report)
    write_atomically(folder / REPORT, msgspec.json.encode(report))
    (folder / CRAWL).unlink(missing_ok=True)


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
    write_atomically(folder / CRAWL, msgspec.json.encode(report))
    return report


def _apply(catalogue: Catalogue, folder: Path, report: RunReport, now: datetime) -> RunReport:
    with (folder / HARVEST).open("rb") as harvest:
        applied = catalogue.apply(read_harvest(harvest), run=folder.name, now=now, sources=report.sources)
    return replace(report, changes=applied.changes, unusable=applied.unusable)


def _read_report(path: Path) -> RunReport | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=RunReport)
    except (FileNotFoundError, msgspec.MsgspecError):
        return None


def _report_of_harvest(folder: Path, moment: datetime) -> RunReport:
    """Return what can still be told of a run that was killed before it wrote its report."""
    with (folder / HARVEST).open("rb") as harvest:
        outcomes = Counter(record.outcome.value for record in read_harvest(harvest))
    when = rfc3339(moment)
    return RunReport(
        run=folder.name, started=when, finished=when, sources=(), repositories=dict(outcomes), requests={}
    )
