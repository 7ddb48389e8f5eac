"""The dossier as a spreadsheet: the same content, the blanks open, formulas that point where they should."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.dossier.as_book import dossier_book
from index.dossier.formula import Formula as Wanted
from index.dossier.formula import Operation, Operator, Reference, add
from index.dossier.model import CellState
from index.dossier.sheet_formula import Column, live
from index.dossier.words import words_of
from index.sheets.model import Formula, Look, Place, Range
from index.sheets.ods import write_ods
from index.sheets.xlsx import formula_text, write_xlsx
from tests.index.dossier.dossiers import THREE, dossier
from tests.index.hostile_entry import HOSTILE
from tests.index.sheets.reading import READERS

if TYPE_CHECKING:
    from index.sheets.model import Book

WRITERS = {"ods": write_ods, "xlsx": write_xlsx}
BOTH = pytest.mark.parametrize("form", list(WRITERS))


def all_cells(book: Book):
    return [cell for sheet in book.sheets for row in sheet.rows for cell in row]


def test_every_cell_of_the_dossier_is_told():
    whole = dossier(has_blank=True)
    words = words_of("en")
    texts = [str(cell.value) for cell in all_cells(dossier_book(whole))]

    for section in whole.sections:
        for row in section.rows:
            assert words.say(row.question) in texts
            for cell in row.cells:
                if cell.state not in (CellState.BLANK, CellState.COMPUTED):
                    assert any(text.startswith("\n".join(words.cell(cell))) for text in texts), row.id
    blanks = sum(
        cell.state is CellState.BLANK for s in whole.sections for row in s.rows for cell in row.cells
    )
    assert sum(cell.look is Look.BLANK for cell in all_cells(dossier_book(whole))) == blanks


@BOTH
def test_blanks_are_open_and_the_rest_is_locked(form):
    book = dossier_book(dossier())

    read = READERS[form](WRITERS[form](book))

    assert {"Comparison", "Total cost"} <= read.locked
    assert all(place not in read.open_cells for place in read.formulas)
    value = next(iter(read.cells["Comparison"]))
    assert ("Comparison", *value) not in read.open_cells
    blanks = sum(cell.look is Look.BLANK for cell in all_cells(book))
    # A blank that spans columns may be read as open in each of them.
    assert len(read.open_cells) >= blanks


@BOTH
def test_sources_are_links_to_what_was_read(form):
    whole = dossier()
    permalinks = {
        cell.permalink for s in whole.sections for row in s.rows for cell in row.cells if cell.permalink
    }

    read = READERS[form](WRITERS[form](dossier_book(whole)))

    assert permalinks
    assert permalinks <= set(read.links.values())


@BOTH
def test_hostile_software_brings_no_formula_and_no_odd_link(form):
    clean = READERS[form](WRITERS[form](dossier_book(dossier(THREE))))
    hostile = READERS[form](
        WRITERS[form](dossier_book(dossier((*THREE[:2], HOSTILE), requirements=("=1+1", "@x"))))
    )

    assert len(hostile.formulas) == len(clean.formulas)
    assert all(url.startswith(("https://", "http://")) for url in hostile.links.values())


def test_a_total_asks_for_a_figure_in_every_needed_cell():
    places = {"a": Place(4, 1, "S"), "b": Place(5, 1, "S"), "c": Place(9, 1, "S"), "years": Place(2, 1, "S")}
    term = Operation(Operator.MULTIPLY, (Reference("years"), add("a", "b", "c")))
    here = Column(places, frozenset({"years"}), 2, "S")

    formula = live(Wanted(term, ("years", "a", "b", "c")), here, "incomplete")

    assert formula is not None
    assert formula_text(formula, {}) == (
        '=IF(COUNT(B3,D5:D6,D10)=4,IFERROR((B3*SUM(D5:D6,D10)),"incomplete"),"incomplete")'
    )
    assert formula.shown == "incomplete"


def test_a_formula_about_a_row_that_is_not_there_is_none():
    here = Column({"a": Place(1, 1, "S")}, frozenset(), 0, "S")

    assert live(Wanted(add("a", "gone"), ("a",)), here, "x") is None
    assert live(Wanted(add("a"), ("a", "gone")), here, "x") is None


def test_a_row_of_another_sheet_is_named_with_it():
    here = Column({"a": Place(1, 1, "Other")}, frozenset(), 0, "S")

    assert live(Wanted(Reference("a"), ()), here, "x") == Formula(
        "IF(TRUE();IFERROR({1};{0});{0})", ("x", Place(1, 1, "Other")), "x"
    )


def test_rows_that_stand_together_are_one_range():
    here = Column({name: Place(place, 1, "S") for place, name in enumerate("abcd")}, frozenset(), 0, "S")

    formula = live(Wanted(add("a", "b", "c", "d"), tuple("abcd")), here, "x")

    assert formula is not None
    assert formula.operands == ("x", *[Range(Place(0, 1), Place(3, 1))] * 2)
