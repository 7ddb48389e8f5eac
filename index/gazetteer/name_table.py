"""Places by each of their names, and by names that are nearly theirs."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from index.gazetteer.names import fold, keys
from index.gazetteer.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

ALIKE = 88
ALIKE_INFLECTED = 72
"""So alike (0 to 100) a name must be to be a slip of the pen, or an inflected form, of another."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Places, and the positions of those with a folded name, by that name."""

    places: tuple[Place, ...]
    by_name: dict[str, tuple[int, ...]]


def listed(places: Iterable[Place]) -> Listed:
    """List places by their names, which takes about a second for a large country."""
    distinct = tuple({place.id: place for place in places}.values())
    found: dict[str, dict[int, None]] = defaultdict(dict)
    for position, place in enumerate(distinct):
        for name in (place.name, *place.names):
            for key in keys(name):
                found[key][position] = None
    return Listed(distinct, {key: tuple(positions) for key, positions in found.items()})


class NameTable:
    """All names are folded (:func:`index.gazetteer.names.fold`)."""

    def __init__(self, places: Listed) -> None:
        self.places = places.places
        self._by_name = places.by_name

    def get(self, name: str) -> tuple[Place, ...]:
        """Return the places with this name, with or without an article in front."""
        return tuple(self.places[position] for position in self._by_name.get(name, ()))

    def longer(self, name: str) -> tuple[Place, ...]:
        """Return the places whose name begins with these words: ``storkow mark`` for ``storkow``."""
        start = f"{name} "
        found: dict[str, Place] = {}
        for key in self._sorted[bisect_left(self._sorted, start) :]:
            if not key.startswith(start):
                break
            found |= {p.id: p for p in self.get(key) if fold(p.name).startswith(start)}
        return tuple(found.values())

    def alike(self, name: str, *, inflects: bool) -> tuple[float, tuple[Place, ...]]:
        """Return the places with the name most like ``name``, and how alike it is (0 to 1)."""
        if len(name) < 5:
            return 0.0, ()
        known = self._by_start.get(name[:2], ())
        cutoff = ALIKE_INFLECTED if inflects else ALIKE
        best = process.extract(name, known, scorer=fuzz.ratio, score_cutoff=cutoff, limit=8)
        if not best:
            return 0.0, ()
        top = best[0][1]
        found = {p.id: p for key, score, _ in best if score == top for p in self.get(key)}
        return top / 100, tuple(found.values())

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._by_name)

    @cached_property
    def _by_start(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for key in self._by_name:
            found[key[:2]].append(key)
        return found
