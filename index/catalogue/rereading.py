"""Readings made again from the texts, where riuso reads more, or otherwise, than it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from index.catalogue import versions
from index.catalogue.families import renew_links
from index.catalogue.intake import count_errors
from index.catalogue.schema import transaction
from publiccode.software import SOFTWARE_SCHEMA
from publiccode.validate import validate

if TYPE_CHECKING:
    import sqlite3

_OTHERS = "SELECT digest FROM file WHERE schema < ? OR schema > ? ORDER BY digest"
_ALL = "SELECT digest FROM file ORDER BY digest"


def read_again(connection: sqlite3.Connection, *, all_files: bool) -> int:
    """Read the texts again and choose anew which version is shown; return how many texts were read.

    In one transaction. Without ``all_files``, only texts whose reading has another schema.
    """
    if not all_files and connection.execute(f"{_OTHERS} LIMIT 1", (SOFTWARE_SCHEMA,) * 2).fetchone() is None:
        return 0
    with transaction(connection):
        query = connection.execute(_ALL) if all_files else connection.execute(_OTHERS, (SOFTWARE_SCHEMA,) * 2)
        digests = [row[0] for row in query]
        for digest in digests:
            _read(connection, digest)
        _choose(connection)
        renew_links(connection)
    return len(digests)


def _read(connection: sqlite3.Connection, digest: str) -> None:
    text = connection.execute("SELECT text FROM file WHERE digest = ?", (digest,)).fetchone()[0]
    paths = connection.execute("SELECT DISTINCT path FROM version WHERE file = ?", (digest,)).fetchall()
    # What a file is called is judged too, and one text may lie under several names.
    reports = {path: validate(text, path=path) for (path,) in paths} or {"": validate(text, path=None)}
    software = next(iter(reports.values())).software
    connection.execute(
        "UPDATE file SET schema = ?, name = ?, software = ? WHERE digest = ?",
        (
            SOFTWARE_SCHEMA,
            software.name if software else "",
            msgspec.json.encode(software) if software else None,
            digest,
        ),
    )
    for path, report in reports.items():
        connection.execute(
            "UPDATE version SET problems = ?, errors = ? WHERE file = ? AND path = ?",
            (msgspec.json.encode(report.problems), count_errors(report.problems), digest, path),
        )


def _choose(connection: sqlite3.Connection) -> None:
    found = connection.execute(
        "SELECT key, newest, shown FROM repository WHERE newest IS NOT NULL"
    ).fetchall()
    for key, newest, shown in found:
        best = versions.to_show(connection, key, newest)
        if best != shown:
            connection.execute("UPDATE repository SET shown = ? WHERE key = ?", (best, key))
