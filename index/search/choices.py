"""The values a filter may have: one of a list where the standard has one, anything elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.query import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from index.search.table import Table


def chosen(table: Table, filters: Mapping[str, Sequence[str]]) -> dict[str, frozenset[int]]:
    """Return for each facet filtered by the positions of the values wanted, in whatever case they are.

    Raises :class:`QueryError` for a facet that does not exist and for a value outside a closed list.
    """
    for facet in filters:
        if facet not in table.facets:
            message = f"there is no facet {facet!r}: use {', '.join(table.facets)}"
            raise QueryError(message)
    return {facet: positions(table, facet, values) for facet, values in filters.items() if values}


def positions(table: Table, facet: str, values: Iterable[str]) -> frozenset[int]:
    """Return where ``values`` stand in the facet's column; a value that no software has stands nowhere."""
    found: set[int] = set()
    for value in values:
        wanted = _plain(value)
        here = {i for i, known in enumerate(table.facets[facet].values) if _plain(known) == wanted}
        if not here and wanted not in map(_plain, closed := _closed(facet) or (wanted,)):
            raise QueryError(_unknown(facet, value, closed))
        found |= here
    return frozenset(found)


def _plain(value: str) -> str:
    return value.strip().casefold().replace(" ", "-")


def _closed(facet: str) -> tuple[str, ...]:
    """Return the values a facet may have; none where it may have any."""
    # Only a value that no software has pays for the imports.
    from index.entry import State  # noqa: PLC0415
    from publiccode import vocabularies  # noqa: PLC0415
    from publiccode.publisher import Archetype  # noqa: PLC0415

    return {
        "category": vocabularies.CATEGORIES,
        "scope": vocabularies.SCOPES,
        "status": vocabularies.DEVELOPMENT_STATUSES,
        "type": vocabularies.SOFTWARE_TYPES,
        "maintenance": vocabularies.MAINTENANCE_TYPES,
        "archetype": tuple(Archetype),
        "state": tuple(State),
    }.get(facet, ())


def _unknown(facet: str, value: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 -- only for a mistake

    shown = value if len(value) <= 50 else f"{value[:50]}…"
    close = get_close_matches(_plain(value)[:50], known, n=3, cutoff=0.5)
    if close:
        return f"there is no {facet} {shown!r}: did you mean {' or '.join(close)}?"
    listed = (
        f"use {', '.join(known)}" if len(known) <= 12 else "all are listed at https://yml.publiccode.tools"
    )
    return f"there is no {facet} {shown!r}: {listed}"
