"""The pictures of shown software: fetched after a crawl, and taken away when nobody names them any more."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from publiccode.pictures import PictureReport
from publiccode.run import INTERRUPTED, HostRequests, RunReport

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cli.configuration import Configuration
    from cli.data_folder import DataFolder
    from cli.progress import Steps
    from crawler.pictures.order import Done
    from index.entry import Entry
    from publiccode.pictures import Album

PICTURES_LOG = "pictures.log"
"""In the folder of a run."""
_BY_SIGNAL = "stopped by a signal"


def mirror_pictures(
    entries: Iterable[Entry],
    data: DataFolder,
    configuration: Configuration,
    report: RunReport,
    *,
    steps: Steps,
    urls: Iterable[str] = (),
) -> tuple[RunReport, tuple[str, ...]]:
    """Fetch the pictures that ``entries`` name, if the operator wants that; else take away what there is.

    Returns the report of the run with what was done, and notes on what went wrong: pictures are no reason for
    a run to fail. ``urls`` are those of the sources. The caller holds the writer's lock.
    """
    if not configuration.pictures.mirror:
        keep_only((), data)
        return report, ()
    # Imported late: only who mirrors pictures pays for it.
    from crawler.errors import CrawlerError  # noqa: PLC0415
    from crawler.pictures.mirror import mirror  # noqa: PLC0415
    from crawler.pictures.order import Order  # noqa: PLC0415
    from index.pictures import wanted_pictures  # noqa: PLC0415

    wanted = wanted_pictures(entries, configuration.pictures.per_software)
    if not wanted:
        keep_only((), data)
        return replace(report, pictures=PictureReport()), ()
    order = Order(
        wanted=wanted,
        folder=str(data.pictures.absolute()),
        log=str((data.runs / report.run / PICTURES_LOG).absolute()),
        crawl=configuration.crawl,
        pictures=configuration.pictures,
        urls=tuple(urls),
        used=report.budgets,
    )
    try:
        with steps.step("Pictures") as advance, _interrupted_by_any_signal():
            return _with(report, mirror(order, advance)), ()
    except CrawlerError as error:
        return report, (str(error),)
    except KeyboardInterrupt:
        return replace(report, stopped=report.stopped or _BY_SIGNAL, exit=INTERRUPTED), ()


def keep_only(entries: Iterable[Entry], data: DataFolder) -> Album | None:
    """Take away the pictures that none of ``entries`` names; return what is left, None where nothing is.

    The caller holds the writer's lock.
    """
    if not data.pictures.is_dir():
        return None
    from crawler.pictures.folder import PictureFolder  # noqa: PLC0415 - as above
    from index.pictures import wanted_pictures  # noqa: PLC0415 - as above

    folder = PictureFolder(data.pictures)
    album = folder.album()
    wanted = {(one.use, one.address) for one in wanted_pictures(entries)}
    kept = replace(album, pictures=tuple(p for p in album.pictures if (p.use, p.address) in wanted))
    if kept != album:
        folder.save(kept)
    folder.sweep(kept)
    return kept if kept.pictures else None


def _with(report: RunReport, done: Done) -> RunReport:
    requests = dict(report.requests)
    for host, more in done.requests.items():
        before = requests.get(host)
        requests[host] = _sum(before, more) if before else more
    return replace(report, pictures=done.report, requests=requests, budgets=done.budgets)


def _sum(one: HostRequests, other: HostRequests) -> HostRequests:
    """Return what a host was asked in both; what it allows is what it said last."""
    counts: Mapping[str, Any] = asdict(one)
    said = other if other.remaining is not None else one
    return replace(
        other,
        **{
            name: counts[name] + getattr(other, name)
            for name in ("total", "not_modified", "errors", "waited_s", "refused")
        },
        limit=said.limit,
        remaining=said.remaining,
        resets=said.resets,
    )


@contextmanager
def _interrupted_by_any_signal() -> Iterator[None]:
    """Let SIGTERM end the block as an interrupt from the keyboard does."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
