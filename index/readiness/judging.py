"""An entry's readiness: the gates and the parts together."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING

from index.readiness.gates import gates
from index.readiness.model import Readiness
from index.readiness.parts import guidance, joining, portability, proof, pulse, releases, rights, upkeep
from index.readiness.users import users_named

if TYPE_CHECKING:
    from datetime import date

    from index.entry import Entry
    from index.readiness.users import Users


def readiness(entry: Entry, on: date, users: Users | None = None) -> Readiness:
    """Return how ready an entry is, given that ``on`` is today.

    ``users`` are those that the catalogue's claims tell of; without them, those the file names.
    """
    parts = (
        rights(entry),
        upkeep(entry, on),
        pulse(entry, on),
        releases(entry, on),
        guidance(entry),
        portability(entry),
        proof(users or users_named(entry), on),
        joining(entry),
    )
    levels = [one.least for one in parts if one.level is not None]
    return Readiness(
        on=on.isoformat(),
        gates=gates(entry),
        parts=parts,
        known=len(levels),
        mean=round(fmean(levels), 2) if levels else None,
        least=round(fmean(one.least for one in parts), 2),
        most=round(fmean(one.most for one in parts), 2),
    )
