"""The facets: what a reader can narrow a search by, each a function from entry to values.

The search index, the static pages and any count made straight from the catalogue use this table, so
that a number means the same everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from publiccode.spdx import license_ids

if TYPE_CHECKING:
    from index.entry import Entry

Values = Callable[["Entry"], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Facet:
    """``values`` gives an entry's values, without repeats, in any order."""

    name: str
    label: str
    values: Values


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _countries(entry: Entry) -> tuple[str, ...]:
    """Give where it is published and where it is meant for: a buyer asks for both at once."""
    return tuple(dict.fromkeys([*_one(entry.publisher.country), *entry.software.countries]))


_FACETS = (
    Facet("category", "Category", lambda e: e.software.categories),
    Facet("scope", "Field of work", lambda e: e.software.scope),
    Facet("license", "Licence", lambda e: license_ids(e.software.license)),
    Facet("country", "Country", _countries),
    Facet("publisher", "Publisher", lambda e: (e.publisher.id,)),
    Facet("type", "Software type", lambda e: _one(e.software.software_type)),
    Facet("status", "Development status", lambda e: _one(e.software.development_status)),
    Facet("maintenance", "Maintenance", lambda e: _one(e.software.maintenance_type)),
    Facet("platform", "Platform", lambda e: dict.fromkeys(p.strip().lower() for p in e.software.platforms)),
    Facet("language", "Interface language", lambda e: e.software.available_languages),
    Facet("archetype", "Kind of publisher", lambda e: _one(e.publisher.archetype)),
    Facet("state", "State in the catalogue", lambda e: (e.state.value,)),
)

FACETS: Mapping[str, Facet] = MappingProxyType({facet.name: facet for facet in _FACETS})


def facet_values(entry: Entry) -> dict[str, tuple[str, ...]]:
    """Return an entry's values in every facet, each value once."""
    return {name: tuple(dict.fromkeys(facet.values(entry))) for name, facet in FACETS.items()}
