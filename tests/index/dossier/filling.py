"""A dossier as a spreadsheet that an officer has filled in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.dossier.as_book import dossier_book
from index.dossier.words import words_of
from index.sheets.model import Look

if TYPE_CHECKING:
    from index.dossier.model import Dossier
    from index.sheets.model import Book, Cell

WORDS = words_of("en")
TOTALS = {name: WORDS(name) for name in ("tco.once", "tco.yearly", "tco.end", "tco.total", "tco.share")}
_LACKING, _TEXT = WORDS("tco.end.export"), WORDS("tco.once.training")


def figures(whole: Dossier) -> dict[str, float | None]:
    """Return what is filled in for the first software: row n of the costs costs n, so the first nothing."""
    rows = [row for section in whole.sections if section.id == "tco" for row in section.rows]
    found: dict[str, float | None] = {row.id: float(place) for place, row in enumerate(rows) if row.is_needed}
    return found | {"tco.years": 5.0, "tco.bodies": 4.0, "tco.once.development": 0.0}


def filled_in(whole: Dossier) -> Book:
    """Return the book, the second software without one figure, the third with a text in place of one."""
    by_question = {WORDS(name): figure for name, figure in figures(whole).items()}

    def cell(one: Cell, question: object, column: int) -> Cell:
        if one.look is not Look.BLANK or question not in by_question:
            return one
        if column == 2 and question == _LACKING:
            return one
        if column == 3 and question == _TEXT:
            return replace(one, value="12 000 EUR")
        return replace(one, value=by_question[str(question)])

    book = dossier_book(whole)
    sheets = tuple(
        replace(
            sheet,
            rows=tuple(
                tuple(cell(one, row[0].value, column) for column, one in enumerate(row)) for row in sheet.rows
            ),
        )
        for sheet in book.sheets
    )
    return replace(book, sheets=sheets)
