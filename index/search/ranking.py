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
    from collections.abc import Mapping, Sequence

    from index.whoosh_engine import TermsReader

SATURATION = 1.2
"""BM25's k1: the term weight at which a document has half of what it can get of a word."""

COVERAGE = 0.5
"""The power of the covered share of a query: more than 0 prefers many words to one that is strong."""
LEAST = 0.15
"""What covers less than this share of what the best covers is no result: it shares a chance word."""


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
    sums: defaultdict[int, float] = defaultdict(float)
    covered: defaultdict[int, float] = defaultdict(float)
    possible = 0.0
    count = reader.count()
    for slot in slots:
        shares = _shares(reader, slot.terms)
        rarity = slot.importance * math.log(1 + (count - len(shares) + 0.5) / (len(shares) + 0.5))
        possible += rarity
        for row, share in shares.items():
            sums[row] += rarity * share
            covered[row] += rarity
    least = LEAST * max(covered.values(), default=0.0)
    return {
        row: total / possible * (covered[row] / possible) ** COVERAGE
        for row, total in sums.items()
        if covered[row] >= least
    }


def _shares(reader: TermsReader, terms: Mapping[str, float]) -> dict[int, float]:
    best: dict[int, float] = {}
    for term, strength in terms.items():
        for row, weight in zip(*reader.postings(term), strict=True):
            share = strength * weight / (weight + SATURATION)
            if share > best.get(row, 0.0):
                best[row] = share
    return best
