"""What is new since the version before: the base stays, the rest is indexed beside it as one delta."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.entry import Entry

MOST_CHANGED = 0.1
"""Where more of the base was replaced or added to than this share, all is built anew."""

_ENCODER = msgspec.msgpack.Encoder()


@dataclass(frozen=True, slots=True)
class Change:
    """``base`` are the ids of the base's rows, ``dead`` those of its rows that are no more.

    ``fresh`` are the ids of the delta, in order: all that differ from the base.
    """

    base: tuple[str, ...]
    dead: frozenset[int]
    fresh: tuple[str, ...]


def digest_of(entry: Entry) -> str:
    """Return a digest of what an index holds of an entry."""
    shown = (
        *(entry.software, entry.state, entry.publisher, entry.repository, entry.activity, entry.archived),
        # Which claim is the strongest changes more often than who uses it.
        sorted({user.name for user in entry.users}) if entry.users else (),
    )
    return blake2b(_ENCODER.encode(shown), digest_size=12).hexdigest()


def plan(
    digests: Mapping[str, str], before: Sequence[tuple[str, str]], base: tuple[int, ...]
) -> Change | None:
    """Return what differs from the version before (ids with digests by row); None where it is too much."""
    rows = before[: sum(base)]
    kept = {identifier for identifier, digest in rows if digest and digests.get(identifier) == digest}
    fresh = tuple(sorted(identifier for identifier in digests if identifier not in kept))
    dead = frozenset(row for row, (identifier, _) in enumerate(rows) if identifier not in kept)
    if len(fresh) + len(dead) > MOST_CHANGED * len(rows):
        return None
    return Change(tuple(identifier for identifier, _ in rows), dead, fresh)
