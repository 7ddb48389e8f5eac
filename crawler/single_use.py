"""A connection for each request, where most answers are left before their end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class SingleUseHandler(HTTP11DownloadHandler):
    """Keeps no connection open.

    A short answer can be complete before the order to leave it closes its connection. Kept, that
    connection would serve the next request, break, and the request be sent once more behind
    Scrapy's count of retries.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool.persistent = False
