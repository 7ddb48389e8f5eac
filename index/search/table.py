"""What a search counts, filters and sorts by: columns beside the index, read once."""

from __future__ import annotations

from array import array
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING

import msgspec

from index.facets import FACETS
from index.search.blobs import map_file
from index.search.columns import Column, flags_of_mask, floats, ints, mask_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

QUALITIES = ("state", "status", "activity", "completeness")
"""What the record's own quality is made of, in the order in which it is told."""


class Table(msgspec.Struct, dict=True):
    """The columns of one index, mapped into memory; arrays hold one number a row.

    ``facets`` are the columns of facets without periods, ``days`` the day (a 32-bit ordinal, 0 unknown)
    of those with, ``by_day`` their living rows, the earliest day first; ``orders`` the place (32 bits) of
    each row in each sort; ``qualities`` the factors (32-bit floats), ``product`` all of them (64 bits).
    ``listed`` are the ids of the rows, encoded until they are asked for. ``dead`` are the rows that were
    replaced or are gone, ``today`` the day that is taken where a query names none: when the newest of
    the entries was last seen. ``periods`` are the labels of those, by facet, language and name.
    """

    count: int
    listed: msgspec.Raw
    facets: dict[str, Column]
    days: dict[str, memoryview]
    by_day: dict[str, memoryview]
    orders: dict[str, memoryview]
    qualities: dict[str, memoryview]
    product: memoryview
    dead: list[int]
    today: int
    periods: dict[str, dict[str, dict[str, str]]] = {}

    @cached_property
    def ids(self) -> list[str]:
        return msgspec.msgpack.decode(self.listed, type=list[str])

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
    def quality(self) -> array[float]:
        """What each row's relevance is multiplied by."""
        return floats(self.product, "d")

    def factors(self, name: str) -> array[float]:
        return floats(self.qualities[name])

    def rows_of(self, mask: int) -> list[int]:
        """Return the rows of a set, ascending."""
        return list(compress(range(self.count), flags_of_mask(mask, self.count)))

    def days_of(self, facet: str) -> array[int]:
        """Return the day of each row in a facet with periods."""
        return ints(self.days[facet], "i")

    def order(self, sort: str) -> array[int]:
        """Return the place of each row in a sort."""
        if sort not in self._orders:
            self._orders[sort] = ints(self.orders[sort])
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
        held = periods.holds(value, self.days_of(facet), day) if periods else None
        return None if held is None else mask_of(bytes(held)) & self.living

    def labels(self, facet: str, column: Column, language: str) -> Sequence[str]:
        """Return what a reader sees instead of a facet's values, in her language or in English."""
        if not column.labels and FACETS[facet].has_names:
            return column.values
        return column.told(
            "" if "" in column.labels else language, lambda value: _label(facet, value, language)
        )

    def _on(self, facet: str, day: int) -> Column:
        periods = FACETS[facet].periods
        assert periods is not None  # noqa: S101 - says to mypy what a facet with days has
        rows = self.by_day[facet]
        found = periods.stretches_of(ints(rows), self.days_of(facet).__getitem__, day)
        stretches = {name: (start, end) for name, start, end in found if start < end}
        labels = {
            language: [named[name] for name in stretches]
            for language, named in self.periods.get(facet, {}).items()
        }
        return Column.of_stretches(rows, stretches, labels, self.count)

    @cached_property
    def _dated(self) -> dict[tuple[str, int], Column]:
        return {}

    @cached_property
    def _orders(self) -> dict[str, array[int]]:
        return {}


def _label(facet: str, value: str, language: str) -> str:
    # Imported for the languages that are asked for less often than those stored.
    from index.labels import label  # noqa: PLC0415

    return label(facet, value, language)


def save_table(table: Table, path: Path) -> None:
    path.write_bytes(msgspec.msgpack.encode(table))


def read_table(path: Path) -> Table:
    """Read what :func:`save_table` wrote; raise ``msgspec.MsgspecError`` where it is something else.

    Most of it stays in the file until it is asked for, and can be read when that is removed.
    """
    return msgspec.msgpack.decode(map_file(path), type=Table)


def product_of(factors: Iterable[Sequence[float]], count: int) -> array[float]:
    """Return what the factors of each of ``count`` rows make together."""
    product = [1.0] * count
    for each in factors:
        product = [one * other for one, other in zip(product, each, strict=True)]
    return array("d", product)
