"""A spreadsheet as plain values: what both formats are written from.

The type of a value decides the type of its cell: a ``str`` is text, whatever it begins with. Only a
:class:`Formula` counts, and its text is never made from what a file or a host said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

ROWS = 1_048_576
COLUMNS = 16_384
"""The most that Excel, and LibreOffice by default, have in one sheet."""


class Look(StrEnum):
    """What a cell is for; how each is drawn is in ``index.sheets.style``."""

    PLAIN = "plain"
    PROSE = "prose"
    """Text that goes on in further lines of its cell."""
    HEADER = "header"
    TITLE = "title"
    SECTION = "section"
    NOTE = "note"
    BLANK = "blank"
    """To be filled in: the one look that stays open in a locked sheet."""
    RESULT = "result"
    """What a formula counts, in money."""


@dataclass(frozen=True, slots=True)
class Place:
    """A cell: ``row`` and ``column`` count from 0; ``sheet`` is its name where it is in another sheet."""

    row: int
    column: int
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """All cells from one corner to the other, both in the sheet of ``first``."""

    first: Place
    last: Place


@dataclass(frozen=True, slots=True)
class Formula:
    """``text`` has ``{0}``, ``{1}`` … for its operands and ``;`` between arguments; a ``str`` is a literal.

    ``shown`` is what the formula counts as the sheet is written: what a program shows that doesn't count.
    """

    text: str
    operands: tuple[Place | Range | str, ...]
    shown: str | float


Value = str | int | float | bool | date | Formula | None


@dataclass(frozen=True, slots=True)
class Cell:
    """``link`` is an address that a click opens, where it is http or https; ``span`` counts columns.

    ``comment`` shows beside the cell: what helps to fill it in. ``lines`` is the room to keep, at least.
    """

    value: Value = None
    look: Look = Look.PLAIN
    link: str | None = None
    span: int = 1
    comment: str = ""
    lines: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """``widths`` are those of the columns in characters; the first ``frozen`` ones stay in view.

    ``locked`` keeps all but the blanks from being changed by mistake: there is no password. ``filtered``
    gives the row above the first that moves a filter for each column.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...] = ()
    frozen_rows: int = 0
    frozen_columns: int = 0
    locked: bool = False
    filtered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """``made`` is the day it tells of, so that the same catalogue gives the same bytes."""

    title: str
    sheets: tuple[Sheet, ...]
    made: date | None = None
    language: str = "en"
