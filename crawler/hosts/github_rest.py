"""GitHub without a token: the listing page by page, then the file of each repository that was pushed to."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from crawler.hosts.github_graphql import NotGitHubError, refusal
from crawler.hosts.github_queries import PAGE_SIZE
from crawler.hosts.github_question import PATIENCE, headers
from crawler.hosts.github_record import not_readable, spdx_id
from crawler.hosts.github_rest_file import RestFiles
from crawler.hosts.github_shapes import read_page, read_repository
from crawler.hosts.paging import Page, Paging, is_elsewhere, link_to_next
from crawler.outputs import broken, failed, guarded_request
from crawler.repository import Repository, former_urls
from publiccode.harvest import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scrapy import Request
    from scrapy.http import Response

    from crawler.failures import Cause
    from crawler.hosts.github_address import Address
    from crawler.hosts.github_shapes import Listed
    from crawler.hosts.paging import Listing
    from crawler.ledger import Ledger
    from crawler.outputs import Output
    from crawler.source import Source
    from publiccode.harvest import Known


class RestCrawl:
    """Accounts and single repositories by REST; ``token`` is one for a host that has no GraphQL."""

    name = "GitHub"

    def __init__(self, ledger: Ledger, token: str | None = None) -> None:
        self.ledger = ledger
        self.token = token

    def without_token(self) -> RestCrawl:
        return RestCrawl(self.ledger)

    def account(self, source: Source, address: Address) -> Iterator[Output]:
        """Yield the first request for every repository of an account."""
        ways = ((_listing(address, "orgs", "public"),), (_listing(address, "users", "owner"),))
        yield Paging(self, PATIENCE).first(source, address, ways)

    def headers(self, url: str) -> dict[str, str]:
        """Return the headers of a request to the API."""
        return headers(self.token)

    def read_page(self, response: Response, listing: Listing[Address]) -> Page[Listed]:
        """Read one page; raise :class:`NotGitHubError`."""
        return Page(read_page(response), link_to_next(response, listing.url))

    def refusal(self, response: Response) -> Cause:
        """Return what a status other than 200 means."""
        return refusal(response, has_token=self.token is not None)

    def take(self, listing: Listing[Address], items: Sequence[Listed]) -> Iterator[Output]:
        """Yield what brings the files of repositories that a page of a listing has."""
        for item in items:
            yield from self._repository(listing.source, listing.address, item)

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
            cause = self.refusal(response)
            yield repository.record(cause.outcome, detail=cause.detail)
            return
        try:
            item = read_repository(response)
        except NotGitHubError as error:
            yield repository.record(Outcome.HOST_ERROR, detail=f"the answer is not GitHub's: {error}")
            return
        url, host_id = address.url_of(item.full_name), address.host_id(item.id)
        moved_away = is_elsewhere(response, address.rest)
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


def _listing(address: Address, accounts: str, kind: str) -> str:
    # In a fixed order, so that a change during the paging hides nothing.
    order = {"type": kind, "sort": "created", "direction": "asc"}
    return address.api(accounts, address.owner, "repos", **order, per_page=PAGE_SIZE, page=1)
