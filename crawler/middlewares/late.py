"""Requests that can wait until all others are answered."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.exceptions import DontCloseSpider
from scrapy.signals import spider_idle

from crawler.ledger import LATE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.http import Response

_AT_ONCE = 100


class LateMiddleware:
    """Hold back what :meth:`crawler.ledger.Ledger.priority` puts last.

    A priority alone would not do: a request is on its way as soon as its host has room, and the page that
    lists what comes first may still be under way then.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._held: deque[Request] = deque()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        crawler.signals.connect(middleware.go_on, signal=spider_idle)
        return middleware

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        async for output in start:
            if not self._is_held(output):
                yield output

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        async for output in result:
            if not self._is_held(output):
                yield output

    def _is_held(self, output: object) -> bool:
        if isinstance(output, Request) and output.priority <= LATE:
            self._held.append(output.replace(priority=output.priority - LATE))
            return True
        return False

    def go_on(self) -> None:
        """Send the next of those that waited, now that nothing else is left."""
        if not self._held:
            return
        for _ in range(min(_AT_ONCE, len(self._held))):
            self.crawler.engine.crawl(self._held.popleft())
        raise DontCloseSpider
