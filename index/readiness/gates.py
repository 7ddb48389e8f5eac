"""The gates: four conditions shown before any part, without points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from index.entry import State
from index.readiness.facts import from_file, from_host
from index.readiness.model import Evidence, Gate, both, either
from publiccode.licensing.facts import licence_facts
from publiccode.problem import Level
from publiccode.spdx import is_expression, license_ids

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
    from license_expression import get_spdx_licensing  # noqa: PLC0415 - 50 ms, of use only for an expression

    ids = license_ids(expression)
    if len(ids) == 1:
        return licence_facts(ids[0]).is_open
    return _open(get_spdx_licensing().parse(expression))


def _open(tree: Any) -> bool | None:  # license-expression ships no types
    if type(tree).__name__ in {"AND", "OR"}:
        values = [_open(one) for one in tree.args]
        return either(*values) if type(tree).__name__ == "OR" else both(*values)
    symbol = getattr(tree, "license_symbol", tree)
    return licence_facts(license_ids(symbol.key)[0]).is_open
