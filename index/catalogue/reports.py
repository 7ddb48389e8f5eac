"""Runs in the database: which harvests are applied, with what result, and the reports of the crawls."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec

from index.catalogue.apply import Applied
from publiccode.run import RunReport

if TYPE_CHECKING:
    import sqlite3

_T = TypeVar("_T")


def applied(connection: sqlite3.Connection, run: str) -> Applied | None:
    """Return what applying a run's harvest changed, None where it was not applied."""
    row = connection.execute("SELECT applied, result FROM run WHERE id = ?", (run,)).fetchone()
    if row is None or row[0] is None:
        return None
    return _decode(row[1], Applied) or Applied()


def save_applied(connection: sqlite3.Connection, run: str, now: str, result: Applied) -> None:
    connection.execute(
        "INSERT INTO run (id, applied, result) VALUES (?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET applied = excluded.applied, result = excluded.result",
        (run, now, msgspec.json.encode(result)),
    )


def save_report(connection: sqlite3.Connection, report: RunReport) -> None:
    """Keep a report; one of the same run is replaced."""
    connection.execute(
        "INSERT INTO run (id, report) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET report = excluded.report",
        (report.run, msgspec.json.encode(report)),
    )


def reports(connection: sqlite3.Connection, limit: int | None = None) -> tuple[RunReport, ...]:
    """Return the reports, the newest first. One whose shape is no longer known is left out."""
    rows = connection.execute(
        "SELECT report FROM run WHERE report IS NOT NULL ORDER BY id DESC LIMIT ?",
        (-1 if limit is None else limit,),
    )
    found = (_decode(row[0], RunReport) for row in rows)
    return tuple(report for report in found if report is not None)


def _decode(stored: bytes, kind: type[_T]) -> _T | None:
    try:
        return msgspec.json.decode(stored, type=kind)
    except msgspec.MsgspecError:
        return None
