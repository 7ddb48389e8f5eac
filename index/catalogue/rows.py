"""The catalogue's rows as plain values, and how they are read and written."""

from __future__ import annotations

from dataclasses import dataclass, fields
from operator import attrgetter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from index.catalogue.states import Spell

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One place where a file was looked for: a repository and a folder in it (empty for the root).

    ``id`` is the software's, given with the first file found there and kept for ever. ``content`` is the
    last thing learned of the file, at commit ``head``; ``newest`` and ``shown`` are keys of versions.
    ``aliases``, ``root``, ``validators`` and ``activity`` are JSON, as stored.
    """

    key: int
    id: str | None = None
    repository: str
    folder: str = ""
    host: str
    host_id: str | None = None
    publisher: str
    source: str
    aliases: bytes = b"[]"
    default_branch: str | None = None
    archived: int | None = None
    fork_of: str | None = None
    host_license: str | None = None
    root: bytes | None = None
    validators: bytes | None = None
    activity: bytes | None = None
    head: str | None = None
    content: str | None = None
    newest: int | None = None
    shown: int | None = None
    first_seen: str
    last_seen: str | None = None
    last_tried: str
    last_outcome: str
    last_detail: str | None = None
    absence: str | None = None
    absence_since: str | None = None
    absence_last: str | None = None
    absence_runs: int = 0
    silence: str | None = None
    silence_since: str | None = None
    silence_last: str | None = None
    silence_runs: int = 0

    @property
    def place(self) -> tuple[str, str]:
        return self.repository, self.folder

    @property
    def alias_urls(self) -> tuple[str, ...]:
        return _ALIASES.decode(self.aliases) if self.aliases != b"[]" else ()

    @property
    def identity(self) -> Identity | None:
        return identity(self.host, self.repository, self.host_id, self.folder)

    @property
    def absence_spell(self) -> Spell | None:
        return _spell(self.absence, self.absence_since, self.absence_last, self.absence_runs)

    @property
    def silence_spell(self) -> Spell | None:
        return _spell(self.silence, self.silence_since, self.silence_last, self.silence_runs)


Identity = tuple[str, str, str, str]
"""Hosting software, host name, the host's own id of the repository, and the folder."""

_ALIASES = msgspec.json.Decoder(tuple[str, ...])

COLUMNS = tuple(field.name for field in fields(Row))
_values = attrgetter(*COLUMNS)
_NAMES = ", ".join(COLUMNS)
_SELECT = f"SELECT {_NAMES} FROM repository"  # noqa: S608 - the column names are our own
_UPDATE = f"UPDATE repository SET {', '.join(f'{name} = ?' for name in COLUMNS[1:])} WHERE key = ?"  # noqa: S608 - as above
_INSERT = f"INSERT INTO repository ({_NAMES}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608 - as above


def identity(host: str, repository: str, host_id: str | None, folder: str) -> Identity | None:
    """Return what stays when a repository is renamed, None where its host gives no id.

    The host name belongs to it: two servers of one hosting software count their repositories alike.
    """
    if host_id is None:
        return None
    return host, urlsplit(repository).netloc, host_id, folder


def load(connection: sqlite3.Connection) -> list[Row]:
    """Return every row, by key."""
    return [from_values(values) for values in connection.execute(f"{_SELECT} ORDER BY key")]


def find(connection: sqlite3.Connection, condition: str, *values: str | int) -> Iterator[Row]:
    """Yield the rows for which an SQL ``condition`` of our own holds, oldest first."""
    for found in connection.execute(f"{_SELECT} WHERE {condition} ORDER BY key", values):
        yield from_values(found)


def insert(connection: sqlite3.Connection, new: Iterable[Row]) -> None:
    connection.executemany(_INSERT, map(_values, new))


def update(connection: sqlite3.Connection, changed: Iterable[Row]) -> None:
    connection.executemany(_UPDATE, ((*_values(row)[1:], row.key) for row in changed))


def delete(connection: sqlite3.Connection, keys: Iterable[int]) -> None:
    """Forget places that never had a file."""
    connection.executemany("DELETE FROM repository WHERE key = ? AND id IS NULL", ((key,) for key in keys))


def from_values(values: tuple[object, ...]) -> Row:
    return Row(**dict(zip(COLUMNS, values, strict=True)))  # type: ignore[arg-type]  # a STRICT table holds the types


def _spell(reason: str | None, since: str | None, last: str | None, runs: int) -> Spell | None:
    if reason is None or since is None or last is None:
        return None
    return Spell(reason, since, last, runs)
