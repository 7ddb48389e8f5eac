"""Requests under a crawl's settings: ``python -m tests.crawler.requesting LOG``.

Reads ``{"own", "urls", "without"}`` from standard input: the operator's URLs, what to ask for, the
middlewares to leave out. Prints the status or the reason for each URL.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess

from crawler.failures import from_failure
from crawler.options import CrawlOptions
from crawler.settings import settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from scrapy.http import Response
    from twisted.python.failure import Failure


class _Spider(Spider):
    name = "requests"

    def __init__(self, urls: list[str], answers: dict[str, str]) -> None:
        super().__init__()
        self.urls, self.answers = urls, answers

    async def start(self) -> AsyncIterator[Any]:
        for url in self.urls:
            yield Request(url, self.answered, errback=self.failed, meta={"asked": url})

    def answered(self, response: Response) -> None:
        self.answers[response.meta["asked"]] = str(response.status)

    def failed(self, failure: Failure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        self.answers[request.meta["asked"]] = from_failure(failure).detail


def main(log: str) -> None:
    told = json.load(sys.stdin)
    answers: dict[str, str] = {}
    options = settings(Path(log), CrawlOptions(), told["own"])
    options |= {"ITEM_PIPELINES": {}, "RETRY_ENABLED": False, "ROBOTSTXT_OBEY": False}
    options["DOWNLOADER_MIDDLEWARES"] |= dict.fromkeys(told["without"])
    options["DOWNLOAD_HANDLERS"] |= dict.fromkeys(("git+https", "git+http", "git+file"))
    process = AsyncCrawlerProcess(options)
    process.crawl(_Spider, told["urls"], answers)
    process.start()
    sys.stdout.write(json.dumps(answers))


if __name__ == "__main__":
    main(*sys.argv[1:])
