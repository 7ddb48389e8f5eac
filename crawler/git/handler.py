"""Scrapy's download handler for git: slots, delays, retries, timeouts and stats hold as for HTTP."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response

from crawler.failures import Cause, RefusedError
from crawler.git.address import git_location
from crawler.git.answers import COMMIT, OPERATION, PATHS, SHA256, Operation, encode
from crawler.git.complaints import reason, status_of
from crawler.git.exchange import Exchanges
from crawler.git.executable import GitBoundError, GitError, GitStoppedError, GitTimeoutError
from crawler.guard import ForbiddenAddressError, Guard
from crawler.requests import count_request, host_of
from publiccode.harvest import Outcome

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

    from crawler.spider import HarvestSpider

TOO_MUCH = 413
"""The status of a repository that is larger than riuso takes."""


class GitDownloadHandler(BaseDownloadHandler):
    """Answer ``git+https``, ``git+http`` and ``git+file`` requests; the meta names the operation.

    The response's body is an answer of :mod:`crawler.git.answers`. What the server refuses comes as an HTTP
    status; what may go better another time is raised as Scrapy's own download exceptions.
    """

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        spider: HarvestSpider = crawler.spider  # type: ignore[assignment]  # the only spider there is
        guard = Guard.from_settings(crawler.settings)
        self.exchanges = Exchanges(spider.job.work, crawler.settings["USER_AGENT"], guard, spider.job.tokens)
        self._under_way: set[asyncio.Task[Any] | None] = set()
        self._spending = spider.job.spending
        spider.at_stop(self.exchanges.git.stop)

    async def download_request(self, request: Request) -> Response:
        started = time.monotonic()
        # Scrapy keeps no reference to this task, and asyncio only a weak one.
        task = asyncio.current_task()
        self._under_way.add(task)
        try:
            answer = await self._exchange(request)
        except GitError as error:
            return Response(request.url, status=status_of(error.stderr), body=reason(error.stderr).encode())
        except GitBoundError:
            return Response(request.url, status=TOO_MUCH)
        except GitTimeoutError as error:
            raise DownloadTimeoutError(f"git took longer than {_seconds(request):.0f} seconds") from error
        except ForbiddenAddressError as error:
            raise RefusedError(Cause(Outcome.HOST_ERROR, f"riuso does not go there: {error}")) from error
        except GitStoppedError as error:
            raise RefusedError(Cause(Outcome.SKIPPED, "the crawl was stopped")) from error
        finally:
            self._under_way.discard(task)
            request.meta["download_latency"] = time.monotonic() - started
        return Response(request.url, body=encode(answer))

    async def _exchange(self, request: Request) -> object:
        url = git_location(request.url)
        seconds = _seconds(request)
        operation = request.meta[OPERATION]
        if operation is Operation.HEAD:
            return await self.exchanges.head(url, seconds)
        count = partial(self._count, host_of(request.url))
        if operation is Operation.FILE:
            paths = request.meta.get(PATHS, ())
            return await self.exchanges.files(url, request.meta[COMMIT], seconds, count, paths)
        sha256 = request.meta[SHA256]
        return await self.exchanges.history(url, seconds, int(time.time()), count, sha256=sha256)

    def _count(self, host: str) -> None:
        count_request(self.crawler.stats, host)
        self._spending.spend(host)

    async def close(self) -> None:
        self.exchanges.close()


def _seconds(request: Request) -> float:
    return float(request.meta["download_timeout"])
