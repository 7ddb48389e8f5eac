"""The gates: four conditions shown before any part, without points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.entry import State
from index.readiness.facts import from_file, from_host
from index.readiness.model import Evidence, Gate, both, either
from publiccode.licensing.facts import licence_facts
from publiccode.problem import Level
from publiccode.spdx import fold, is_expression

if TYPE_CHECKING:
    from index.entry import Entry

_UNREADY = frozenset({"concept", "obsolete"})
_AWAY = frozenset({State.STALE, State.VANISHED, State.DELISTED})


def gates(entry: Entry) -> tuple[Gate, ...]:
    """Return whether the licence is open, the file good, the repository there, and the status ready."""
    software = entry.software
    is_open = open_licence(software.license)
    is_valid = not any(one.level is Level.ERROR for one in entry.shown_problems)
    is_there = entry.state not in _AWAY and not entry.archived
    status = software.development_status
    seen = entry.last_seen[:10]
    return (
        Gate("open-licence", is_open, (from_file(entry, "license-open", is_open),)),
        Gate("valid-file", is_valid, (Evidence("file-valid", is_valid, "catalogue", seen),)),
        Gate(
            "repository-there",
            is_there,
            (
                Evidence("state", entry.state.value, "catalogue", seen),
                from_host(entry, "archived", entry.archived),
            ),
        ),
        Gate(
            "status-ready",
            None if status is None else status not in _UNREADY,
            (from_file(entry, "development-status", status),),
        ),
    )


def open_licence(expression: str | None) -> bool | None:
    """Whether OSI or FSF approve what the expression allows: any of OR, all of AND.

    None where one that counts is not on SPDX's list; False where there is no licence at all.
    """
    if not expression:
        return False
    if not is_expression(expression):
        return None
    return fold(
        expression,
        lambda one, _: licence_facts(one).is_open,
        any_of=lambda values: either(*values),
        all_of=lambda values: both(*values),
    )
