"""What both writers must know of a book's shape: names that programs take, heights, and its bounds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.errors import SheetError
from index.sheets.cell_text import cell_text
from index.sheets.model import COLUMNS, ROWS, Look
from index.sheets.style import LINE_PT, STYLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.sheets.model import Book, Cell, Sheet

_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\n]+")
_RESERVED = {"history"}
WIDTH = 12.0
"""Of a column for which none is given, in characters."""
_FILLED = 0.93
"""The part of a line that is filled before a word goes to the next."""


def check(book: Book) -> None:
    """Raise :class:`SheetError` for a book that is larger than programs can open.

    Formulas name sheets, so that two of one name are a mistake of ours: ValueError.
    """
    if len({sheet.name for sheet in book.sheets}) < len(book.sheets):
        raise ValueError("two sheets have the same name")
    for sheet in book.sheets:
        columns = max((sum(cell.span for cell in row) for row in sheet.rows), default=0)
        if len(sheet.rows) > ROWS or columns > COLUMNS:
            raise SheetError(
                f"{sheet.name} would have {len(sheet.rows)} rows and {columns} columns; a sheet has at most "
                f"{ROWS} and {COLUMNS}: narrow the query, or export as csv or jsonl"
            )


def sheet_names(book: Book) -> dict[str, str]:
    """Return what each sheet is called in the file: in Excel a name is short and not of any character."""
    names: dict[str, str] = {}
    taken = set(_RESERVED)
    for sheet in book.sheets:
        wanted = " ".join(_NOT_IN_NAMES.sub(" ", cell_text(sheet.name)).split()).strip(" '") or "Sheet"
        name, number = _short(wanted, ""), 2
        while name.casefold() in taken:
            name, number = _short(wanted, f" {number}"), number + 1
        taken.add(name.casefold())
        names[sheet.name] = name
    return names


def height(row: Sequence[Cell], widths: Sequence[float], *, every: bool = False) -> float | None:
    """Return the height in points that a row needs, None where programs find it by themselves.

    They do not for text that spans columns, and not always for large letters; with ``every`` for no text
    of more than one line.
    """
    most, column = 0.0, 0
    for cell in row:
        style = STYLES[cell.look]
        if style.size > STYLES[Look.PLAIN].size:
            most = max(most, style.size / STYLES[Look.PLAIN].size)
        if style.wrapped and isinstance(cell.value, str) and (cell.span > 1 or every):
            lines = _lines(cell.value, sum(widths[column : column + cell.span]))
            if cell.span > 1 or lines > 1:
                most = max(most, lines)
        if cell.lines > 1:
            most = max(most, cell.lines)
        column += cell.span
    return most * LINE_PT + 3 if most else None


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a width in characters; words leave some of it empty."""
    room = max(6.0, width * _FILLED)
    return sum(1 + int(len(line) / room) for line in cell_text(text).split("\n"))


def all_widths(sheet: Sheet) -> tuple[float, ...]:
    """Return a width for every column that has a cell."""
    columns = max((sum(cell.span for cell in row) for row in sheet.rows), default=0)
    return (*sheet.widths, *([WIDTH] * max(0, columns - len(sheet.widths))))


def _short(name: str, end: str) -> str:
    while len((name + end).encode("utf-16-le")) // 2 > _LONGEST_NAME:
        name = name[:-1]
    return name.rstrip(" '") + end
