"""How a data folder stands: what is in it, how old it is, and what needs a hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cli.adopting import publication_fingerprint
from cli.counting import counted
from cli.publish import index_is_fresh, read_published
from cli.run_text import MEANING
from index.catalogue import Catalogue

if TYPE_CHECKING:
    from cli.data_folder import DataFolder
    from publiccode.run import RunReport

OLD = timedelta(hours=48)
"""A nightly crawl that failed to start twice is one to look after."""


@dataclass(frozen=True, slots=True)
class LastRun:
    """``told`` says in words how it ended."""

    run: str
    finished: str
    age_hours: float
    exit: int
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """``software`` counts by state; ``index`` is ``fresh``, ``out of date`` or ``missing``; ``todo`` says
    what to do, most pressing first, and is empty where all is well.
    """

    data: str
    software: dict[str, int] = field(default_factory=dict)
    last_run: LastRun | None = None
    index: str = "missing"
    todo: tuple[str, ...] = ()


def standing(data: DataFolder, now: datetime) -> Standing:
    """Look at ``data`` without changing it."""
    if not data.catalogue.is_file():
        return Standing(
            data=str(data.path),
            todo=(f"there is no catalogue yet: riuso crawl PUBLISHERS{data.option}",),
        )
    with Catalogue.open(data.catalogue, read_only=True) as catalogue:
        software = {state.value: count for state, count in catalogue.counts().items()}
        report = catalogue.last_report()
        unmatched = catalogue.unmatched_decisions()
        fresh = index_is_fresh(data, publication_fingerprint(catalogue, data))
    last = _last_run(report, now) if report else None
    index = "fresh" if fresh else ("out of date" if read_published(data) else "missing")
    return Standing(
        data=str(data.path),
        software=software,
        last_run=last,
        index=index,
        todo=(
            *_todo(data, report, last, index),
            *(f"{one.where}: {one.kind} names no software there is: {one.software}" for one in unmatched),
        ),
    )


def _last_run(report: RunReport, now: datetime) -> LastRun:
    age = now - datetime.fromisoformat(report.finished)
    told = MEANING.get(report.exit, (f"exit code {report.exit}", ""))[0]
    return LastRun(report.run, report.finished, round(age.total_seconds() / 3600, 1), report.exit, told)


def _todo(data: DataFolder, report: RunReport | None, last: LastRun | None, index: str) -> list[str]:
    where = data.option
    todo = []
    if data.unapplied_runs():
        todo.append(f"a finished harvest is not in the catalogue yet: riuso rebuild{where}")
    if report is not None and report.dropped and index != "fresh":
        todo.append(
            f"publication was held ({report.dropped}): riuso rebuild --accept-drop{where}, if it is right"
        )
    elif index != "fresh":
        todo.append(f"the search index is {index}: riuso rebuild{where}")
    if report is not None and report.exit in (3, 4):
        failed = sum(source.failure is not None for source in report.sources)
        todo.append(f"{counted(failed, 'source')} failed in the last run: riuso report{where} says why")
    if last is None:
        todo.append(f"nothing was crawled yet: riuso crawl PUBLISHERS{where}")
    elif last.age_hours > OLD.total_seconds() / 3600:
        todo.append(f"the last run is {last.age_hours / 24:.0f} days old: riuso crawl{where}")
    return todo
