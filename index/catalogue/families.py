"""Families in the database: who claims what, the links that follow, and who is shown under whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from index.catalogue.identity import Claims, Link, families, links
from index.catalogue.reading import Context, shown
from index.catalogue.rows import find
from index.entry import Relation, State

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from index.catalogue.curation import Decided
    from index.catalogue.states import Grace


def renew_links(connection: sqlite3.Connection) -> None:
    """Bring the stored links up to what the software claims now; write only what changed."""
    old = set(stored_links(connection))
    new = set(links(_claims(connection)))
    connection.executemany(
        "DELETE FROM link WHERE id = ? AND original = ?", [(link.id, link.original) for link in old - new]
    )
    connection.executemany(
        "INSERT INTO link (id, original, relation) VALUES (?, ?, ?)",
        [(link.id, link.original, link.relation.value) for link in sorted(new - old)],
    )


def stored_links(connection: sqlite3.Connection) -> Iterator[Link]:
    for software, original, relation in connection.execute(
        "SELECT id, original, relation FROM link ORDER BY id, original"
    ):
        yield Link(software, original, Relation(relation))


def context(connection: sqlite3.Connection, decided: Decided, grace: Grace) -> Context:
    """Return what entries need beside their own rows."""
    linked = tuple(decided.links(stored_links(connection)))
    names, away, vanished, archived = {}, set(), set(), set()
    for software in sorted({link.id for link in linked} | {link.original for link in linked}):
        for row in find(connection, "id = ? AND shown IS NOT NULL", software):
            found, _ = next(shown(connection, key=row.key, with_software=False))
            state, _ = found.standing(decided, grace)
            if state is not State.DELISTED:
                names[software] = _name(connection, found.digest)
            if row.absence is not None:
                away.add(software)
            if state is State.VANISHED:
                vanished.add(software)
            if row.archived or row.fork_of:
                archived.add(software)
    return Context(
        grace=grace,
        decided=decided,
        families=families(linked, away=away, last=archived),
        names=names,
        vanished=frozenset(vanished),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """The part of a stored reading that tells of relatives; the rest is skipped when it is read."""

    name: str
    url: str | None = None
    is_based_on: tuple[str, ...] = ()


_READING = msgspec.json.Decoder(_Reading)


def _claims(connection: sqlite3.Connection) -> Iterator[Claims]:
    for found, software in shown(connection):
        reading = _READING.decode(software or b'{"name":""}')
        yield Claims(
            id=found.row.id or "",
            name=reading.name,
            repository=found.row.repository,
            aliases=found.row.alias_urls,
            fork_of=found.row.fork_of,
            digest=found.digest,
            blob=found.blob,
            url=reading.url,
            is_based_on=reading.is_based_on,
        )


def _name(connection: sqlite3.Connection, digest: str) -> str:
    name: str = connection.execute("SELECT name FROM file WHERE digest = ?", (digest,)).fetchone()[0]
    return name
