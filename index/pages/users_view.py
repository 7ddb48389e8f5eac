"""Who uses a software: each organisation with who says so, since when, and where it can be looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.pages.links import web_url
from index.pages.text import shorten
from index.pages.views import Link, Out, UserView
from index.pages.wording import msg

if TYPE_CHECKING:
    from index.adoption.claim import Claim, Organisation
    from index.pages.site import Site

SHOWN = 300
"""Users on a page; all of them are in the data of the software."""

SOURCES = {
    "publisher": msg("publishes it"),
    "used-by": msg("named in the software's file"),
    "fork": msg("keeps a copy of it"),
    "variant": msg("keeps a version of its own"),
    "organisation-file": msg("says so in its own file"),
    "comptoir-du-libre": msg("says so in the Comptoir du Libre"),
    "sill": msg("counted in SILL"),
    "operator": msg("checked by this catalogue"),
}


def users_of_software(software: str, site: Site) -> tuple[UserView, ...]:
    """Return who uses a software now, each once, by its strongest claim, the strongest first."""
    if site.adoption is None:
        return ()
    strongest: dict[str, Claim] = {}
    for claim in site.adoption.by_software.get(software, ()):
        if claim.is_current:
            strongest.setdefault(claim.organisation, claim)
    by_id = site.adoption.by_id
    return tuple(_view(claim, by_id[claim.organisation], site) for claim in strongest.values())


def _view(claim: Claim, organisation: Organisation, site: Site) -> UserView:
    told = site.say(SOURCES[claim.source.value])
    return UserView(
        link=Link(shorten(organisation.name, 200), site.organisation_path(organisation.id)),
        told=Out(told, web_url(claim.evidence)),
        since=site.wording.date(claim.first_seen) if claim.first_seen else "",
    )
