"""Where a software stands: a state derived from what was seen, by one pure function.

No state is ever stored. The facts are: which files there were, whether the newest has errors, what the
host says of the repository, since when it is absent or silent, and what a person decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from index.entry import State
from index.messages import msg
from publiccode.harvest import Outcome


@dataclass(frozen=True, slots=True)
class Grace:
    """How long what was good stays when it can't be found again.

    A repository that answers nothing is stale after ``silent_for`` and ``silent_runs``; one that is gone is
    stale at once and vanished after ``absent_for`` and ``absent_runs``. Both bounds must be reached, so
    that neither many runs in a day nor a crawl that rarely runs makes software go away.
    """

    silent_for: timedelta = timedelta(days=3)
    silent_runs: int = 2
    absent_for: timedelta = timedelta(days=14)
    absent_runs: int = 3


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in which every look ended badly: the latest ``reason`` (an outcome, or :data:`NOT_LISTED`), the
    first and last such look (RFC 3339) and in how many runs there was one.
    """

    reason: str
    since: str
    last: str
    runs: int

    def lasted(self, duration: timedelta, runs: int) -> bool:
        """Whether it went on for ``duration`` from first to last look, and over ``runs`` runs."""
        length = datetime.fromisoformat(self.last) - datetime.fromisoformat(self.since)
        return self.runs >= runs and length >= duration


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a software that has a version to show.

    ``shown_valid``: the version shown has no errors. ``shown_newest``: it is also what the repository holds
    now. ``absence``: looks in which the host said that there is nothing; ``silence``: looks in which nothing
    could be learned. ``delisted``: the reason a person gave.
    """

    shown_valid: bool
    shown_newest: bool
    archived: bool = False
    absence: Spell | None = None
    silence: Spell | None = None
    source: str = ""
    delisted: str | None = None


def state_of(facts: Facts, grace: Grace) -> tuple[State, str | None]:
    """Return the state, and for stale, vanished and delisted a note for a reader that says why.

    The note changes only when the facts do, never from night to night.
    """
    if facts.delisted is not None:
        return State.DELISTED, facts.delisted
    if facts.absence is not None:
        note = _absent(facts.absence, facts.source)
        if facts.absence.lasted(grace.absent_for, grace.absent_runs):
            return State.VANISHED, note
        return State.STALE, note
    if facts.silence is not None and facts.silence.lasted(grace.silent_for, grace.silent_runs):
        return State.STALE, _silent(facts.silence)
    return _by_file(facts), None


def _by_file(facts: Facts) -> State:
    if facts.archived:
        return State.ARCHIVED
    if not facts.shown_valid:
        return State.NEVER_VALID
    return State.LISTED if facts.shown_newest else State.INVALID


NOT_LISTED = "not-listed"
"""The reason of an absence that no record tells: a source was listed to its end without the repository."""

_UNLISTED = msg("The repository has not been listed by {source} since {day}.")
_GONE = msg("The repository has been gone since {day}.")
_ABSENT: dict[str, str] = {
    Outcome.ABSENT: msg("The repository has had no publiccode.yml since {day}."),
    Outcome.EMPTY: msg("The repository has been empty since {day}."),
    Outcome.PRIVATE: msg("The repository has not been public since {day}."),
    Outcome.GONE: _GONE,
    Outcome.MOVED: msg("The repository has moved to an address that could not be followed since {day}."),
}

_NOT_LOOKED_AT = msg("Could not be looked at since {day}: {why}.")
_NOTHING_LEARNED = msg("nothing could be learned of it")
_SILENT: dict[str, str] = {
    Outcome.FORBIDDEN: msg("the host refuses to show it"),
    Outcome.RATE_LIMITED: msg("the host allowed no more requests"),
    Outcome.UNREACHABLE: msg("the host can't be reached"),
    Outcome.TIMED_OUT: msg("the host does not answer in time"),
    Outcome.HOST_ERROR: msg("the host answers with errors"),
}

SENTENCES = (_UNLISTED, *_ABSENT.values(), _NOT_LOOKED_AT, _NOTHING_LEARNED, *_SILENT.values())
"""What notes are made from."""


def _absent(absence: Spell, source: str) -> str:
    template = _UNLISTED if absence.reason == NOT_LISTED else _ABSENT.get(absence.reason, _GONE)
    return template.format(source=source, day=absence.since[:10])


def _silent(silence: Spell) -> str:
    why = _SILENT.get(silence.reason, _NOTHING_LEARNED)
    return _NOT_LOOKED_AT.format(day=silence.since[:10], why=why)
