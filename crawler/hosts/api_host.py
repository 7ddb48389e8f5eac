"""Hosts that list their repositories by a JSON API, page by page: what all of them have in common."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from crawler.failures import Cause, from_response
from crawler.hosts.file_look import Asking, FileAddress, FileLook
from crawler.hosts.host import Host
from crawler.hosts.paging import Listing, NotItsAnswerError, Page, Paging, is_elsewhere
from crawler.outputs import broken, failed, guarded_request
from crawler.repository import Repository, former_urls
from crawler.source import Source, SourceKind
from publiccode.harvest import Known, Outcome, Validators
from publiccode.repository import canonical_url

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator, Sequence

    from scrapy import Request
    from scrapy.http import Response

    from crawler.hosts.root_names import RootAddress
    from crawler.outputs import Output


@dataclass(frozen=True, slots=True)
class Address:
    """Where an instance is (``base``, no slash at its end), and the account or repository a source names."""

    base: str
    path: str = ""

    def host_id(self, identifier: str) -> str:
        """Return an id that no other instance gives."""
        parts = urlsplit(self.base)
        return f"{parts.netloc.lower()}{parts.path}#{identifier}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What a listing says of one repository; None where it does not say.

    ``full_name`` is the path below the instance, ``fork_of`` that of another repository there or a URL.
    ``updated_at`` is the time of the last change as the host writes it, None where it can't be relied on.
    ``not_public`` says why riuso may not read it, ``empty`` why there is nothing to read.
    """

    id: str
    full_name: str
    default_branch: str | None = None
    archived: bool | None = None
    fork_of: str | None = None
    updated_at: str | None = None
    host_license: str | None = None
    not_public: str | None = None
    empty: str | None = None
    is_sha256: bool = False


class ApiHost(Host):
    """One request a page of the listing, and at most one for each file that may have changed."""

    name: ClassVar[str]
    """What the hosting software is called, for a person."""

    @abstractmethod
    def address_of(self, source: Source) -> Address | None:
        """Return the address a source names, None where its URL is too short for that."""

    @abstractmethod
    def listings(self, address: Address, kind: SourceKind) -> tuple[tuple[str, ...], ...]:
        """Return the ways to list an account or instance, the likeliest first; each a series of URLs."""

    @abstractmethod
    def read_page(self, response: Response, listing: Listing[Address]) -> Page[Item]:
        """Read one page; raise :class:`NotItsAnswerError`."""

    @abstractmethod
    def repository_url(self, address: Address) -> str:
        """Return where the API tells of one repository."""

    @abstractmethod
    def read_repository(self, response: Response, address: Address) -> Item:
        """Read the answer on one repository; raise :class:`NotItsAnswerError`."""

    @abstractmethod
    def file_address(self, place: Repository, address: Address, item: Item) -> FileAddress:
        """Return where the file that a repository's ``path`` names is asked for."""

    @abstractmethod
    def root_address(self, address: Address, item: Item) -> RootAddress:
        """Return where the names in the root folder of a repository are asked for."""

    @abstractmethod
    def headers(self, url: str) -> dict[str, str]:
        """Return the headers of a request to the API."""

    async def start(self, source: Source) -> AsyncIterator[Output]:
        address = self.address_of(source)
        if address is None:
            self.ledger.fail(
                source,
                f"riuso can't list this {source.kind}; name an account or repository in it: {source.url}",
            )
        elif source.kind is SourceKind.REPO:
            url = canonical_url(source.url)
            if self.ledger.open(source, url):
                yield self._single(source, address, url)
        else:
            yield Paging(self).first(source, address, self.listings(address, source.kind))

    def refusal(self, response: Response) -> Cause:
        """Return what a status other than 200 means."""
        return from_response(response)

    def take(self, listing: Listing[Address], items: Sequence[Item]) -> Iterator[Output]:
        """Yield what brings the files of repositories that a page of a listing has."""
        yield from self.look_at(self._opened(listing, items), listing.address)

    def _opened(self, listing: Listing[Address], items: Iterable[Item]) -> list[tuple[Repository, Item]]:
        """Take those repositories of a page that are to be looked at for its source."""
        taken = []
        for item in items:
            url = canonical_url(f"{listing.address.base}/{item.full_name}")
            host_id = listing.address.host_id(item.id)
            if self.ledger.open(listing.source, url, host_id):
                known = self.ledger.known_of(url, host_id)
                taken.append((_repository(listing.source, listing.address, item, known), item))
        return taken

    def _single(self, source: Source, address: Address, url: str) -> Request:
        repository = Repository(source=source, url=url, location=f"{address.base}/{address.path}.git")
        api = self.repository_url(address)
        return guarded_request(
            api,
            partial(self._answered, repository=repository, address=address),
            partial(failed, repository=repository),
            partial(broken, repository),
            headers=self.headers(api),
        )

    def _answered(self, response: Response, repository: Repository, address: Address) -> Iterator[Output]:
        if response.status != 200:
            cause = from_response(response)
            yield repository.record(cause.outcome, detail=cause.detail)
            return
        try:
            item = self.read_repository(response, address)
        except NotItsAnswerError as error:
            yield repository.record(Outcome.HOST_ERROR, detail=f"the answer is not {self.name}'s: {error}")
            return
        url = canonical_url(f"{address.base}/{item.full_name}")
        host_id = address.host_id(item.id)
        moved_away = is_elsewhere(response, self.repository_url(address))
        if moved_away or not self.ledger.rename(repository.source, repository.url, url, host_id):
            where = response.url if moved_away else url
            yield repository.record(Outcome.MOVED, detail=f"it is now {where}", host_id=host_id)
            return
        aliases = () if url.lower() == repository.url.lower() else (repository.url,)
        known = self.ledger.known_of(url, host_id) or self.ledger.known_of(repository.url)
        current = _repository(repository.source, address, item, known)
        current = replace(current, aliases=tuple(dict.fromkeys(current.aliases + aliases)))
        yield from self.look_at([(current, item)], address)

    def look_at(self, found: Sequence[tuple[Repository, Item]], address: Address) -> Iterator[Output]:
        """Yield what brings the files of some repositories, or their records where nothing is to be asked."""
        for repository, item in found:
            yield from self.look(repository, address, item)

    def look(self, repository: Repository, address: Address, item: Item) -> Iterator[Output]:
        """Yield what brings the files of one repository."""
        if item.not_public is not None:
            yield repository.record(Outcome.PRIVATE, detail=item.not_public)
        elif item.empty is not None:
            validators = Validators(updated_at=item.updated_at)
            yield repository.record(Outcome.EMPTY, detail=item.empty, validators=validators)
        else:
            yield from FileLook(self.ledger).start(repository, self.asking(address, item))

    def asking(self, address: Address, item: Item) -> Asking:
        """Return how the files of a repository are asked for, each by a request of its own."""
        return Asking(
            address=partial(self.file_address, address=address, item=item),
            updated_at=item.updated_at,
            host_license=item.host_license,
            root=self.root_address(address, item),
        )


def _repository(source: Source, address: Address, item: Item, known: Known | None) -> Repository:
    """Return a repository as its host tells it."""
    url = canonical_url(f"{address.base}/{item.full_name}")
    fork_of = item.fork_of
    if fork_of and "://" not in fork_of:
        fork_of = f"{address.base}/{fork_of}"
    return Repository(
        source=source,
        url=url,
        location=f"{address.base}/{item.full_name}.git",
        host_id=address.host_id(item.id),
        aliases=former_urls(known, url),
        default_branch=item.default_branch or None,
        archived=item.archived,
        fork_of=canonical_url(fork_of) if fork_of else None,
        sha256=item.is_sha256,
        known=known,
    )
