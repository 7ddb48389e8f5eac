"""One repository of the crawl: what its host says of it, and the record that comes of it."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from crawler.source import FILES, Source
from publiccode.harvest import HarvestRecord, Known
from publiccode.moments import rfc3339

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publiccode.harvest import Outcome

FILE, OTHER_SPELLING = FILES
"""Read where the listing of the root folder shows it and the right name is not there."""


_DETAIL_LENGTH = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """A repository of ``source``; ``url`` is canonical, ``location`` is where git or the disk finds it.

    ``path`` is the file that is looked for, and ``known`` what is known of it and the repository.
    ``sha256`` says that git's object ids there are not SHA-1.
    """

    source: Source
    url: str
    location: str
    host_id: str | None = None
    aliases: tuple[str, ...] = ()
    default_branch: str | None = None
    archived: bool | None = None
    fork_of: str | None = None
    sha256: bool = False
    path: str = FILE
    known: Known | None = None

    def places(self) -> Iterator[Repository]:
        """Yield this repository for each file to look for: that of the root, then the source's ``files``."""
        yield self
        for path in self.source.files:
            known = self.known.folders.get(posixpath.dirname(path)) if self.known else None
            yield replace(self, path=path, known=known)

    def record(self, outcome: Outcome, *, detail: str | None = None, **facts: Any) -> HarvestRecord:
        """Return the one record of this repository; ``facts`` are further fields of it."""
        return HarvestRecord(
            detail=one_line(detail) if detail is not None else None,
            publisher=self.source.publisher,
            source=self.source.account.url,
            host=self.source.host.value,
            repository=self.url,
            outcome=outcome,
            fetched_at=utc_now(),
            host_id=self.host_id,
            aliases=self.aliases,
            default_branch=self.default_branch,
            archived=self.archived,
            fork_of=self.fork_of,
            **{"path": self.path, **facts},
        )


def one_line(text: str) -> str:
    """Return what a host said as one line of bounded length, without control characters."""
    printable = "".join(letter if letter.isprintable() else " " for letter in text[: 2 * _DETAIL_LENGTH])
    return " ".join(printable.split())[:_DETAIL_LENGTH]


def former_urls(known: Known | None, url: str) -> tuple[str, ...]:
    """Return the address that a repository, now at ``url``, was last known by, if that was another one."""
    is_renamed = known is not None and known.repository.lower() != url.lower()
    return (known.repository,) if known is not None and is_renamed else ()


def utc_now() -> str:
    """Return the time as RFC 3339, UTC, in seconds."""
    return rfc3339(datetime.now(UTC))
