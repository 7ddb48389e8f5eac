"""Facets over days: what the day of a commit, a release or the end of a contract means on another day.

A day is a proleptic Gregorian ordinal (``date.toordinal``), 0 where it is not known.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from datetime import date
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_PERIOD = re.compile(r"(\d{1,4})\s*(d|w|m|y)")
_LENGTHS = {"d": 1, "w": 7, "m": 30.4375, "y": 365.25}
"""Mean lengths in days, Gregorian."""


def ordinal(day: str | None) -> int:
    """Return the day that an ISO 8601 date or time begins with; 0 where it is none."""
    try:
        return date.fromisoformat(day[:10]).toordinal() if day else 0
    except ValueError:
        return 0


class Periods(msgspec.Struct, frozen=True):
    """Names for stretches of time before (``sign`` -1) or after (1) the day of a search.

    A stretch runs from ``low`` days (not included) to ``high`` days (included) away; where
    ``is_open`` the reader may also name a stretch from today of her own (``18m``, ``2y``) or a date.
    """

    sign: int
    stretches: tuple[tuple[str, float, float], ...]
    is_open: bool = False
    unknown: str | None = None

    def of(self, day: int, today: int) -> tuple[str, ...]:
        """Return the names of all stretches that ``day`` lies in."""
        if not day:
            return (self.unknown,) if self.unknown else ()
        away = self.sign * (day - today)
        return tuple(name for name, low, high in self.stretches if low < away <= high)

    def stretches_of(
        self, rows: Sequence[int], day_of: Callable[[int], int], today: int
    ) -> Iterator[tuple[str, int, int]]:
        """Yield each name with the first and the last (not included) of ``rows`` that lie in it.

        ``rows`` are ordered by their day. The same as asking :meth:`of` for each.
        """
        known = bisect_right(rows, 0, key=day_of)
        for name, low, high in self.stretches:
            if self.sign > 0:
                start, end = (bisect_right(rows, today + away, key=day_of) for away in (low, high))
            else:
                start, end = (bisect_left(rows, today - away, key=day_of) for away in (high, low))
            yield name, max(start, known), max(end, known)
        if self.unknown:
            yield self.unknown, 0, known

    @property
    def names(self) -> tuple[str, ...]:
        named = tuple(name for name, _, _ in self.stretches)
        return (*named, self.unknown) if self.unknown else named

    def holds(self, value: str, days: Iterable[int], today: int) -> list[bool] | None:
        """Tell for each of ``days`` whether it lies in a named or given stretch; None where there is none."""
        stretch = self._stretch(value.strip().lower(), today)
        if stretch is None:
            return None
        if value.strip().lower() == self.unknown:
            return [not day for day in days]
        low, high = stretch
        return [bool(day) and low < self.sign * (day - today) <= high for day in days]

    def _stretch(self, value: str, today: int) -> tuple[float, float] | None:
        named = {name: (low, high) for name, low, high in self.stretches}
        if value == self.unknown:
            return (0.0, 0.0)
        if value in named or not self.is_open:
            return named.get(value)
        if found := _PERIOD.fullmatch(value):
            return self._start, int(found[1]) * _LENGTHS[found[2]]
        if until := ordinal(value) if len(value) == 10 else 0:
            return self._start, self.sign * (until - today)
        return None

    @property
    def _start(self) -> float:
        """Where a stretch of the reader's own begins: a contract's with today, a release's in any future."""
        return -1.0 if self.sign > 0 else float("-inf")


_FOREVER = float("inf")
CONTRACT_ENDS = Periods(
    1,
    (
        ("ended", -_FOREVER, -1),
        ("6m", -1, 182.625),
        ("1y", -1, 365.25),
        ("2y", -1, 730.5),
        ("later", 730.5, _FOREVER),
    ),
    is_open=True,
    unknown=None,
)
RELEASED_SINCE = Periods(
    -1,
    (
        ("3m", -_FOREVER, 91.3125),
        ("6m", -_FOREVER, 182.625),
        ("1y", -_FOREVER, 365.25),
        ("2y", -_FOREVER, 730.5),
        ("5y", -_FOREVER, 1826.25),
    ),
    is_open=True,
)
ACTIVITY = Periods(
    -1,
    (
        ("active", -_FOREVER, 90),
        ("quiet", 90, 365),
        ("dormant", 365, 1095),
        ("dead", 1095, _FOREVER),
    ),
    unknown="unknown",
)
"""By the last commit; the bounds are those of the vitality score (docs/vitality.md)."""
