"""Runs that came before: which were killed, what the last one left, which are old enough to be removed."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from cli.data_folder import REPORT, DataFolder
from crawler.options import Backlog
from crawler.run import WORK
from publiccode.harvest import HarvestRecord
from publiccode.moments import rfc3339
from publiccode.run import HARVEST, INTERRUPTED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from publiccode.run import RunReport

PART = f"{HARVEST}.part"


def close_killed(data: DataFolder) -> None:
    """Make a harvest of what crawls that were killed had written: whole lines, but for the last."""
    for folder in data.run_folders():
        if (folder / PART).is_file() and not (folder / HARVEST).is_file():
            _close(folder)


def _close(folder: Path) -> None:
    decoder = msgspec.json.Decoder(HarvestRecord)
    whole = folder / f"{HARVEST}.whole"
    count = 0
    with (folder / PART).open("rb") as part, whole.open("wb") as stream:
        for line in part:
            try:
                decoder.decode(line)
            except msgspec.MsgspecError:
                break
            if not line.endswith(b"\n"):
                break
            stream.write(line)
            count += 1
    if count:
        whole.replace(folder / HARVEST)
    else:
        whole.unlink()
    (folder / PART).unlink()


def backlog_of(reports: Sequence[RunReport], now: datetime, resume_hours: float) -> Backlog:
    """Return what the last run left for the next; ``reports`` are the newest first, two are enough."""
    if not reports:
        return Backlog()
    report = reports[0]
    left = frozenset(source.url for source in report.sources if source.unfinished is not None)
    since = _begun(reports) if report.exit == INTERRUPTED else None
    if since is not None and now - datetime.fromisoformat(since) > timedelta(hours=resume_hours):
        since = None
    return Backlog(sources=left, tried=report.started if left else None, since=since)


def _begun(reports: Sequence[RunReport]) -> str:
    """Return the moment from which on the last run, and no other, had looked at what was looked at.

    Moments are whole seconds: where it began in the one in which the run before ended, it is the next.
    """
    report = reports[0]
    if report.since is not None:
        return report.since
    if len(reports) > 1 and reports[1].finished >= report.started:
        return rfc3339(datetime.fromisoformat(report.started) + timedelta(seconds=1))
    return report.started


def tidy(data: DataFolder, keep: int) -> None:
    """Remove what crawls that were killed left half done, and the folders of all but the last runs.

    Of a removed run the catalogue keeps the report. One whose harvest is not applied stays.
    """
    folders = data.run_folders()
    for folder in folders:
        shutil.rmtree(folder / WORK, ignore_errors=True)
    done = [folder for folder in folders if (folder / REPORT).is_file() or not (folder / HARVEST).is_file()]
    for folder in done[: max(0, len(done) - keep)]:
        shutil.rmtree(folder, ignore_errors=True)
