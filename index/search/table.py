"""What a search counts, filters and sorts by: columns beside the index, read once.

A column holds, for every row of the index, the positions of its values in the facet's list of values.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

import msgspec

from index.entry import State
from index.facets import FACETS, facet_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from index.entry import Entry

QUALITY = {
    State.LISTED: 1.0,
    State.INVALID: 0.97,
    State.STALE: 0.95,
    State.ARCHIVED: 0.85,
    State.NEVER_VALID: 0.9,
}
"""What a relevance score is multiplied by: a record with errors is found, and does not lead."""
OBSOLETE = 0.9
"""The same for software whose own file calls it obsolete."""


@dataclass(slots=True)
class Column:
    """``rows`` holds each row's positions in ``values``; ``labels`` only where they are the data's own."""

    values: list[str] = field(default_factory=list)
    rows: list[tuple[int, ...]] = field(default_factory=list)
    labels: list[str] | None = None


class Table(msgspec.Struct, dict=True):
    """The columns of one index; every list has one item a row."""

    ids: list[str]
    facets: dict[str, Column]
    quality: list[float]
    orders: dict[str, list[int]]
    """For each sort, the place of each row in it."""

    @cached_property
    def all_rows(self) -> range:
        return range(len(self.ids))

    def keep(self, rows: Iterable[int], facet: str, wanted: frozenset[int]) -> list[int]:
        """Return those of ``rows`` that have one of the ``wanted`` values."""
        column = self.facets[facet].rows
        return [row for row in rows if not wanted.isdisjoint(column[row])]

    def count(self, rows: Iterable[int], facet: str) -> Counter[int]:
        """Return how many of ``rows`` have each value, by its position."""
        return Counter(chain.from_iterable(map(self.facets[facet].rows.__getitem__, rows)))


def make_table(entries: Sequence[Entry]) -> Table:
    """Return the columns for ``entries``, in the order they are indexed."""
    columns = {name: Column() for name in FACETS}
    positions: dict[str, dict[str, int]] = {name: {} for name in FACETS}
    for entry in entries:
        for name, values in facet_values(entry).items():
            known = positions[name]
            columns[name].rows.append(tuple(known.setdefault(value, len(known)) for value in values))
    for name, column in columns.items():
        column.values = list(positions[name])
    names = {entry.publisher.id: entry.publisher.name for entry in entries}
    columns["publisher"].labels = [names[value] for value in columns["publisher"].values]
    return Table([e.id for e in entries], columns, [_quality(e) for e in entries], _orders(entries))


def save_table(table: Table, path: Path) -> None:
    path.write_bytes(msgspec.msgpack.encode(table))


def read_table(path: Path) -> Table:
    """Read what :func:`save_table` wrote; raise ``msgspec.MsgspecError`` where it is something else."""
    return msgspec.msgpack.decode(path.read_bytes(), type=Table)


def _quality(entry: Entry) -> float:
    obsolete = entry.software.development_status == "obsolete"
    return QUALITY.get(entry.state, 1.0) * (OBSOLETE if obsolete else 1.0)


def _orders(entries: Sequence[Entry]) -> dict[str, list[int]]:
    released = [e.software.release_date or "" for e in entries]
    active = [e.activity.last_commit if e.activity else "" for e in entries]
    names = [(e.software.name.casefold(), e.id) for e in entries]
    by_name = sorted(range(len(entries)), key=names.__getitem__)
    alive = [(QUALITY.get(e.state, 1.0), max(active[i], released[i])) for i, e in enumerate(entries)]
    return {
        "name": _places(by_name),
        # Newest first and unknown last; where two are equal, by name.
        "released": _places(sorted(by_name, key=released.__getitem__, reverse=True)),
        "activity": _places(sorted(by_name, key=active.__getitem__, reverse=True)),
        # What an empty query leads with: records in order, the liveliest first.
        "relevance": _places(sorted(by_name, key=alive.__getitem__, reverse=True)),
    }


def _places(ordered: Sequence[int]) -> list[int]:
    places = [0] * len(ordered)
    for place, row in enumerate(ordered):
        places[row] = place
    return places
