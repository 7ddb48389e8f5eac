"""robots.txt, obeyed by every request that waits for it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.robotstxt import RobotParser


class PatientRobotsMiddleware(RobotsTxtMiddleware):
    """Let one request of a host fetch its robots.txt, and the others wait until it is there.

    Scrapy 2.19 has all wait for one Deferred, which gives what came to the first of them and nothing to the
    others: these would go where robots.txt asks not to.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._turns: dict[str, asyncio.Lock] = {}

    async def robot_parser(self, request: Request) -> RobotParser | None:
        async with self._turns.setdefault(urlsplit(request.url).netloc, asyncio.Lock()):
            return await super().robot_parser(request)
