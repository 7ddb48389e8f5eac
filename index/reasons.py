"""Why a software is among a run's changes, in a line, told from its entry right after the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publiccode.problem import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from index.entry import Entry
    from publiccode.run import Changes


def reasons(changes: Changes, entry: Callable[[str], Entry | None]) -> dict[str, str]:
    """Return a reason by id for what turned invalid, recovered, became stale, vanished or was renamed.

    What is new or changed needs none. ``entry`` finds an entry by its id.
    """
    found: dict[str, list[str]] = {}
    for kind, why in _WHY.items():
        for identifier in getattr(changes, kind):
            one = entry(identifier)
            told = why(one) if one is not None else None
            if told:
                found.setdefault(identifier, []).append(told)
    return {identifier: "; ".join(told) for identifier, told in sorted(found.items())}


def _why_invalid(entry: Entry) -> str:
    errors = [problem for problem in entry.problems if problem.level is Level.ERROR]
    if not errors:
        return entry.note or "its newest file can't be read"
    first = errors[0]
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return f"{entry.path}:{max(first.line, 1)}: {first.description}{more}"


def _why_renamed(entry: Entry) -> str:
    former = f"{entry.aliases[0]} is" if len(entry.aliases) == 1 else "it is"
    return f"{former} now {entry.repository}"


def _why_recovered(entry: Entry) -> str:
    return "its repository answers again" if entry.problems else "its newest file has no errors"


def _note(entry: Entry) -> str | None:
    return entry.note


_WHY: Mapping[str, Callable[[Entry], str | None]] = {
    "invalid": _why_invalid,
    "recovered": _why_recovered,
    "stale": _note,
    "vanished": _note,
    "renamed": _why_renamed,
}
