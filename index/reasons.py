"""Why a software is among a run's changes, in a line, told from its entry right after the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.messages import msg
from publiccode.problem import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from index.entry import Entry
    from publiccode.run import Changes


_AT = "{file}:{line}: {problem}"
_AND_MORE = msg("{problem} (and {number} more)")
_UNREAD = msg("its newest file can't be read")
_MENDED = msg("its newest file has no errors")
_ANSWERS = msg("its repository answers again")
_MOVED = msg("it is now {repository}")
_RENAMED = msg("{address} is now {repository}")
SENTENCES = (_AT, _AND_MORE, _UNREAD, _MENDED, _ANSWERS, _MOVED, _RENAMED)
"""What reasons are made from; the note of an entry (:mod:`index.catalogue.states`) may be one too."""


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
        return entry.note or _UNREAD
    first = errors[0]
    told = _AT.format(file=entry.path, line=max(first.line, 1), problem=first.description)
    return _AND_MORE.format(problem=told, number=len(errors) - 1) if len(errors) > 1 else told


def _why_renamed(entry: Entry) -> str:
    if len(entry.aliases) == 1:
        return _RENAMED.format(address=entry.aliases[0], repository=entry.repository)
    return _MOVED.format(repository=entry.repository)


def _why_recovered(entry: Entry) -> str:
    return _ANSWERS if entry.problems else _MENDED


def _note(entry: Entry) -> str | None:
    return entry.note


_WHY: Mapping[str, Callable[[Entry], str | None]] = {
    "invalid": _why_invalid,
    "recovered": _why_recovered,
    "stale": _note,
    "vanished": _note,
    "renamed": _why_renamed,
}
