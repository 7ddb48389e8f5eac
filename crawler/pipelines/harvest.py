"""The last pipeline: one line of the harvest for each repository."""

from __future__ import annotations

import asyncio
import logging
import os
from typing import TYPE_CHECKING

from scrapy.exceptions import DropItem

from crawler.progress import CrawlProgress
from publiccode.harvest import HarvestRecord, Outcome, encode_record

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler

    from crawler.spider import HarvestSpider


logger = logging.getLogger(__name__)


class HarvestPipeline:
    """Append each record to ``harvest.jsonl.part``, at once, so that a crash loses no whole line.

    The file is on disk when the spider has closed; giving it its final name is the run's. Where the disk
    takes no more, the crawl ends: a harvest with holes would be worse than none.
    """

    def __init__(self, crawler: Crawler) -> None:
        spider: HarvestSpider = crawler.spider  # type: ignore[assignment]  # the only spider there is
        self.crawler = crawler
        self.job = spider.job
        self.stream = self.job.part.open("wb", buffering=0)
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, record: HarvestRecord) -> HarvestRecord:
        ledger = self.job.ledger
        if not ledger.settle(record):
            raise DropItem(f"{record.repository} already has its record", log_level="INFO")
        try:
            self._write(_encoded(record))
        except OSError as error:
            self._end(f"can't write {self.job.part}: {error.strerror}")
            raise
        if self.job.progress is not None:
            found = ledger.outcomes[Outcome.FOUND] + ledger.outcomes[Outcome.UNCHANGED]
            self.job.progress(CrawlProgress(ledger.looked_at, found, ledger.expected, record.source))
        return record

    def _write(self, encoded: bytes) -> None:
        line = memoryview(encoded)
        while line:
            line = line[self.stream.write(line) :]

    def _end(self, reason: str) -> None:
        if self._closing is None:
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason=reason))

    def close_spider(self) -> None:
        """Write a record for what was listed and, for whatever reason, not looked at; then see it on disk."""
        for record in self.job.ledger.unsettled():
            self.job.ledger.settle(record)
            self._write(encode_record(record))
        os.fsync(self.stream.fileno())
        self.stream.close()


def _encoded(record: HarvestRecord) -> bytes:
    """Return a record as a line; one that holds what no JSON can hold ends as a failure of riuso's."""
    try:
        return encode_record(record)
    except (ValueError, TypeError):
        logger.exception("riuso failed on the record of %s", record.repository)
        return encode_record(
            HarvestRecord(
                publisher=record.publisher,
                source=record.source,
                host=record.host,
                repository=record.repository,
                outcome=Outcome.HOST_ERROR,
                fetched_at=record.fetched_at,
                detail="riuso failed on this record; crawl.log says how",
            )
        )
