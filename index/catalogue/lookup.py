"""Which row a name means, and what the next crawl may know of each."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from index.catalogue import rows
from index.catalogue.reading import activity
from publiccode.harvest import Known, Outcome, Validators
from publiccode.repository import canonical_url, comparable

if TYPE_CHECKING:
    import sqlite3

    from index.catalogue.rows import Row

_VALIDATORS = msgspec.json.Decoder(Validators)


def find(connection: sqlite3.Connection, name: str) -> Row | None:
    """Return the row of an id, a URL in any spelling, or a former URL."""
    for row in rows.find(connection, "id = ?", name):
        return row
    if ":" not in name:
        return None
    url = canonical_url(name)
    found = list(rows.find(connection, "repository = ?", url))
    if not found:
        wanted = comparable(url)
        loaded = rows.load(connection)
        found = [row for row in loaded if comparable(row.repository) == wanted]
        found = found or [row for row in loaded if wanted in map(comparable, row.alias_urls)]
    # A repository that is gone may have had the address that another one has now.
    return max(
        found, key=lambda row: (row.id is not None, row.absence is None, row.folder == ""), default=None
    )


def id_of(connection: sqlite3.Connection, name: str) -> str | None:
    """Return the id of what ``name`` means, None where that never had a file."""
    row = find(connection, name)
    return row.id if row else None


def known(connection: sqlite3.Connection) -> dict[str, Known]:
    """Return what is known of each repository, by URL: of the file in its root, and of each sub-folder's."""
    blobs = dict(
        connection.execute(
            "SELECT r.key, v.blob FROM repository r JOIN version v ON v.key = r.newest WHERE r.content = ?",
            (Outcome.FOUND.value,),
        ).fetchall()
    )
    # The last one at an address stands: one in the root folder, and of two that had the address the living.
    found = sorted(rows.load(connection), key=lambda row: (row.folder == "", row.absence is None, row.key))
    folders: dict[str, dict[str, Known]] = defaultdict(dict)
    for row in found:
        if row.folder:
            folders[row.repository][row.folder] = _known(row, blobs.get(row.key), {})
    of_root = {row.repository: row for row in found if not row.folder}
    return {
        url: _known(of_root[url], blobs.get(of_root[url].key), folders[url])
        if url in of_root
        else Known(repository=url, folders=folders[url])
        for url in sorted({row.repository for row in found})
    }


def _known(row: Row, blob: str | None, folders: dict[str, Known]) -> Known:
    return Known(
        repository=row.repository,
        host_id=row.host_id,
        default_branch=row.default_branch,
        commit=row.head if row.content else None,
        blob=blob,
        validators=_validators(row) if row.content else None,
        activity=activity(row),
        folders=folders,
        last_tried=row.last_tried,
        last_outcome=Outcome(row.last_outcome),
        has_file=row.content == Outcome.FOUND.value,
    )


def _validators(row: Row) -> Validators | None:
    return None if row.validators is None else _VALIDATORS.decode(row.validators)
