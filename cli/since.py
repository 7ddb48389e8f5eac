"""``--since``: a date, or how long ago."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import click

_PERIOD = re.compile(r"(\d{1,4})\s*([dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 30.4375, "y": 365.25}


def since(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """Return the day (ISO 8601) that ``2026-10-01`` or ``30d`` means; a callback of a Click option."""
    if value is None:
        return None
    period = _PERIOD.fullmatch(value.strip().lower())
    if period:
        return (datetime.now(UTC).date() - timedelta(days=int(period[1]) * _DAYS[period[2]])).isoformat()
    try:
        return date.fromisoformat(value.strip()).isoformat()
    except ValueError as error:
        raise click.BadParameter(
            f"{value!r} is neither a date (2026-10-01) nor a time (30d, 8w, 6m, 1y)"
        ) from error
