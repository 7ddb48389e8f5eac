"""Hosts that do not answer: after some tries in a row the rest waits for another night."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.exceptions import DownloadCancelledError, IgnoreRequest

from crawler.failures import Cause, RefusedError, from_exception
from crawler.requests import host_of

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

IN_A_ROW = 8
"""Requests without any answer, retries counted, after which a host is taken for down."""


class SilenceMiddleware:
    """Refuse requests to a host that is down, so that it costs minutes and not the night."""

    def __init__(self) -> None:
        self._silent: dict[str, int] = {}
        self._causes: dict[str, Cause] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls()

    def process_request(self, request: Request) -> None:
        host = host_of(request.url)
        if self._silent.get(host, 0) >= IN_A_ROW:
            cause = self._causes[host]
            detail = f"{cause.detail}; the host did not answer {IN_A_ROW} requests in a row"
            raise RefusedError(Cause(cause.outcome, detail))

    def process_response(self, request: Request, response: Response) -> Response:
        self._silent.pop(host_of(request.url), None)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        if not isinstance(exception, IgnoreRequest | DownloadCancelledError):
            host = host_of(request.url)
            self._silent[host] = self._silent.get(host, 0) + 1
            self._causes[host] = from_exception(exception)
