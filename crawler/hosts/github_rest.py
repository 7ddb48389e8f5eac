"""GitHub without a token: the listing page by page, then the file of each repository that was pushed to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.failures import from_failure
from crawler.hosts.github_address import Address
from crawler.hosts.github_graphql import NotGitHubError, refusal
from crawler.hosts.github_queries import PAGE_SIZE
from crawler.hosts.github_question import PATIENCE, headers
from crawler.hosts.github_record import not_readable, spdx_id
from crawler.hosts.github_rest_file import RestFiles
from crawler.hosts.github_shapes import has_next_page, read_page, read_repository
from crawler.outputs import broken, failed, guarded_request
from crawler.repository import Repository, former_urls
from crawler.source import Source
from publiccode.harvest import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scrapy import Request
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.hosts.github_shapes import Listed
    from crawler.ledger import Ledger
    from crawler.outputs import Output
    from publiccode.harvest import Known

_MAX_PAGES = 10_000


@dataclass(frozen=True, slots=True)
class _Listing:
    """A listing under way; ``accounts`` is ``orgs`` or ``users``."""

    source: Source
    address: Address
    accounts: str = "orgs"
    page: int = 1
    seen: set[int] = field(default_factory=set)


class RestCrawl:
    """Accounts and single repositories by REST; ``token`` is one for a host that has no GraphQL."""

    def __init__(self, ledger: Ledger, token: str | None = None) -> None:
        self.ledger = ledger
        self.token = token

    def without_token(self) -> RestCrawl:
        return RestCrawl(self.ledger)

    def account(self, source: Source, address: Address) -> Iterator[Output]:
        """Yield the first request for every repository of an account."""
        yield self._page(_Listing(source, address))

    def _page(self, listing: _Listing) -> Request:
        kind = "public" if listing.accounts == "orgs" else "owner"
        # In a fixed order, so that a change during the paging hides nothing.
        url = listing.address.api(
            *(listing.accounts, listing.address.owner, "repos"),
            **{"type": kind, "sort": "created", "direction": "asc"},
            **{"per_page": PAGE_SIZE, "page": listing.page},
        )
        return guarded_request(
            url,
            partial(self._listed, listing=listing),
            partial(self._not_listed, listing=listing),
            partial(self._fail, listing, "riuso failed here; crawl.log says how"),
            headers=headers(self.token),
            meta=dict(PATIENCE),
            priority=-listing.page,  # the files of one page before the next page
        )

    def _fail(self, listing: _Listing, reason: str) -> None:
        self.ledger.fail(listing.source, reason)

    def _not_listed(self, failure: Failure, listing: _Listing) -> Iterator[Output]:
        cause = from_failure(failure)
        detail = f"page {listing.page} of the listing: {cause.detail}"
        self.ledger.fail(listing.source, detail, outcome=cause.outcome)
        yield from ()

    def _listed(self, response: Response, listing: _Listing) -> Iterator[Output]:
        if response.status == 404 and listing.accounts == "orgs" and listing.page == 1:
            yield self._page(replace(listing, accounts="users"))
            return
        if response.status != 200:
            self._fail(listing, f"page {listing.page} of the listing: {self._why(response)}")
            return
        if _is_elsewhere(response, listing.address):
            self._fail(listing, f"the account is now at {response.url}: name it there")
            return
        try:
            items = read_page(response)
        except NotGitHubError as error:
            self._fail(listing, f"the answer is not GitHub's: {error}")
            return
        new = [item for item in items if item.id not in listing.seen]
        listing.seen.update(item.id for item in new)
        for item in new:
            yield from self._repository(listing.source, listing.address, item)
        # A page without anything new ends it, whatever the headers say: else a broken host pages for ever.
        if new and has_next_page(response):
            if listing.page < _MAX_PAGES:
                yield self._page(replace(listing, page=listing.page + 1))
            else:
                self._fail(listing, f"the listing has more than {_MAX_PAGES} pages")

    def _why(self, response: Response) -> str:
        return refusal(response, has_token=self.token is not None).detail

    def _repository(self, source: Source, address: Address, item: Listed) -> Iterator[Output]:
        url, host_id = address.url_of(item.full_name), address.host_id(item.id)
        if self.ledger.open(source, url, host_id):
            known = self.ledger.known_of(url, host_id)
            yield from self._look(_repository(source, address, item, known), address, item)

    def singles(self, wanted: Sequence[tuple[Source, Address]]) -> Iterator[Output]:
        """Yield the request for each single repository."""
        for source, address in wanted:
            if self.ledger.open(source, address.url):
                known = self.ledger.known_of(address.url)
                repository = Repository(
                    source=source, url=address.url, location=f"{address.url}.git", known=known
                )
                yield self.single(repository, address)

    def single(self, repository: Repository, address: Address) -> Request:
        """Return the request for one repository that is taken in the books."""
        return guarded_request(
            address.api("repos", address.owner, address.name),
            partial(self._answered, repository=repository, address=address),
            partial(failed, repository=repository),
            partial(broken, repository),
            headers=headers(self.token),
            meta=dict(PATIENCE),
        )

    def _answered(self, response: Response, repository: Repository, address: Address) -> Iterator[Output]:
        if response.status != 200:
            cause = refusal(response, has_token=self.token is not None)
            yield repository.record(cause.outcome, detail=cause.detail)
            return
        try:
            item = read_repository(response)
        except NotGitHubError as error:
            yield repository.record(Outcome.HOST_ERROR, detail=f"the answer is not GitHub's: {error}")
            return
        url, host_id = address.url_of(item.full_name), address.host_id(item.id)
        moved_away = _is_elsewhere(response, address)
        if moved_away or not self.ledger.rename(repository.source, repository.url, url, host_id):
            where = response.url if moved_away else url
            yield repository.record(Outcome.MOVED, detail=f"it is now {where}", host_id=host_id)
            return
        known = self.ledger.known_of(url, host_id) or repository.known
        current = _repository(repository.source, address, item, known)
        if url.lower() != repository.url.lower():
            former = dict.fromkeys((*current.aliases, repository.url))
            current = replace(current, aliases=tuple(former))
        yield from self._look(current, address, item)

    def _look(self, repository: Repository, address: Address, item: Listed) -> Iterator[Output]:
        if item.is_hidden or item.disabled:
            yield not_readable(repository, is_private=item.is_hidden)
            return
        files = RestFiles(
            ledger=self.ledger,
            token=self.token,
            address=address,
            full_name=item.full_name,
            pushed_at=item.pushed_at,
            host_license=spdx_id(item.license.spdx_id if item.license else None),
            is_orphan=item.fork and item.parent is None,
        )
        yield from files.look(repository)


def _repository(source: Source, address: Address, item: Listed, known: Known | None) -> Repository:
    """Return the repository as the answer tells it."""
    url = address.url_of(item.full_name)
    return Repository(
        source=source,
        url=url,
        location=f"{address.web}/{item.full_name}.git",
        host_id=address.host_id(item.id),
        aliases=former_urls(known, url),
        default_branch=item.default_branch,
        archived=item.archived,
        fork_of=address.url_of(item.parent.full_name) if item.parent else None,
        known=known,
    )


def _is_elsewhere(response: Response, address: Address) -> bool:
    """Whether redirects led to another host, whose names and ids are not this one's."""
    return urlsplit(response.url).netloc != urlsplit(address.rest).netloc
