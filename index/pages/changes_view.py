"""The page of changes: what came, changed and went, run by run."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.history.changes import ChangeKind
from index.history.told import told
from index.pages.feeds import CHANGED, NEW
from index.pages.links import INDEX
from index.pages.report_view import ChangeView, changes
from index.pages.text import shorten

if TYPE_CHECKING:
    from index.pages.site import Site
    from index.pages.writing import Writer
    from publiccode.run import RunReport

_RUNS = 30
_MOST_OF_RUN = 100
_MOST_LINES = 6
_SAID = frozenset({ChangeKind.NEW, ChangeKind.VANISHED})
"""What the chip beside a name says already."""


@dataclass(frozen=True, slots=True)
class Told:
    """One software that a run changed, and line by line what changed in its file."""

    change: ChangeView
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunChanges:
    day: str
    changes: tuple[Told, ...]
    more: int


def write_changes(writer: Writer, site: Site) -> None:
    writer.page(
        f"changes/{INDEX}",
        "changes.html",
        title=site.say("Changes"),
        section="changes",
        description=site.say("What came, changed and went in the last runs."),
        runs=run_changes(site),
        feeds=((site.say("New software"), NEW), (site.say("New and changed software"), CHANGED)),
    )


def run_changes(site: Site) -> tuple[RunChanges, ...]:
    """Return the runs that changed something, the newest first."""
    found = []
    for report in site.reports[:_RUNS]:
        changed = list(changes(report, site))
        if changed:
            lines = _lines(report, site)
            told = tuple(Told(one, lines.get(one.id, ())) for one in changed[:_MOST_OF_RUN])
            more = max(0, len(changed) - _MOST_OF_RUN)
            found.append(RunChanges(site.wording.time(report.finished), told, more))
    return tuple(found)


def _lines(report: RunReport, site: Site) -> dict[str, tuple[str, ...]]:
    """Return by id what changed in the files that a run saw: the times are those of the run's looks."""
    begun = report.since or report.started
    found: dict[str, list[str]] = defaultdict(list)
    for change in site.changed:
        if change.kind not in _SAID and begun <= change.when <= report.finished:
            found[change.software].append(shorten(told(change, site.wording), 240))
    return {identifier: tuple(lines[:_MOST_LINES]) for identifier, lines in found.items()}
