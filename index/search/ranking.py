"""How well a document answers a query.

A query is a list of words. Each word has *alternatives*: itself, its stems, what it begins, what it
is written together with, what it means (a concept), and, where nothing of that exists, what is
spelled like it. A document's share of a word is the best of its alternatives; the words' shares are
summed by how rare each word is and divided by what a document with all of them would get.
So a document that covers more of the query comes first, and the score lies between 0 and 1.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.search.store import Store

COVERAGE = 0.5
"""The power of the covered share of a query: more than 0 prefers many words to one that is strong."""
LEAST = 0.15
"""What covers less than this share of what the best covers is no result: it shares a chance word."""


class Slot(msgspec.Struct):
    """A word of the query; ``terms`` maps each alternative to how much a match by it counts (0 to 1).

    ``importance`` multiplies the word's rarity: a function word has next to none. ``ways`` says what kind of
    match each alternative is.
    """

    word: str = ""
    terms: dict[str, float] = msgspec.field(default_factory=dict)
    importance: float = 1.0
    ways: dict[str, str] = msgspec.field(default_factory=dict)

    def add(self, term: str, strength: float, way: str) -> None:
        if strength > self.terms.get(term, 0.0):
            self.terms[term] = strength
            self.ways[term] = way


class Ranked(msgspec.Struct, frozen=True):
    """``scores`` by row, ``covered`` the share of the query (0 to 1) that each has any of.

    ``weights`` are the slots' shares of the query: they sum to 1.
    """

    scores: dict[int, float]
    covered: dict[int, float]
    weights: tuple[float, ...] = ()


def rank(store: Store, slots: Sequence[Slot]) -> Ranked:
    """Score every row that has at least one word that matters."""
    count = store.count()
    answered = [_shares(store, slot) for slot in slots]
    rarities = [
        slot.importance * math.log(1 + (count - len(shares) + 0.5) / (len(shares) + 0.5))
        for slot, shares in zip(slots, answered, strict=True)
    ]
    possible = sum(rarities)
    if not possible:
        return Ranked({}, {})
    sums: dict[int, float] = {}
    covered: dict[int, float] = {}
    weights = tuple(rarity / possible for rarity in rarities)
    for weight, shares in zip(weights, answered, strict=True):
        if not sums:
            sums = {row: weight * share for row, share in shares.items()}
            covered = dict.fromkeys(shares, weight)
            continue
        sum_of, covered_of = sums.get, covered.get
        for row, share in shares.items():
            sums[row] = sum_of(row, 0.0) + weight * share
            covered[row] = covered_of(row, 0.0) + weight
    return Ranked(*_kept(sums, covered), weights)


def _kept(sums: dict[int, float], covered: dict[int, float]) -> tuple[dict[int, float], dict[int, float]]:
    """Leave out what covers too little, and weigh the rest by what it covers."""
    # There are few different shares of a query to be covered: two to the power of its words at most.
    least = LEAST * max(covered.values(), default=0.0)
    power = {share: share**COVERAGE for share in set(covered.values())}
    scores = {row: total * power[covered[row]] for row, total in sums.items() if covered[row] >= least}
    return scores, covered


def _shares(store: Store, slot: Slot) -> dict[int, float]:
    """Return the best share of a word that each row has."""
    best: dict[int, float] = {}
    for term, strength in slot.terms.items():
        rows, shares = store.postings(term)
        scaled: Iterable[float] = shares if strength == 1.0 else [strength * share for share in shares]
        if not best:
            best = dict(zip(rows, scaled, strict=True))
            continue
        best_of = best.get
        for row, share in zip(rows, scaled, strict=True):
            if share > best_of(row, 0.0):
                best[row] = share
    return best


def best_terms(store: Store, slot: Slot, rows: Iterable[int]) -> dict[int, tuple[str, float]]:
    """Return for each of ``rows`` that answers a word the alternative it does so by, and its share."""
    wanted = list(rows)
    best: dict[int, tuple[str, float]] = {}
    for term, strength in slot.terms.items():
        held, shares = store.postings(term)
        for row in wanted:
            place = bisect_left(held, row)
            if place < len(held) and held[place] == row:
                share = strength * shares[place]
                if share > best.get(row, ("", 0.0))[1]:
                    best[row] = (term, share)
    return best
