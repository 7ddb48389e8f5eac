"""A single file by its own URL, wherever it is served."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from crawler.file_address import file_addresses, repository_of
from crawler.hosts.file_look import Asking, FileAddress, FileLook
from crawler.hosts.host import Host
from crawler.repository import Repository
from crawler.source import FILES, HostKind
from publiccode.repository import canonical_url

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from crawler.outputs import Output
    from crawler.source import Source


class RawHost(Host):
    """A source is the URL of one ``publiccode.yml``, or of the page that shows it: one request a night."""

    kind: ClassVar[HostKind] = HostKind.RAW

    async def start(self, source: Source) -> AsyncIterator[Output]:
        url = _repository_of(source.url)
        if not self.ledger.open(source, url):
            return
        repository = Repository(
            source=source, url=url, location=file_addresses(source.url)[0], known=self.ledger.known_of(url)
        )
        asking = Asking(address=self._address, has_history=False, is_web_page=True)
        for output in FileLook(self.ledger).start(repository, asking):
            yield output

    def _address(self, place: Repository) -> FileAddress:
        url = place.location
        token = self.tokens.for_url(url)
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if place.path != FILES[0]:
            url = f"{url.rpartition('/')[0]}/{place.path}"
        return FileAddress(url=url, raw_url=url, headers=headers)


def _repository_of(url: str) -> str:
    """Return the repository that a file's URL shows it to be in, else the URL of the file's folder."""
    return repository_of(url) or canonical_url(url.partition("?")[0].rpartition("/")[0])
