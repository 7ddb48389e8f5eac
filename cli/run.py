"""A crawl from beginning to end: heal, crawl, apply, publish, report."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from cli.applying import apply_harvest, apply_pending, keep_report, save_report
from cli.errors import DROP_HELD, exit_code, message
from cli.mirroring import mirror_pictures
from cli.opening import writable_catalogue
from cli.publish import Site, publish
from cli.publishers_check import publishers_to_crawl
from cli.runs import backlog_of, tidy
from crawler.run import crawl
from index.adoption.files import claim_files, read_claims
from index.errors import RiusoIndexError
from publiccode.run import INTERRUPTED, NOT_PUBLISHED, RunReport

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from cli.configuration import Configuration
    from cli.data_folder import DataFolder
    from cli.drop_guard import DropLimit
    from cli.progress import Steps
    from cli.publish import Publication
    from crawler.options import Backlog
    from crawler.publishers import PublisherSources
    from index.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Failure:
    """What kept the results of a crawl from readers; ``is_applied`` where the catalogue has them."""

    error: Exception
    is_applied: bool

    @property
    def told(self) -> str:
        """What went wrong; of an error nobody foresaw its kind and beginning."""
        if exit_code(self.error) is None:
            return repr(self.error)[:200]
        said = message(self.error)
        is_nameless = isinstance(self.error, OSError) and not self.error.filename
        where = "search index or pages" if self.is_applied else "the catalogue"
        return f"writing {where}: {said}" if is_nameless else said


@dataclass(frozen=True, slots=True)
class Run:
    """``shown`` counts the software that search shows, None where nothing was published; ``notes`` tell of
    earlier runs that were healed and of what the pages had to do without.
    """

    report: RunReport
    shown: int | None
    index_built: bool
    pages: int | None
    notes: tuple[str, ...] = ()
    failure: Failure | None = None


def crawl_and_publish(
    publishers: Sequence[Path],
    data: DataFolder,
    configuration: Configuration,
    *,
    steps: Steps,
    limit: DropLimit | None = None,
    site: Site | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Run:
    """Crawl what ``publishers`` name into ``data``; one crawl a process, since Scrapy's reactor runs once.

    Raises what the packages below raise when they can't do the job, and :class:`LockedError`. What a
    source or repository failed at is in the report, not raised, and so is what went wrong after the crawl:
    a night is told even where its results can't be written. A crawl that a signal stopped is applied and not
    published: who stops it does not want to wait.
    """
    sources = publishers_to_crawl(publishers, data)
    with data.writing("crawl", clock()), writable_catalogue(data, configuration.personal_data) as catalogue:
        _read_what_people_wrote(catalogue, data)
        notes = apply_pending(catalogue, data)
        tidy(data, configuration.keep_runs)
        backlog = backlog_of(catalogue.reports(limit=2), clock(), configuration.resume_hours)
        folder = data.runs / data.new_run(clock())
        report = _crawl(sources, catalogue, folder, configuration=configuration, backlog=backlog, steps=steps)
        try:
            report = apply_harvest(catalogue, folder, report, clock())
        except Exception as error:  # whatever it is, the night is told
            return _failed(report, Failure(error, is_applied=False), notes)
        if report.exit == INTERRUPTED:
            save_report(catalogue, folder, report)
            return Run(report, None, index_built=False, pages=None, notes=notes)
        publishing = partial(publish, catalogue, data, steps=steps, limit=limit)
        mirroring = partial(mirror_pictures, configuration=configuration, steps=steps, urls=_urls(sources))
        run = Run(report, None, index_built=False, pages=None)
        try:
            run = _published(report, catalogue, data, folder, publishing=publishing, mirroring=mirroring)
            if site and not run.report.dropped and run.report.exit != INTERRUPTED:
                # After the report is saved: the pages tell of this run too.
                publication = publishing(site=site)
                run = replace(run, pages=publication.pages, notes=(*run.notes, *publication.warnings))
        except Exception as error:  # as above
            run = _failed(run.report, Failure(error, is_applied=True), run.notes)
            # Where this fails too the harvest stays to be applied again.
            with suppress(OSError, RiusoIndexError):
                save_report(catalogue, folder, run.report)
    return replace(run, notes=(*notes, *run.notes))


def _published(
    report: RunReport,
    catalogue: Catalogue,
    data: DataFolder,
    folder: Path,
    *,
    publishing: Callable[..., Publication],
    mirroring: Callable[..., tuple[RunReport, tuple[str, ...]]],
) -> Run:
    """Have search show what is in the catalogue, unless the drop guard holds it, and save the report."""
    notes: tuple[str, ...] = ()
    publication = publishing()
    if publication.held:
        report = replace(report, dropped=publication.held, exit=DROP_HELD)
    else:
        report, notes = mirroring(catalogue.entries(), data, report=report)
    save_report(catalogue, folder, report)
    return Run(report, publication.shown, publication.index_built, pages=None, notes=notes)


def _failed(report: RunReport, failure: Failure, notes: tuple[str, ...]) -> Run:
    report = replace(report, unpublished=failure.told, exit=NOT_PUBLISHED)
    return Run(report, None, index_built=False, pages=None, notes=notes, failure=failure)


def _urls(sources: Sequence[PublisherSources]) -> tuple[str, ...]:
    return tuple(source.url for one in sources if one.active for source in one.sources)


def _read_what_people_wrote(catalogue: Catalogue, data: DataFolder) -> None:
    """Raise for decisions and claims that can't be followed: before a night is spent, not after it."""
    catalogue.quiet()
    for path in claim_files(data.claims):
        for _ in read_claims(path, lambda _: None):
            pass


def _crawl(
    sources: Sequence[PublisherSources],
    catalogue: Catalogue,
    folder: Path,
    *,
    configuration: Configuration,
    backlog: Backlog,
    steps: Steps,
) -> RunReport:
    with steps.step("Repositories") as advance:
        report = crawl(
            sources,
            catalogue.known(),
            folder.absolute(),
            run=folder.name,
            options=configuration.crawl,
            tokens=configuration.tokens,
            backlog=backlog,
            hosting=catalogue.hosting(),
            progress=lambda progress: advance(progress.looked_at, progress.total),
        )
    keep_report(folder, report)
    return report
