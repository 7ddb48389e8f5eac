"""The columns of an index, made from the entries when it is built or brought up to date."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from index.entry import Entry
from index.facets import FACETS, facet_values, released, user_count
from index.labels import LANGUAGES, label
from index.periods import ACTIVITY as BANDS
from index.periods import Periods, ordinal
from index.search.columns import Column
from index.search.quality import ACTIVITY, completeness_factor, state_factor, status_factor
from index.search.table import Table, int_array
from index.vitality import vitality_of

if TYPE_CHECKING:
    from collections.abc import Mapping


_Key = tuple[str | int | float, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """The entry of each row of an index, None where the row is dead; those from ``first_new`` on are new."""

    entries: Sequence[Entry | None]
    ids: Sequence[str]
    first_new: int = 0

    @property
    def dead(self) -> list[int]:
        return [row for row, entry in enumerate(self.entries) if entry is None]


def make_table(rows: Rows, before: Table | None = None) -> Table:
    """Return the columns for ``rows``; facets of rows that are not new are taken from ``before``."""
    today = max((ordinal(e.last_seen) for e in rows.entries if e), default=0) or 1
    days = {
        name: [ordinal(facet.day(entry)) if entry else 0 for entry in rows.entries]
        for name, facet in FACETS.items()
        if facet.periods is not None
    }
    bands = [BANDS.of(day, today) for day in days["activity"]]
    qualities = {
        "state": [state_factor(e) if e else 1.0 for e in rows.entries],
        "status": [status_factor(e) if e else 1.0 for e in rows.entries],
        "activity": [ACTIVITY[band[0]] for band in bands],
        "completeness": [completeness_factor(e) if e else 1.0 for e in rows.entries],
    }
    names = [e.software.name if e else "" for e in rows.entries]
    table = Table(
        ids=list(rows.ids),
        names=names,
        facets=_columns(rows, before),
        days=int_array(days),
        orders={},
        qualities={name: array("f", factors).tobytes() for name, factors in qualities.items()},
        dead=rows.dead,
        today=today,
        periods={name: _labels(name, facet.periods) for name, facet in FACETS.items() if facet.periods},
    )
    table.orders = {
        name: array("I", places).tobytes() for name, places in _orders(rows.entries, table).items()
    }
    return table


def _labels(facet: str, periods: Periods) -> dict[str, dict[str, str]]:
    return {
        language: {name: label(facet, name, language) for name in periods.names} for language in LANGUAGES
    }


def _columns(rows: Rows, before: Table | None) -> dict[str, Column]:
    held: dict[str, dict[str, list[int]]] = {n: {} for n, facet in FACETS.items() if facet.periods is None}
    if before is not None:
        living = [entry is not None for entry in rows.entries]
        for name, column in before.facets.items():
            for place, value in enumerate(column.values):
                if kept := [r for r in column.holders(place) if r < rows.first_new and living[r]]:
                    held[name][value] = kept
    for row, entry in enumerate(rows.entries[rows.first_new :], rows.first_new):
        for name, values in (facet_values(entry) if entry else {}).items():
            for value in values:
                held[name].setdefault(value, []).append(row)
    publishers = {e.publisher.id: e.publisher.name for e in rows.entries if e}
    return {name: _column(name, holders, publishers, len(rows.ids)) for name, holders in held.items()}


def _column(
    facet: str, holders: Mapping[str, Sequence[int]], publishers: Mapping[str, str], height: int
) -> Column:
    if facet == "publisher":
        names = [(publishers.get(value, value), value) for value in holders]
    elif FACETS[facet].has_names:
        names = [(value, value) for value in holders]
    else:
        names = [(label(facet, value), value) for value in holders]
    ordered = sorted(names, key=lambda one: (one[0].casefold(), one[1]))
    values = [value for _, value in ordered]
    labels: dict[str, list[str]] = {}
    if facet == "publisher":
        labels = {"": [name for name, _ in ordered]}
    elif not FACETS[facet].has_names:
        labels = {language: [label(facet, value, language) for value in values] for language in LANGUAGES}
    return Column.of(holders, values, labels, height)


def _orders(entries: Sequence[Entry | None], table: Table) -> dict[str, list[int]]:
    on = date.fromordinal(table.today)
    names = [((e.software.name if e else "").casefold(), i) for e, i in zip(entries, table.ids, strict=True)]
    by_name = sorted(range(len(entries)), key=names.__getitem__)
    quality = table.quality
    keys: dict[str, list[_Key]] = {
        "released": [(released(e) or "" if e else "",) for e in entries],
        "activity": [(_last_commit(e),) for e in entries],
        "users": [(user_count(e) if e else 0,) for e in entries],
        "vitality": [(_vitality(e, on),) for e in entries],
        # What an empty query leads with: records in order, the liveliest first.
        "relevance": [(quality[row], _last_sign(e)) for row, e in enumerate(entries)],
    }
    ordered = {
        # Newest or most first and unknown last; where two are equal, by name.
        name: sorted(by_name, key=values.__getitem__, reverse=True)
        for name, values in keys.items()
    }
    return {name: _places(rows) for name, rows in {"name": by_name, **ordered}.items()}


def _last_commit(entry: Entry | None) -> str:
    return entry.activity.last_commit if entry and entry.activity else ""


def _last_sign(entry: Entry | None) -> str:
    """Return the latest commit or release."""
    return max(_last_commit(entry), (entry.software.release_date if entry else "") or "")


def _vitality(entry: Entry | None, on: date) -> int:
    found = vitality_of(entry, on) if entry else None
    return found.score if found else -1


def _places(ordered: Sequence[int]) -> list[int]:
    places = [0] * len(ordered)
    for place, row in enumerate(ordered):
        places[row] = place
    return places
