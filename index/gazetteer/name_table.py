"""Places by each of their names, and by names that are nearly theirs."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from index.gazetteer.names import fold, keys

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.gazetteer.place import Place

ALIKE = 88
ALIKE_INFLECTED = 72
"""So alike (0 to 100) a name must be to be a slip of the pen, or an inflected form, of another."""


class NameTable:
    """All names are folded (:func:`index.gazetteer.names.fold`)."""

    def __init__(self, places: Iterable[Place]) -> None:
        found: dict[str, dict[str, Place]] = defaultdict(dict)
        for place in places:
            for name in (place.name, *place.names):
                for key in keys(name):
                    found[key][place.id] = place
        self._by_name = {key: tuple(same.values()) for key, same in found.items()}
        self.places = tuple({p.id: p for same in self._by_name.values() for p in same}.values())

    def get(self, name: str) -> tuple[Place, ...]:
        """Return the places with this name, with or without an article in front."""
        return self._by_name.get(name, ())

    def longer(self, name: str) -> tuple[Place, ...]:
        """Return the places whose name begins with these words: ``storkow mark`` for ``storkow``."""
        start = f"{name} "
        found: dict[str, Place] = {}
        for key in self._sorted[bisect_left(self._sorted, start) :]:
            if not key.startswith(start):
                break
            found |= {p.id: p for p in self._by_name[key] if fold(p.name).startswith(start)}
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
        found = {p.id: p for key, score, _ in best if score == top for p in self._by_name[key]}
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
