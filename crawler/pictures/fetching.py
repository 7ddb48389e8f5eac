"""One fetching of pictures in this process: Scrapy's settings, its beginning and its end."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.resolver import dnscache

from crawler.budget import Spending
from crawler.pictures.book import Book
from crawler.pictures.folder import PictureFolder
from crawler.pictures.order import Done, Order
from crawler.pictures.spider import PictureSpider
from crawler.process import end_reactor, keep_twisted_from_stderr
from crawler.report import requests_of
from crawler.settings import guarded_settings, settings

if TYPE_CHECKING:
    from collections.abc import Callable

STOP_S = 3.0
"""How long a stopped fetching waits for answers that are under way."""
_SIGNAL = "stopped by a signal"
_TIME = "the time for pictures was over"


def fetch(order: Order, told: Callable[[Book], None], ready: Callable[[Stop], None]) -> Done:
    """Fetch what ``order`` wants; ``ready`` is given what stops it early, to be called from any thread.

    A process can do this once: Scrapy's reactor can't be started twice.
    """
    folder = PictureFolder(Path(order.folder))
    book = Book(folder, order.wanted, order.pictures, datetime.now(UTC))
    spending = Spending(order.crawl, used=order.used)
    if not book.visits:
        return Done(book.close(None), {}, dict(order.used))
    dnscache.update(order.names)
    process = _Process(_settings(order))
    crawler = process.create_crawler(PictureSpider)
    crawling = process.crawl(
        crawler, book=book, folder=folder, options=order.crawl, spending=spending, told=told
    )
    keep_twisted_from_stderr()
    stop = Stop(process)
    ready(stop)
    process.start(install_signal_handlers=False)
    if crawling.done() and not crawling.cancelled() and (error := crawling.exception()) is not None:
        raise error
    stats = crawler.stats.get_stats() if crawler.stats else {}
    stopped = _SIGNAL if stop.was_called else _why(stats)
    return Done(book.close(stopped), requests_of(stats, {}, spending.refused), spending.uses())


def _why(stats: dict[str, Any]) -> str | None:
    reason = stats.get("finish_reason")
    return None if reason == "finished" else _TIME if reason == "closespider_timeout" else str(reason)


class _Process(AsyncCrawlerProcess):
    """Scrapy's process that, when told to stop, ends what it would otherwise wait for."""

    async def stop(self) -> None:
        asyncio.get_running_loop().call_later(STOP_S, end_reactor)
        await super().stop()


class Stop:
    """Ends a fetching from any thread."""

    def __init__(self, process: _Process) -> None:
        self.was_called = False
        self._process = process

    def __call__(self) -> None:
        from twisted.internet import reactor  # noqa: PLC0415 - importing it earlier would install another one

        self.was_called = True
        reactor.callFromThread(lambda: asyncio.ensure_future(self._process.stop()))


def _settings(order: Order) -> dict[str, Any]:
    crawl = settings(Path(order.log), order.crawl, order.urls)
    return crawl | {
        "ITEM_PIPELINES": {},
        "SPIDER_MIDDLEWARES": {},
        "DOWNLOAD_HANDLERS": guarded_settings(order.crawl.contact, order.urls)["DOWNLOAD_HANDLERS"],
        "DOWNLOAD_MAXSIZE": order.pictures.most_bytes,  # default 1 GiB
        "RETRY_TIMES": 1,  # default 2; there is another night
        "CLOSESPIDER_TIMEOUT": order.pictures.seconds,  # default 0, never
    }
