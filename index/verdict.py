"""What a run makes of one repository, told to whoever publishes it: shown or not, why, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from index.entry import State
from publiccode.harvest import Outcome
from publiccode.problem import Level, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.entry import Entry
    from publiccode.harvest import HarvestRecord
    from publiccode.run import UnusableFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """``listed``: the catalogue shows it after the run. ``fine``: and there is nothing to mend.

    ``state`` is that after the run, ``state_before`` the catalogue's own; None where it has no entry.
    ``problems`` are those of the newest file. ``fix`` says what to do, None where there is nothing.
    """

    repository: str
    path: str
    outcome: Outcome
    listed: bool
    fine: bool
    id: str | None
    state: State | None
    state_before: State | None
    reason: str
    fix: str | None
    problems: tuple[Problem, ...] = ()
    raw_url: str | None = None
    commit: str | None = None


_TEXTS = frozenset({Outcome.FOUND, Outcome.UNCHANGED})
_GOOD = frozenset({State.LISTED, State.ARCHIVED})
_HIDDEN_STATES = frozenset({State.VANISHED, State.DELISTED})

_WHY_STATE: Mapping[State, tuple[str, str | None]] = MappingProxyType(
    {
        State.LISTED: ("its file has no errors", None),
        State.INVALID: (
            "its newest file has errors; the last version without errors stays",
            "Mend the errors; the next run shows the new file.",
        ),
        State.NEVER_VALID: (
            "its file has errors; it is shown with a mark, and further down",
            "Mend the errors; the next run takes the mark away.",
        ),
        State.STALE: ("it could not be read lately; what was last seen is shown", None),
        State.ARCHIVED: (
            "its host says that it is archived; it is shown with a mark, and further down",
            "If it lives on elsewhere, publish its publiccode.yml there.",
        ),
        State.VANISHED: ("it is gone for longer than the grace period; its page says so", None),
        State.DELISTED: ("a person took it out of this catalogue", "Ask those who run the catalogue."),
    }
)

_WHY_OUTCOME: Mapping[Outcome, tuple[str, str | None]] = MappingProxyType(
    {
        Outcome.ABSENT: (
            "there is no publiccode.yml in its root folder, on its default branch",
            "Add one: `riuso init` writes a first file.",
        ),
        Outcome.EMPTY: ("it has no commit on its default branch", "Push the code, with a publiccode.yml."),
        Outcome.PRIVATE: ("it is not public", "Make it public, or leave it out of the publishers file."),
        Outcome.GONE: ("there is nothing at this address, or it is not public", "Check the address."),
        Outcome.MOVED: ("it has moved to another host", "Name the new address in the publishers file."),
        Outcome.TOO_LARGE: ("its publiccode.yml is too large to be read", "Keep it under the bound."),
        Outcome.NOT_TEXT: (
            "its publiccode.yml is no UTF-8 text",
            "Make it a regular file, saved as UTF-8.",
        ),
        Outcome.FORBIDDEN: (
            "the host refuses to show it",
            "Allow reading without a login, or give riuso a token for the host.",
        ),
        Outcome.RATE_LIMITED: ("the host wants fewer requests; the next run tries again", None),
        Outcome.UNREACHABLE: ("the host does not answer; the next run tries again", None),
        Outcome.TIMED_OUT: ("the host took too long; the next run tries again", None),
        Outcome.HOST_ERROR: ("the host failed; the next run tries again", None),
        Outcome.SKIPPED: ("it was not looked at", None),
    }
)


def verdict(
    record: HarvestRecord,
    after: Entry | None,
    before: Entry | None = None,
    unusable: UnusableFile | None = None,
) -> Verdict:
    """Judge a repository by what was seen of it and by its entry after the run.

    ``unusable`` is what the run says of a file that can't be shown. Everything follows from what the
    catalogue made of the record: no rule is applied a second time here.
    """
    reason, fix = _why(record, after, unusable)
    problems = (after.problems if after else ()) or record.problems
    state = after.state if after else None
    is_read = record.outcome in _TEXTS
    has_errors = any(problem.level is Level.ERROR for problem in problems)
    return Verdict(
        repository=record.repository,
        path=record.path,
        outcome=record.outcome,
        listed=state is not None and state not in _HIDDEN_STATES,
        fine=is_read and state in _GOOD and not has_errors,
        id=after.id if after else None,
        state=state,
        state_before=before.state if before else None,
        reason=reason,
        fix=fix,
        problems=problems if is_read else (),
        raw_url=record.raw_url,
        commit=record.commit,
    )


def _why(record: HarvestRecord, after: Entry | None, unusable: UnusableFile | None) -> tuple[str, str | None]:
    if record.outcome not in _TEXTS:
        reason, fix = _WHY_OUTCOME[record.outcome]
        told = record.detail or reason
        if after is not None and after.state not in _HIDDEN_STATES:
            told = f"{told}; what was last seen stays ({after.state})"
        return told, fix
    if after is None:
        where = f"line {unusable.line}: {unusable.reason}" if unusable else "no name can be read in it"
        return f"its file can't be shown: {where}", "Mend this line; a software needs a name to be listed."
    if after.hidden:
        original = next((one for one in after.family if one.is_original), None)
        whose = f" of {original.name} ({original.id})" if original else ""
        kind = original.relation.value if original else "copy"
        return (
            f"it is a {kind}{whose} and is shown there, not as a result of its own",
            "If it is a product of its own, give its file its own url, and isBasedOn for the original.",
        )
    reason, fix = _WHY_STATE[after.state]
    return (f"{reason}: {after.note}" if after.note else reason), fix
