"""Impact lists: for each term the rows that hold it, and the share of it that each has.

A share is a term's weight in the document, saturated as BM25 does, between 0 and 1; what a query needs
is read from the file as it lies there. Rows are numbers of 32 bits, shares floats of 32 bits, both in the
machine's byte order (``about.json`` names it).
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from heapq import merge
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from index.search.blobs import map_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_TERMS, _ROWS, _SHARES = "terms.bin", "rows.bin", "shares.bin"
_HEADER = 16


class Impact(NamedTuple):
    """A term with its list: ``rows`` (array I) ascending and ``shares`` (array f), as bytes."""

    term: bytes
    rows: bytes
    shares: bytes


def lists_of(postings: Mapping[str, tuple[array[int], array[float]]]) -> Iterator[Impact]:
    """Yield lists kept by term in the order of a file."""
    for term in sorted(postings, key=str.encode):
        rows, shares = postings[term]
        yield Impact(term.encode(), rows.tobytes(), shares.tobytes())


def write_impacts(folder: Path, lists: Iterable[Impact]) -> None:
    """Write lists, ordered by term, into three files of ``folder``."""
    ends, starts, terms = array("I", [0]), array("Q", [0]), []
    with (folder / _ROWS).open("wb") as rows, (folder / _SHARES).open("wb") as shares:
        for one in lists:
            terms.append(one.term)
            ends.append(ends[-1] + len(one.term))
            starts.append(starts[-1] + len(one.rows) // 4)
            rows.write(one.rows)
            shares.write(one.shares)
    header = array("Q", [len(terms), ends[-1]])
    with (folder / _TERMS).open("wb") as file:
        file.write(header.tobytes() + starts.tobytes() + ends.tobytes())
        file.writelines(terms)


def merged(parts: Sequence[Impacts]) -> Iterator[Impact]:
    """Yield the lists of several files as one; the rows of each part come after those of the one before."""
    ordered = merge(*(part.lists(number) for number, part in enumerate(parts)))
    for term, same in groupby(ordered, key=lambda one: one[0]):
        found = [(rows, shares) for _, _, rows, shares in same]
        yield Impact(term, b"".join(rows for rows, _ in found), b"".join(shares for _, shares in found))


class Impacts:
    """Reads what :func:`write_impacts` wrote; the files stay readable when they are removed."""

    def __init__(self, folder: Path) -> None:
        data = map_file(folder / _TERMS)
        self._rows, self._shares = map_file(folder / _ROWS), map_file(folder / _SHARES)
        self._count = array("Q", data[:8])[0]
        places = _HEADER + 8 * (self._count + 1)
        self._starts = memoryview(data)[_HEADER:places].cast("Q")
        names = places + 4 * (self._count + 1)
        self._ends = memoryview(data)[places:names].cast("I")
        self._names = memoryview(data)[names:]

    def get(self, term: str) -> tuple[array[int], array[float]]:
        """Return the rows that hold ``term``, ascending, and its share in each."""
        rows, shares = array("I"), array("f")
        place = self._find(term.encode())
        if place is not None:
            start, end = 4 * self._starts[place], 4 * self._starts[place + 1]
            rows.frombytes(self._rows[start:end])
            shares.frombytes(self._shares[start:end])
        return rows, shares

    def frequency(self, term: str) -> int:
        """Return how many rows hold ``term``."""
        place = self._find(term.encode())
        return 0 if place is None else self._starts[place + 1] - self._starts[place]

    def starting_with(self, prefix: str) -> Iterator[str]:
        """Yield the terms that begin with ``prefix``, in order."""
        begun = prefix.encode()
        for place in range(self._place(begun), self._count):
            term = self._term(place)
            if not term.startswith(begun):
                break
            yield term.decode()

    def lists(self, number: int) -> Iterator[tuple[bytes, int, bytes, bytes]]:
        """Yield all lists in order, with ``number`` to keep those of several files apart."""
        for place in range(self._count):
            start, end = 4 * self._starts[place], 4 * self._starts[place + 1]
            yield self._term(place), number, self._rows[start:end], self._shares[start:end]

    def _term(self, place: int) -> bytes:
        return bytes(self._names[self._ends[place] : self._ends[place + 1]])

    def _place(self, term: bytes) -> int:
        return bisect_left(range(self._count), term, key=self._term)

    def _find(self, term: bytes) -> int | None:
        place = self._place(term)
        return place if place < self._count and self._term(place) == term else None
