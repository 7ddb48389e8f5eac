"""The newest file of each repository as it lies there now, the ones that can't be shown among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from publiccode.harvest import Outcome
from publiccode.publisher import Publisher

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_PUBLISHER = msgspec.json.Decoder(Publisher)
_QUERY = (
    "SELECT CASE WHEN r.shown IS NULL THEN NULL ELSE r.id END, r.repository, r.host, p.facts, v.path,"
    " v.head, v.last_seen, f.text, r.archived IS 1"
    " FROM repository r JOIN version v ON v.key = r.newest JOIN file f ON f.digest = v.file"
    " JOIN publisher p ON p.id = r.publisher"
    " WHERE r.publisher = ? AND r.content = ? AND r.absence IS NULL ORDER BY r.repository, v.path"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewestFile:
    """``id`` is the software's, None where the file can't be shown; ``seen`` is an RFC 3339 time, UTC."""

    id: str | None
    repository: str
    host: str
    publisher: Publisher
    path: str
    commit: str | None
    seen: str
    text: str
    archived: bool


def newest_files(connection: sqlite3.Connection, publisher: str) -> Iterator[NewestFile]:
    """Yield the newest files of a publisher's repositories that are there, by repository and path."""
    found = connection.execute(_QUERY, (publisher, Outcome.FOUND.value))
    for identifier, repository, host, facts, path, head, seen, text, archived in found:
        yield NewestFile(
            id=identifier,
            repository=repository,
            host=host,
            publisher=_PUBLISHER.decode(facts),
            path=path,
            commit=head,
            seen=seen,
            text=text,
            archived=bool(archived),
        )
