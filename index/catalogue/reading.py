"""From rows to what a reader gets: entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from index.catalogue import rows
from index.catalogue.changes import facts_of
from index.catalogue.curation import Decided
from index.catalogue.identity import Families
from index.catalogue.rows import Row
from index.catalogue.states import Grace, state_of
from index.catalogue.unusable import UNREADABLE
from index.entry import Entry, Relative, State
from publiccode.activity import Activity
from publiccode.forgetting import without_removed
from publiccode.harvest import Outcome
from publiccode.problem import Level, Problem
from publiccode.publisher import Publisher
from publiccode.software import SOFTWARE_SCHEMA, Software
from publiccode.validate import validate

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Context:
    """What an entry needs beside its own rows: of the members of families, ``names`` has those who are shown
    in some form, ``vanished`` those of whom there is only a tombstone.
    """

    grace: Grace
    decided: Decided
    families: Families
    names: Mapping[str, str]
    vanished: frozenset[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """The rows of one entry; problems and readings are JSON."""

    row: Row
    publisher: bytes
    path: str
    raw_url: str | None
    head: str | None
    blob: str | None
    first_seen: str
    problems: bytes
    errors: int
    digest: str
    schema: int
    newest_problems: bytes
    newest_digest: str

    def standing(self, decided: Decided, grace: Grace) -> tuple[State, str | None]:
        """Return state and note; the row has an id."""
        delisted = decided.delisted.get(self.row.id or "")
        return state_of(facts_of(self.row, self.errors, delisted), grace)


_VERSION_COLUMNS = (
    "p.facts, s.path, s.raw_url, s.head, s.blob, s.first_seen, s.problems, s.errors, s.file, f.schema,"
    " n.problems, n.file"
)
_JOINS = (
    " FROM repository r JOIN version s ON s.key = r.shown JOIN file f ON f.digest = s.file"
    " JOIN version n ON n.key = r.newest JOIN publisher p ON p.id = r.publisher WHERE r.id IS NOT NULL"
)
_ROW_COLUMNS = ", ".join(f"r.{name}" for name in rows.COLUMNS)
_SHOWN = f"SELECT {_ROW_COLUMNS}, {_VERSION_COLUMNS}, NULL {_JOINS}"
_SHOWN_WITH_SOFTWARE = f"SELECT {_ROW_COLUMNS}, {_VERSION_COLUMNS}, f.software {_JOINS}"


def shown(
    connection: sqlite3.Connection, *, key: int | None = None, with_software: bool = True
) -> Iterator[tuple[Shown, bytes | None]]:
    """Yield every software that has something to show, by id, with its stored reading if that is wanted."""
    query = _SHOWN_WITH_SOFTWARE if with_software else _SHOWN
    if key is None:
        found = connection.execute(f"{query} ORDER BY r.id")
    else:
        found = connection.execute(f"{query} AND r.key = ?", (key,))
    width = len(rows.COLUMNS)
    for values in found:
        yield Shown(rows.from_values(values[:width]), *values[width:-1]), values[-1]


_SOFTWARE = msgspec.json.Decoder(Software)
_PROBLEMS = msgspec.json.Decoder(tuple[Problem, ...])
_ACTIVITY = msgspec.json.Decoder(Activity)
_PUBLISHER = msgspec.json.Decoder(Publisher)
_ROOT = msgspec.json.Decoder(tuple[str, ...])


def to_entry(connection: sqlite3.Connection, found: Shown, software: bytes | None, context: Context) -> Entry:
    """Return the entry of rows that have an id."""
    row = found.row
    identifier = row.id or ""
    state, note = found.standing(context.decided, context.grace)
    is_newest = row.content == Outcome.FOUND.value and row.newest == row.shown
    shown_problems = _PROBLEMS.decode(found.problems)
    return Entry(
        id=identifier,
        software=reading(connection, found.digest, found.schema, software),
        state=state,
        publisher=_PUBLISHER.decode(found.publisher),
        host=row.host,
        repository=row.repository,
        first_seen=row.first_seen,
        last_seen=row.last_seen or row.first_seen,
        shown_fetched_at=found.first_seen,
        aliases=row.alias_urls,
        archived=bool(row.archived),
        fork_of=row.fork_of,
        path=found.path,
        raw_url=found.raw_url,
        commit=found.head,
        blob=found.blob,
        problems=shown_problems if is_newest else _newest_problems(found),
        shown_problems=shown_problems,
        activity=activity(row),
        host_license=row.host_license,
        root=None if row.root is None else _ROOT.decode(row.root),
        family=relatives(identifier, context),
        hidden=identifier in context.families.hidden,
        note=note,
        gone_since=row.absence_since,
        shown_is_newest=is_newest,
    )


def reading(connection: sqlite3.Connection, digest: str, schema: int, stored: bytes | None) -> Software:
    """Return the typed reading of a text: as stored, or made again where riuso's reading has changed."""
    if schema == SOFTWARE_SCHEMA and stored is not None:
        return without_removed(_SOFTWARE.decode(stored))
    text = connection.execute("SELECT text FROM file WHERE digest = ?", (digest,)).fetchone()[0]
    return without_removed(validate(text).software or Software(name=""))


def activity(row: Row) -> Activity | None:
    """Return the activity of a repository; one that an older riuso measured otherwise is measured again."""
    if row.activity is None:
        return None
    try:
        return _ACTIVITY.decode(row.activity)
    except msgspec.ValidationError:
        return None


def relatives(identifier: str, context: Context) -> tuple[Relative, ...]:
    """Return the family of a software, originals first, without those that are not shown."""
    family = [
        Relative(other, context.names[other], relation, is_original)
        for other, relation, is_original in context.families.relatives.get(identifier, ())
        if other in context.names and (is_original or other not in context.vanished)
    ]
    return tuple(sorted(family, key=lambda one: (not one.is_original, one.relation, one.name, one.id)))


def _newest_problems(found: Shown) -> tuple[Problem, ...]:
    row = found.row
    if row.content in UNREADABLE:
        description = row.last_detail or UNREADABLE[row.content]
        return (Problem("", 1, 1, Level.ERROR, description, f"file/{row.content}"),)
    return _PROBLEMS.decode(found.newest_problems)
