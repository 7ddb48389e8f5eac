"""One facet of an index as a column: which rows have each value, and how many of some rows do.

Sets of rows are whole numbers with a bit a row, so that filters and counts of frequent values are a few
operations on long numbers, however many rows there are.
"""

from __future__ import annotations

from array import array
from collections import Counter
from functools import cached_property
from itertools import compress, repeat
from operator import itemgetter
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    _Selecting = Callable[[bytes | bytearray], Sequence[int]]

SPARSE = 512
"""A value that fewer than one of so many rows have is counted row by row: about where both cost the same."""
FREQUENT = 256
"""A value that one of so many rows has is kept as a set too: so it is quicker from the first query on."""
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


def set_of(rows: Sequence[int], count: int) -> int:
    """Return a set of few rows; :func:`mask_of` is quicker for many."""
    bits = bytearray(count // 8 + 1)
    for row in rows:
        bits[row >> 3] |= 1 << (row & 7)
    return int.from_bytes(bits, "little")


def packed(numbers: array[int] | array[float]) -> memoryview:
    """Return an array's bytes, to be kept in a file and read by :func:`ints` or :func:`floats`."""
    return memoryview(numbers.tobytes())


def ints(data: memoryview, code: str = "I") -> array[int]:
    found: array[int] = array(code)
    found.frombytes(data)
    return found


def floats(data: memoryview, code: str = "f") -> array[float]:
    found: array[float] = array(code)
    found.frombytes(data)
    return found


class Column(msgspec.Struct, dict=True):
    """``values`` by label; the value at a place is that of ``rows[starts[place]:starts[place + 1]]``.

    ``labels`` holds those of ``values`` by language, encoded until they are asked for; the language is ""
    where a label is the data's own. ``starts`` and ``rows`` are arrays of 32-bit numbers. ``sets`` holds
    the rows of the most frequent values by place, a bit a row, the lowest first.
    """

    values: list[str]
    labels: dict[str, msgspec.Raw]
    starts: memoryview
    rows: memoryview
    height: int
    """How many rows the index has."""
    sets: dict[int, memoryview] = {}
    ends: memoryview | None = None
    """Where the rows of each value end, where several share them: stretches of days lie in one another."""

    @classmethod
    def of(
        cls,
        holders: Mapping[str, Sequence[int]],
        order: Sequence[str],
        labels: Mapping[str, Sequence[str]],
        height: int,
    ) -> Column:
        """Make a column of the rows by value, the values in ``order``."""
        starts, rows = array("I", [0]), array("I")
        for value in order:
            rows.extend(holders[value])
            starts.append(len(rows))
        told = {language: msgspec.Raw(msgspec.msgpack.encode(named)) for language, named in labels.items()}
        return cls(list(order), told, packed(starts), packed(rows), height)

    @classmethod
    def of_stretches(
        cls,
        rows: memoryview,
        stretches: Mapping[str, tuple[int, int]],
        labels: Mapping[str, Sequence[str]],
        height: int,
    ) -> Column:
        """Make a column whose values are stretches (first, and last not included) of the same ``rows``."""
        made = cls.of({}, (), labels, height)
        starts, ends = (array("I", [stretch[n] for stretch in stretches.values()]) for n in (0, 1))
        return msgspec.structs.replace(
            made, values=list(stretches), starts=packed(starts), rows=rows, ends=packed(ends)
        )

    def with_sets(self) -> Column:
        """Return the column as it is kept: with the sets that a search would have to make."""
        size = self.height // 8 + 1
        frequent = (p for p in range(len(self.values)) if self._is_worth_a_set(p, FREQUENT))
        sets = {place: memoryview(self._set(place).to_bytes(size, "little")) for place in frequent}
        return msgspec.structs.replace(self, sets=sets)

    def told(self, language: str, label: Callable[[str], str]) -> list[str]:
        """Return what each value is called in a language: as it is kept, else as ``label`` tells."""
        if language not in self._told:
            kept = self.labels.get(language)
            named = (
                [*map(label, self.values)] if kept is None else msgspec.msgpack.decode(kept, type=list[str])
            )
            self._told[language] = named
        return self._told[language]

    def holders(self, place: int) -> array[int]:
        """Return the rows that have the value at ``place``."""
        return self._rows[self._starts[place] : self._ends[place]]

    def mask(self, places: Iterable[int]) -> int:
        """Return the set of rows that have one of the values at ``places``."""
        found = 0
        others: list[int] = []
        for place in places:
            if self._is_worth_a_set(place, SPARSE):
                found |= self._set(place)
            else:
                others.extend(self.holders(place))
        return found | mask_of(flags_of(others, self.height)) if others else found

    def count(self, mask: int, flags: bytes | bytearray) -> Counter[int]:
        """Return how many rows have each value, by its place; ``mask`` and ``flags`` tell the same rows.

        What makes it quick takes longer than to count once: a process that asks once does without.
        """
        if self._is_first():
            return self._count_once(mask, flags)
        dense, selected, places = self._counting
        found = Counter(compress(places, selected(flags)))
        for place, holders in dense:
            number = (mask & holders).bit_count()
            if number:
                found[place] = number
        return found

    def _count_once(self, mask: int, flags: bytes | bytearray) -> Counter[int]:
        if self.ends is not None:
            told = bytes(_selecting(self._rows)(flags))
            bounds = enumerate(zip(self._starts, self._ends, strict=True))
            found = Counter({place: told.count(1, start, end) for place, (start, end) in bounds})
        else:
            found = Counter({place: (mask & self._set(place)).bit_count() for place in self.sets})
            others = (place for place in range(len(self.values)) if place not in self.sets)
            found.update({place: sum(map(flags.__getitem__, self.holders(place))) for place in others})
        return +found

    def _set(self, place: int) -> int:
        known = self._known.get(place)
        if known is None:
            known = self._known[place] = self._made(place)
        return known

    def _made(self, place: int) -> int:
        """Return the set of rows that have the value at ``place``, kept or made."""
        if place in self.sets:
            return int.from_bytes(self.sets[place], "little")
        held = self.holders(place)
        is_few = 16 * len(held) < self.height
        return set_of(held, self.height) if is_few else mask_of(flags_of(held, self.height))

    def _is_worth_a_set(self, place: int, share: int) -> bool:
        number = self._ends[place] - self._starts[place]
        return self.height > FEW and number * share >= self.height

    def _is_first(self) -> bool:
        is_first = "asked" not in self.__dict__
        self.__dict__["asked"] = True
        return is_first

    @cached_property
    def _counting(self) -> tuple[list[tuple[int, int]], _Selecting, list[int]]:
        """The frequent values, each with its rows as a set; of all others what selects rows, and places."""
        dense, rows = [], array("I")
        places: list[int] = []
        for place in range(len(self.values)):
            if self._is_worth_a_set(place, SPARSE):
                dense.append((place, self._set(place)))
            else:
                held = self.holders(place)
                rows.extend(held)
                places.extend(repeat(place, len(held)))
        return dense, _selecting(rows), places

    @cached_property
    def _starts(self) -> array[int]:
        return ints(self.starts)

    @cached_property
    def _ends(self) -> array[int]:
        return self._starts[1:] if self.ends is None else ints(self.ends)

    @cached_property
    def _rows(self) -> array[int]:
        return ints(self.rows)

    @cached_property
    def _known(self) -> dict[int, int]:
        return {}

    @cached_property
    def _told(self) -> dict[str, list[str]]:
        return {}

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


def _selecting(rows: array[int]) -> _Selecting:
    """Return what tells the flags of ``rows``: several times as quick as to ask for one after the other."""
    if len(rows) < 2:
        return lambda flags: tuple(flags[row] for row in rows)
    return itemgetter(*rows)


def plain(value: str) -> str:
    """Return how a value is compared: without case, with hyphens for blanks."""
    return value.strip().casefold().replace(" ", "-")
