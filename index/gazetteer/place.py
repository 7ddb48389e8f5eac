"""A place of the gazetteer, and how far two points are apart."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0088
"""The earth's mean radius (IUGG)."""


class PlaceKind(StrEnum):
    TOWN = "town"
    REGION = "region"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """``lat`` and ``lon`` in degrees, WGS 84; ``names`` are folded (:func:`index.gazetteer.names.fold`).

    ``code`` is the ISO 3166-2 code of a region, the land-register code of an Italian municipality.
    ``is_approximate`` says that the coordinates are those of its province.
    """

    id: str
    name: str
    kind: PlaceKind
    country: str
    lat: float | None
    lon: float | None
    population: int = 0
    code: str | None = None
    is_approximate: bool = False
    names: tuple[str, ...] = ()


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the great-circle distance in kilometres (haversine)."""
    up, across = radians(other_lat - lat) / 2, radians(other_lon - lon) / 2
    half = sin(up) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(across) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))
