"""Addresses asked in parallel, bounded in size and time: what ``riuso validate`` needs of the network."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider, signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    StopDownload,
)
from twisted.internet.error import TimeoutError as TwistedTimeoutError

from crawler.asked import Asked, Patience, Want
from crawler.failures import ForbiddenPlaceError, is_too_large
from crawler.process import end_reactor, keep_twisted_from_stderr, signals_restored
from crawler.settings import guarded_settings
from publiccode.remote import Answer, Failure

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure as TwistedFailure

_STOP_S = 1.0
START_BYTES = 64
"""What tells a picture from anything else."""
_INFO_REFS = "/info/refs?service=git-upload-pack"
_GIT = "application/x-git-upload-pack-advertisement"


def ask(
    first: Iterable[Asked],
    then: Callable[[Asked, Answer], Iterable[Asked]],
    *,
    own: Iterable[str] = (),
    contact: str | None = None,
    patience: Patience | None = None,
) -> None:
    """Ask all addresses and tell ``then`` each answer; it returns what to ask because of it.

    The same is asked once.
    Only addresses of public hosts and of those in ``own``, the URLs that the operator named, are asked. What
    there is no time for is told as :attr:`Failure.NOT_ASKED`; where a signal stopped it,
    :class:`KeyboardInterrupt` is raised. A process can ask once: Scrapy's reactor can't
    be started twice.
    """
    patience = patience or Patience()
    book = _Book(then)
    book.add(first)
    process = _Process(_settings(own, contact, patience))
    crawler = process.create_crawler(_Asking)
    process.crawl(crawler, book)
    with signals_restored():
        keep_twisted_from_stderr()
        process.start()
    if crawler.stats is None or crawler.stats.get_value("finish_reason") in {None, "shutdown"}:
        raise KeyboardInterrupt
    book.close()


class _Process(AsyncCrawlerProcess):
    """Scrapy's process that, when told to stop, waits for answers no longer than a moment."""

    async def stop(self) -> None:
        asyncio.get_running_loop().call_later(_STOP_S, end_reactor)
        await super().stop()


class _Book:
    """What was asked and what is still open."""

    def __init__(self, then: Callable[[Asked, Answer], Iterable[Asked]]) -> None:
        self._then = then
        self._known: set[Asked] = set()
        self._open: dict[Asked, None] = {}
        self._new: list[Asked] = []

    def add(self, asked: Iterable[Asked]) -> None:
        for one in asked:
            if one not in self._known:
                self._known.add(one)
                self._open[one] = None
                self._new.append(one)

    def take(self) -> list[Asked]:
        """Return what was added since."""
        taken, self._new = self._new, []
        return taken

    def tell(self, asked: Asked, answer: Answer) -> None:
        del self._open[asked]
        self.add(self._then(asked, answer))

    def close(self) -> None:
        """Tell of what was not asked."""
        while self._open:
            self.tell(next(iter(self._open)), Answer(None, Failure.NOT_ASKED))


class _Asking(Spider):
    name = "asking"

    def __init__(self, book: _Book) -> None:
        super().__init__()
        self._book = book

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.stop_at_headers, signals.headers_received)
        crawler.signals.connect(spider.stop_at_start, signals.bytes_received)
        return spider

    def stop_at_headers(self, request: Request) -> None:
        """Leave the body where it is, if nobody wants it."""
        if request.meta["want"] in {Want.HEAD, Want.REPOSITORY}:
            raise StopDownload(fail=False)

    def stop_at_start(self, request: Request, data: bytes) -> None:
        if request.meta["want"] is Want.START:
            request.meta["got"] = request.meta.get("got", 0) + len(data)
            if request.meta["got"] >= START_BYTES:
                raise StopDownload(fail=False)

    async def start(self) -> AsyncIterator[Any]:
        for request in self._requests():
            yield request

    def _requests(self) -> Iterator[Request]:
        for asked in self._book.take():
            address = asked.address.partition("#")[0]
            if asked.want is Want.REPOSITORY:
                address = address.rstrip("/") + _INFO_REFS
            try:
                yield self._request(asked, address, asked.want)
            except ValueError:  # no URL that Scrapy takes
                self._book.tell(asked, Answer(None, Failure.BROKEN))

    def _request(self, asked: Asked, address: str, want: Want) -> Request:
        meta = {"asked": asked, "want": want}
        # Where only the beginning is read, nothing may be compressed.
        headers = {} if want is Want.FILE else {"Accept-Encoding": "identity"}
        return Request(
            address, self._answered, errback=self._failed, headers=headers, meta=meta, dont_filter=True
        )

    def _answered(self, response: Response) -> Iterator[Request]:
        asked: Asked = response.meta["asked"]
        git = response.meta["want"] is Want.REPOSITORY
        if git and not _is_git(response):
            yield self._request(asked, asked.address.partition("#")[0], Want.HEAD)
            return
        self._book.tell(asked, _answer(response, is_repository=git))
        yield from self._requests()

    def _failed(self, failure: TwistedFailure) -> Iterator[Request]:
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        self._book.tell(request.meta["asked"], _failure(failure.value))
        yield from self._requests()


def _is_git(response: Response) -> bool:
    return response.status == 200 and _media_type(response) == _GIT


def _media_type(response: Response) -> str:
    header = (response.headers.get("Content-Type") or b"").decode("latin-1")
    return header.partition(";")[0].strip().lower()


def _answer(response: Response, *, is_repository: bool) -> Answer:
    reasons = response.meta.get("redirect_reasons", [])
    return Answer(
        response.status,
        address=response.url.removesuffix(_INFO_REFS),
        for_good=bool(reasons) and set(reasons) <= {301, 308},
        media_type=_media_type(response),
        start=response.body,
        is_repository=is_repository,
    )


_FAILURES: tuple[tuple[type[BaseException], Failure], ...] = (
    (ForbiddenPlaceError, Failure.NOT_PUBLIC),
    (CannotResolveHostError, Failure.NO_SUCH_NAME),
    (DownloadConnectionRefusedError, Failure.REFUSED),
    (DownloadTimeoutError, Failure.TIMED_OUT),
    (TwistedTimeoutError, Failure.TIMED_OUT),
    (IgnoreRequest, Failure.CIRCLE),
)


def _failure(error: BaseException | None) -> Answer:
    if is_too_large(error):
        return Answer(None, Failure.TOO_LARGE)
    for kind, failure in _FAILURES:
        if isinstance(error, kind):
            return Answer(None, failure)
    return Answer(None, Failure.CERTIFICATE if _is_about_trust(error) else Failure.BROKEN)


_TRUST = frozenset({"OpenSSL", "service_identity"})
"""The libraries, Scrapy's own, that say no to a certificate."""


def _is_about_trust(error: BaseException | None) -> bool:
    while error is not None:
        reasons = [reason.value for reason in getattr(error, "reasons", ())]
        if any(type(one).__module__.partition(".")[0] in _TRUST for one in (error, *reasons)):
            return True
        error = error.__cause__
    return False


_HANDLERS = dict.fromkeys(("http", "https"), "crawler.single_use.SingleUseHandler")


def _settings(own: Iterable[str], contact: str | None, patience: Patience) -> dict[str, Any]:
    guarded = guarded_settings(contact, own)
    return guarded | {
        "DOWNLOAD_HANDLERS": guarded["DOWNLOAD_HANDLERS"] | _HANDLERS,
        "ROBOTSTXT_OBEY": False,  # default False; a person asks whether single pages are there
        "CONCURRENT_REQUESTS": 16,  # default 16
        "CONCURRENT_REQUESTS_PER_DOMAIN": 4,  # default 8
        "DOWNLOAD_DELAY": 0,  # default 0
        "DOWNLOAD_TIMEOUT": patience.one,  # default 180
        "CLOSESPIDER_TIMEOUT": patience.all,  # default 0, never
        "DOWNLOAD_MAXSIZE": patience.bytes,  # default 1 GiB
        "DNS_TIMEOUT": patience.one,  # default 60
        "RETRY_TIMES": 1,  # default 2
        "LOG_ENABLED": False,  # default True; the answers say everything
        "MEMUSAGE_ENABLED": False,  # default True
        "STATS_DUMP": False,  # default True
    }
