"""GitHub and GitHub Enterprise Server: by GraphQL with a token, by REST and raw files without one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from crawler.hosts.github_address import address_of
from crawler.hosts.github_rest import RestCrawl
from crawler.hosts.github_token import TokenCrawl
from crawler.hosts.host import Host
from crawler.source import HostKind, SourceKind

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

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

    async def together(self, sources: Sequence[Source]) -> AsyncIterator[Output]:
        """Ask for the single repositories of each host together."""
        singles: dict[str, list[tuple[Source, Address]]] = {}
        for source in sources:
            address = address_of(source)
            if address is not None and source.kind is SourceKind.REPO and self._token(address):
                singles.setdefault(address.graphql, []).append((source, address))
            else:
                async for output in self.start(source):
                    yield output
        for alike in singles.values():
            for output in self._crawl(alike[0][1]).singles(alike):
                yield output

    def _start(self, source: Source, address: Address) -> Iterator[Output]:
        if source.kind is SourceKind.ORG:
            yield from self._crawl(address).account(source, address)
        elif source.via is not None:
            yield from self._crawl(address).singles([(source, address)])
        elif address.graphql not in self._asked:
            # All that the operator named on this host together, when the first of them has its turn.
            self._asked.add(address.graphql)
            named = ((one, address_of(one)) for one in self.ledger.sources if _is_single(one))
            alike = [(one, other) for one, other in named if other and other.graphql == address.graphql]
            yield from self._crawl(address).singles(alike)

    def _token(self, address: Address) -> str | None:
        return self.tokens.for_url(address.web)

    def _crawl(self, address: Address) -> TokenCrawl | RestCrawl:
        token = self._token(address)
        rest = RestCrawl(self.ledger, token)
        return TokenCrawl(self.ledger, token, rest) if token else rest


def _is_single(source: Source) -> bool:
    return source.host is HostKind.GITHUB and source.kind is SourceKind.REPO and source.via is None
