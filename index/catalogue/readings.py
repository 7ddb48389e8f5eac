"""Every version of every file as it was read: what a software said of itself, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.catalogue.reading import reading
from publiccode.software import Software

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRead:
    """``id`` is the software's; times are RFC 3339, UTC, of the first and last sight of this version."""

    id: str
    software: Software
    first_seen: str
    last_seen: str
    errors: int
    is_newest: bool
    is_shown: bool
    raw_url: str | None = None
    commit: str | None = None


def readings(connection: sqlite3.Connection, key: int | None = None) -> Iterator[VersionRead]:
    """Yield every version that has a name, by software and oldest first; of one repository with ``key``."""
    where = "" if key is None else " AND r.key = :key"
    found = connection.execute(
        "SELECT r.id, v.file, f.schema, f.software, v.first_seen, v.last_seen, v.errors,"  # noqa: S608 - our text
        " v.key IS r.newest, v.key IS r.shown, v.raw_url, v.head FROM version v"
        " JOIN repository r ON r.key = v.repository JOIN file f ON f.digest = v.file"
        f" WHERE r.id IS NOT NULL AND f.name <> ''{where} ORDER BY r.id, v.first_seen, v.key",
        {"key": key},
    )
    for identifier, digest, schema, stored, first, last, errors, newest, shown, raw_url, head in found:
        yield VersionRead(
            id=identifier,
            software=reading(connection, digest, schema, stored),
            first_seen=first,
            last_seen=last,
            errors=errors,
            is_newest=bool(newest),
            is_shown=bool(shown),
            raw_url=raw_url,
            commit=head,
        )
