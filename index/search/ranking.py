"""How well a document answers a query.

A query is a list of words. Each word has *alternatives*: itself, its stems, what it begins, what it
is written together with, what it means (a concept), and, where nothing of that exists, what is
spelled like it. A document's share of a word is the best of its alternatives, saturated; the words'
shares are summed by how rare each word is and divided by what a document with all of them would get.
So a document that covers more of the query comes first, and the score lies between 0 and 1.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from index.whoosh_engine import TermsReader

SATURATION = 1.2
"""BM25's k1: the term weight at which a document has half of what it can get of a word."""


@dataclass(slots=True)
class Slot:
    """A word of the query; ``terms`` maps each alternative to how much a match by it counts (0 to 1).

    ``importance`` multiplies the word's rarity: a function word has next to none.
    """

    terms: dict[str, float] = field(default_factory=dict)
    importance: float = 1.0

    def add(self, term: str, strength: float) -> None:
        if strength > self.terms.get(term, 0.0):
            self.terms[term] = strength


def rank(reader: TermsReader, slots: Sequence[Slot]) -> dict[int, float]:
    """Return the score of every row that has at least one word that matters."""
    scores: defaultdict[int, float] = defaultdict(float)
    possible = 0.0
    count = reader.count()
    for slot in slots:
        shares = _shares(reader, slot.terms)
        rarity = slot.importance * math.log(1 + (count - len(shares) + 0.5) / (len(shares) + 0.5))
        possible += rarity
        for row, share in shares.items():
            scores[row] += rarity * share
    return {row: score / possible for row, score in scores.items()} if possible else {}


def _shares(reader: TermsReader, terms: Mapping[str, float]) -> dict[int, float]:
    best: dict[int, float] = {}
    for term, strength in terms.items():
        for row, weight in zip(*reader.postings(term), strict=True):
            share = strength * weight / (weight + SATURATION)
            if share > best.get(row, 0.0):
                best[row] = share
    return best


def rows_of(reader: TermsReader, terms: Iterable[str]) -> set[int]:
    """Return the rows that hold at least one of ``terms``."""
    return {row for term in terms for row in reader.postings(term)[0]}
