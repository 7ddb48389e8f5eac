"""What a host yields: requests, harvest records and further sources; requests that always end in a record."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, TypeAlias

from scrapy import Request

from crawler.failures import from_failure
from crawler.source import Source
from publiccode.harvest import HarvestRecord, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.repository import Repository

logger = logging.getLogger(__name__)

Output: TypeAlias = Request | HarvestRecord | Source


def guarded_request(
    url: str,
    callback: Callable[[Response], Iterable[Output]],
    errback: Callable[[Failure], Iterable[Output]],
    last_resort: Callable[[], HarvestRecord | Iterable[HarvestRecord] | None],
    *,
    is_web_page: bool = False,
    meta: dict[str, Any] | None = None,
    **options: Any,
) -> Request:
    """Return a request that ends in what ``last_resort`` gives even where riuso itself fails.

    ``is_web_page`` tells an address of the web, where robots.txt holds, from an API and from git.
    """

    def guarded(handler: Callable[[Any], Iterable[Output]]) -> Callable[[Any], Iterator[Output]]:
        def run(answer: Any) -> Iterator[Output]:
            try:
                yield from handler(answer)
            except Exception:
                logger.exception("riuso failed on %s", url)
                last = last_resort() or ()
                yield from (last,) if isinstance(last, HarvestRecord) else last

        return run

    return Request(
        url,
        callback=guarded(callback),
        errback=guarded(errback),
        dont_filter=True,
        meta={"dont_obey_robotstxt": not is_web_page, **(meta or {})},
        **options,
    )


def failed(failure: Failure, repository: Repository) -> Iterator[Output]:
    """Yield the record of a repository whose request brought no answer."""
    cause = from_failure(failure)
    yield repository.record(cause.outcome, detail=cause.detail)


def broken(repository: Repository) -> HarvestRecord:
    """Return the record of a repository on which riuso itself failed."""
    return repository.record(Outcome.HOST_ERROR, detail="riuso failed here; crawl.log says how")
