"""One facet of an index as a column: which rows have each value, and how many of some rows do.

Sets of rows are whole numbers with a bit a row, so that filters and counts of frequent values are a few
operations on long numbers, however many rows there are.
"""

from __future__ import annotations

from array import array
from collections import Counter
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SPARSE = 512
"""A value that fewer than one of so many rows have is counted row by row: about where both cost the same."""
FEW = 64
"""So few rows are always counted one by one."""

_BITS = bytes.maketrans(b"\x00\x01", b"01")


def mask_of(flags: bytes | bytearray) -> int:
    """Return a set of rows from a byte (0 or 1) a row."""
    return int(bytes(flags[::-1]).translate(_BITS), 2) if flags else 0


def flags_of(rows: Iterable[int], count: int) -> bytearray:
    """Return a byte a row, 1 for those in ``rows``."""
    flags = bytearray(count)
    for row in rows:
        flags[row] = 1
    return flags


def flags_of_mask(mask: int, count: int) -> bytes:
    """Return a byte a row, 1 for those in the set ``mask``."""
    bits = f"{mask:0{count}b}".encode() if count else b""
    return bits[::-1].translate(bytes.maketrans(b"01", b"\x00\x01"))


class Column(msgspec.Struct, dict=True):
    """``values`` by label; the value at a place is that of ``rows[starts[place]:starts[place + 1]]``.

    ``labels`` holds those of ``values`` by language; the language is "" where a label is the data's own.
    ``starts`` and ``rows`` are arrays of 32-bit numbers.
    """

    values: list[str]
    labels: dict[str, list[str]]
    starts: bytes
    rows: bytes
    height: int
    """How many rows the index has."""

    @classmethod
    def of(
        cls,
        holders: Mapping[str, Sequence[int]],
        order: Sequence[str],
        labels: dict[str, list[str]],
        height: int,
    ) -> Column:
        """Make a column of the rows (ascending) by value, the values in ``order``."""
        starts, rows = array("I", [0]), array("I")
        for value in order:
            rows.extend(holders[value])
            starts.append(len(rows))
        return cls(list(order), labels, starts.tobytes(), rows.tobytes(), height)

    def holders(self, place: int) -> array[int]:
        """Return the rows that have the value at ``place``."""
        return self._rows[self._starts[place] : self._starts[place + 1]]

    def mask(self, places: Iterable[int]) -> int:
        """Return the set of rows that have one of the values at ``places``."""
        flags = bytearray(self.height)
        for place in places:
            for row in self.holders(place):
                flags[row] = 1
        return mask_of(flags)

    def count(self, mask: int, flags: bytes | bytearray) -> Counter[int]:
        """Return how many rows have each value, by its place; ``mask`` and ``flags`` tell the same rows.

        What makes it quick takes longer than to count once: a process that asks once does without.
        """
        if self._is_first():
            held = (
                (place, sum(map(flags.__getitem__, self.holders(place)))) for place in range(len(self.values))
            )
            return Counter({place: number for place, number in held if number})
        dense, rows, places = self._counting
        found = Counter(compress(places, map(flags.__getitem__, rows)))
        for place, holders in dense:
            number = (mask & holders).bit_count()
            if number:
                found[place] = number
        return found

    def _is_first(self) -> bool:
        is_first = "asked" not in self.__dict__
        self.__dict__["asked"] = True
        return is_first

    @cached_property
    def _counting(self) -> tuple[list[tuple[int, int]], array[int], array[int]]:
        """The frequent values with their rows as a set; rows and places of all others, pair by pair."""
        dense, rows, places = [], array("I"), array("I")
        for place in range(len(self.values)):
            held = self.holders(place)
            if self.height > FEW and len(held) * SPARSE >= self.height:
                dense.append((place, mask_of(flags_of(held, self.height))))
            else:
                rows.extend(held)
                places.extend([place] * len(held))
        return dense, rows, places

    @cached_property
    def _starts(self) -> array[int]:
        return array("I", self.starts)

    @cached_property
    def _rows(self) -> array[int]:
        return array("I", self.rows)

    def places_of(self, value: str) -> list[int]:
        """Return where ``value`` stands, or else the values that are written alike (:func:`plain`)."""
        place = self._exact.get(value)
        return self._alike.get(plain(value), []) if place is None else [place]

    @cached_property
    def _exact(self) -> dict[str, int]:
        return {value: place for place, value in enumerate(self.values)}

    @cached_property
    def _alike(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, value in enumerate(self.values):
            found.setdefault(plain(value), []).append(place)
        return found


def plain(value: str) -> str:
    """Return how a value is compared: without case, with hyphens for blanks."""
    return value.strip().casefold().replace(" ", "-")
