"""What a run changed, told from how each software stood before and after."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.catalogue.states import Facts, state_of
from index.entry import State
from publiccode.harvest import Outcome
from publiccode.run import Changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from index.catalogue.rows import Row
    from index.catalogue.states import Grace


@dataclass(frozen=True, slots=True)
class Stand:
    """How a software stands: ``file`` changes when its newest file does."""

    id: str
    state: State
    repository: str
    file: tuple[int | None, str | None]


def facts_of(row: Row, errors: int, delisted: str | None) -> Facts:
    """Return the facts a state is derived from; ``errors`` are those of the version shown."""
    return Facts(
        shown_valid=errors == 0,
        shown_newest=row.content == Outcome.FOUND.value and row.newest == row.shown,
        archived=bool(row.archived),
        absence=row.absence_spell,
        silence=row.silence_spell,
        source=row.source,
        delisted=delisted,
    )


def stands(
    rows: Iterable[Row], errors: Mapping[int, int], delisted: Mapping[str, str], grace: Grace
) -> dict[str, Stand]:
    """Return how each software that has something to show stands, by id."""
    found = {}
    for row in rows:
        if row.id is None or row.shown is None:
            continue
        state, _ = state_of(facts_of(row, errors[row.shown], delisted.get(row.id)), grace)
        found[row.id] = Stand(row.id, state, row.repository, (row.newest, row.content))
    return found


def changes_between(before: Mapping[str, Stand], after: Mapping[str, Stand]) -> Changes:
    """Compare; each software is in one kind at most, and beside it in ``renamed``. Ids are sorted."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for software, stand in sorted(after.items()):
        old = before.get(software)
        kind = _kind(old, stand)
        if kind:
            kinds[kind].append(software)
        if old and old.repository != stand.repository:
            kinds["renamed"].append(software)
    return Changes(**{kind: tuple(ids) for kind, ids in kinds.items()})


_AWAY = frozenset({State.STALE, State.VANISHED})
_BAD = frozenset({State.INVALID, State.NEVER_VALID})


def _kind(old: Stand | None, stand: Stand) -> str | None:
    if stand.state is State.DELISTED:
        return None
    if old is None:
        return "new"
    if stand.state is old.state:
        return "changed" if stand.file != old.file and stand.state not in _AWAY else None
    return stand.state.value if stand.state in _AWAY else _kind_of_move(old, stand)


def _kind_of_move(old: Stand, stand: Stand) -> str:
    if old.state in _AWAY:
        return "invalid" if stand.state is State.INVALID else "recovered"
    if stand.state in _BAD:
        return "invalid"
    return "recovered" if old.state in _BAD else "changed"
