"""Redirects, bounded and guarded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware

from crawler.failures import Cause, ForbiddenPlaceError
from crawler.guard import Guard
from publiccode.harvest import Outcome

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings


class GuardedRedirectMiddleware(RedirectMiddleware):
    """Follow a redirect only where :class:`crawler.guard.Guard` lets it go.

    Scrapy's own middleware already keeps a token from crossing to another host, scheme or port, and bounds
    how many redirects one request may take.
    """

    guard: Guard

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        self.guard = Guard(())

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = super().from_crawler(crawler)
        middleware.guard = Guard.from_settings(crawler.settings)
        return middleware

    async def process_response(  # type: ignore[override]  # Scrapy awaits what its base class returns at once
        self, request: Request, response: Response, **options: Any
    ) -> Request | Response:
        result = super().process_response(request, response, **options)
        if isinstance(result, Request):
            refusal = await self.guard.why_not(result.url)
            if refusal is not None:
                detail = f"it redirects to {result.url[:200]}: {refusal}"
                raise ForbiddenPlaceError(Cause(Outcome.HOST_ERROR, detail))
        return result
