"""Who runs a software besides its owner, as far as claims tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    software = entry.software
    owners = {
        _folded(name)
        for name in (
            entry.publisher.name,
            software.organisation.name if software.organisation else None,
            software.main_copyright_owner,
            software.repo_owner,
        )
        if name
    }
    named = {_folded(name) for name in software.used_by} - owners - {""}
    return Users(len(named), 0, entry.last_seen[:10] if named else None)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
