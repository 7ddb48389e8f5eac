"""What a check of one value says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from publiccode.phrases import Word


class Fault(NamedTuple):
    """A rule that a value breaks, and the words for its message."""

    kind: str
    words: Mapping[str, Word] = {}


Check = Callable[[str], Fault | None]
"""Judges the text of one value; None where it is good."""
