"""Regions, provinces, cantons and the like (ISO 3166-2), and countries."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from index.gazetteer.names import fold, slug
from index.gazetteer.place import Place, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countrystatecity_countries import State

_ALTERNATIVES = re.compile(r"\s*[/,;\[\]()]\s*")
"""What stands between the names of one region in several languages."""


@cache
def regions(country: str) -> tuple[Place, ...]:
    """Return the subdivisions of a country, of every level."""
    # Imported late, both: only who resolves names pays for them.
    import pycountry  # noqa: PLC0415
    from countrystatecity_countries import get_states_of_country  # noqa: PLC0415

    states = {_code(state): state for state in get_states_of_country(country)}
    found = [
        _region(country, part.code, part.name, states.pop(part.code, None))
        for part in pycountry.subdivisions.get(country_code=country) or ()  # type: ignore[no-untyped-call]
    ]
    found += [_region(country, code, state.name, state) for code, state in states.items()]
    return tuple(sorted(found, key=lambda region: region.id))


def _code(state: State) -> str:
    return str(getattr(state, "iso3166_2", None) or f"{state.country_code}-{state.state_code}")


def _region(country: str, code: str, name: str, state: State | None) -> Place:
    said = [name, *((state.name, state.native or "") if state else ())]
    shown = _ALTERNATIVES.split(name)[0]
    return Place(
        id=f"{code.lower()}-{slug(shown)}",
        name=shown,
        kind=PlaceKind.REGION,
        country=country,
        lat=float(state.latitude) if state and state.latitude else None,
        lon=float(state.longitude) if state and state.longitude else None,
        code=code,
        names=_folded(said),
    )


def _folded(said: Iterable[str]) -> tuple[str, ...]:
    parts = [part for name in said for part in (name, *_ALTERNATIVES.split(name))]
    return tuple(dict.fromkeys(folded for part in parts if (folded := fold(part))))


@cache
def countries() -> tuple[Place, ...]:
    """Return all countries with their names in some twenty languages, and where their middle is."""
    from countrystatecity_countries import get_countries  # noqa: PLC0415

    return tuple(
        Place(
            id=country.iso2.lower(),
            name=country.name,
            kind=PlaceKind.COUNTRY,
            country=country.iso2,
            lat=float(country.latitude) if country.latitude else None,
            lon=float(country.longitude) if country.longitude else None,
            code=country.iso2,
            names=_folded([country.name, country.native or "", *(country.translations or {}).values()]),
        )
        for country in get_countries()
    )
