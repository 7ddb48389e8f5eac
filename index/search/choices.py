"""The values a filter may have: one of a list where the standard has one, anything elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from index.analysis import fold, words
from index.facets import FACETS
from index.query import QueryError
from index.search.columns import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from index.search.columns import Column
    from index.search.table import Table


class Choice(msgspec.Struct, frozen=True):
    """``mask`` is the set of rows that have one of the values chosen, ``places`` where these stand."""

    mask: int
    places: frozenset[int] = frozenset()


def chosen(table: Table, filters: Mapping[str, Sequence[str]], today: date | None) -> dict[str, Choice]:
    """Return for each facet filtered by what its values choose, in whatever case they are.

    Raises :class:`QueryError` for a facet that does not exist and for a value outside a closed list.
    """
    for facet in filters:
        if facet not in FACETS:
            message = f"there is no facet {facet!r}: use {', '.join(FACETS)}"
            raise QueryError(message)
    return {facet: choose(table, facet, values, today) for facet, values in filters.items() if values}


def choose(table: Table, facet: str, values: Iterable[str], today: date | None) -> Choice:
    """Return what ``values`` of a facet choose; a value that no software has chooses nothing."""
    column = table.column(facet, today)
    mask = 0
    places: set[int] = set()
    for value in values:
        here = column.places_of(value)
        if not here and FACETS[facet].periods is not None:
            mask |= _period(table, facet, value, today)
        elif not here:
            here = _named(table, facet, column, value)
        places.update(here)
    return Choice(mask | column.mask(places), frozenset(places))


def _period(table: Table, facet: str, value: str, today: date | None) -> int:
    held = table.day_mask(facet, value, today)
    if held is None:
        periods = FACETS[facet].periods
        known = ", ".join(periods.names) if periods else ""
        other = ", a time like 18m or 3y, or a date like 2026-06-30" if periods and periods.is_open else ""
        raise QueryError(f"there is no {facet} {_shown(value)!r}: use {known}{other}")
    return held


def _named(table: Table, facet: str, column: Column, value: str) -> list[int]:
    """Return the places of values of an open list that are called so, or have all the words of it."""
    if closed := _closed(facet):
        if plain(value) not in map(plain, closed):
            raise QueryError(unknown(facet, value, closed))
        return []
    if facet not in {"publisher", "used-by", "standard"}:
        return []
    labels = table.labels(facet, column, "en")
    same = [place for place, label in enumerate(labels) if plain(label) == plain(value)]
    if same:
        return same
    wanted = {fold(word) for word in words(value[:200])}
    return [place for place, label in enumerate(labels) if wanted and wanted <= set(map(fold, words(label)))]


def _closed(facet: str) -> tuple[str, ...]:
    """Return the values a facet may have; none where it may have any."""
    # Only a value that no software has pays for the imports.
    from index.entry import State  # noqa: PLC0415
    from publiccode import vocabularies  # noqa: PLC0415
    from publiccode.licensing.facts import Family  # noqa: PLC0415
    from publiccode.publisher import Archetype  # noqa: PLC0415

    return {
        "category": vocabularies.CATEGORIES,
        "scope": vocabularies.SCOPES,
        "status": vocabularies.DEVELOPMENT_STATUSES,
        "type": vocabularies.SOFTWARE_TYPES,
        "maintenance": vocabularies.MAINTENANCE_TYPES,
        "archetype": tuple(Archetype),
        "state": tuple(State),
        "license-family": tuple(Family),
    }.get(facet, ())


def unknown(facet: str, value: str, known: tuple[str, ...]) -> str:
    """Say that a closed facet has no such value, and which are nearest."""
    from difflib import get_close_matches  # noqa: PLC0415 -- only for a mistake

    close = get_close_matches(plain(value)[:50], known, n=3, cutoff=0.5)
    if close:
        return f"there is no {facet} {_shown(value)!r}: did you mean {' or '.join(close)}?"
    listed = (
        f"use {', '.join(known)}" if len(known) <= 12 else "all are listed at https://yml.publiccode.tools"
    )
    return f"there is no {facet} {_shown(value)!r}: {listed}"


def _shown(value: str) -> str:
    return value if len(value) <= 50 else f"{value[:50]}…"
