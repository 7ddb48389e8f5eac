"""Gitea, Forgejo and Codeberg: the listing tells everything but the file."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from crawler.failures import from_failure, from_response
from crawler.hosts.file_look import Asking, FileAddress, FileLook
from crawler.hosts.gitea_api import (
    PAGE_SIZE,
    Address,
    Listed,
    NotGiteaError,
    address_of,
    has_next_page,
    read_page,
    read_repository,
)
from crawler.hosts.gitea_record import license_of, listed_repository
from crawler.hosts.host import Host
from crawler.outputs import broken, failed, guarded_request
from crawler.repository import Repository
from crawler.source import HostKind, Source, SourceKind
from publiccode.harvest import Outcome, Validators
from publiccode.repository import canonical_url

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from scrapy import Request
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.outputs import Output

_MAX_PAGES = 20_000
"""A million repositories, four times the largest public instance."""


@dataclass(slots=True)
class _Listing:
    """A listing under way; ``path`` is what is asked, below the API's root."""

    source: Source
    address: Address
    path: tuple[str, ...]
    page: int = 1
    seen: set[int] = field(default_factory=set)


class GiteaHost(Host):
    """One request a page of the listing, and one a repository that changed since it was last seen."""

    kind: ClassVar[HostKind] = HostKind.GITEA

    async def start(self, source: Source) -> AsyncIterator[Output]:
        address = address_of(source)
        if address is None:
            self.ledger.fail(source, f"the URL of a {source.kind} needs more: {source.url}")
        elif source.kind is SourceKind.REPO:
            url = canonical_url(source.url)
            if self.ledger.open(source, url):
                yield self._single(source, address, url)
        elif source.kind is SourceKind.ORG:
            yield self._page(_Listing(source, address, ("orgs", address.owner, "repos")))
        else:
            yield self._page(_Listing(source, address, ("repos", "search")))

    def _headers(self, url: str) -> dict[str, str]:
        token = self.tokens.for_url(url)
        return {"Accept": "application/json"} | ({"Authorization": f"token {token}"} if token else {})

    def _page(self, listing: _Listing) -> Request:
        query: dict[str, str | int] = {"page": listing.page, "limit": PAGE_SIZE}
        if listing.path == ("repos", "search"):
            # In a fixed order, so that a change during the paging hides nothing; nobody's private projects.
            query |= {"sort": "id", "order": "asc", "private": "false"}
        url = listing.address.api(*listing.path, **query)
        return guarded_request(
            url,
            partial(self._listed, listing=listing),
            partial(self._not_listed, listing=listing),
            partial(self._fail, listing.source, "riuso failed here; crawl.log says how"),
            headers=self._headers(url),
            priority=-listing.page,  # the files of one page before the next page
        )

    def _fail(self, source: Source, reason: str) -> None:
        self.ledger.fail(source, reason)

    def _not_listed(self, failure: Failure, listing: _Listing) -> Iterator[Output]:
        self.ledger.fail(
            listing.source, f"page {listing.page} of the listing: {from_failure(failure).detail}"
        )
        yield from ()

    def _listed(self, response: Response, listing: _Listing) -> Iterator[Output]:
        if response.status == 404 and listing.path[0] == "orgs" and listing.page == 1:
            yield self._page(replace(listing, path=("users", listing.address.owner, "repos")))
            return
        if response.status != 200:
            cause = from_response(response)
            self.ledger.fail(listing.source, f"page {listing.page} of the listing: {cause.detail}")
            return
        if _is_elsewhere(response, listing.address):
            self.ledger.fail(listing.source, f"the account is now at {response.url}: name it there")
            return
        try:
            items = read_page(response, search=listing.path[0] == "repos")
        except NotGiteaError as error:
            self.ledger.fail(listing.source, f"the answer is not Gitea's: {error}")
            return
        new = [item for item in items if item.id not in listing.seen]
        listing.seen.update(item.id for item in new)
        for item in new:
            yield from self._repository(listing.source, listing.address, item)
        # A page without anything new ends it, whatever the headers say: else a broken host pages for ever.
        if new and has_next_page(response, len(listing.seen)):
            if listing.page < _MAX_PAGES:
                yield self._page(replace(listing, page=listing.page + 1))
            else:
                self.ledger.fail(listing.source, f"the listing has more than {_MAX_PAGES} pages")

    def _repository(self, source: Source, address: Address, item: Listed) -> Iterator[Output]:
        url = canonical_url(f"{address.base}/{item.full_name}")
        host_id = address.host_id(item.id)
        if self.ledger.open(source, url, host_id):
            known = self.ledger.known_of(url, host_id)
            repository = listed_repository(source, address, item, known)
            yield from self._look(repository, address, item)

    def _single(self, source: Source, address: Address, url: str) -> Request:
        repository = Repository(
            source=source, url=url, location=f"{address.base}/{address.owner}/{address.name}"
        )
        api = address.api("repos", address.owner, address.name)
        return guarded_request(
            api,
            partial(self._answered, repository=repository, address=address),
            partial(failed, repository=repository),
            partial(broken, repository),
            headers=self._headers(api),
        )

    def _answered(self, response: Response, repository: Repository, address: Address) -> Iterator[Output]:
        if response.status != 200:
            cause = from_response(response)
            yield repository.record(cause.outcome, detail=cause.detail)
            return
        try:
            item = read_repository(response)
        except NotGiteaError as error:
            yield repository.record(Outcome.HOST_ERROR, detail=f"the answer is not Gitea's: {error}")
            return
        url = canonical_url(f"{address.base}/{item.full_name}")
        host_id = address.host_id(item.id)
        moved_away = _is_elsewhere(response, address)
        if moved_away or not self.ledger.rename(repository.source, repository.url, url, host_id):
            where = response.url if moved_away else url
            yield repository.record(Outcome.MOVED, detail=f"it is now {where}", host_id=host_id)
            return
        aliases = () if url.lower() == repository.url.lower() else (repository.url,)
        known = self.ledger.known_of(url, host_id) or self.ledger.known_of(repository.url)
        current = listed_repository(repository.source, address, item, known)
        current = replace(current, aliases=tuple(dict.fromkeys(current.aliases + aliases)))
        yield from self._look(current, address, item)

    def _look(self, repository: Repository, address: Address, item: Listed) -> Iterator[Output]:
        if item.private or item.internal:
            yield repository.record(Outcome.PRIVATE, detail="the host says it is not public")
        elif item.empty:
            yield repository.record(
                Outcome.EMPTY,
                detail="the host says it has no commit",
                validators=Validators(updated_at=item.updated_at),
            )
        else:
            asking = Asking(
                address=partial(self._file, address=address, item=item),
                updated_at=item.updated_at,
                host_license=license_of(item),
            )
            yield from FileLook(self.ledger).start(repository, asking)

    def _file(self, repository: Repository, address: Address, item: Listed) -> FileAddress:
        owner, _, name = item.full_name.partition("/")
        ref = {"ref": item.default_branch} if item.default_branch else {}
        url = address.api("repos", owner, name, "raw", *repository.path.split("/"), **ref)
        raw_url = f"{address.base}/{item.full_name}/raw/branch/{item.default_branch}/{repository.path}"
        return FileAddress(url=url, raw_url=raw_url, headers=self._headers(url))


def _is_elsewhere(response: Response, address: Address) -> bool:
    """Whether redirects led to another host, whose names and ids are not this one's."""
    return urlsplit(response.url).hostname != urlsplit(address.base).hostname
