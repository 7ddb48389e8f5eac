"""Look places up by name, country by country."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from index.gazetteer import italy, regions, towns
from index.gazetteer.kept import Kept, kept
from index.gazetteer.name_table import NameTable, listed
from index.gazetteer.names import fold, keys

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from index.gazetteer.place import Place


@dataclass(frozen=True, slots=True)
class Names:
    """The places of a country, by name."""

    towns: NameTable
    regions: NameTable


class Gazetteer:
    """Reads a country's places when it is first asked for them.

    ``cache`` is a folder in which they are kept ready, so that the next process need not make them.
    """

    def __init__(self, cache: Path | None = None) -> None:
        self._cache = cache

    def names(self, country: str) -> Names:
        """Return the places of a country (ISO 3166-1 alpha-2, upper case) by folded name."""
        return _names(country, self._cache)

    def countries(self, name: str) -> tuple[Place, ...]:
        """Return the countries that are called so in one of some twenty languages, or have the code."""
        folded = fold(name)
        return tuple(p for p in regions.countries() if folded in p.names or name.strip() == p.country)

    def find(self, name: str, country: str | None = None) -> tuple[Place, ...]:
        """Return the places called ``name``, wherever or in ``country``, the likeliest to be meant first."""
        for wanted in keys(name):
            if country:
                by_name = self.names(country.upper())
                found = [*by_name.towns.get(wanted), *by_name.regions.get(wanted)]
            else:
                found = [*_anywhere(wanted), *self.countries(wanted)]
            if found:
                return tuple(sorted(_unique(found), key=lambda place: (-weight(place, wanted), place.id)))
        return ()

    def large_towns(self) -> NameTable:
        """Return the towns of the world with a hundred thousand people or more."""
        return _large_towns()

    def place(self, identifier: str) -> Place | None:
        """Return the place with this id, as :class:`Place` has it."""
        country = identifier[:2].upper()
        if "-" not in identifier:
            return self.country_of_code(country)
        names = self.names(country)
        return next((p for t in (names.towns, names.regions) for p in t.places if p.id == identifier), None)

    def country_of_code(self, code: str) -> Place | None:
        """Return a country by its ISO 3166-1 alpha-2 code."""
        return next((p for p in regions.countries() if p.country == code.upper()), None)

    def italian_municipality(self, code: str) -> Place | None:
        """Return the municipality with this land-register code, as ``c_L378`` and ``L378`` have it."""
        wanted = code.upper().removeprefix("C_")
        return next((p for p in self.names("IT").towns.places if p.code == wanted), None)


def weight(place: Place, name: str) -> float:
    """Return how likely ``place`` is meant by the folded ``name``: the more people, the likelier."""
    return max(place.population, 1) * (HOME if name in keys(place.name) else 1)


HOME = 10
"""A place's own name counts so many times what one of its names in other languages does."""


@cache
def _names(country: str, cache: Path | None) -> Names:
    places = kept(cache, country, lambda: _made(country))
    return Names(NameTable(places.towns), NameTable(places.regions))


def _made(country: str) -> Kept:
    registered = italy.municipalities() if country == "IT" else ()
    seats = {(place.lat, place.lon) for place in registered}
    other = [town for town in towns.towns(country) if (town.lat, town.lon) not in seats]
    return Kept(listed((*registered, *other)), listed(regions.regions(country)))


LARGE = 100_000


@cache
def _large_towns() -> NameTable:
    rows = (row for country in towns.towns_by_country().values() for row in country)
    return NameTable(listed(_registered(towns.as_place(row)) for row in rows if row.population >= LARGE))


def _unique(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple({place.id: place for place in places}.values())


def _anywhere(wanted: str) -> list[Place]:
    """Return the towns of the world that have this folded name."""
    rows = (row for country in towns.towns_by_country().values() for row in country)
    # Other names are JSON still: a look at the bytes passes over almost all rows cheaply.
    letters = wanted.encode()
    word = max(wanted.split(), key=len, default="")

    def is_called(name: str) -> bool:
        # Folding two hundred thousand names takes a second: what hasn't the longest word needs none.
        return (not name.isascii() or word in name.lower()) and fold(name) == wanted

    near = [row for row in rows if letters in bytes(row.alternatenames).lower() or is_called(row.name)]
    return [_registered(place) for place in map(towns.as_place, near) if wanted in place.names]


def _registered(place: Place) -> Place:
    if place.country != "IT":
        return place
    same = (p for p in italy.municipalities() if (p.lat, p.lon) == (place.lat, place.lon))
    return next(same, place)
