"""Harvests into the catalogue: tonight's, and those that an interrupted run left behind."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from cli.data_folder import REPORT, DataFolder, started_at, write_atomically
from cli.forgetting import without_forgotten_people
from cli.runs import close_killed
from index.reasons import reasons
from publiccode.harvest import HarvestError, read_harvest
from publiccode.moments import rfc3339
from publiccode.run import HARVEST, INTERRUPTED, RunReport

if TYPE_CHECKING:
    from pathlib import Path

    from index.catalogue import Catalogue

CRAWL = "crawl.json"
"""The crawler's report, kept until the harvest is applied."""
UNREADABLE = "harvest.unreadable.jsonl"


def apply_pending(catalogue: Catalogue, data: DataFolder) -> tuple[str, ...]:
    """Apply the harvests that earlier runs finished and did not apply; return a note on each.

    Of a run that was killed before its harvest was complete that is what it had written. A harvest that
    can't be read is set aside, so that it is not in the way.
    """
    close_killed(data)
    return tuple(_heal(catalogue, folder) for folder in data.unapplied_runs())


def _heal(catalogue: Catalogue, folder: Path) -> str:
    moment = datetime.fromtimestamp((folder / HARVEST).stat().st_mtime, UTC)
    try:
        known = (report for report in catalogue.reports() if report.run == folder.name)
        report = _read_report(folder / CRAWL) or next(known, None) or _report_of_harvest(folder, moment)
        save_report(catalogue, folder, apply_harvest(catalogue, folder, report, moment))
    except HarvestError as error:
        aside = (folder / HARVEST).replace(folder / UNREADABLE)
        return f"the harvest of run {folder.name} could not be read ({error}); it is now {aside}"
    if report.stopped:
        return f"run {folder.name} had been killed; what it had seen is in the catalogue now"
    return f"run {folder.name} had been interrupted after its crawl; its harvest is in the catalogue now"


def save_report(catalogue: Catalogue, folder: Path, report: RunReport) -> None:
    """Keep the report in the catalogue and, last of all, in the run's folder."""
    catalogue.save_report(report)
    write_atomically(folder / REPORT, msgspec.json.encode(report))
    (folder / CRAWL).unlink(missing_ok=True)


def keep_report(folder: Path, report: RunReport) -> None:
    """Keep the crawler's report beside its harvest, for whoever applies it."""
    write_atomically(folder / CRAWL, msgspec.json.encode(report))


def apply_harvest(catalogue: Catalogue, folder: Path, report: RunReport, now: datetime) -> RunReport:
    """Apply the harvest of a run; return its report with what that changed.

    Raises :class:`publiccode.harvest.HarvestError`; the catalogue then is as it was.
    """
    with (folder / HARVEST).open("rb") as harvest:
        applied = catalogue.apply(
            read_harvest(harvest), run=folder.name, now=now, sources=report.sources, since=report.since
        )
    without_forgotten_people(folder, catalogue.forgotten())
    return replace(
        report,
        changes=applied.changes,
        reasons=reasons(applied.changes, catalogue.entry),
        unusable=applied.unusable,
    )


def _read_report(path: Path) -> RunReport | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=RunReport)
    except (FileNotFoundError, msgspec.MsgspecError):
        return None


def _report_of_harvest(folder: Path, moment: datetime) -> RunReport:
    """Return what can still be told of a run that was killed before it wrote its report."""
    with (folder / HARVEST).open("rb") as harvest:
        outcomes = Counter(record.outcome.value for record in read_harvest(harvest))
    return RunReport(
        run=folder.name,
        started=rfc3339(started_at(folder) or moment),
        finished=rfc3339(moment),
        sources=(),
        repositories=dict(outcomes),
        requests={},
        stopped="killed before its end",
        exit=INTERRUPTED,
    )
