"""A single file by its own URL, wherever it is served."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from crawler.hosts.file_look import Asking, FileAddress, FileLook
from crawler.hosts.host import Host
from crawler.repository import Repository
from crawler.source import FILES, HostKind
from publiccode.repository import canonical_url

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from crawler.outputs import Output
    from crawler.source import Source

_IN_REPOSITORY = (
    re.compile(r"^(/.+?)/-/(?:raw|blob)/"),  # GitLab
    re.compile(r"^(/[^/]+/[^/]+)/(?:raw|blob|src)/"),  # GitHub, Gitea, Bitbucket
)
_RAW_GITHUB = re.compile(r"^(/[^/]+/[^/]+)/")


class RawHost(Host):
    """A source is the URL of one ``publiccode.yml``: one conditional request a night."""

    kind: ClassVar[HostKind] = HostKind.RAW

    async def start(self, source: Source) -> AsyncIterator[Output]:
        url = repository_of(source.url)
        if not self.ledger.open(source, url):
            return
        repository = Repository(source=source, url=url, location=source.url, known=self.ledger.known_of(url))
        asking = Asking(address=self._address, has_history=False)
        for output in FileLook(self.ledger).start(repository, asking):
            yield output

    def _address(self, place: Repository) -> FileAddress:
        url = place.location
        token = self.tokens.for_url(url)
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if place.path != FILES[0]:
            url = f"{url.rpartition('/')[0]}/{place.path}"
        return FileAddress(url=url, raw_url=url, headers=headers)


def repository_of(url: str) -> str:
    """Return the repository that a file's URL shows it to be in, else the URL of the file's folder."""
    parts = urlsplit(url)
    if parts.hostname == "raw.githubusercontent.com" and (found := _RAW_GITHUB.match(parts.path)):
        return canonical_url(f"https://github.com{found[1]}")
    for shape in _IN_REPOSITORY:
        if found := shape.match(parts.path):
            return canonical_url(f"{parts.scheme}://{parts.netloc}{found[1]}")
    return canonical_url(f"{parts.scheme}://{parts.netloc}{parts.path.rpartition('/')[0]}")
