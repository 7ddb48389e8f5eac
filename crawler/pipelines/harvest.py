"""The last pipeline: one line of the harvest for each repository."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from scrapy.exceptions import DropItem

from crawler.progress import CrawlProgress
from publiccode.harvest import HarvestRecord, Outcome

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler

    from crawler.spider import HarvestSpider


class HarvestPipeline:
    """Append each record to ``harvest.jsonl.part``, at once, so that a crash loses no whole line.

    The file is closed, and given its final name, by the run. Where the disk takes no more, the crawl ends: a
    harvest with holes would be worse than none.
    """

    def __init__(self, crawler: Crawler) -> None:
        spider: HarvestSpider = crawler.spider  # type: ignore[assignment]  # the only spider there is
        self.crawler = crawler
        self.job = spider.job
        self.harvest = self.job.harvest
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, record: HarvestRecord) -> HarvestRecord:
        ledger = self.job.ledger
        if not ledger.settle(record):
            raise DropItem(f"{record.repository} already has its record", log_level="INFO")
        try:
            self.harvest.write(record)
        except OSError as error:
            self._end(f"can't write {self.job.part}: {error.strerror}")
            raise
        if self.job.progress is not None:
            found = ledger.outcomes[Outcome.FOUND] + ledger.outcomes[Outcome.UNCHANGED]
            self.job.progress(CrawlProgress(ledger.looked_at, found, ledger.expected, record.source))
        return record

    def _end(self, reason: str) -> None:
        if self._closing is None:
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason=reason))
