"""A book as ODS, by odfdo.

The library makes the document, its styles and its package. A row comes to it as the text of an element: made
of its objects, cell by cell, a table takes ten times as long.
"""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from index.pages.links import web_url
from index.sheets.cell_text import cell_text, may_turn
from index.sheets.model import Formula, Place, Range
from index.sheets.ods_style import CELL_STYLES, FOOTER, PAGE, Styles, settings
from index.sheets.shape import all_widths, check, height, sheet_names
from index.sheets.xlsx import column_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from odfdo import Document, Element

    from index.sheets.model import Book, Cell, Sheet, Value

_EPOCH = date(2000, 1, 1)
_NOT_NEEDED = ("Thumbnails/", "Configurations2/")
"""Parts of the library's template that tell of the program it was made with."""


def write_ods(book: Book) -> bytes:
    """Return the file; raises :class:`index.errors.SheetError` where it would be too large."""
    from odfdo import Document  # noqa: PLC0415 - only a spreadsheet needs it

    check(book)
    document = Document("spreadsheet")
    names = sheet_names(book)
    _add_sheets(document, book, names)
    _describe(document, book, names)
    out = io.BytesIO()
    document.save(out)
    return _always_the_same(out.getvalue())


def _add_sheets(document: Document, book: Book, names: Mapping[str, str]) -> None:
    from odfdo import Element  # noqa: PLC0415 - as above

    styles = Styles()
    body = document.body
    body.clear()
    rows = {sheet.name: _rows(sheet, names, styles) for sheet in book.sheets}
    tables = [_table(sheet, names, styles) for sheet in book.sheets]
    for place in document.content.get_elements("//office:automatic-styles"):
        for style in (*CELL_STYLES, *styles.made()):
            place.append(Element.from_tag(style))
    # Row by row, into the document: to move a whole table there takes a time that grows with its square.
    for sheet, table in zip(book.sheets, tables, strict=True):
        body.append(Element.from_tag(table))
        _add_rows(body.get_elements("table:table")[-1], rows[sheet.name], sheet.frozen_rows)
    filters = "".join(_filter(sheet, names) for sheet in book.sheets if sheet.filtered and sheet.frozen_rows)
    if filters:
        body.append(Element.from_tag(f"<table:database-ranges>{filters}</table:database-ranges>"))


def _describe(document: Document, book: Book, names: Mapping[str, str]) -> None:
    from odfdo import Element  # noqa: PLC0415 - as above

    for part in list(document.get_parts()):
        if part.startswith(_NOT_NEEDED):
            document.del_part(part)
    manifest = document.manifest
    for path in manifest.get_paths():
        if path.startswith(_NOT_NEEDED):
            manifest.del_full_path(path)
    frozen = [(names[one.name], one.frozen_rows, one.frozen_columns) for one in book.sheets]
    document.set_part("settings.xml", settings(frozen))
    document.language = book.language
    for layout in document.styles.get_elements('//style:page-layout[@style:name="Mpm1"]'):
        for old in layout.get_elements("style:page-layout-properties"):
            layout.replace_element(old, Element.from_tag(PAGE))
    for footer in document.styles.get_elements('//style:master-page[@style:name="Default"]/style:footer'):
        for old in footer.get_elements("text:p"):
            footer.replace_element(old, Element.from_tag(FOOTER))
    meta = document.meta
    meta.clear_user_defined_metadata()
    meta.title = cell_text(book.title)[:255]
    meta.creation_date = book.made or _EPOCH
    meta.generator = "riuso"


def _always_the_same(content: bytes) -> bytes:
    """Return the package with one time on every part: the same book gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(out, "w") as target:
        for part in package.infolist():
            same = zipfile.ZipInfo(part.filename)
            same.compress_type = part.compress_type
            target.writestr(same, package.read(part))
    return out.getvalue()


def _add_rows(table: Element, rows: Sequence[str], frozen: int) -> None:
    from odfdo import Element  # noqa: PLC0415 - as above

    if frozen and rows:
        table.append(Element.from_tag("<table:table-header-rows/>"))
        head = table.get_elements("table:table-header-rows")[0]
        for row in rows[:frozen]:
            head.append(Element.from_tag(row))
    rest = rows[frozen:] or (() if rows else ("<table:table-row/>",))
    table.extend([Element.from_tag(row) for row in rest])


def _table(sheet: Sheet, names: Mapping[str, str], styles: Styles) -> str:
    """Return a table without its rows."""
    columns = "".join(
        f'<table:table-column table:style-name="{styles.column(width)}"/>' for width in all_widths(sheet)
    )
    locked = ' table:protected="true"' if sheet.locked else ""
    protection = (
        '<loext:table-protection loext:select-protected-cells="true" loext:select-unprotected-cells="true"/>'
        if sheet.locked
        else ""
    )
    name = quoteattr(names[sheet.name])
    return (
        f'<table:table table:name={name} table:style-name="ta1"{locked}>{protection}{columns}</table:table>'
    )


def _rows(sheet: Sheet, names: Mapping[str, str], styles: Styles) -> list[str]:
    widths = all_widths(sheet)
    return [_row(row, widths, names, styles) for row in sheet.rows]


def _row(row: tuple[Cell, ...], widths: tuple[float, ...], names: Mapping[str, str], styles: Styles) -> str:
    cells = "".join(part for cell in row for part in _cell(cell, names, styles))
    return (
        f'<table:table-row table:style-name="{styles.row(height(row, widths))}">'
        f"{cells or '<table:table-cell/>'}</table:table-row>"
    )


def _cell(cell: Cell, names: Mapping[str, str], styles: Styles) -> Iterator[str]:
    value = cell.value
    text = cell_text(value) if isinstance(value, str) else ""
    link = web_url(cell.link) if text else None
    style = styles.cell(cell.look, linked=bool(link), day=isinstance(value, date), text=may_turn(text))
    span = f' table:number-columns-spanned="{cell.span}"' if cell.span > 1 else ""
    rest = _value(value, text, link, names).replace(">", f">{_comment(cell.comment)}", 1)
    yield f'<table:table-cell table:style-name="{style}"{span}{rest}</table:table-cell>'
    if cell.span > 1:
        yield f'<table:covered-table-cell table:number-columns-repeated="{cell.span - 1}"/>'


def _comment(text: str) -> str:
    if not text:
        return ""
    lines = "".join(_paragraph(line, None) for line in cell_text(text).split("\n"))
    return f"<office:annotation>{lines}</office:annotation>"


def _value(value: Value, text: str, link: str | None, names: Mapping[str, str]) -> str:
    """Return the rest of a cell's tag and what is in it."""
    if isinstance(value, bool):
        return f' office:value-type="boolean" office:boolean-value="{str(value).lower()}">'
    if isinstance(value, Formula):
        formula = quoteattr(formula_text(value, names))
        return f" table:formula={formula}{_value(value.shown, cell_text(str(value.shown)), None, names)}"
    if isinstance(value, date):
        return f' office:value-type="date" office:date-value="{value.isoformat()}"><text:p>{value}</text:p>'
    if isinstance(value, int | float):
        return f' office:value-type="float" office:value="{value}"><text:p>{value}</text:p>'
    if not text:
        return ">"
    return f' office:value-type="string">{"".join(_paragraph(line, link) for line in text.split(chr(10)))}'


def _paragraph(line: str, link: str | None) -> str:
    if link is None:
        return f"<text:p>{escape(line)}</text:p>"
    return (
        f'<text:p><text:a xlink:type="simple" xlink:href={quoteattr(link)}>{escape(line)}</text:a></text:p>'
    )


def _filter(sheet: Sheet, names: Mapping[str, str]) -> str:
    name = names[sheet.name]
    end = Place(max(len(sheet.rows) - 1, 0), max(len(all_widths(sheet)) - 1, 0), sheet.name)
    area = f"{_address(Place(sheet.frozen_rows - 1, 0, sheet.name), names)}:{_address(end, names)}"
    return (
        f"<table:database-range table:name={quoteattr('filter ' + name)}"
        f' table:target-range-address={quoteattr(area)} table:display-filter-buttons="true"/>'
    )


def formula_text(formula: Formula, names: Mapping[str, str]) -> str:
    """Return a formula as OpenFormula writes it; ``names`` are the sheets' names in the file."""
    return "of:=" + formula.text.format(*(_operand(operand, names) for operand in formula.operands))


def _operand(operand: Place | Range | str, names: Mapping[str, str]) -> str:
    if isinstance(operand, str):
        return '"' + operand.replace('"', '""') + '"'
    if isinstance(operand, Range):
        last = Place(operand.last.row, operand.last.column)
        return f"[{_address(operand.first, names)}:{_address(last, names)}]"
    return f"[{_address(operand, names)}]"


def _address(place: Place, names: Mapping[str, str]) -> str:
    sheet = "$'" + names[place.sheet].replace("'", "''") + "'" if place.sheet else ""
    return f"{sheet}.{column_name(place.column)}{place.row + 1}"
