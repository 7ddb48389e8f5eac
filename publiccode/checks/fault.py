"""What a check of one value says."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Fault(NamedTuple):
    """A rule that a value breaks, and the words for its message."""

    kind: str
    words: dict[str, str] = {}  # noqa: RUF012 - never changed: a fault is made, told and forgotten


Check = Callable[[str], Fault | None]
"""Judges the text of one value; None where it is good."""
