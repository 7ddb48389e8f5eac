"""How a change is told in a sentence's worth of English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.history.changes import ChangeKind

if TYPE_CHECKING:
    from index.history.changes import Change

MOST_USERS = 5
_NAMES = {
    ChangeKind.NAME: "name",
    ChangeKind.VERSION: "version",
    ChangeKind.LICENSE: "licence",
    ChangeKind.MAINTENANCE: "maintenance",
    ChangeKind.STATUS: "development status",
    ChangeKind.VALIDITY: "its file is now",
}


def told(change: Change) -> str:
    """Return ``licence: MIT → EUPL-1.2``."""
    if change.kind is ChangeKind.NEW:
        return f"new{f', version {change.after[0]}' if change.after else ''}"
    if change.kind is ChangeKind.VANISHED:
        return "gone: its repository, or its file, is no longer there"
    if change.kind is ChangeKind.USERS:
        parts = [_listed(change.after, "now used by"), _listed(change.before, "no longer named")]
        return "; ".join(filter(None, parts))
    if change.kind is ChangeKind.VALIDITY:
        return f"{_NAMES[change.kind]} {change.after[0]}"
    before = change.before[0] if change.before else "not said"
    after = change.after[0] if change.after else "not said"
    return f"{_NAMES[change.kind]}: {before} → {after}"


def _listed(names: tuple[str, ...], what: str) -> str:
    if not names:
        return ""
    more = f" and {len(names) - MOST_USERS} more" if len(names) > MOST_USERS else ""
    return f"{what} {', '.join(names[:MOST_USERS])}{more}"
