"""Requests that a budget lets go, and those that wait for the next run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.exceptions import NotConfigured

from crawler.budget import Spender
from crawler.failures import Cause, RefusedError
from crawler.git.answers import OPERATION, Operation
from crawler.requests import host_of
from publiccode.harvest import Outcome

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler

    from crawler.budget import Spending


class BudgetMiddleware:
    """Refuse what the run's or the host's budget does not cover; it ends as skipped.

    Next to the download, so that retries and redirects are paid for too.
    """

    def __init__(self, spending: Spending) -> None:
        self.spending = spending

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not isinstance(crawler.spider, Spender):
            raise NotConfigured
        return cls(crawler.spider.spending)

    def process_request(self, request: Request) -> None:
        host = host_of(request.url)
        is_history = request.meta.get(OPERATION) is Operation.HISTORY
        why = self.spending.why_not(host) or (self.spending.why_no_history() if is_history else None)
        if why is not None:
            self.spending.refuse(host)
            raise RefusedError(Cause(Outcome.SKIPPED, why))
        self.spending.spend(host, is_history=is_history)
