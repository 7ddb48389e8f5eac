"""Every request is asked whether it may go where it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.exceptions import CannotResolveHostError

from crawler.failures import Cause, ForbiddenPlaceError
from crawler.guard import ForbiddenAddressError, Guard
from publiccode.harvest import Outcome

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler


class GuardMiddleware:
    """Refuse what :class:`crawler.guard.Guard` refuses, and say so.

    Names are checked by the resolver when the connection is made; it can only say that there is no address,
    so the reason is found here. Behind a proxy nothing is resolved here: then the name is asked before.
    """

    def __init__(self, guard: Guard) -> None:
        self.guard = guard

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(Guard.from_settings(crawler.settings))

    async def process_request(self, request: Request) -> None:
        refusal = self.guard.refusal(request.url)
        if refusal is not None:
            raise _refused(refusal)
        if request.meta.get("proxy"):
            await self._check_name(request)

    async def process_exception(self, request: Request, exception: Exception) -> None:
        if isinstance(exception, CannotResolveHostError):
            await self._check_name(request)

    async def _check_name(self, request: Request) -> None:
        try:
            await self.guard.addresses(request.url)
        except ForbiddenAddressError as error:
            raise _refused(str(error)) from error
        except OSError:
            return  # a name that only the proxy knows, or nobody


def _refused(reason: str) -> ForbiddenPlaceError:
    return ForbiddenPlaceError(Cause(Outcome.HOST_ERROR, f"riuso does not go there: {reason}"))
