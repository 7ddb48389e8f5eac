"""A record's own quality: what its relevance is multiplied by, in four small steps.

A record with errors or a dead repository is found like any other, and does not lead among equals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.entry import State

if TYPE_CHECKING:
    from index.entry import Entry

STATE = {
    State.LISTED: 1.0,
    State.INVALID: 0.97,
    State.STALE: 0.95,
    State.ARCHIVED: 0.85,
    State.NEVER_VALID: 0.9,
}
OBSOLETE = 0.9
"""Software whose own file calls it obsolete."""
ACTIVITY = {"active": 1.0, "quiet": 1.0, "dormant": 0.98, "dead": 0.96, "unknown": 0.98}
"""By the band of the last commit (``index.periods``)."""
LEAST_COMPLETE = 0.97
"""A record that tells nothing of what a buyer looks for; one that tells all of it has 1."""


def state_factor(entry: Entry) -> float:
    return STATE.get(entry.state, 1.0)


def status_factor(entry: Entry) -> float:
    return OBSOLETE if entry.software.development_status == "obsolete" else 1.0


def completeness_factor(entry: Entry) -> float:
    """Return 0.97 to 1 by how much of what a buyer looks for the file tells."""
    software = entry.software
    told = (
        any(d.long_description for d in software.descriptions),
        any(d.features for d in software.descriptions),
        any(d.documentation for d in software.descriptions),
        any(d.screenshots for d in software.descriptions),
        len(software.descriptions) > 1,
        bool(software.release_date or software.software_version),
        entry.names_contact or bool(software.contractors),
        bool(software.license),
    )
    return LEAST_COMPLETE + (1 - LEAST_COMPLETE) * sum(told) / len(told)
