"""The last pipeline: one line of the harvest for each repository."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from scrapy.exceptions import DropItem

from crawler.progress import CrawlProgress
from publiccode.harvest import HarvestRecord, Outcome, encode_record

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler

    from crawler.spider import HarvestSpider


class HarvestPipeline:
    """Append each record to ``harvest.jsonl.part``, at once, so that a crash loses no whole line.

    The file is on disk when the spider has closed; giving it its final name is the run's.
    """

    def __init__(self, spider: HarvestSpider) -> None:
        self.job = spider.job
        self.stream = self.job.part.open("wb", buffering=0)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.spider)  # type: ignore[arg-type]  # the only spider there is

    def process_item(self, record: HarvestRecord) -> HarvestRecord:
        ledger = self.job.ledger
        if not ledger.settle(record):
            raise DropItem(f"{record.repository} already has its record")
        self.stream.write(encode_record(record))
        if self.job.progress is not None:
            found = ledger.outcomes[Outcome.FOUND] + ledger.outcomes[Outcome.UNCHANGED]
            self.job.progress(CrawlProgress(ledger.looked_at, found, ledger.expected, record.source))
        return record

    def close_spider(self) -> None:
        os.fsync(self.stream.fileno())
        self.stream.close()
