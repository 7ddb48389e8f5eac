"""A dossier's formulas for a spreadsheet: nothing stands until every needed cell holds a figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from index.dossier.formula import Operator, Reference
from index.sheets.model import Formula, Place, Range

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.dossier.formula import Expression
    from index.dossier.formula import Formula as Wanted

_SIGNS = {Operator.ADD: "+", Operator.MULTIPLY: "*", Operator.DIVIDE: "/"}


@dataclass(frozen=True, slots=True)
class Column:
    """The column of one software: ``number`` counts from 0, ``places`` are those of the first software.

    A row in ``shared`` has its only cell there; ``sheet`` is the one that the formula stands in.
    """

    places: Mapping[str, Place]
    shared: frozenset[str]
    number: int
    sheet: str | None

    def place(self, row: str) -> Place | None:
        """Return the cell of a row, None where the dossier has no such row."""
        found = self.places.get(row)
        if found is None:
            return None
        column = found.column + (0 if row in self.shared else self.number)
        return Place(found.row, column, None if found.sheet == self.sheet else found.sheet)


def live(wanted: Wanted, column: Column, until_then: str) -> Formula | None:
    """Return the formula for a column; it says ``until_then`` while a needed cell holds no figure.

    None where it is about a row that there is not. A blank, or a text in a cell, is no figure: COUNT
    passes over both.
    """
    needed = [column.place(row) for row in dict.fromkeys(wanted.needs)]
    cells = [place for place in needed if place is not None]
    operands: list[Place | Range | str] = [until_then]
    term = _term(wanted.term, column, operands)
    if len(cells) < len(needed) or term is None:
        return None
    counted = []
    for one in _ranges(cells):
        counted.append(f"{{{len(operands)}}}")
        operands.append(one)
    total = f"COUNT({';'.join(counted)})={len(cells)}" if cells else "TRUE()"
    return Formula(f"IF({total};IFERROR({term};{{0}});{{0}})", tuple(operands), until_then)


def _term(term: Expression, column: Column, operands: list[Place | Range | str]) -> str | None:
    if isinstance(term, Reference):
        place = column.place(term.row)
        if place is None:
            return None
        operands.append(place)
        return f"{{{len(operands) - 1}}}"
    if term.operator is Operator.ADD and all(isinstance(part, Reference) for part in term.parts):
        return _sum([part.row for part in term.parts if isinstance(part, Reference)], column, operands)
    parts = [_term(part, column, operands) for part in term.parts]
    known = [part for part in parts if part is not None]
    return f"({_SIGNS[term.operator].join(known)})" if len(known) == len(parts) else None


def _sum(rows: list[str], column: Column, operands: list[Place | Range | str]) -> str | None:
    cells = [place for row in rows if (place := column.place(row)) is not None]
    if len(cells) < len(rows):
        return None
    start = len(operands)
    operands.extend(_ranges(cells))
    return f"SUM({';'.join(f'{{{number}}}' for number in range(start, len(operands)))})"


def _ranges(cells: Iterable[Place]) -> list[Place | Range]:
    """Return the cells as few operands: those that stand below each other as one range."""
    ordered = sorted(cells, key=lambda cell: (cell.sheet or "", cell.column, cell.row))
    found: list[Place | Range] = []
    for _, group in groupby(
        enumerate(ordered), key=lambda pair: (pair[1].sheet, pair[1].column, pair[1].row - pair[0])
    ):
        run = [cell for _, cell in group]
        found.append(run[0] if len(run) == 1 else Range(run[0], run[-1]))
    return found
