"""Which of the places with a name is meant: by country, by region, by company, by size; else none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.gazetteer.gazetteer import weight
from index.gazetteer.names import keys
from index.gazetteer.place import Place, distance_km

if TYPE_CHECKING:
    from collections.abc import Sequence

ONE_PLACE_KM = 8
"""Two places of one name that are no farther apart are one."""
DOMINATES = 10
"""So many times likelier than the next, and no one else will have been meant."""
REGION_KM = 160
COMPANY_KM = 75
"""A place that near to others of the same list keeps their company."""
FARTHER = 2.5


@dataclass(frozen=True, slots=True)
class Choice:
    """``is_doubtful`` says that the name may as well be another's, which the gazetteer has not."""

    place: Place
    confidence: float
    reason: str
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Unsure:
    """Several places, and nothing that tells which."""

    candidates: tuple[Place, ...]


def choose(
    name: str,
    found: Sequence[Place],
    *,
    regions: Sequence[Place] = (),
    company: Sequence[tuple[float, float]] = (),
    surety: float = 0.95,
) -> Choice | Unsure:
    """Choose among the places ``found`` under the folded ``name``.

    ``regions`` are those the text names beside it, ``company`` the places (latitude, longitude) of the
    others in the list it stands in.
    """
    candidates = [p for p in found if p.code and name in keys(p.name)] or list(found)
    candidates.sort(key=lambda place: (-weight(place, name), place.id))
    best = candidates[0]
    if all(_apart(best, other) <= ONE_PLACE_KM for other in candidates[1:]):
        return Choice(best, surety, f"the place called {best.name}")
    inside = _inside(candidates, regions)
    if inside:
        return Choice(inside, surety, f"the {inside.name} in {regions[0].name}")
    near = _in_company(candidates, company)
    if near:
        return Choice(near, 0.85, f"of the places called {best.name} the one near others in the same list")
    if weight(best, name) >= DOMINATES * weight(_second(best, candidates), name):
        return Choice(best, 0.8, f"by far the largest of {len(candidates)} places called {best.name}")
    return Unsure(tuple(candidates))


def _second(best: Place, candidates: Sequence[Place]) -> Place:
    return next(other for other in candidates[1:] if _apart(best, other) > ONE_PLACE_KM)


def _inside(candidates: Sequence[Place], regions: Sequence[Place]) -> Place | None:
    """Return the candidate that lies nearest to a region named beside, if the others lie clearly outside."""
    for region in regions:
        ranked = sorted((_apart(region, place), place.id, place) for place in candidates)
        if ranked[0][0] <= REGION_KM and (len(ranked) == 1 or ranked[1][0] >= 1.3 * ranked[0][0]):
            return ranked[0][2]
    return None


def _in_company(candidates: Sequence[Place], company: Sequence[tuple[float, float]]) -> Place | None:
    if len(company) < 3:
        return None
    ranked = sorted((_distance_to(company, place), place.id, place) for place in candidates)
    if ranked[0][0] <= COMPANY_KM and ranked[1][0] >= FARTHER * max(ranked[0][0], ONE_PLACE_KM):
        return ranked[0][2]
    return None


def _distance_to(company: Sequence[tuple[float, float]], place: Place) -> float:
    """Return how far the third nearest of the company is: one neighbour may be a coincidence."""
    if place.lat is None or place.lon is None:
        return float("inf")
    return sorted(distance_km(place.lat, place.lon, lat, lon) for lat, lon in company)[2]


def _apart(one: Place, other: Place) -> float:
    if None in {one.lat, one.lon, other.lat, other.lon}:
        return 0.0 if one.id == other.id else float("inf")
    return distance_km(one.lat or 0, one.lon or 0, other.lat or 0, other.lon or 0)
