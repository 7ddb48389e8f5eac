"""The drop guard: a run that would take too much out of sight is not published by itself.

A host that answers with empty lists, a publishers file cut short, a token that lost its rights: each looks
like software that went away. What was seen is kept in the catalogue; a person decides if it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DropLimit:
    """``share`` is the largest part (0 to 1) of the published software that may go in one run;
    ``minimum`` the smallest number that may be left.
    """

    share: float = 0.10
    minimum: int = 0


def why_held(published: frozenset[str], shown: frozenset[str], limit: DropLimit) -> str | None:
    """Return why going from the ids ``published`` to ``shown`` needs a person's word, None if it doesn't."""
    if not published:
        return None
    gone = published - shown
    if len(gone) > limit.share * len(published):
        return (
            f"{len(gone)} of {len(published)} published software would go, more than {limit.share:.0%}: "
            f"{_some(gone)}"
        )
    if len(shown) < limit.minimum and len(shown) < len(published):
        return f"{len(shown)} software would be left of {len(published)}, fewer than {limit.minimum}"
    return None


def _some(ids: frozenset[str], most: int = 5) -> str:
    names = sorted(ids)
    rest = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + rest
