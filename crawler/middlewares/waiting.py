"""Hosts that say "too many": waited for within a bound, then left for another night."""

from __future__ import annotations

import email.utils
import time
from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares.retry import get_retry_request

from crawler.allowance import FIRST_WAIT, LIMIT_IN_ANSWER, allowance, says_limited
from crawler.budget import Spender, Spending
from crawler.failures import Cause, RefusedError, is_rate_limit
from crawler.options import CrawlOptions
from crawler.requests import count_request, host_of
from publiccode.harvest import Outcome

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

_TRIES = 4


class WaitingMiddleware:
    """Obey ``Retry-After`` and a rate limit that is used up: hold the host's whole slot, then try again.

    The wait is put into the slot, so that it costs no other host its turn. A host that asks for more than
    ``longest_wait_s`` of the options, than the time budget has left, or has cost ``waits_s``, gets no further
    request in this crawl: its repositories end as rate-limited.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        spender = crawler.spider if isinstance(crawler.spider, Spender) else None
        self._options = spender.options if spender else CrawlOptions()
        self._spending = spender.spending if spender else Spending(self._options)
        self._waited: dict[str, float] = {}
        self._closed: dict[str, Cause] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        cause = self._closed.get(host_of(request.url))
        if cause is not None:
            raise RefusedError(cause)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        host = host_of(request.url)
        if not _asks_to_wait(request, response):
            left = allowance(response, time.time())
            if left is not None and left.remaining == 0 and left.resets is not None:
                self._wait(request, host, max(0.0, left.resets - time.time()))
            return response
        tries = request.meta.get("retry_times", 0)
        wait = retry_after(response, time.time())
        if wait is None:
            wait = request.meta.get(FIRST_WAIT, self._options.first_wait_s) * 2**tries
        if not self._wait(request, host, wait):
            return response
        spider = self.crawler.spider
        again = get_retry_request(request, spider=spider, reason="waiting", max_retry_times=_TRIES)  # type: ignore[arg-type]  # a spider is open while it downloads
        return again or response

    def _wait(self, request: Request, host: str, wait: float) -> bool:
        """Hold the host's slot; False where it asks for more than it may, and is left alone."""
        left = self._spending.seconds_left(host)
        longest = self._options.longest_wait_s if left is None else min(self._options.longest_wait_s, left)
        if wait <= longest and self._waited.get(host, 0.0) + wait <= self._options.waits_s:
            self._hold(request, host, wait)
            return True
        detail = f"the host wants fewer requests and asks to wait {wait:.0f} seconds: left for the next run"
        self._closed[host] = Cause(Outcome.RATE_LIMITED, detail)
        return False

    def _hold(self, request: Request, host: str, wait: float) -> None:
        """Let the slot send nothing for ``wait`` seconds; waits of parallel requests are one."""
        slot = self.crawler.engine.downloader.slots.get(request.meta.get("download_slot", ""))
        if slot is None:
            return
        until = time.monotonic() + wait
        added = until - max(slot.lastseen, time.monotonic())
        if added <= 0:
            return
        # Scrapy sends the next request ``delay`` seconds after ``lastseen``, where there is a delay at all.
        slot.lastseen = until
        slot.delay = max(slot.delay, 0.001)
        self._waited[host] = self._waited.get(host, 0.0) + added
        count_request(self.crawler.stats, host, "waited_s", added)


def retry_after(response: Response, now: float) -> float | None:
    """Return the seconds that ``Retry-After`` or the rate limit's reset ask for, None where neither does."""
    text = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if text.isdigit():
        return float(text)
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except ValueError:
        reset = (response.headers.get("X-RateLimit-Reset") or b"").decode("latin-1").strip()
        return max(0.0, float(reset) - now) if reset.isdigit() else None
    return max(0.0, moment.timestamp() - now)


def _asks_to_wait(request: Request, response: Response) -> bool:
    if request.meta.get(LIMIT_IN_ANSWER) and response.status == 200:
        return says_limited(response)
    return is_rate_limit(response) or (response.status == 503 and "Retry-After" in response.headers)
