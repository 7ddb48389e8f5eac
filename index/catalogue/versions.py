"""The versions of each file: every distinct text, with when and where it was seen and what is wrong in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from index.catalogue.intake import Sighting


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One text that a file had. ``number`` counts from 1 in the order of first sight; ``commit`` is the head
    at which it was first seen; times are RFC 3339, UTC. A text that came back is still one version.
    """

    number: int
    path: str
    raw_url: str | None
    commit: str | None
    blob: str | None
    digest: str
    first_seen: str
    last_seen: str
    errors: int
    problems: int
    is_newest: bool
    is_shown: bool


def keep(connection: sqlite3.Connection, repository: int, sighting: Sighting) -> int:
    """Store what was found as a version of the repository with this key; return the version's key.

    A text that is known gets a new last sight, and the problems as they are seen today.
    """
    record = sighting.record
    row = connection.execute(
        "INSERT INTO version (repository, file, path, raw_url, blob, head, first_seen, last_seen,"
        " problems, errors) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (repository, file) DO UPDATE SET last_seen = excluded.last_seen,"
        " problems = excluded.problems, errors = excluded.errors, path = excluded.path, blob = excluded.blob"
        " RETURNING key",
        (
            repository,
            sighting.digest,
            record.path,
            record.raw_url,
            record.blob,
            record.commit,
            record.fetched_at,
            record.fetched_at,
            sighting.problems,
            sighting.errors,
        ),
    ).fetchone()
    key: int = row[0]
    return key


def touch(connection: sqlite3.Connection, seen: Iterable[tuple[str, int]]) -> None:
    """Note the last sight (time, key) of versions that are unchanged."""
    connection.executemany("UPDATE version SET last_seen = ? WHERE key = ?", seen)


def forget_strays(connection: sqlite3.Connection) -> None:
    """Drop the texts that are no version of anything: those of records that told of nothing new."""
    connection.execute("DELETE FROM file WHERE digest NOT IN (SELECT file FROM version)")


_SHOWN = (
    "SELECT v.key FROM version v JOIN file f ON f.digest = v.file WHERE v.repository = ? AND f.name <> ''"
    " ORDER BY v.errors = 0 DESC, v.key = ? DESC, v.last_seen DESC, v.key DESC LIMIT 1"
)


def to_show(connection: sqlite3.Connection, repository: int, newest: int | None) -> int | None:
    """Return the version a reader gets: the last without errors, else the last that has a name, else None."""
    row = connection.execute(_SHOWN, (repository, newest)).fetchone()
    return row[0] if row else None


def error_counts(connection: sqlite3.Connection) -> dict[int, int]:
    """Return the number of errors in each version that is shown."""
    return dict(
        connection.execute(
            "SELECT v.key, v.errors FROM version v JOIN repository r ON r.shown = v.key"
        ).fetchall()
    )


def newest_digests(connection: sqlite3.Connection) -> dict[int, str]:
    """Return, by repository key, the digest of the newest text."""
    return dict(
        connection.execute(
            "SELECT r.key, v.file FROM repository r JOIN version v ON v.key = r.newest"
        ).fetchall()
    )


def history(connection: sqlite3.Connection, repository: int) -> tuple[Version, ...]:
    """Return all versions of a repository's file, oldest first."""
    rows = connection.execute(
        "SELECT v.path, v.raw_url, v.head, v.blob, v.file, v.first_seen, v.last_seen, v.errors,"
        " json_array_length(CAST(v.problems AS TEXT)), v.key = r.newest, v.key = r.shown"
        " FROM version v JOIN repository r ON r.key = v.repository WHERE r.key = ? ORDER BY v.key",
        (repository,),
    )
    return tuple(
        Version(
            number=number,
            path=path,
            raw_url=raw_url,
            commit=commit,
            blob=blob,
            digest=digest,
            first_seen=first,
            last_seen=last,
            errors=errors,
            problems=problems,
            is_newest=bool(newest),
            is_shown=bool(shown),
        )
        for number, (
            path, raw_url, commit, blob, digest, first, last, errors, problems, newest, shown,
        ) in enumerate(rows, start=1)
    )  # fmt: skip


def text(connection: sqlite3.Connection, repository: int, number: int | None) -> str | None:
    """Return the text of a version as harvested, the newest where no number is given."""
    if number is None:
        query = "SELECT v.file FROM version v JOIN repository r ON r.newest = v.key WHERE r.key = ?"
        row = connection.execute(f"SELECT text FROM file WHERE digest = ({query})", (repository,)).fetchone()  # noqa: S608 - our own text
    else:
        row = connection.execute(
            "SELECT f.text FROM version v JOIN file f ON f.digest = v.file WHERE v.repository = ?"
            " ORDER BY v.key LIMIT 1 OFFSET ?",
            (repository, number - 1),
        ).fetchone()
    return row[0] if row else None
