"""A harvest as it comes in: texts go to the database at once, what is left of a record is small."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from posixpath import dirname
from typing import TYPE_CHECKING

import msgspec

from index.catalogue.rows import identity
from publiccode.forgetting import Forgotten, without_forgotten
from publiccode.harvest import HarvestRecord, Outcome
from publiccode.problem import Level, Problem
from publiccode.software import SOFTWARE_SCHEMA, Software

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from index.catalogue.rows import Identity

FILE_OUTCOMES = frozenset({Outcome.FOUND, Outcome.ABSENT, Outcome.EMPTY, Outcome.TOO_LARGE, Outcome.NOT_TEXT})
"""Outcomes that say what a repository holds."""

PRESENT = FILE_OUTCOMES | {Outcome.UNCHANGED}
"""Outcomes that prove that a repository is there."""

_RANK = {Outcome.FOUND: 0, Outcome.UNCHANGED: 1}
GONE = frozenset({Outcome.PRIVATE, Outcome.GONE, Outcome.MOVED})
"""Outcomes in which a host says that there is no public repository at this address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One record without its text: ``digest`` names the file in the database, ``problems`` is JSON."""

    record: HarvestRecord
    digest: str | None = None
    problems: bytes = b"[]"
    errors: int = 0

    @property
    def place(self) -> tuple[str, str]:
        return self.record.repository, dirname(self.record.path)

    @property
    def identity(self) -> Identity | None:
        record = self.record
        return identity(record.host, record.repository, record.host_id, dirname(record.path))

    @property
    def proves_presence(self) -> bool:
        return self.record.outcome in PRESENT


def take_in(
    connection: sqlite3.Connection, records: Iterable[HarvestRecord], forgotten: Forgotten
) -> list[Sighting]:
    """Store the texts of ``records`` and return one sighting for each place, sorted by place.

    Where several records tell of one place, the one that says most is kept. Nothing of ``forgotten`` people
    comes in.
    """
    best: dict[tuple[str, str], Sighting] = {}
    for record in records:
        sighting = _sighting(connection, without_forgotten(record, forgotten))
        other = best.get(sighting.place)
        if other is None or _order(sighting) < _order(other):
            best[sighting.place] = sighting
    return [best[place] for place in sorted(best)]


def count_errors(problems: Iterable[Problem]) -> int:
    return sum(problem.level is Level.ERROR for problem in problems)


def store_file(connection: sqlite3.Connection, text: str, software: Software | None) -> str:
    """Keep a text with its reading and return its digest; a text that is there already stays."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    reading = None if software is None else msgspec.json.encode(software)
    connection.execute(
        "INSERT INTO file (digest, text, schema, software, name) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (digest, text, SOFTWARE_SCHEMA, reading, software.name if software else ""),
    )
    return digest


def _sighting(connection: sqlite3.Connection, record: HarvestRecord) -> Sighting:
    light = replace(record, text=None, software=None, problems=())
    if record.outcome is not Outcome.FOUND or record.text is None:
        return Sighting(record=light)
    return Sighting(
        record=light,
        digest=store_file(connection, record.text, record.software),
        problems=msgspec.json.encode(record.problems),
        errors=count_errors(record.problems),
    )


def _order(sighting: Sighting) -> tuple[int, str, str]:
    record = sighting.record
    if record.outcome in FILE_OUTCOMES:
        rank = _RANK.get(record.outcome, 2)
    else:
        rank = _RANK.get(record.outcome, 3 if record.outcome in GONE else 4)
    return rank, record.publisher.id, record.source
