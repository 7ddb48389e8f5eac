"""Any git repository by its URL."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from crawler.git.look import GitLook
from crawler.hosts.host import Host
from crawler.repository import Repository
from crawler.source import HostKind
from publiccode.repository import canonical_url

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from crawler.outputs import Output
    from crawler.source import Source


class GitHost(Host):
    """A source is one repository; git can't list others."""

    kind: ClassVar[HostKind] = HostKind.GIT

    async def start(self, source: Source) -> AsyncIterator[Output]:
        url = canonical_url(source.url)
        if not self.ledger.open(source, url):
            return
        known = self.ledger.known_of(url)
        repository = Repository(source=source, url=url, location=source.url, known=known)
        for output in GitLook(self.ledger).start(repository):
            yield output
