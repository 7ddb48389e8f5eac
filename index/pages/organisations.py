"""The pages of organisations: what each uses and publishes, who is near, and a map of these."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians
from typing import TYPE_CHECKING

from index.adoption.claim import OrganisationKind
from index.adoption.near import Neighbour, neighbours
from index.pages.links import INDEX
from index.pages.text import shorten
from index.pages.users_view import SOURCES
from index.pages.views import Link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.adoption.adoption import Adoption, SoftwareName
    from index.adoption.claim import Claim, Organisation
    from index.pages.site import Site
    from index.pages.writing import Writer

NEAR_KM = 50
MOST_NEAR = 20
MOST_SOFTWARE = 6
_PAGE_FROM = 2
"""An organisation that publishes nothing has a page where it uses so many software."""
_RADIUS = 100
"""Of the map, in its own units; it stands for :data:`NEAR_KM`."""
_KM_A_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class UseView:
    software: Link
    told: str
    since: str


@dataclass(frozen=True, slots=True)
class NearView:
    organisation: Link
    distance: str
    software: tuple[Link, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of the map, whose middle is 0, 0 and whose edge is 100 away."""

    name: str
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationView:
    name: str
    kicker: str
    uses: tuple[UseView, ...]
    near: tuple[NearView, ...]
    dots: tuple[Dot, ...]
    publisher: Link | None


def with_pages(adoption: Adoption | None) -> dict[str, Organisation]:
    """Return the organisations that have a page, by id."""
    if adoption is None:
        return {}
    return {one.id: one for one in adoption.organisations if _has_page(one, adoption)}


def _has_page(organisation: Organisation, adoption: Adoption) -> bool:
    if organisation.kind is OrganisationKind.TEXT:
        return False
    used = {claim.software for claim in _current(organisation, adoption)}
    return bool(used) and (organisation.publisher is not None or len(used) >= _PAGE_FROM)


def write_organisations(writer: Writer, site: Site) -> None:
    """Write the page of each organisation that has one."""
    if site.adoption is None:
        return
    for organisation in site.organisations.values():
        view = _view(organisation, site.adoption, site)
        writer.page(
            site.organisation_path(organisation.id) or "",
            "organisation.html",
            title=site.say("{name}: what it uses", name=view.name),
            section="publishers",
            description=f"{site.say('What it uses')}: {', '.join(use.software.text for use in view.uses)}",
            view=view,
            km=NEAR_KM,
            trail=[Link(site.say("Publishers"), f"publishers/{INDEX}")],
        )


def _view(organisation: Organisation, adoption: Adoption, site: Site) -> OrganisationView:
    country = site.label("country", organisation.country) if organisation.country else ""
    near = _neighbours(organisation, adoption)
    return OrganisationView(
        name=shorten(organisation.name, 200),
        kicker=", ".join(filter(None, (shorten(organisation.place or "", 80), country))),
        uses=tuple(_use(claim, adoption, site) for claim in _first(_current(organisation, adoption))),
        near=tuple(_near(one, site) for one in near[:MOST_NEAR]),
        dots=tuple(_dot(one.organisation, organisation) for one in near[:MOST_NEAR]),
        publisher=_publisher(organisation, site),
    )


def _current(organisation: Organisation, adoption: Adoption) -> list[Claim]:
    claims = adoption.by_organisation.get(organisation.id, ())
    return [claim for claim in claims if claim.is_current and claim.software in adoption.software_by_id]


def _first(claims: Iterable[Claim]) -> list[Claim]:
    """Return one claim for each software: the strongest, which comes first."""
    return list({claim.software: claim for claim in reversed(list(claims))}.values())[::-1]


def _use(claim: Claim, adoption: Adoption, site: Site) -> UseView:
    software = adoption.software_by_id[claim.software]
    since = site.wording.date(claim.first_seen) if claim.first_seen else ""
    return UseView(_link(software, site), site.say(SOURCES[claim.source.value]), since)


def _link(software: SoftwareName, site: Site) -> Link:
    return Link(shorten(software.name, 120) or software.id, site.software_path(software.id))


def _neighbours(organisation: Organisation, adoption: Adoption) -> tuple[Neighbour, ...]:
    if organisation.lat is None or organisation.lon is None or organisation.is_approximate:
        return ()
    return neighbours(adoption, organisation.lat, organisation.lon, km=NEAR_KM, without=organisation.id)


def _near(neighbour: Neighbour, site: Site) -> NearView:
    one = neighbour.organisation
    software = (*neighbour.uses, *neighbour.publishes)
    return NearView(
        organisation=Link(shorten(one.name, 120), site.organisation_path(one.id)),
        distance=site.say("{number} km", number=site.wording.number(round(neighbour.km))),
        software=tuple(_link(each, site) for each in software[:MOST_SOFTWARE]),
        more=max(0, len(software) - MOST_SOFTWARE),
    )


def _dot(one: Organisation, middle: Organisation) -> Dot:
    """Return where a neighbour stands: a flat map does for so short a way."""
    lat, lon = middle.lat or 0.0, middle.lon or 0.0
    east = ((one.lon or 0.0) - lon) * _KM_A_DEGREE * cos(radians(lat))
    north = ((one.lat or 0.0) - lat) * _KM_A_DEGREE
    scale = _RADIUS / NEAR_KM
    return Dot(shorten(one.name, 120), round(east * scale, 1), round(-north * scale, 1))


def _publisher(organisation: Organisation, site: Site) -> Link | None:
    path = site.publisher_path(organisation.publisher) if organisation.publisher else None
    return Link(shorten(organisation.name, 200), path) if path else None
