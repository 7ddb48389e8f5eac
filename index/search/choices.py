"""The values a filter may have: one of a list where the standard has one, anything elsewhere."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from index.entry import State
from index.facets import FACETS
from index.query import QueryError
from publiccode.publisher import Archetype
from publiccode.vocabularies import (
    CATEGORIES,
    DEVELOPMENT_STATUSES,
    MAINTENANCE_TYPES,
    SCOPES,
    SOFTWARE_TYPES,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from index.search.table import Table

CLOSED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "category": CATEGORIES,
        "scope": SCOPES,
        "status": DEVELOPMENT_STATUSES,
        "type": SOFTWARE_TYPES,
        "maintenance": MAINTENANCE_TYPES,
        "archetype": tuple(Archetype),
        "state": tuple(State),
    }
)
"""The facets whose values are a list; a value outside it is a mistake, not an empty result."""


def chosen(table: Table, filters: Mapping[str, Sequence[str]]) -> dict[str, frozenset[int]]:
    """Return for each facet filtered by the positions of the values wanted, in whatever case they are.

    Raises :class:`QueryError` for a facet that does not exist and for a value outside a closed list.
    """
    for facet in filters:
        if facet not in FACETS:
            message = f"there is no facet {facet!r}: use {', '.join(FACETS)}"
            raise QueryError(message)
    return {facet: positions(table, facet, values) for facet, values in filters.items() if values}


def positions(table: Table, facet: str, values: Iterable[str]) -> frozenset[int]:
    """Return where ``values`` stand in the facet's column; a value that no software has stands nowhere."""
    found: set[int] = set()
    for value in values:
        wanted = _plain(value)
        here = {i for i, known in enumerate(table.facets[facet].values) if _plain(known) == wanted}
        if not here and facet in CLOSED and wanted not in map(_plain, CLOSED[facet]):
            raise QueryError(_unknown(facet, value))
        found |= here
    return frozenset(found)


def _plain(value: str) -> str:
    return value.strip().casefold().replace(" ", "-")


def _unknown(facet: str, value: str) -> str:
    # Only a mistake pays for the import.
    from difflib import get_close_matches  # noqa: PLC0415

    known = CLOSED[facet]
    shown = value if len(value) <= 50 else f"{value[:50]}…"
    close = get_close_matches(_plain(value)[:50], known, n=3, cutoff=0.5)
    if close:
        return f"there is no {facet} {shown!r}: did you mean {' or '.join(close)}?"
    listed = (
        ", ".join(known) if len(known) <= 12 else "the values are listed at https://yml.publiccode.tools/"
    )
    return f"there is no {facet} {shown!r}: use {listed}"
