"""What LibreOffice makes of our spreadsheets: one start of it for all."""

from __future__ import annotations

import pytest

from index.dossier.formula import evaluate
from index.sheets.model import Book, Cell, Formula, Place, Range, Sheet
from index.sheets.ods import write_ods
from index.sheets.xlsx import write_xlsx
from tests.index.dossier.dossiers import dossier
from tests.index.dossier.filling import TOTALS, figures, filled_in
from tests.index.sheets.libreoffice import count_in_libreoffice, libreoffice
from tests.index.sheets.test_sheets import HOSTILE

pytestmark = libreoffice
FORMS = pytest.mark.parametrize("form", ["ods", "xlsx"])


def hostile_book() -> Book:
    total = Formula("IF(COUNT({0})<2;{1};SUM({0}))", (Range(Place(0, 0), Place(0, 1)), "incomplete"), 0)
    rows = ((Cell(20), Cell(22)), (Cell(total),), *((Cell(value),) for value in HOSTILE))
    return Book(title="T", sheets=(Sheet(name="S", rows=rows),))


@pytest.fixture(scope="module")
def counted(tmp_path_factory):
    books = {"hostile": hostile_book(), "dossier": filled_in(dossier())}
    files = {f"{name}-ods.ods": write_ods(book) for name, book in books.items()}
    files |= {f"{name}-xlsx.xlsx": write_xlsx(book) for name, book in books.items()}
    return count_in_libreoffice(files, tmp_path_factory.mktemp("office"))


@FORMS
def test_nothing_of_a_stranger_counts(counted, form):
    lines = counted[f"hostile-{form}-S.csv"]

    assert lines[1][0] == "42"
    assert [line[0] for line in lines[2:]] == list(HOSTILE)


@FORMS
def test_totals_of_a_dossier_stand_where_every_line_is_filled_in(counted, form):
    """The first software has every figure, a 0 among them; the second lacks one; the third has a text."""
    whole = dossier()
    lines = {line[0]: line for line in counted[f"dossier-{form}-Total cost.csv"] if line}

    for identifier, question in TOTALS.items():
        row = whole.row(identifier)
        assert row is not None
        assert row.formula is not None
        expected = evaluate(row.formula, figures(whole))
        assert expected is not None
        assert float(lines[question][1].replace(",", "")) == pytest.approx(expected, abs=0.01)
    assert [lines[TOTALS["tco.total"]][number] for number in (2, 3)] == ["once every line is filled in"] * 2
    assert float(lines[TOTALS["tco.yearly"]][2]) > 0
