"""Who publishes: the facts of an administration that a publishers file gives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Archetype(StrEnum):
    """The six kinds of organisation of the OSPO study, national first."""

    NATIONAL_GOVERNMENT = "national-government"
    INSTITUTION = "institution"
    LOCAL_GOVERNMENT = "local-government"
    ASSOCIATION = "association"
    ACADEMIC = "academic"
    CIVIL_SOCIETY = "civil-society"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an administration is; ``lat`` and ``lon`` in degrees, WGS 84."""

    name: str
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Publisher:
    """``uri`` joins with ``organisation.uri`` in a file; ``country`` is ISO 3166-1 alpha-2, upper case."""

    id: str
    name: str
    uri: str | None = None
    country: str | None = None
    archetype: Archetype | None = None
    place: Place | None = None
