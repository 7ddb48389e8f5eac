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
    """Replace each source among what a callback yields by what it begins with."""

    def __init__(self, spider: HarvestSpider) -> None:
        self.spider = spider

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.spider)  # type: ignore[arg-type]  # the only spider there is

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Output]:
        async for output in result:
            if isinstance(output, Source):
                async for further in self.spider.begin(output):
                    yield further
            else:
                yield output
