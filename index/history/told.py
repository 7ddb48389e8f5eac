"""How a change is told in a line, in a reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.history.changes import WITH_ERRORS, ChangeKind
from index.labels import label
from index.messages import msg, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from index.history.changes import Change
    from index.pages.wording import Wording

NONE = msg("Nothing changed.")
ENDING = msg("Maintenance contracts that end within six months")
IN_DAYS = plural("in {number} day", "in {number} days")
MOST_USERS = 5
_NAMES: Mapping[ChangeKind, str] = {
    ChangeKind.NAME: msg("name: {before} → {after}"),
    ChangeKind.VERSION: msg("version: {before} → {after}"),
    ChangeKind.LICENSE: msg("licence: {before} → {after}"),
    ChangeKind.MAINTENANCE: msg("maintenance: {before} → {after}"),
    ChangeKind.STATUS: msg("development status: {before} → {after}"),
}
_FACETS = {ChangeKind.MAINTENANCE: "maintenance", ChangeKind.STATUS: "status"}
"""The kinds whose values have labels, with the facet that has them."""


def told(change: Change, wording: Wording) -> str:
    """Return ``licence: MIT → EUPL-1.2``, in the language of ``wording``."""
    return _TELLERS.get(change.kind, _of_value)(change, wording)


def _of_new(change: Change, wording: Wording) -> str:
    if not change.after:
        return wording.say("new in the catalogue")
    return wording.say("new in the catalogue, version {version}", version=change.after[0])


def _of_vanished(_change: Change, wording: Wording) -> str:
    return wording.say("gone: its repository, or its file, is no longer there")


def _of_validity(change: Change, wording: Wording) -> str:
    if change.after[:1] == (WITH_ERRORS,):
        return wording.say("its file now has errors")
    return wording.say("its file has no more errors")


def _of_users(change: Change, wording: Wording) -> str:
    parts = []
    if change.after:
        parts.append(wording.say("now used by {names}", names=_listed(change.after, wording)))
    if change.before:
        parts.append(wording.say("no longer named as users: {names}", names=_listed(change.before, wording)))
    return "; ".join(parts)


def _listed(names: tuple[str, ...], wording: Wording) -> str:
    listed = ", ".join(names[:MOST_USERS])
    more = len(names) - MOST_USERS
    return wording.say("{names} and {number} more", names=listed, number=more) if more > 0 else listed


def _of_value(change: Change, wording: Wording) -> str:
    def value(given: tuple[str, ...]) -> str:
        if not given:
            return wording.say("not said")
        facet = _FACETS.get(change.kind)
        return label(facet, given[0], wording.language) if facet else given[0]

    return wording.say(_NAMES[change.kind], before=value(change.before), after=value(change.after))


_TELLERS: Mapping[ChangeKind, Callable[[Change, Wording], str]] = {
    ChangeKind.NEW: _of_new,
    ChangeKind.VANISHED: _of_vanished,
    ChangeKind.VALIDITY: _of_validity,
    ChangeKind.USERS: _of_users,
}
