"""The columns of an index, made from the entries when it is built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.entry import State
from index.facets import FACETS, facet_values
from index.labels import LANGUAGES, label
from index.search.table import Column, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

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


_OWN_NAMES = frozenset({"license", "platform"})
"""The facets whose values are what a reader sees."""


def make_table(entries: Sequence[Entry]) -> Table:
    """Return the columns for ``entries``, in the order they are indexed."""
    columns = {name: Column([], [], {}) for name in FACETS}
    positions: dict[str, dict[str, int]] = {name: {} for name in FACETS}
    for entry in entries:
        for name, values in facet_values(entry).items():
            known = positions[name]
            columns[name].rows.append(tuple(known.setdefault(value, len(known)) for value in values))
    publishers = {entry.publisher.id: entry.publisher.name for entry in entries}
    for name, column in columns.items():
        column.values = list(positions[name])
        if name == "publisher":
            column.labels = {"": [publishers[value] for value in column.values]}
        elif name not in _OWN_NAMES:
            column.labels = {
                language: [label(name, value, language) for value in column.values] for language in LANGUAGES
            }
    return Table([e.id for e in entries], columns, [_quality(e) for e in entries], _orders(entries))


def _quality(entry: Entry) -> float:
    obsolete = entry.software.development_status == "obsolete"
    return QUALITY.get(entry.state, 1.0) * (OBSOLETE if obsolete else 1.0)


def _orders(entries: Sequence[Entry]) -> dict[str, list[int]]:
    released = [e.software.release_date or "" for e in entries]
    active = [e.activity.last_commit if e.activity else "" for e in entries]
    names = [(e.software.name.casefold(), e.id) for e in entries]
    by_name = sorted(range(len(entries)), key=names.__getitem__)
    alive = [(_quality(e), max(active[i], released[i])) for i, e in enumerate(entries)]
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
