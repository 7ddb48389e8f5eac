"""Sources that an answer names: a list's accounts and repositories go on to their own kind of host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crawler.source import Source

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawler.outputs import Output
    from crawler.spider import HarvestSpider


class SourcesMiddleware:
    """Replace the sources among what a callback yields by what they begin with, together."""

    def __init__(self, spider: HarvestSpider) -> None:
        self.spider = spider

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.spider)  # type: ignore[arg-type]  # the only spider there is

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Output]:
        named: list[Source] = []
        async for output in result:
            if isinstance(output, Source):
                named.append(output)
            else:
                yield output
        if named:
            async for output in self.spider.together(named):
                yield output
