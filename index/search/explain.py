"""Why a hit is one: for each word of the query what answers it and where, and the record's own factors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.query import Explanation, Reason
from index.search.ranking import best_terms
from index.search.table import QUALITIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from index.search.card import Card
    from index.search.ranking import Ranked, Slot
    from index.search.reading import CardReader
    from index.search.store import Store
    from index.search.table import Table


class Explainer:
    """Explains the hits of one page, the rows ``page``."""

    def __init__(
        self,
        store: Store,
        table: Table,
        reader: CardReader,
        *,
        slots: Sequence[Slot],
        ranked: Ranked,
        page: Sequence[int],
        added: Mapping[int, float],
    ) -> None:
        self._table = table
        self._reader = reader
        self._slots = slots
        self._ranked = ranked
        self._added = added
        self._best = [best_terms(store, slot, page) for slot in slots]

    def explain(self, row: int, card: Card) -> Explanation:
        terms = {found[row][0] for found in self._best if row in found}
        where = self._reader.where(card, terms)
        answered = list(self._answered(row))
        reasons = tuple(
            Reason(
                slot.word,
                slot.ways.get(term, "word"),
                term.removeprefix("="),
                where.get(term, ()),
                round(share, 4),
                round(weight, 4),
            )
            for slot, weight, term, share in answered
        )
        if row in self._added:
            reasons += (Reason("", "vector", "", (), round(self._added[row], 4), 1.0),)
        missing = (slot.word for slot, found in zip(self._slots, self._best, strict=True) if row not in found)
        quality = {
            name: round(factor, 4)
            for name in QUALITIES
            if (factor := self._table.factors(name)[row]) < 0.9999
        }
        covered = self._ranked.covered.get(row, 0.0)
        return Explanation(reasons, tuple(dict.fromkeys(missing)), round(covered, 4), quality)

    def _answered(self, row: int) -> Iterator[tuple[Slot, float, str, float]]:
        for slot, weight, found in zip(self._slots, self._ranked.weights, self._best, strict=False):
            if row in found:
                yield slot, weight, *found[row]
