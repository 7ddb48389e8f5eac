"""Lists an account or instance page by page, on hosts of every kind that have an API."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar
from urllib.parse import urlsplit

from crawler.failures import Cause, from_failure
from crawler.outputs import guarded_request
from crawler.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scrapy import Request
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.ledger import Ledger
    from crawler.outputs import Output

MAX_PAGES = 20_000
"""Two million repositories, more than any public instance lists."""

_NEXT = re.compile(r'<([^>]*)>[^,]*;\s*rel="?next"?')

AddressT = TypeVar("AddressT")


class Listed(Protocol):
    """What a listing says of one repository; ``id`` is the host's own."""

    @property
    def id(self) -> str | int: ...


ItemT = TypeVar("ItemT", bound=Listed)


class NotItsAnswerError(ValueError):
    """Raised by who reads an answer that no host of its kind gives."""


@dataclass(frozen=True, slots=True)
class Page(Generic[ItemT]):
    """``following`` is the URL of the next page, None on the last."""

    items: Sequence[ItemT]
    following: str | None = None


@dataclass(frozen=True, slots=True)
class Listing(Generic[AddressT]):
    """A listing under way: ``url`` is the page to ask for, ``then`` what is to be paged after it.

    ``instead`` holds other listings, each a series of URLs, for a host that knows nothing of this one.
    """

    source: Source
    address: AddressT
    url: str
    then: tuple[str, ...] = ()
    instead: tuple[tuple[str, ...], ...] = ()
    page: int = 1
    seen: set[str | int] = field(default_factory=set)


class Lister(Protocol[AddressT, ItemT]):
    """What is a host's own in a listing; ``name`` is what its software is called, for a person."""

    @property
    def name(self) -> str: ...

    @property
    def ledger(self) -> Ledger: ...

    def headers(self, url: str) -> dict[str, str]: ...

    def read_page(self, response: Response, listing: Listing[AddressT]) -> Page[ItemT]:
        """Read one page; raise :class:`NotItsAnswerError`."""

    def refusal(self, response: Response) -> Cause:
        """Return what a status other than 200 means."""

    def take(self, listing: Listing[AddressT], items: Sequence[ItemT]) -> Iterator[Output]:
        """Yield what brings the files of repositories that no page before this one had."""


class Paging(Generic[AddressT, ItemT]):
    """Asks for one page after the other, until one is the last or brings nothing new."""

    def __init__(self, lister: Lister[AddressT, ItemT], meta: Mapping[str, Any] | None = None) -> None:
        self._lister = lister
        self._meta = dict(meta or {})

    def first(self, source: Source, address: AddressT, ways: tuple[tuple[str, ...], ...]) -> Request:
        """Return the first request; ``ways`` are listings, the likeliest first, each a series of URLs."""
        (url, *then), *instead = ways
        return self._request(Listing(source, address, url, tuple(then), tuple(instead)))

    def _request(self, listing: Listing[AddressT]) -> Request:
        return guarded_request(
            listing.url,
            partial(self._answered, listing=listing),
            partial(self._not_answered, listing=listing),
            partial(self._fail, listing, "riuso failed here; crawl.log says how"),
            headers=self._lister.headers(listing.url),
            meta=dict(self._meta),
            priority=-listing.page,  # the files of one page before the next page
        )

    def _fail(self, listing: Listing[AddressT], reason: str) -> None:
        self._lister.ledger.fail(listing.source, reason)

    def _not_answered(self, failure: Failure, listing: Listing[AddressT]) -> Iterator[Output]:
        cause = from_failure(failure)
        detail = f"page {listing.page} of the listing: {cause.detail}"
        self._lister.ledger.fail(listing.source, detail, outcome=cause.outcome)
        yield from ()

    def _answered(self, response: Response, listing: Listing[AddressT]) -> Iterator[Output]:
        if response.status == 404 and listing.instead and listing.page == 1:
            (url, *then), *instead = listing.instead
            yield self._request(replace(listing, url=url, then=tuple(then), instead=tuple(instead)))
            return
        if response.status != 200:
            detail = self._lister.refusal(response).detail
            self._fail(listing, f"page {listing.page} of the listing: {detail}")
            return
        if is_elsewhere(response, listing.url):
            self._fail(listing, f"the account is now at {response.url}: name it there")
            return
        try:
            page = self._lister.read_page(response, listing)
        except NotItsAnswerError as error:
            self._fail(listing, f"the answer is not {self._lister.name}'s: {error}")
            return
        new = [item for item in page.items if item.id not in listing.seen]
        listing.seen.update(item.id for item in new)
        yield from self._following(listing, page, is_new=bool(new))
        yield from self._lister.take(listing, new)

    def _following(self, listing: Listing[AddressT], page: Page[ItemT], *, is_new: bool) -> Iterator[Output]:
        # A page without anything new ends it, whatever the host says: else a broken one pages for ever.
        following, then = (page.following if is_new else None), listing.then
        if following is None and then:
            following, *rest = then
            then = tuple(rest)
        if following is None:
            return
        if listing.page >= MAX_PAGES:
            self._fail(listing, f"the listing has more than {MAX_PAGES} pages")
            return
        yield self._request(replace(listing, url=following, then=then, page=listing.page + 1))


def is_elsewhere(response: Response, asked: str) -> bool:
    """Whether redirects led to another host, whose names and ids are not this one's."""
    return urlsplit(response.url).hostname != urlsplit(asked).hostname


def link_to_next(response: Response, url: str) -> str | None:
    """Return the next page's URL as a ``Link`` header tells it, None where it tells none.

    Of the link only the query is taken, onto the path that was asked: an instance behind a proxy may not
    know its own address, and no host sends the crawl elsewhere.
    """
    link = (response.headers.get("Link") or b"").decode("latin-1")
    found = _NEXT.search(link)
    return same_path(url, found[1]) if found else None


def same_path(url: str, following: str) -> str:
    """Return ``url`` with the query of ``following``."""
    return f"{url.partition('?')[0]}?{urlsplit(following).query}"
