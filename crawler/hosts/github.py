"""GitHub and GitHub Enterprise Server: by GraphQL with a token, by REST and raw files without one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from crawler.hosts.github_address import address_of
from crawler.hosts.github_rest import RestCrawl
from crawler.hosts.github_token import TokenCrawl
from crawler.hosts.host import Host
from crawler.repository import Repository
from crawler.source import HostKind, SourceKind

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from crawler.hosts.github_address import Address
    from crawler.ledger import Ledger
    from crawler.outputs import Output
    from crawler.source import Source
    from crawler.tokens import Tokens


class GitHubHost(Host):
    """One request for a hundred repositories with a token; without one, a request for each that changed."""

    kind: ClassVar[HostKind] = HostKind.GITHUB

    def __init__(self, ledger: Ledger, tokens: Tokens) -> None:
        super().__init__(ledger, tokens)
        self._asked: set[str] = set()

    async def start(self, source: Source) -> AsyncIterator[Output]:
        address = address_of(source)
        if address is None:
            self.ledger.fail(source, f"the URL of a {source.kind} needs more: {source.url}")
        elif source.kind is SourceKind.INSTANCE:
            self.ledger.fail(source, "GitHub can't list a whole instance: name its accounts under 'orgs:'")
        else:
            for output in self._start(source, address):
                yield output

    def _start(self, source: Source, address: Address) -> Iterator[Output]:
        token = self.tokens.for_url(address.web)
        if source.kind is SourceKind.REPO and token:
            yield from self._singles(address, token)
        elif source.kind is SourceKind.REPO:
            if self.ledger.open(source, address.url):
                repository = Repository(source=source, url=address.url, location=f"{address.url}.git")
                yield RestCrawl(self.ledger).single(repository, address)
        elif token:
            yield from TokenCrawl(self.ledger, token, RestCrawl(self.ledger, token)).account(source, address)
        else:
            yield from RestCrawl(self.ledger).account(source, address)

    def _singles(self, address: Address, token: str) -> Iterator[Output]:
        """Ask for all single repositories of one host together, when the first of them has its turn."""
        if address.graphql in self._asked:
            return
        self._asked.add(address.graphql)
        alike = [
            (one, other)
            for one in self.ledger.sources
            if one.kind is SourceKind.REPO
            and one.host is HostKind.GITHUB
            and (other := address_of(one)) is not None
            and other.graphql == address.graphql
        ]
        yield from TokenCrawl(self.ledger, token, RestCrawl(self.ledger, token)).singles(alike)
