"""One short text for all that a reader can see of the catalogue."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from index.catalogue.reading import relatives, shown
from index.catalogue.unusable import UNREADABLE
from index.entry import State
from publiccode.software import SOFTWARE_SCHEMA

if TYPE_CHECKING:
    import sqlite3

    from index.catalogue.reading import Context, Shown


def fingerprint(connection: sqlite3.Connection, context: Context) -> str:
    """Return a digest that changes exactly when an entry does, its ``last_seen`` aside.

    It is made without reading texts or readings: these change only with a text's digest or the schema.
    """
    seal = hashlib.sha256(str(SOFTWARE_SCHEMA).encode())
    for found, _ in shown(connection, with_software=False):
        visible = _visible(found, context)
        if visible is not None:
            seal.update(msgspec.json.encode(visible) + b"\n")
    return seal.hexdigest()


def _visible(found: Shown, context: Context) -> tuple[object, ...] | None:
    row = found.row
    state, note = found.standing(context.decided, context.grace)
    if state is State.DELISTED:
        return None
    return (
        (row.id, row.repository, row.folder, row.aliases, row.host, row.first_seen, row.absence_since),
        (row.archived or 0, row.fork_of, row.host_license, row.root, row.activity, found.publisher),
        (found.path, found.raw_url, found.head, found.blob, found.first_seen, found.digest, found.problems),
        (
            row.content,
            row.last_detail if row.content in UNREADABLE else None,
            found.newest_digest,
            found.newest_problems,
        ),
        (state, note, relatives(row.id or "", context), row.id in context.families.hidden),
    )
