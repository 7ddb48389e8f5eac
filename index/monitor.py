"""Is the nightly crawl well? The last run against the operator's thresholds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from index.entry import State
from index.operator_report import duration_s
from publiccode.harvest import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from publiccode.run import RunReport

_SHOWN = frozenset(State) - {State.VANISHED, State.DELISTED}
_NOTHING_CRAWLED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """The most, or least, of each that is well; None asks nothing. Shares are in percent.

    ``failed_sources`` is of all sources, ``failed_repositories`` of all repositories, counting those that
    another try may find well (out of reach, too slow, host failed).
    """

    age_hours: float | None = 48.0
    failed_sources: float | None = 10.0
    failed_repositories: float | None = 10.0
    turned_invalid: int | None = None
    vanished: int | None = None
    minutes: float | None = None
    requests: int | None = None
    min_software: int | None = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """One threshold as it stands; ``name`` is that in riuso.toml, or ``crawled`` or ``published``."""

    name: str
    exceeded: bool
    value: float
    bound: float
    told: str


def judge(
    report: RunReport | None, software: Mapping[State, int], thresholds: Thresholds, now: datetime
) -> tuple[Reading, ...]:
    """Return every reading; those exceeded come first. Without a run there is one, exceeded."""
    if report is None:
        return (Reading("crawled", exceeded=True, value=0, bound=1, told="nothing was crawled yet"),)
    readings = (*_always(report), *_measured(report, software, thresholds, now))
    return tuple(sorted(readings, key=lambda one: not one.exceeded))


def _always(report: RunReport) -> Iterator[Reading]:
    crawled = report.exit != _NOTHING_CRAWLED
    told = "something was crawled" if crawled else "nothing could be crawled"
    yield Reading("crawled", exceeded=not crawled, value=float(crawled), bound=1, told=told)
    told = "publication was not held"
    if report.unpublished is not None:
        told = f"publication failed: {report.unpublished}"
    elif report.dropped is not None:
        told = f"publication was held: {report.dropped}"
    is_missing = report.dropped is not None or report.unpublished is not None
    yield Reading("published", exceeded=is_missing, value=float(not is_missing), bound=1, told=told)


def _measured(
    report: RunReport, software: Mapping[State, int], thresholds: Thresholds, now: datetime
) -> Iterator[Reading]:
    sources = len(report.sources)
    failed = sum(source.failure is not None for source in report.sources)
    looked_at = sum(report.repositories.values())
    unseen = sum(
        count
        for outcome, count in report.repositories.items()
        if outcome != Outcome.SKIPPED and outcome in set(Outcome) and Outcome(outcome).is_transient
    )
    age = (now - datetime.fromisoformat(report.finished)).total_seconds() / 3600
    shown = sum(count for state, count in software.items() if state in _SHOWN)
    for name, value, what in (
        ("age_hours", age, f"the last run ended {age:.0f} hours ago"),
        ("failed_sources", _percent(failed, sources), f"{failed} of {sources} sources failed"),
        (
            "failed_repositories",
            _percent(unseen, looked_at),
            f"{unseen} of {looked_at} repositories could not be read",
        ),
        ("turned_invalid", len(report.changes.invalid), f"{len(report.changes.invalid)} files broke"),
        ("vanished", len(report.changes.vanished), f"{len(report.changes.vanished)} software vanished"),
        ("minutes", (duration_s(report) or 0) / 60, f"it took {(duration_s(report) or 0) / 60:.0f} minutes"),
        ("requests", _requests(report), f"it sent {_requests(report)} requests"),
    ):
        bound = getattr(thresholds, name)
        if bound is not None:
            yield Reading(name, value > bound, value, bound, f"{what} (at most {bound:g}{_unit(name)})")
    least = thresholds.min_software
    if least is not None:
        told = f"{shown} software in the catalogue (at least {least})"
        yield Reading("min_software", shown < least, shown, least, told)


def _unit(name: str) -> str:
    return " %" if name.startswith("failed_") else ""


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def _requests(report: RunReport) -> int:
    return sum(host.total for host in report.requests.values())
