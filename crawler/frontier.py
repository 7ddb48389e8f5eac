"""The queue of what is to be asked: a host that keeps its requests waiting takes no other one's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.pqueues import DownloaderAwarePriorityQueue

if TYPE_CHECKING:
    from scrapy import Request

MOST = 8
"""Requests of one host that may wait in the downloader, those on their way counted."""


class FairQueue(DownloaderAwarePriorityQueue):
    """Scrapy's own, which gives way to the host with the fewest requests in the downloader, and a bound.

    A host that is waited for, or slow, would in the end fill all of ``CONCURRENT_REQUESTS``, for its requests
    stay and those of the others go.
    """

    def pop(self) -> Request | None:
        stats = self._downloader_interface.stats(self.pqueues)
        if stats and min(active for active, _ in stats) >= MOST:
            return None
        return super().pop()
