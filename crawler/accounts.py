"""Whether what publishers files name is still there: one request for each, and nothing of what is in it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess

from crawler.failures import from_failure, from_response
from crawler.git.environment import basic
from crawler.options import CrawlOptions
from crawler.settings import settings
from crawler.source import HostKind, Source, SourceKind, file_path
from crawler.tokens import Tokens
from publiccode.harvest import Outcome
from publiccode.repository import canonical_url

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from pathlib import Path

    from scrapy.http import Response
    from twisted.python.failure import Failure

_LOGINS = frozenset({"sign_in", "login", "signin", "user", "users"})
"""Path segments of the page to which hosts send whoever asks for what is private or not there."""
_GONE = frozenset({Outcome.GONE, Outcome.PRIVATE})
_TAKES_TOKEN = frozenset({HostKind.LIST, HostKind.RAW})
_METHOD_REFUSED = frozenset({405, 501})


class Standing(StrEnum):
    """``unknown``: the host gave no answer that tells."""

    THERE = "there"
    MOVED = "moved"
    GONE = "gone"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Look:
    """How a source stands; ``detail`` says why, or where it moved."""

    source: Source
    standing: Standing
    detail: str = ""


def look_up(
    sources: Sequence[Source],
    log: Path,
    *,
    options: CrawlOptions | None = None,
    tokens: Tokens | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Look, ...]:
    """Ask for the web page of each source, headers only, and return how each stands, in the given order.

    Politeness, retries, redirects and the guard are those of a crawl. ``tokens`` go where a crawl sends them
    to the same address, to git, lists and files: no host takes one for its pages. A process can do this
    once, because Scrapy's reactor can't be started twice.
    """
    looks = {source: _local(source) for source in sources if urlsplit(source.url).scheme == "file"}
    # An API that a preset knows need not answer at its own root.
    looks |= {
        source: Look(source, Standing.THERE) for source in sources if source.form and source.form.preset
    }
    remote = [source for source in sources if source not in looks]
    if remote:
        urls = [source.url for source in remote]
        options = options or CrawlOptions(contact=os.environ.get("RIUSO_CONTACT"))
        # One page of each account, because a person asks: no robot's visit.
        others = {"ITEM_PIPELINES": {}, "ROBOTSTXT_OBEY": False}
        process = AsyncCrawlerProcess(settings(log, options, urls) | others)
        spider_options = {"tokens": tokens or Tokens({}), "progress": progress}
        process.crawl(_AccountsSpider, remote=remote, looks=looks, **spider_options)
        # Nothing is written here that an interrupt could leave half done.
        process.start(install_signal_handlers=False)
    return tuple(looks.get(source, Look(source, Standing.UNKNOWN, "not asked")) for source in sources)


class _AccountsSpider(Spider):
    """Asks for each source once."""

    name = "accounts"

    def __init__(
        self,
        remote: Sequence[Source],
        looks: dict[Source, Look],
        tokens: Tokens,
        progress: Callable[[int, int], None] | None,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.remote, self.looks, self.tokens, self.progress = remote, looks, tokens, progress

    async def start(self) -> AsyncIterator[Request]:
        for source in self.remote:
            yield self._request(source, "HEAD")

    def _request(self, source: Source, method: str) -> Request:
        url = source.url
        if source.kind is SourceKind.REPO and source.host is HostKind.GIT:
            url, method = f"{url.rstrip('/')}/info/refs?service=git-upload-pack", "GET"
        return Request(
            url,
            method=method,
            headers=self._headers(source),
            callback=partial(self._answered, source=source),
            errback=partial(self._failed, source=source),
            dont_filter=True,
        )

    def _headers(self, source: Source) -> dict[str, str]:
        token = self.tokens.for_url(source.url)
        if token and source.host is HostKind.GIT:
            return {"Authorization": basic(source.url, token)}
        return {"Authorization": f"Bearer {token}"} if token and source.host in _TAKES_TOKEN else {}

    def _answered(self, response: Response, source: Source) -> Request | None:
        if response.status in _METHOD_REFUSED and response.request and response.request.method == "HEAD":
            return self._request(source, "GET")
        self._note(_look(source, response))
        return None

    def _failed(self, failure: Failure, source: Source) -> None:
        self._note(Look(source, Standing.UNKNOWN, from_failure(failure).detail))

    def _note(self, look: Look) -> None:
        self.looks[look.source] = look
        if self.progress is not None:
            self.progress(len(self.looks), len(self.remote))


def _local(source: Source) -> Look:
    if file_path(source.url).exists():
        return Look(source, Standing.THERE)
    return Look(source, Standing.GONE, "there is no such folder")


def _look(source: Source, response: Response) -> Look:
    """Read an answer; ``response.url`` is where redirects led."""
    if response.status != 200:
        cause = from_response(response)
        return Look(source, Standing.GONE if cause.outcome in _GONE else Standing.UNKNOWN, cause.detail)
    if source.kind in {SourceKind.INSTANCE, SourceKind.LIST}:
        return Look(source, Standing.THERE)
    asked, got = _place(source.url), _place(response.url)
    if asked == got:
        return Look(source, Standing.THERE)
    if _LOGINS & set(urlsplit(response.url).path.lower().split("/")):
        return Look(source, Standing.GONE, "the host asks for a login: private, or not there")
    return Look(source, Standing.MOVED, response.url.partition("?")[0].removesuffix("/info/refs"))


def _place(url: str) -> str:
    return canonical_url(url.partition("?")[0].removesuffix("/info/refs")).lower()
