"""What the administrations around a place use and publish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.adoption.adoption import Adoption, SoftwareName
from index.adoption.claim import Organisation, OrganisationKind, Source
from index.gazetteer.place import distance_km

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_LOCAL = frozenset({OrganisationKind.MUNICIPALITY, OrganisationKind.REGION, OrganisationKind.PUBLISHER})
"""Kinds of organisation that are somewhere: a country's or a ministry's middle is nobody's neighbour."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An organisation ``km`` away, the software it is said to use now, and what it publishes."""

    organisation: Organisation
    km: float
    uses: tuple[SoftwareName, ...]
    publishes: tuple[SoftwareName, ...]


def neighbours(
    adoption: Adoption,
    lat: float,
    lon: float,
    *,
    km: float,
    categories: Collection[str] = (),
    without: str | None = None,
) -> tuple[Neighbour, ...]:
    """Return who is within ``km`` of a point (degrees, WGS 84), the nearest first; ``without`` is left out.

    With ``categories`` only software of one of these counts, and only who has such.
    """
    found = []
    for organisation in adoption.organisations:
        if organisation.kind not in _LOCAL or organisation.lat is None or organisation.lon is None:
            continue
        apart = distance_km(lat, lon, organisation.lat, organisation.lon)
        if apart > km or organisation.id == without:
            continue
        claims = [c for c in adoption.by_organisation.get(organisation.id, ()) if c.is_current]
        own = [c.software for c in claims if c.source is Source.PUBLISHER]
        used = [c.software for c in claims if c.software not in own]
        neighbour = Neighbour(
            organisation,
            round(apart, 1),
            _named(used, adoption, categories),
            _named(own, adoption, categories),
        )
        if neighbour.uses or neighbour.publishes:
            found.append(neighbour)
    return tuple(sorted(found, key=lambda one: (one.km, one.organisation.id)))


def nearest_first(found: Iterable[Neighbour]) -> dict[str, Neighbour]:
    """Return each software that neighbours use or publish, by id, with the nearest of them."""
    nearest: dict[str, Neighbour] = {}
    for neighbour in found:
        for software in (*neighbour.publishes, *neighbour.uses):
            nearest.setdefault(software.id, neighbour)
    return nearest


def _named(
    software: Iterable[str], adoption: Adoption, categories: Collection[str]
) -> tuple[SoftwareName, ...]:
    listed = (adoption.software_by_id.get(one) for one in dict.fromkeys(software))
    return tuple(
        sorted(
            (one for one in listed if one and (not categories or set(categories) & set(one.categories))),
            key=lambda one: (one.name.casefold(), one.id),
        )
    )
