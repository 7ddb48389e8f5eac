"""What the site's comparisons are made from: a software as it stands this month, so that pages keep still."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from index.adoption.collect import original_of
from index.dossier.candidate import Candidate, Choices, Ground
from index.pages.readiness_view import in_month, readiness_of

if TYPE_CHECKING:
    from index.adoption.adoption import Adoption
    from index.adoption.claim import Claim, Organisation
    from index.entry import Entry
    from index.pages.site import Site


def ground_of(site: Site) -> Ground | None:
    """Return what all columns share, None before the first run."""
    if not site.as_of:
        return None
    on = date.fromisoformat(f"{site.as_of[:7]}-01")
    return Ground(on=on, entries=len(site.listed), choices=Choices(languages=(site.language,)))


def candidate_of(entry: Entry, site: Site) -> Candidate | None:
    """Return a software as it stands on the first day of the month of the last run.

    What was seen again this month counts as seen then: no page changes because a night has passed.
    """
    ready = readiness_of(entry, site)
    if ready is None:
        return None
    still = replace(entry, last_seen=in_month(entry.last_seen, entry.shown_fetched_at))
    claims = _claims(entry, site.adoption) if site.adoption else None
    return Candidate(entry=still, readiness=ready, claims=claims)


def _claims(entry: Entry, adoption: Adoption) -> tuple[tuple[Claim, Organisation], ...]:
    return tuple(
        (_still(claim), adoption.by_id[claim.organisation])
        for claim in adoption.by_software.get(original_of(entry), ())
    )


def _still(claim: Claim) -> Claim:
    if not claim.last_seen:
        return claim
    return replace(claim, last_seen=in_month(claim.last_seen, claim.first_seen or ""))
