"""Text from a stranger, fit for a cell: what XML can't hold, and a spreadsheet won't, is gone."""

from __future__ import annotations

import re

from index.pages.text import clean

LONGEST = 32_767
"""UTF-16 units in one cell of Excel; a file with more is called damaged."""
MOST_LINES = 253
"""Line feeds in one cell of Excel."""
_NO_CHARACTER = re.compile("[\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""The wide forms too: a program set to East Asian text reads them as the narrow ones."""


def cell_text(text: str) -> str:
    """Return ``text`` for a cell: no control characters, single spaces, at most what a cell holds."""
    # Cleaning and folding only shorten: the first look keeps a text of megabytes from costing seconds.
    lines = _LINE_ENDS.sub("\n", text[: LONGEST * 8]).split("\n", MOST_LINES)[:MOST_LINES]
    kept = "\n".join(" ".join(_NO_CHARACTER.sub("", clean(line)).split()) for line in lines).strip("\n")
    return _cut(kept)


def may_turn(text: str) -> bool:
    """Whether a program may take the text for a formula once somebody edits its cell."""
    return text.startswith(_BEGINS_A_FORMULA)


def csv_text(text: str) -> str:
    """Return ``text`` for a cell of a CSV file, on one line; a spreadsheet reads a formula there as text.

    CSV has no types: what begins as a formula gets an apostrophe before it.
    """
    line = " ".join(clean(text[: LONGEST * 8]).split())
    return _cut(f"'{line}" if may_turn(line) else line)


def _cut(text: str) -> str:
    if len(text) * 2 <= LONGEST:
        return text
    units = 0
    for place, letter in enumerate(text):
        units += 1 + (letter > "\uffff")
        if units > LONGEST:
            return text[: place - 1] + "…"
    return text
