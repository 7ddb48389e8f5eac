"""What every host class is: sources in, requests and harvest records out."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from scrapy import Request

from publiccode.harvest import HarvestRecord, Outcome

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator

    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.ledger import Ledger
    from crawler.repository import Repository
    from crawler.source import HostKind, Source
    from crawler.tokens import Tokens

logger = logging.getLogger(__name__)

Output: TypeAlias = "Request | HarvestRecord"


class Host(ABC):
    """A hosting software: which requests list a source, and which bring one file.

    A callback reads one kind of response and yields requests and records. It never sleeps, writes, parses
    YAML or knows another host.
    """

    kind: ClassVar[HostKind]

    def __init__(self, ledger: Ledger, tokens: Tokens) -> None:
        self.ledger = ledger
        self.tokens = tokens

    @abstractmethod
    def start(self, source: Source) -> AsyncIterator[Output]:
        """Yield the first requests and records of a source."""


def repository_request(
    url: str,
    repository: Repository,
    callback: Callable[[Response, Repository], Iterable[Output]],
    errback: Callable[[Failure, Repository], Iterable[Output]],
    **options: Any,
) -> Request:
    """Return a request about one repository that ends in a record even where riuso itself fails."""

    def guarded(handler: Callable[[Any, Repository], Iterable[Output]]) -> Callable[[Any], Iterator[Output]]:
        def run(answer: Any) -> Iterator[Output]:
            try:
                yield from handler(answer, repository)
            except Exception:
                logger.exception("riuso failed on %s", repository.url)
                yield repository.record(Outcome.HOST_ERROR, detail="riuso failed here; crawl.log says how")

        return run

    return Request(url, callback=guarded(callback), errback=guarded(errback), dont_filter=True, **options)


def source_request(
    url: str,
    fail: Callable[[str], None],
    callback: Callable[[Response], Iterable[Output]],
    errback: Callable[[Failure], Iterable[Output]],
    **options: Any,
) -> Request:
    """Return a request that lists a source; ``fail`` gets the reason where riuso itself fails."""

    def guarded(handler: Callable[[Any], Iterable[Output]]) -> Callable[[Any], Iterator[Output]]:
        def run(answer: Any) -> Iterator[Output]:
            try:
                yield from handler(answer)
            except Exception:
                logger.exception("riuso failed on %s", url)
                fail("riuso failed here; crawl.log says how")

        return run

    return Request(url, callback=guarded(callback), errback=guarded(errback), dont_filter=True, **options)
