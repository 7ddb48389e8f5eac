"""Who runs a software besides its owner, as far as claims tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from index.adoption.claim import Source
from index.readiness.facts import days_since

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.adoption.adoption import Adoption
    from index.adoption.claim import Claim, Organisation
    from index.entry import Entry


@dataclass(frozen=True, slots=True)
class Users:
    """``organisations`` are distinct and without the owner; ``countries`` those that are known of them.

    ``newest`` is the day on which a claim was last seen, ISO 8601, None where there is none.
    """

    organisations: int
    countries: int
    newest: str | None


def users_named(entry: Entry) -> Users:
    """Return the users that the file itself names, each name once, its owner left out."""
    named = {_folded(name) for name in entry.software.used_by} - _owners(entry) - {""}
    return Users(len(named), 0, entry.last_seen[:10] if named else None)


def users_claimed(
    entry: Entry, adoption: Adoption, seen: Callable[[Claim], str | None] | None = None
) -> Users:
    """Return the organisations that are now said to use a software, whoever says it, its owner left out.

    ``seen`` tells when a claim was last seen, where that is not the claim's own word.
    """
    owners = _owners(entry)
    claims = [
        claim
        for claim in adoption.by_software.get(entry.id, ())
        if claim.is_current
        and claim.source is not Source.PUBLISHER
        and not _is_owner(adoption.by_id[claim.organisation], claim, entry, owners)
    ]
    users = {claim.organisation: adoption.by_id[claim.organisation] for claim in claims}
    days = (seen(claim) if seen else claim.last_seen for claim in claims)
    return Users(
        organisations=len(users),
        countries=len({one.country for one in users.values() if one.country}),
        newest=max((day[:10] for day in days if day and days_since(day, date.max) is not None), default=None),
    )


def _is_owner(organisation: Organisation, claim: Claim, entry: Entry, owners: set[str]) -> bool:
    own = entry.publisher.id
    return own in {organisation.id, organisation.publisher} or not owners.isdisjoint(
        (_folded(organisation.name), _folded(claim.name))
    )


def _owners(entry: Entry) -> set[str]:
    """Return what the owner is called, wherever that is said."""
    software = entry.software
    names = (
        entry.publisher.name,
        software.organisation.name if software.organisation else None,
        software.main_copyright_owner,
        software.repo_owner,
    )
    return {_folded(name) for name in names if name}


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
