"""The one call of the validator."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from publiccode.validate import validate

from publiccode.harvest import HarvestRecord, Outcome

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler


class ValidationPipeline:
    """Fill problems and the typed reading of every record that brings a text."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, record: HarvestRecord) -> HarvestRecord:
        if record.outcome is not Outcome.FOUND or record.text is None:
            return record
        report = validate(record.text)
        self.crawler.stats.inc_value("riuso/file/valid" if report.is_valid else "riuso/file/invalid")
        return replace(record, problems=report.problems, software=report.software)
