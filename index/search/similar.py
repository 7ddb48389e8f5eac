"""Software like another one: what shares the concepts and words that tell it from the rest."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from index.query import Similar
from index.search.card import read_card
from index.search.columns import flags_of_mask

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.search.reading import CardReader
    from index.search.store import Store
    from index.search.table import Table

TERMS = 24
"""So many of a software's terms are looked for, those that tell it best from the rest."""
COMMON = 0.25
"""A term that more than this share of the software has tells nothing."""
FEW = 10
"""So many software may share a term in however small a catalogue."""
LEAST = 0.12
"""What has less of the other's terms than this is not like it."""
_SHOWN_WORDS = 5


class Likeness:
    """Compares the documents of one open index."""

    def __init__(self, store: Store, table: Table, reader: CardReader) -> None:
        self._store = store
        self._table = table
        self._reader = reader

    def similar(self, identifier: str, limit: int) -> tuple[Similar, ...]:
        """Return the software most like another one, best first; of equals the one that leads a list."""
        row = self._table.row_of.get(identifier)
        if row is None:
            return ()
        scores, common = self._scores(row)
        quality, place = self._table.quality, self._table.order("relevance")
        alike = [one for one, score in scores.items() if score >= LEAST and one != row]
        alike.sort(key=lambda one: (-scores[one] * quality[one], place[one]))
        return tuple(self._told(one, scores[one], row, common) for one in alike[:limit])

    def more_from(self, identifier: str, limit: int) -> tuple[Similar, ...]:
        """Return other software of the same publisher, the likest first, then those that lead a list."""
        row = self._table.row_of.get(identifier)
        if row is None:
            return ()
        publishers = self._table.column("publisher", None)
        publisher = read_card(self._store.card(row)).publisher_id
        places = publishers.places_of(publisher)
        flags = flags_of_mask(publishers.mask(places) & self._table.living, self._table.count)
        scores, common = self._scores(row)
        place = self._table.order("relevance")
        others = [one for one, flag in enumerate(flags) if flag and one != row]
        others.sort(key=lambda one: (-scores.get(one, 0.0), place[one]))
        return tuple(self._told(one, scores.get(one, 0.0), row, common) for one in others[:limit])

    def _scores(self, row: int) -> tuple[dict[int, float], Mapping[str, set[int]]]:
        """Return how like each row is, and which rows have each term that was compared."""
        card = read_card(self._store.card(row))
        count = self._store.count()
        most = max(FEW, COMMON * count)
        rarities = {
            term: weight * math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))
            for term, weight in self._reader.telling(card).items()
            if 1 < (frequency := self._store.frequency(term)) <= most
        }
        leading = sorted(rarities, key=lambda term: (-rarities[term], term))[:TERMS]
        possible = sum(rarities[term] for term in leading)
        scores: dict[int, float] = {}
        common: dict[str, set[int]] = {}
        for term in leading:
            rows, shares = self._store.postings(term)
            common[term] = set(rows)
            weight = rarities[term] / possible
            for one, share in zip(rows, shares, strict=True):
                scores[one] = scores.get(one, 0.0) + weight * share
        return scores, common

    def _told(self, one: int, score: float, row: int, common: Mapping[str, set[int]]) -> Similar:
        card, other = read_card(self._store.card(one)), read_card(self._store.card(row))
        shared = [term for term, rows in common.items() if one in rows]
        words = self._reader.as_written(other, shared)
        return Similar(
            id=card.id,
            name=card.name,
            publisher=card.publisher,
            score=round(min(1.0, score), 4),
            categories=tuple(value for value in card.categories if value in other.categories),
            words=words[:_SHOWN_WORDS],
        )
