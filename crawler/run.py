"""One crawl: sources in, ``harvest.jsonl`` and a run report out."""

from __future__ import annotations

import asyncio
import os
import shutil
from typing import TYPE_CHECKING, Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.signals import spider_opened

from crawler.errors import CrawlerError
from crawler.job import Job
from crawler.ledger import Ledger
from crawler.log import redact_logs
from crawler.options import Backlog, CrawlOptions
from crawler.process import end_reactor, keep_twisted_from_stderr, signals_restored
from crawler.progress import CrawlProgress
from crawler.report import BY_SIGNAL, make_report
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
OVER_S = 60.0
"""How long after the end of its time budget a crawl may still wait for answers that are under way."""


def crawl(
    publishers: Sequence[PublisherSources],
    known: Mapping[str, Known],
    directory: Path,
    *,
    run: str,
    options: CrawlOptions | None = None,
    tokens: Tokens | None = None,
    backlog: Backlog | None = None,
    hosting: Mapping[str, str] | None = None,
    progress: Callable[[CrawlProgress], None] | None = None,
) -> RunReport:
    """Look at every repository of the active publishers and write ``directory/harvest.jsonl``.

    ``hosting`` is what earlier crawls recognised, as their reports have it.

    The harvest is ``harvest.jsonl.part`` until it is complete. ``tokens`` are those of the environment
    unless given. A crawl that a signal stops ends as one that is complete, and its report says so. A process
    can crawl once, because Scrapy's reactor can't be started twice. Raises :class:`CrawlerError`.
    """
    started = utc_now()
    directory.mkdir(parents=True, exist_ok=True)
    part = directory / f"{HARVEST}.part"
    sources = [source for one in publishers if one.active for source in one.sources]
    options = options or CrawlOptions(contact=os.environ.get("RIUSO_CONTACT"))
    ledger = Ledger(sources, known, backlog, hosting)
    ledger.plan_retries(run, options.activity_retries)
    ledger.roots_left = options.roots
    job = Job(ledger, tokens or Tokens(os.environ), part, directory / WORK, progress, options)
    log = directory / "crawl.log"
    shutil.rmtree(job.work, ignore_errors=True)
    process = _Process(settings(log, options, [source.url for source in sources]), job)
    redact_logs(job.tokens)
    try:
        stats = _run(process, job, log)
        job.harvest.close(ledger)
    except OSError as error:
        raise CrawlerError(f"can't write {part}: {error.strerror}; {log} says more") from error
    finally:
        job.harvest.abandon()
        shutil.rmtree(job.work, ignore_errors=True)
    _finish(part, directory / HARVEST)
    return make_report(run, started, utc_now(), job, stats, stopped=process.stopped)


def _run(process: _Process, job: Job, log: Path) -> Mapping[str, Any]:
    """Crawl, and return Scrapy's stats of it."""
    crawler = process.create_crawler(HarvestSpider)
    crawler.signals.connect(process.limit_time, signal=spider_opened)
    crawling = process.crawl(crawler, job=job)
    with signals_restored():
        keep_twisted_from_stderr()
        process.start()
    if crawling.done() and not crawling.cancelled() and (error := crawling.exception()) is not None:
        raise CrawlerError(f"the crawl broke off: {error}; {log} says more") from error
    stats: Mapping[str, Any] = crawler.stats.get_stats()
    reason = stats.get("finish_reason", "shutdown")
    if reason not in {"finished", "shutdown"}:
        raise CrawlerError(f"the crawl ended early: {reason}; {log} says more")
    return stats


class _Process(AsyncCrawlerProcess):
    """Scrapy's process that, when told to stop, ends what it would otherwise wait for.

    ``stopped`` says why it ended early, None where it did not.
    """

    def __init__(self, settings: dict[str, Any], job: Job) -> None:
        super().__init__(settings)
        self.stopped: str | None = None
        self._job = job

    def limit_time(self) -> None:
        """See that a crawl ends whose last answers do not come though its time is over."""
        seconds = self._job.options.budget.seconds
        if seconds is not None:
            loop = asyncio.get_running_loop()
            loop.call_later(seconds + OVER_S, lambda: loop.create_task(self.stop()))

    async def stop(self) -> None:
        asyncio.get_running_loop().call_later(STOP_S, end_reactor)
        if self.crawlers:  # else it is called because all is done
            self.stopped = self._job.spending.why_no_time() or BY_SIGNAL
            self._job.ledger.end(self.stopped)
        for crawler in self.crawlers:
            if isinstance(crawler.spider, HarvestSpider):
                crawler.spider.stop()
        await super().stop()


def _finish(part: Path, harvest: Path) -> None:
    """Give the harvest its final name, durably."""
    part.replace(harvest)
    folder = os.open(harvest.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
