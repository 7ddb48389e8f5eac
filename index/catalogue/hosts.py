"""What software hosts have, where a crawl had to ask: asked once, remembered as long as it serves."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import sqlite3

    from publiccode.run import RunReport


def hosting(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the hosting software by host name, with the port where a URL names one."""
    return dict(connection.execute("SELECT name, kind FROM host ORDER BY name").fetchall())


def remember(connection: sqlite3.Connection, report: RunReport) -> None:
    """Keep what a run recognised; forget a host on which a source failed, since it may have changed.

    A host that is only down is asked again for that, which costs a request or two.
    """
    failed = {urlsplit(source.url).netloc.lower() for source in report.sources if source.failure is not None}
    connection.executemany("DELETE FROM host WHERE name = ?", [(name,) for name in sorted(failed)])
    connection.executemany(
        "INSERT INTO host (name, kind, recognised) VALUES (?, ?, ?) ON CONFLICT (name)"
        " DO UPDATE SET kind = excluded.kind, recognised = excluded.recognised",
        [(name, kind, report.finished) for name, kind in sorted(report.recognised.items())],
    )
