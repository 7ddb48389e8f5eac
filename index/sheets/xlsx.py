"""A book as XLSX, by XlsxWriter."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from index.pages.links import web_url
from index.sheets.cell_text import cell_text, may_turn
from index.sheets.model import Formula, Place, Range
from index.sheets.shape import all_widths, check, height, sheet_names
from index.sheets.style import FONT, FRAME, LINK, STYLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.sheets.model import Book, Cell, Sheet, Value

_MOST_LINKS = 65_530
"""In one sheet of Excel."""
_DATE = "yyyy-mm-dd"
_MONEY = "#,##0.00"
_EPOCH = date(2000, 1, 1)
_ALLOWED = ("format_columns", "format_rows", "autofilter", "sort")
"""What a locked sheet still lets a reader do: it changes no cell."""


def write_xlsx(book: Book) -> bytes:
    """Return the file; raises :class:`index.errors.SheetError` where it would be too large."""
    import xlsxwriter  # noqa: PLC0415 - only a spreadsheet needs it

    check(book)
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as file:
        made = book.made or _EPOCH
        created = datetime(made.year, made.month, made.day, tzinfo=UTC)
        file.set_properties({"title": cell_text(book.title)[:255], "created": created})
        names = sheet_names(book)
        formats = _Formats(file)
        for sheet in book.sheets:
            _SheetWriter(file.add_worksheet(names[sheet.name]), sheet, names, formats).write()
    return out.getvalue()


class _Formats:
    """The formats of a file, each made once: Excel takes 65,000."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._made: dict[tuple[object, ...], Any] = {}

    def of(self, cell: Cell, *, linked: bool) -> Any:
        kind = "date" if isinstance(cell.value, date) else ""
        text = isinstance(cell.value, str) and may_turn(cell_text(cell.value[:10]))
        key = (cell.look, linked, kind, text)
        if key not in self._made:
            self._made[key] = self._file.add_format(_properties(cell, linked=linked, kind=kind, text=text))
        return self._made[key]


def _properties(cell: Cell, *, linked: bool, kind: str, text: bool) -> dict[str, object]:
    style = STYLES[cell.look]
    found: dict[str, object] = {
        "font_name": FONT,
        "font_size": style.size,
        "font_color": LINK if linked else style.colour,
        "bold": style.bold,
        "italic": style.italic,
        "valign": "top",
        "text_wrap": style.wrapped,
        "locked": not style.open,
    }
    if linked:
        found["underline"] = 1
    if style.fill:
        found |= {"bg_color": style.fill, "pattern": 1}
    if style.framed:
        found |= {"border": 1, "border_color": FRAME}
    if style.money or kind == "date":
        found["num_format"] = _DATE if kind == "date" else _MONEY
    if text:
        # Whoever edits the cell still edits a text.
        found["quote_prefix"] = True
    return found


class _SheetWriter:
    def __init__(self, target: Any, sheet: Sheet, names: Mapping[str, str], formats: _Formats) -> None:
        self._target = target
        self._sheet = sheet
        self._names = names
        self._formats = formats
        self._links = 0

    def write(self) -> None:
        sheet, target = self._sheet, self._target
        widths = all_widths(sheet)
        for column, width in enumerate(widths):
            target.set_column(column, column, width)
        for number, row in enumerate(sheet.rows):
            needed = height(row, widths, every=True)
            if needed:
                target.set_row(number, needed)
            column = 0
            for cell in row:
                self._cell(number, column, cell)
                column += cell.span
        target.freeze_panes(sheet.frozen_rows, sheet.frozen_columns)
        if sheet.filtered and sheet.frozen_rows and widths:
            target.autofilter(sheet.frozen_rows - 1, 0, max(len(sheet.rows) - 1, 0), len(widths) - 1)
        if sheet.locked:
            target.protect("", dict.fromkeys(_ALLOWED, True))
        self._page()

    def _page(self) -> None:
        target = self._target
        target.set_landscape()
        target.set_paper(9)  # A4
        target.fit_to_pages(1, 0)
        target.set_footer("&L&A&R&P / &N")
        if self._sheet.frozen_rows:
            target.repeat_rows(0, self._sheet.frozen_rows - 1)

    def _cell(self, row: int, column: int, cell: Cell) -> None:
        link = web_url(cell.link) if self._links < _MOST_LINKS else None
        form = self._formats.of(cell, linked=bool(link))
        if cell.span > 1:
            self._target.merge_range(row, column, row, column + cell.span - 1, "", form)
        if cell.comment:
            self._target.write_comment(row, column, cell_text(cell.comment), {"author": "riuso"})
        if link and isinstance(cell.value, str):
            self._links += 1
            self._target.write_url(row, column, link, form, cell_text(cell.value) or link)
        else:
            self._value(row, column, cell.value, form)

    def _value(self, row: int, column: int, value: Value, form: Any) -> None:
        target = self._target
        if value is None or value == "":
            target.write_blank(row, column, None, form)
        elif isinstance(value, bool):
            target.write_boolean(row, column, value, form)
        elif isinstance(value, str):
            target.write_string(row, column, cell_text(value), form)
        elif isinstance(value, Formula):
            target.write_formula(row, column, formula_text(value, self._names), form, value.shown)
        elif isinstance(value, date):
            target.write_datetime(row, column, value, form)
        else:
            target.write_number(row, column, value, form)


def formula_text(formula: Formula, names: Mapping[str, str]) -> str:
    """Return a formula as Excel writes it; ``names`` are the sheets' names in the file."""
    operands = [_operand(operand, names) for operand in formula.operands]
    return "=" + formula.text.replace(";", ",").format(*operands)


def _operand(operand: Place | Range | str, names: Mapping[str, str]) -> str:
    if isinstance(operand, str):
        return '"' + operand.replace('"', '""') + '"'
    if isinstance(operand, Range):
        last = Place(operand.last.row, operand.last.column)
        return f"{_operand(operand.first, names)}:{_operand(last, names)}"
    sheet = "'" + names[operand.sheet].replace("'", "''") + "'!" if operand.sheet else ""
    return f"{sheet}{column_name(operand.column)}{operand.row + 1}"


def column_name(column: int) -> str:
    """Return the letters of a column counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
