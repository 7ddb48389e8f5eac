"""One crawl: sources in, ``harvest.jsonl`` and a run report out."""

from __future__ import annotations

import asyncio
import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from scrapy.crawler import AsyncCrawlerProcess
from twisted.internet.error import ReactorNotRunning

from crawler.errors import CrawlerError, CrawlStoppedError
from crawler.job import Job
from crawler.ledger import Ledger
from crawler.process import keep_twisted_from_stderr, signals_restored
from crawler.progress import CrawlProgress
from crawler.report import make_report
from crawler.repository import utc_now
from crawler.settings import settings
from crawler.spider import HarvestSpider
from crawler.tokens import Tokens
from publiccode.run import HARVEST

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from crawler.publishers import PublisherSources
    from publiccode.harvest import Known
    from publiccode.run import RunReport

__all__ = ["HARVEST", "CrawlProgress", "crawl"]

WORK = "work"
STOP_S = 4.0
"""How long a stopped crawl waits for answers that are under way."""


def crawl(
    publishers: Sequence[PublisherSources],
    known: Mapping[str, Known],
    directory: Path,
    *,
    run: str,
    progress: Callable[[CrawlProgress], None] | None = None,
) -> RunReport:
    """Look at every repository of the active publishers and write ``directory/harvest.jsonl``.

    The harvest is ``harvest.jsonl.part`` until it is complete. Raises :class:`CrawlStoppedError` where the
    crawl was stopped by a signal: the part then holds whole lines. A process can crawl once, because
    Scrapy's reactor can't be started twice.
    """
    started = utc_now()
    directory.mkdir(parents=True, exist_ok=True)
    part = directory / f"{HARVEST}.part"
    sources = [source for one in publishers if one.active for source in one.sources]
    job = Job(Ledger(sources, known), Tokens(os.environ), part, directory / WORK, progress)
    log = directory / "crawl.log"
    shutil.rmtree(job.work, ignore_errors=True)
    urls = [source.url for source in sources]
    process = _Process(settings(log, os.environ.get("RIUSO_CONTACT"), urls))
    crawler = process.create_crawler(HarvestSpider)
    crawling = process.crawl(crawler, job=job)
    try:
        with signals_restored():
            keep_twisted_from_stderr()
            process.start()
    finally:
        shutil.rmtree(job.work, ignore_errors=True)
    if crawling.done() and not crawling.cancelled() and (error := crawling.exception()) is not None:
        raise CrawlerError(f"the crawl broke off: {error}; {log} says more") from error
    stats = crawler.stats.get_stats()
    reason = stats.get("finish_reason", "shutdown")
    if reason == "shutdown":
        raise CrawlStoppedError(
            f"stopped after {job.ledger.looked_at} repositories; what was seen is in {part}"
        )
    if reason != "finished":
        raise CrawlerError(f"the crawl ended early: {reason}; {log} says more")
    _finish(part, directory / HARVEST)
    return make_report(run, started, utc_now(), job.ledger, stats)


class _Process(AsyncCrawlerProcess):
    """Scrapy's process that, when told to stop, ends what it would otherwise wait for."""

    async def stop(self) -> None:
        for crawler in self.crawlers:
            if isinstance(crawler.spider, HarvestSpider):
                crawler.spider.stop()
        asyncio.get_running_loop().call_later(STOP_S, _end_reactor)
        await super().stop()


def _end_reactor() -> None:
    from twisted.internet import reactor  # noqa: PLC0415 - importing it earlier would install another one

    with suppress(ReactorNotRunning):
        reactor.stop()  # type: ignore[misc]  # Twisted types its reactor as a module of functions


def _finish(part: Path, harvest: Path) -> None:
    """Give the harvest its final name, durably."""
    part.replace(harvest)
    folder = os.open(harvest.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
