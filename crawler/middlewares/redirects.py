"""Redirects, bounded and guarded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

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

    Scrapy's own middleware bounds how many redirects one request may take, and keeps ``Authorization`` from
    crossing to another host, scheme or port. Here no header crosses but those that tell nothing: hosts have
    other names for a token too.
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
            if _origin(result.url) != _origin(request.url):
                result = _without_secrets(result)
            refusal = await self.guard.why_not(result.url)
            if refusal is not None:
                detail = f"it redirects to {result.url[:200]}: {refusal}"
                raise ForbiddenPlaceError(Cause(Outcome.HOST_ERROR, detail))
        return result


_HARMLESS = frozenset({b"Accept", b"Accept-Encoding", b"Accept-Language", b"User-Agent"})


def _without_secrets(request: Request) -> Request:
    """Return a request with those headers only that may be shown to any host."""
    kept = {name: values for name, values in request.headers.items() if name in _HARMLESS}
    return request.replace(headers=kept)


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()
