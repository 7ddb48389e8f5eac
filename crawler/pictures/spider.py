"""Asks for pictures, each once, and hands what comes to the rendering and the books."""

from __future__ import annotations

import asyncio
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Request, Spider

from crawler.failures import ForbiddenPlaceError, from_exception, from_response, is_too_large
from crawler.file_address import raw_address
from crawler.guard import Guard
from crawler.pictures.rendering import (
    RefusedPictureError,
    VectorPictureError,
    bound_process,
    render_bounded,
)
from publiccode.harvest import Outcome
from publiccode.pictures import PictureTrouble

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.budget import Spending
    from crawler.options import CrawlOptions
    from crawler.pictures.book import Book, Visit
    from crawler.pictures.folder import PictureFolder
    from crawler.pictures.rendering import Rendered

_BREATH_S = 0.05
_LEGAL = 451
"""Unavailable for legal reasons."""
_NOT_MODIFIED = 304
_ACCEPT = "image/webp,image/png,image/jpeg,image/gif"


class PictureSpider(Spider):
    """Fetch what ``book`` wants, without any token: what is not public must not become it here.

    A file may name any address. Where the operator's own hosts are on a local network, only pictures of
    repositories of the same host come from there.
    """

    name = "pictures"

    def __init__(
        self,
        *,
        book: Book,
        folder: PictureFolder,
        options: CrawlOptions,
        spending: Spending,
        told: Callable[[Book], None],
    ) -> None:
        super().__init__()
        self.options = options
        self.spending = spending
        self._book = book
        self._folder = folder
        self._told = told
        self._own = self._public = Guard(())
        self._renderer = Renderer()

    async def start(self) -> AsyncIterator[Any]:
        self.spending.begin()
        self._own = Guard.from_settings(self.settings)
        for visit in self._book.visits:
            request = await self._request(visit)
            if request is not None:
                yield request
            while self.crawler.engine.needs_backout() and self.crawler.engine.running:
                await asyncio.sleep(_BREATH_S)

    def closed(self, reason: str) -> None:
        self._renderer.close()

    async def _request(self, visit: Visit) -> Request | None:
        why = await self._why_not(visit, visit.address)
        if why is not None:
            told = f"riuso does not go there: {why}"
            self._failed(visit, told, kind=PictureTrouble.NOT_ALLOWED, transient=False, at_once=True)
            return None
        if self._book.is_full and not (visit.known and visit.known.renditions):
            self._book.no_room()
            return None
        headers = {"Accept": _ACCEPT}
        known = visit.known
        if known is not None and self._book.is_whole(known):
            if known.etag:
                headers["If-None-Match"] = known.etag
            if known.last_modified:
                headers["If-Modified-Since"] = known.last_modified
        try:
            return Request(
                raw_address(visit.address.partition("#")[0]),
                callback=self.answered,
                errback=self.failed,
                headers=headers,
                meta={"visit": visit},
                dont_filter=True,
            )
        except ValueError as error:
            told = f"is no address that can be asked: {error}"
            self._failed(visit, told, kind=PictureTrouble.NO_ADDRESS, transient=False)
            return None

    async def _why_not(self, visit: Visit, address: str) -> str | None:
        parts = urlsplit(address)
        if parts.netloc.lower() in visit.near:
            return None
        if not self._own.trusts(parts.hostname or ""):
            return None  # asked of the crawl's own guard when the connection is made
        return await self._public.why_not(address)

    async def answered(self, response: Response) -> None:
        visit: Visit = response.meta["visit"]
        self._book.bytes += len(response.body)
        why = await self._why_not(visit, response.url)
        if why is not None:
            told = f"it leads to where riuso does not go: {why}"
            self._failed(visit, told, kind=PictureTrouble.NOT_ALLOWED, transient=False, at_once=True)
        elif response.status == _NOT_MODIFIED:
            self._book.unchanged(visit)
        elif response.status == 200:
            await self._take(visit, response)
        else:
            cause = from_response(response)
            at_once = response.status == _LEGAL
            kind = PictureTrouble.LEGAL if at_once else cause.outcome
            transient = cause.outcome.is_transient
            self._failed(visit, cause.detail, kind=kind, transient=transient, at_once=at_once)
        self._told(self._book)

    async def _take(self, visit: Visit, response: Response) -> None:
        validators = {
            "etag": _header(response, "ETag"),
            "last_modified": _header(response, "Last-Modified"),
        }
        try:
            rendered = await self._renderer.render(response.body, self._book.boxes(visit.use))
        except RefusedPictureError as error:
            is_svg = isinstance(error, VectorPictureError)
            kind = PictureTrouble.SVG if is_svg else PictureTrouble.NO_PICTURE
            self._failed(visit, f"it {error}", kind=kind, transient=False, **validators)
            return
        self._book.take(visit, rendered, **validators)

    def failed(self, failure: Failure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        visit: Visit = request.meta["visit"]
        error = failure.value or RuntimeError("unknown")
        cause = from_exception(error)
        if cause.outcome is Outcome.SKIPPED:
            self._book.left()
        else:
            is_forbidden = isinstance(error, ForbiddenPlaceError)
            is_final = is_too_large(error) or is_forbidden
            transient = cause.outcome.is_transient and not is_final
            kind = PictureTrouble.NOT_ALLOWED if is_forbidden else cause.outcome
            kind = Outcome.TOO_LARGE if is_too_large(error) else kind
            self._failed(visit, cause.detail, kind=kind, transient=transient)
        self._told(self._book)

    def _failed(self, visit: Visit, reason: str, **how: Any) -> None:
        self.logger.info("%s: %s", visit.address, reason)
        self._book.failed(visit, reason, **how)


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    text = value.decode("latin-1").strip() if value else ""
    return text if 0 < len(text) <= 300 else None


class Renderer:
    """One process that decodes, one picture after the other; made anew when a picture has ended it."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._turn = asyncio.Lock()

    async def render(self, content: bytes, boxes: tuple[tuple[int, int], ...]) -> tuple[Rendered, ...]:
        """Return a picture in several sizes; raises :class:`RefusedPictureError`."""
        async with self._turn:
            if self._pool is None:
                # Not forked: it must not have this process's connections.
                self._pool = ProcessPoolExecutor(1, get_context("spawn"), initializer=bound_process)
            work = partial(render_bounded, content, boxes)
            try:
                return await asyncio.get_running_loop().run_in_executor(self._pool, work)
            except BrokenProcessPool:
                self.close()
                raise RefusedPictureError("takes too long to decode, or breaks the decoder") from None

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None
