"""Where a command looks around: a place by its name, and what is told of who is near."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cli.adopting import gazetteer, require_adoption
from cli.errors import NoSuchOrganisationError
from cli.output import notices
from index.adoption.claim import OrganisationKind
from index.adoption.near import nearest_first, neighbours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cli.data_folder import DataFolder
    from cli.output import Output
    from index.adoption.adoption import Adoption
    from index.adoption.near import Neighbour

MOST_NAMES = 4
"""Software of a neighbour that text output names; JSON has them all."""


@dataclass(frozen=True, slots=True)
class Middle:
    """The point that is looked around from, in degrees; ``others`` are places that the name may mean too."""

    name: str
    country: str | None
    lat: float
    lon: float
    others: tuple[str, ...] = ()


def middle_of(name: str, adoption: Adoption, country: str | None = None) -> Middle:
    """Return the point that ``name`` means: an organisation of the catalogue, else a place of the gazetteer.

    Raises :class:`NoSuchOrganisationError` for a name that nothing has.
    """
    known = [
        one
        for one in adoption.named(name)
        if one.lat is not None and one.lon is not None and country in {None, one.country}
    ]
    local = [one for one in known if one.kind is OrganisationKind.MUNICIPALITY] or known
    if len(local) == 1:
        one = local[0]
        return Middle(one.name, one.country, one.lat or 0.0, one.lon or 0.0)
    places = [p for p in gazetteer().find(name, country) if p.lat is not None and p.lon is not None]
    if not places:
        where = f" in {country}" if country else ""
        raise NoSuchOrganisationError(
            f"no place is called {name!r}{where}; write it as its country does, or the larger town beside it"
        )
    first = places[0]
    others = tuple(f"{place.name}, {place.country}" for place in places[1:])
    return Middle(
        first.name, first.country, first.lat or 0.0, first.lon or 0.0, tuple(dict.fromkeys(others))[:8]
    )


def tell_others(middle: Middle, what: str = "also called so") -> None:
    """Say on standard error which other places the name may mean, ``what`` they are or how to choose one."""
    if middle.others:
        others = "; ".join(middle.others)
        notices().line(f"Note: taken for {middle.name}, {middle.country}; {what}: {others}.")


def print_neighbours(output: Output, middle: Middle, km: float, found: Sequence[Neighbour]) -> None:
    """Print who is near, the nearest first, with what each uses and publishes."""
    where = f"{middle.name}{f', {middle.country}' if middle.country else ''}"
    output.line((f"Within {km:g} km of {where}", "bold"))
    if not found:
        output.line("Nobody is known there who uses or publishes anything. A larger --km may find somebody.")
        return
    for neighbour in found:
        one = neighbour.organisation
        about = "about " if one.is_approximate else ""
        output.line()
        output.line((one.name, "cyan"), f"  {about}{neighbour.km:.0f} km")
        for told, software in (("uses", neighbour.uses), ("publishes", neighbour.publishes)):
            if software:
                names = ", ".join(each.name for each in software[:MOST_NAMES])
                more = f" and {len(software) - MOST_NAMES} more" if len(software) > MOST_NAMES else ""
                output.line(f"{told} {names}{more}", indent=3)


def looked_around(name: str, km: float, data: DataFolder) -> dict[str, Neighbour]:
    """Return the software that administrations around a place use or publish, with the nearest of them."""
    adoption = require_adoption(data)
    middle = middle_of(name, adoption)
    tell_others(middle)
    return nearest_first(neighbours(adoption, middle.lat, middle.lon, km=km))
