"""What each host was asked, counted next to the download so that every try and redirect counts."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from scrapy.exceptions import IgnoreRequest

from crawler.allowance import Allowance, allowance
from crawler.requests import count_request, host_of, note_allowance

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

_NOT_MODIFIED = 304
_ANSWERS = frozenset({404, 410})
"""That there is no such file is an answer like any other."""


class CountingMiddleware:
    """Count requests, 304 answers and errors (no answer, or one that refuses) by host.

    Of the budgets that a host keeps side by side the one is told of which the smallest part is left.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._left: dict[str, dict[str, Allowance]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        count_request(self.crawler.stats, host_of(request.url))

    def process_response(self, request: Request, response: Response) -> Response:
        host = host_of(request.url)
        if response.status == _NOT_MODIFIED:
            count_request(self.crawler.stats, host, "not_modified")
        elif response.status >= 400 and response.status not in _ANSWERS:
            count_request(self.crawler.stats, host, "errors")
        self._note(host, response)
        return response

    def _note(self, host: str, response: Response) -> None:
        left = allowance(response, time.time())
        if left is not None:
            budgets = self._left.setdefault(host, {})
            budgets[left.resource] = left
            note_allowance(self.crawler.stats, host, min(budgets.values(), key=lambda one: one.share))

    def process_exception(self, request: Request, exception: Exception) -> None:
        # A request that riuso itself did not let go was none.
        if not isinstance(exception, IgnoreRequest):
            count_request(self.crawler.stats, host_of(request.url), "errors")
