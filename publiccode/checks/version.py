"""Versions of the standard: which are judged, which are older, which are newer than riuso."""

from __future__ import annotations

import re

from publiccode.checks.fault import Fault
from publiccode.finding import excerpt

LATEST = "0.7"

# Release dates and changes: the standard's own changelog; 0.6 was released without a change to the data.
CURRENT = frozenset({"0", "0.7", "0.7.0"})
OLDER = frozenset({"0.2", "0.2.0", "0.2.1", "0.2.2", "0.3", "0.3.0", "0.4", "0.4.0", "0.5", "0.5.0"})
NOT_IN_REFERENCE = frozenset({"0.1", "0.1.0", "0.6", "0.6.0"})

_NEWER = re.compile(r"0\.(\d{1,4})(?:\.(\d{1,4}))?", re.ASCII)


def check(text: str) -> Fault | None:
    if text in CURRENT:
        return None
    if text in OLDER:
        return Fault("older-version", {"value": text})
    if text in NOT_IN_REFERENCE:
        return Fault("old-version", {"value": text})
    match = _NEWER.fullmatch(text)
    if match and (int(match[1]), int(match[2] or 0)) > (7, 0):
        return Fault("newer-version", {"value": text, "latest": LATEST})
    return Fault("unknown-version", {"value": excerpt(text)})
