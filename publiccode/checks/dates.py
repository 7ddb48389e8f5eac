"""Dates: ``YYYY-MM-DD``, a day of the calendar."""

from __future__ import annotations

import re
from datetime import date

from publiccode.checks.fault import Fault
from publiccode.finding import excerpt

_FORM = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


def is_date(text: str) -> bool:
    """Whether a text is a day written as the standard writes it; the year 0000 counts as a leap year."""
    match = _FORM.fullmatch(text)
    if match is None:
        return False
    year, month, day = (int(part) for part in match.groups())
    try:
        date(year or 2000, month, day)
    except ValueError:
        return False
    return True


def check(text: str) -> Fault | None:
    return None if is_date(text) else Fault("not-a-date", {"value": excerpt(text)})
