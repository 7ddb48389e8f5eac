"""Lengths, counted as people count letters: extended grapheme clusters of Unicode (UAX 29)."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from publiccode.checks.fault import Check, Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# One code point, one cluster, whatever stands beside it: Latin, Greek, Cyrillic, punctuation, quotes.
_SINGLE = re.compile("[\n\x20-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*")


def count(text: str, most: int) -> int:
    """Return the number of grapheme clusters in a text, counting no further than ``most``."""
    if _simple(text, most) >= most or _SINGLE.fullmatch(text):
        return min(len(text), most)
    return sum(1 for _ in islice(_clusters()(text), most))


@cache
def _clusters() -> Callable[[str], Iterator[object]]:
    import regex  # type: ignore[import-untyped]  # no stubs  # noqa: PLC0415 - 20 ms, rarely of use

    finditer: Callable[[str], Iterator[object]] = regex.compile(r"\X").finditer
    return finditer


def length(*, least: int = 0, most: int) -> Check:
    """Return a check of a text's length in grapheme clusters, bounds included; an empty text passes."""

    def check(text: str) -> Fault | None:
        # As many code points are never fewer clusters, and simple letters are one cluster each.
        if least <= len(text) <= most and _simple(text, least) >= least:
            return None
        if not text:
            return None
        if count(text, most + 1) > most:
            return Fault("too-long", {"most": f"{most:,}", "count": f"{count(text, len(text)):,}"})
        counted = count(text, least)
        if counted < least:
            return Fault("too-short", {"least": f"{least:,}", "count": f"{counted:,}"})
        return None

    return check


def _simple(text: str, most: int) -> int:
    if text.isascii() and "\r" not in text:
        return len(text)
    match = _SINGLE.match(text, 0, most)
    return match.end() if match else 0
