"""The organisations that are known: the catalogue's publishers, and what they are called and where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.adoption.claim import Organisation, OrganisationKind
from index.gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.gazetteer.place import Place
    from publiccode.publisher import Publisher


@dataclass(frozen=True, slots=True)
class Located:
    """A publisher as an organisation; ``place_id`` is the place its name means, None where it means none."""

    organisation: Organisation
    place_id: str | None = None


class Registry:
    """Publishers by identifier, by name and by the place they govern."""

    def __init__(self, located: Iterable[Located]) -> None:
        self.organisations: dict[str, Organisation] = {}
        self._by_uri: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = {}
        self._by_place: dict[tuple[str, OrganisationKind], str] = {}
        for one in located:
            organisation = one.organisation
            self.organisations[organisation.id] = organisation
            self._by_uri[comparable_uri(organisation.id)] = organisation.id
            if organisation.uri:
                self._by_uri.setdefault(comparable_uri(organisation.uri), organisation.id)
            self._by_name.setdefault(fold(organisation.name), []).append(organisation.id)
            if one.place_id:
                self._by_place.setdefault((one.place_id, organisation.kind), organisation.id)

    @property
    def names(self) -> dict[str, list[str]]:
        """The ids of publishers by folded name."""
        return self._by_name

    def by_uri(self, uri: str) -> Organisation | None:
        found = self._by_uri.get(comparable_uri(uri))
        return self.organisations[found] if found else None

    def by_name(self, name: str, country: str | None) -> Organisation | None:
        """Return the publisher called so; of several the one in ``country``, else none."""
        found = [self.organisations[one] for one in self._by_name.get(fold(name), ())]
        if len(found) > 1:
            found = [one for one in found if one.country == country]
        return found[0] if len(found) == 1 else None

    def by_place(self, place: Place, kind: OrganisationKind) -> Organisation | None:
        found = self._by_place.get((place.id, kind))
        return self.organisations[found] if found else None


def comparable_uri(uri: str) -> str:
    """Return an identifier without what writers vary: case, scheme, a slash at the end."""
    lowered = uri.strip().casefold().rstrip("/")
    return lowered.removeprefix("https://").removeprefix("http://").removeprefix("www.")


def of_place(place: Place, kind: OrganisationKind) -> Organisation:
    """Return the administration of a place that no publisher is known to be."""
    return Organisation(
        id=place.id,
        name=place.name,
        kind=kind,
        country=place.country,
        place=place.name,
        lat=place.lat,
        lon=place.lon,
        is_approximate=place.is_approximate or kind is not OrganisationKind.MUNICIPALITY,
    )


def of_publisher(publisher: Publisher, place: Place | None, kind: OrganisationKind) -> Organisation:
    """Return a publisher as an organisation: where its file says it is, else where its name says."""
    organisation = Organisation(
        id=publisher.id,
        name=publisher.name,
        kind=kind,
        country=publisher.country or (place.country if place else None),
        uri=publisher.uri,
        publisher=publisher.id,
    )
    own = publisher.place
    if own is not None and own.lat is not None and own.lon is not None:
        return replace(organisation, place=own.name, lat=own.lat, lon=own.lon)
    if place is None:
        return organisation
    return replace(
        organisation,
        place=place.name,
        lat=place.lat,
        lon=place.lon,
        is_approximate=place.is_approximate or kind is not OrganisationKind.MUNICIPALITY,
    )
