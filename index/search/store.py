"""What an open index is asked for: its segments as one, without the documents that were replaced."""

from __future__ import annotations

from array import array
from functools import lru_cache
from heapq import merge
from itertools import groupby, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.search.segment import Segment

REMEMBERED = 4096
"""Terms whose frequency an open index remembers: queries share many."""


class Store:
    """``dead`` are the rows that are no more: replaced by a later row, or gone."""

    def __init__(self, segments: Sequence[Segment], dead: Iterable[int]) -> None:
        self._segments = segments
        self._dead = frozenset(dead)
        self._count = sum(segment.count for segment in segments) - len(self._dead)
        self.frequency = lru_cache(REMEMBERED)(self._frequency)

    def count(self) -> int:
        """Return how many documents there are."""
        return self._count

    def postings(self, term: str) -> tuple[Sequence[int], Sequence[float]]:
        """Return the rows that hold ``term``, ascending, and what share each has of it."""
        rows, shares = self._segments[0].impacts.get(term)
        for segment in self._segments[1:]:
            more = segment.impacts.get(term)
            rows.extend(more[0])
            shares.extend(more[1])
        if self._dead and not self._dead.isdisjoint(rows):
            kept = [(row, share) for row, share in zip(rows, shares, strict=True) if row not in self._dead]
            rows = array("I", (row for row, _ in kept))
            shares = array("f", (share for _, share in kept))
        return rows, shares

    def _frequency(self, term: str) -> int:
        """Return how many documents hold ``term``."""
        if self._dead:
            return len(self.postings(term)[0])
        return sum(segment.impacts.frequency(term) for segment in self._segments)

    def starting_with(self, prefix: str, limit: int) -> list[str]:
        """Return the first ``limit`` terms that begin with ``prefix``, in order."""
        begun = merge(*(segment.impacts.starting_with(prefix) for segment in self._segments))
        each = (term for term, _ in groupby(begun))
        return list(islice((term for term in each if not self._dead or self.frequency(term)), limit))

    def words_starting_with(self, prefix: str, limit: int, field: str) -> list[str]:
        """Return up to ``limit`` words of the text ``field`` that begin with ``prefix``, in order."""
        found = set().union(*(s.words_starting_with(prefix, limit, field) for s in self._segments))
        return sorted(found)[:limit]

    def rows_in(self, field: str, word: str) -> set[int]:
        """Return the rows whose text ``field`` holds ``word``."""
        return set().union(*(s.rows_in(field, word) for s in self._segments)) - self._dead

    def rows_with_phrase(self, field: str, phrase: list[str]) -> set[int]:
        """Return the rows whose text ``field`` holds the words one after the other."""
        return set().union(*(s.rows_with_phrase(field, phrase) for s in self._segments)) - self._dead

    def card(self, row: int) -> bytes:
        """Return what was stored for ``row``."""
        for segment in self._segments:
            if row < segment.start + segment.count:
                return segment.card(row)
        raise IndexError(row)

    def close(self) -> None:
        for segment in self._segments:
            segment.close()
