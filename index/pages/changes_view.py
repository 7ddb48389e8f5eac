"""The page of changes: what came, changed and went, run by run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.pages.feeds import CHANGED, NEW
from index.pages.links import INDEX
from index.pages.report_view import ChangeView, changes

if TYPE_CHECKING:
    from index.pages.site import Site
    from index.pages.writing import Writer

_RUNS = 30
_MOST_OF_RUN = 100


@dataclass(frozen=True, slots=True)
class RunChanges:
    day: str
    changes: tuple[ChangeView, ...]
    more: int


def write_changes(writer: Writer, site: Site) -> None:
    writer.page(
        f"changes/{INDEX}",
        "changes.html",
        title=site.say("Changes"),
        section="changes",
        runs=run_changes(site),
        feeds=((site.say("New software"), NEW), (site.say("New and changed software"), CHANGED)),
    )


def run_changes(site: Site) -> tuple[RunChanges, ...]:
    """Return the runs that changed something, the newest first."""
    found = []
    for report in site.reports[:_RUNS]:
        changed = list(changes(report, site))
        if changed:
            day = site.wording.time(report.finished)
            more = max(0, len(changed) - _MOST_OF_RUN)
            found.append(RunChanges(day, tuple(changed[:_MOST_OF_RUN]), more))
    return tuple(found)
