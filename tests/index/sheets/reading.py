"""A spreadsheet as a program other than its writer reads it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree

import openpyxl
from odfdo import Document

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"


@dataclass(frozen=True)
class Read:
    """``cells`` by (row, column) from 0: (type, value); the rest by (sheet, row, column)."""

    names: list[str]
    cells: dict[str, dict[tuple[int, int], tuple[str, object]]]
    formulas: dict[tuple[str, int, int], str]
    links: dict[tuple[str, int, int], str]
    open_cells: set[tuple[str, int, int]]
    locked: set[str]


def read_xlsx(content: bytes) -> Read:
    book = openpyxl.load_workbook(io.BytesIO(content))
    read = Read(book.sheetnames, {}, {}, {}, set(), set())
    for sheet in book.worksheets:
        cells = read.cells.setdefault(sheet.title, {})
        if sheet.protection.sheet:
            read.locked.add(sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                place = (cell.row - 1, cell.column - 1)
                if cell.data_type == "f":
                    read.formulas[sheet.title, *place] = cell.value
                elif cell.value is not None:
                    cells[place] = (cell.data_type, cell.value)
                if cell.hyperlink:
                    read.links[sheet.title, *place] = cell.hyperlink.target
                if not cell.protection.locked:
                    read.open_cells.add((sheet.title, *place))
    book.close()
    return read


def read_ods(content: bytes) -> Read:
    document = Document(io.BytesIO(content))
    tables = {str(table.name): table for table in document.body.tables}
    read = Read(list(tables), {}, {}, {}, set(), set())
    free = _open_styles(content)
    for name, table in tables.items():
        cells = read.cells.setdefault(name, {})
        if table.protected:
            read.locked.add(name)
        for y, row in enumerate(table.iter_rows()):
            for x, cell in enumerate(row.iter_cells()):
                if cell.formula:
                    read.formulas[name, y, x] = cell.formula
                elif cell.type:
                    value = "\n".join("".join(one._xml_element.itertext()) for one in cell.paragraphs)
                    cells[y, x] = ("s", value) if cell.type == "string" else (cell.type, cell.value)
                for link in cell.get_elements("descendant::text:a"):
                    read.links[name, y, x] = str(link.get_attribute("xlink:href"))
                if cell.style in free:
                    read.open_cells.add((name, y, x))
    return read


def _open_styles(content: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        root = ElementTree.fromstring(package.read("content.xml"))
    return {
        style.get(f"{_STYLE}name", "")
        for style in root.iter(f"{_STYLE}style")
        for found in style.iter(f"{_STYLE}table-cell-properties")
        if found.get(f"{_STYLE}cell-protect") == "none"
    }


READERS = {"xlsx": read_xlsx, "ods": read_ods}
