"""The one call of the validator."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from publiccode.harvest import HarvestRecord, Outcome
from publiccode.problem import Level
from publiccode.validate import validate

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler


logger = logging.getLogger(__name__)


class ValidationPipeline:
    """Fill problems and the typed reading of every record that brings a text."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, record: HarvestRecord) -> HarvestRecord:
        judged = judge(record)
        if judged.outcome is Outcome.FOUND and judged.text is not None:
            valid = not any(problem.level is Level.ERROR for problem in judged.problems)
            self.crawler.stats.inc_value("riuso/file/valid" if valid else "riuso/file/invalid")
        return judged


def judge(record: HarvestRecord) -> HarvestRecord:
    """Return a record with the problems and the typed reading of its text, where it brings one."""
    if record.outcome is not Outcome.FOUND or record.text is None:
        return record
    try:
        report = validate(record.text, path=record.path)
    except Exception:
        # The validator raises for no content; should it, the last good version must stay.
        logger.exception("riuso failed on the file of %s", record.repository)
        detail = "riuso failed on this file; crawl.log says how"
        return replace(record, outcome=Outcome.HOST_ERROR, detail=detail, text=None)
    return replace(record, problems=report.problems, software=report.software)
