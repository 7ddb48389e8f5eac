"""What a search counts, filters and sorts by: columns beside the index, read once."""

from __future__ import annotations

from array import array
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING

import msgspec

from index.facets import FACETS
from index.search.columns import Column, flags_of_mask, mask_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

QUALITIES = ("state", "status", "activity", "completeness")
"""What the record's own quality is made of, in the order in which it is told."""


class Table(msgspec.Struct, dict=True):
    """The columns of one index. Arrays hold one number a row, as bytes.

    ``facets`` are the columns of facets without periods, ``days`` the day (a 32-bit ordinal, 0 unknown)
    of those with; ``orders`` the place (32 bits) of each row in each sort; ``qualities`` the factors (32-bit
    floats). ``dead`` are the rows that were replaced or are gone, ``today`` the day that is taken where a
    query names none: when the newest of the entries was last seen. ``periods`` are the labels
    of those, by facet, language and name.
    """

    ids: list[str]
    names: list[str]
    facets: dict[str, Column]
    days: dict[str, bytes]
    orders: dict[str, bytes]
    qualities: dict[str, bytes]
    dead: list[int]
    today: int
    periods: dict[str, dict[str, dict[str, str]]] = {}

    @cached_property
    def count(self) -> int:
        return len(self.ids)

    @cached_property
    def living(self) -> int:
        """The set of all rows that are a software of the catalogue."""
        flags = bytearray(b"\x01") * self.count
        for row in self.dead:
            flags[row] = 0
        return mask_of(flags)

    @cached_property
    def row_of(self) -> dict[str, int]:
        gone = set(self.dead)
        return {identifier: row for row, identifier in enumerate(self.ids) if row not in gone}

    @cached_property
    def quality(self) -> list[float]:
        """What each row's relevance is multiplied by."""
        product = [1.0] * self.count
        for name in QUALITIES:
            product = [one * other for one, other in zip(product, self.factors(name), strict=True)]
        return product

    def factors(self, name: str) -> array[float]:
        return array("f", self.qualities[name])

    def rows_of(self, mask: int) -> list[int]:
        """Return the rows of a set, ascending."""
        return list(compress(range(self.count), flags_of_mask(mask, self.count)))

    def order(self, sort: str) -> array[int]:
        """Return the place of each row in a sort."""
        if sort not in self._orders:
            self._orders[sort] = array("I", self.orders[sort])
        return self._orders[sort]

    def column(self, facet: str, today: date | None) -> Column:
        """Return the column of a facet, as it is on a day."""
        if facet in self.facets:
            return self.facets[facet]
        day = today.toordinal() if today else self.today
        if (facet, day) not in self._dated:
            self._dated[facet, day] = self._on(facet, day)
        return self._dated[facet, day]

    def day_mask(self, facet: str, value: str, today: date | None) -> int | None:
        """Return the rows whose day lies in a stretch that the reader named; None where there is no such."""
        periods = FACETS[facet].periods
        day = today.toordinal() if today else self.today
        held = periods.holds(value, array("i", self.days[facet]), day) if periods else None
        return None if held is None else mask_of(bytes(held)) & self.living

    def labels(self, facet: str, column: Column, language: str) -> Sequence[str]:
        """Return what a reader sees instead of a facet's values, in her language or in English."""
        if not column.labels and FACETS[facet].has_names:
            return column.values
        if "" in column.labels:
            return column.labels[""]
        if language not in column.labels:
            # Imported for the languages that are asked for less often than those stored.
            from index.labels import label  # noqa: PLC0415

            column.labels[language] = [label(facet, value, language) for value in column.values]
        return column.labels[language]

    def _on(self, facet: str, day: int) -> Column:
        periods = FACETS[facet].periods
        assert periods is not None  # noqa: S101 - says to mypy what a facet with days has
        holders: dict[str, list[int]] = {name: [] for name in periods.names}
        known: dict[int, tuple[str, ...]] = {}
        gone = set(self.dead)
        for row, when in enumerate(array("i", self.days[facet])):
            if when not in known:
                known[when] = periods.of(when, day)
            if row not in gone:
                for name in known[when]:
                    holders[name].append(row)
        held = [name for name in periods.names if holders[name]]
        labels = {
            language: [named[name] for name in held]
            for language, named in self.periods.get(facet, {}).items()
        }
        return Column.of(holders, held, labels, self.count)

    @cached_property
    def _dated(self) -> dict[tuple[str, int], Column]:
        return {}

    @cached_property
    def _orders(self) -> dict[str, array[int]]:
        return {}


def save_table(table: Table, path: Path) -> None:
    path.write_bytes(msgspec.msgpack.encode(table))


def read_table(path: Path) -> Table:
    """Read what :func:`save_table` wrote; raise ``msgspec.MsgspecError`` where it is something else."""
    return msgspec.msgpack.decode(path.read_bytes(), type=Table)


def int_array(values: Mapping[str, Sequence[int]]) -> dict[str, bytes]:
    return {name: array("i", numbers).tobytes() for name, numbers in values.items()}
