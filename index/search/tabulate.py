"""The columns of an index, made from the entries when it is built or brought up to date."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import filterfalse
from typing import TYPE_CHECKING

import msgspec

from index.entry import Entry
from index.facets import FACETS, facet_values, user_count
from index.labels import LANGUAGES, label
from index.periods import ACTIVITY as BANDS
from index.periods import Periods, ordinal
from index.search.columns import Column, packed
from index.search.quality import ACTIVITY, completeness_factor, state_factor, status_factor
from index.search.table import QUALITIES, Table, product_of
from index.vitality import vitality_score

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


_Key = str | int | tuple[float, str]


@dataclass(frozen=True, slots=True)
class Rows:
    """The entry of each row of an index, None where the row is dead; those from ``first_new`` on are new."""

    entries: Sequence[Entry | None]
    ids: Sequence[str]
    first_new: int = 0

    @property
    def new(self) -> Sequence[Entry | None]:
        return self.entries[self.first_new :]

    @property
    def dead(self) -> list[int]:
        return [row for row, entry in enumerate(self.entries) if entry is None]


def make_table(rows: Rows, before: Table | None = None) -> Table:
    """Return the columns for ``rows``; what follows from an entry alone, old rows have from ``before``.

    ``before`` has the rows that are not new.
    """
    today = ordinal(max((e.last_seen for e in rows.entries if e), default=None)) or 1
    days = {name: _days(rows, name, before) for name, facet in FACETS.items() if facet.periods is not None}
    qualities = _qualities(rows, days["activity"], today, before)
    product = product_of((qualities[name] for name in QUALITIES), len(rows.ids))
    return Table(
        count=len(rows.ids),
        listed=msgspec.Raw(msgspec.msgpack.encode(rows.ids)),
        facets={name: column.with_sets() for name, column in _columns(rows, before).items()},
        days={name: packed(known) for name, known in days.items()},
        by_day={name: packed(_by_day(rows, known)) for name, known in days.items()},
        orders={name: packed(places) for name, places in _orders(rows, days, product, today)},
        qualities={name: packed(factors) for name, factors in qualities.items()},
        product=packed(product),
        dead=rows.dead,
        today=today,
        periods={name: _labels(name, facet.periods) for name, facet in FACETS.items() if facet.periods},
    )


def _by_day(rows: Rows, days: Sequence[int]) -> array[int]:
    alive = (row for row, entry in enumerate(rows.entries) if entry)
    return array("I", sorted(alive, key=days.__getitem__))


def _days(rows: Rows, facet: str, before: Table | None) -> array[int]:
    known = before.days_of(facet) if before else array("i")
    known.extend(ordinal(FACETS[facet].day(entry)) if entry else 0 for entry in rows.new)
    return known


def _qualities(
    rows: Rows, last_commits: Sequence[int], today: int, before: Table | None
) -> dict[str, array[float]]:
    bands = {day: ACTIVITY[BANDS.of(day, today)[0]] for day in set(last_commits)}
    found = {"activity": array("f", map(bands.__getitem__, last_commits))}
    factors = {"state": state_factor, "status": status_factor, "completeness": completeness_factor}
    for name, factor in factors.items():
        known = before.factors(name) if before else array("f")
        known.extend(factor(entry) if entry else 1.0 for entry in rows.new)
        found[name] = known
    return found


def _labels(facet: str, periods: Periods) -> dict[str, dict[str, str]]:
    return {
        language: {name: label(facet, name, language) for name in periods.names} for language in LANGUAGES
    }


def _columns(rows: Rows, before: Table | None) -> dict[str, Column]:
    held: dict[str, dict[str, array[int]]] = {n: {} for n, facet in FACETS.items() if facet.periods is None}
    if before is not None:
        dead = frozenset(rows.dead)
        for name, column in before.facets.items():
            for place, value in enumerate(column.values):
                kept = column.holders(place)
                if not dead.isdisjoint(kept):
                    kept = array("I", filterfalse(dead.__contains__, kept))
                if kept:
                    held[name][value] = kept
    for row, entry in enumerate(rows.new, rows.first_new):
        for name, values in (facet_values(entry) if entry else {}).items():
            for value in values:
                held[name].setdefault(value, array("I")).append(row)
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


def _orders(
    rows: Rows, days: Mapping[str, Sequence[int]], quality: Sequence[float], today: int
) -> Iterator[tuple[str, array[int]]]:
    on = date.fromordinal(today)
    entries = rows.entries
    names = [((e.software.name if e else "").casefold(), i) for e, i in zip(entries, rows.ids, strict=True)]
    by_name = sorted(range(len(entries)), key=names.__getitem__)
    keys: dict[str, Sequence[_Key]] = {
        "released": days["released-since"],
        "activity": [_last_commit(e) for e in entries],
        "users": [user_count(e) if e else 0 for e in entries],
        "vitality": [_vitality(e, on) for e in entries],
        # What an empty query leads with: records in order, the liveliest first.
        "relevance": [(quality[row], _last_sign(e)) for row, e in enumerate(entries)],
    }
    yield "name", _places(by_name)
    for name, values in keys.items():
        # Newest or most first and unknown last; where two are equal, by name.
        yield name, _places(sorted(by_name, key=values.__getitem__, reverse=True))


def _last_commit(entry: Entry | None) -> str:
    return entry.activity.last_commit if entry and entry.activity else ""


def _last_sign(entry: Entry | None) -> str:
    """Return the latest commit or release."""
    return max(_last_commit(entry), (entry.software.release_date if entry else "") or "")


def _vitality(entry: Entry | None, on: date) -> int:
    score = vitality_score(entry.activity, on=on, archived=entry.archived) if entry else None
    return -1 if score is None else score


def _places(ordered: Sequence[int]) -> array[int]:
    places = array("I", bytes(4 * len(ordered)))
    for place, row in enumerate(ordered):
        places[row] = place
    return places
