"""The catalogue as a spreadsheet: the table of ``index.export.table`` with types, labels and links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.export.table import COLUMNS, asked_of
from index.labels import label
from index.sheets.model import Book, Cell, Look, Sheet, Value
from index.sheets.ods import write_ods
from index.sheets.xlsx import write_xlsx

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.entry import Entry
    from index.export import table
    from index.export.options import ExportOptions

_NOTES = (
    "What a software is and does is told by its owner in its publiccode.yml; nobody has verified it.",
    "Licence, status and all else are those of the version that the catalogue shows.",
)


def xlsx(entries: Sequence[Entry], options: ExportOptions) -> Iterator[bytes]:
    """Yield the catalogue as XLSX; raises :class:`index.errors.SheetError` where it has too many rows."""
    yield write_xlsx(book(entries, options))


def ods(entries: Sequence[Entry], options: ExportOptions) -> Iterator[bytes]:
    """Yield the catalogue as ODS; raises as :func:`xlsx`."""
    yield write_ods(book(entries, options))


def book(entries: Sequence[Entry], options: ExportOptions) -> Book:
    """Return the catalogue as sheets: the software, and what the table is."""
    head = tuple(Cell(column.title, Look.HEADER) for column in COLUMNS)
    software = Sheet(
        name="Software",
        rows=(head, *(_row(entry, options) for entry in entries)),
        widths=tuple(column.width for column in COLUMNS),
        frozen_rows=1,
        frozen_columns=2,
        filtered=True,
    )
    return Book(
        title=options.title,
        sheets=(software, _about(len(entries), options)),
        made=options.as_of,
        language=options.languages[0] if options.languages else "en",
    )


def _row(entry: Entry, options: ExportOptions) -> tuple[Cell, ...]:
    asked = asked_of(entry, options)
    cells = []
    for column in COLUMNS:
        value = column.get(entry, asked)
        link = value if column.linked and isinstance(value, str) else None
        cells.append(Cell(_said(value, column.facet, options), link=link))
    return tuple(cells)


def _said(value: table.Cell, facet: str | None, options: ExportOptions) -> Value:
    language = options.languages[0] if options.languages else "en"
    if isinstance(value, tuple):
        return ", ".join(label(facet, one, language) if facet else one for one in value)
    if isinstance(value, str):
        # On one line: a row of a table is as high as the others.
        return label(facet, value, language) if facet else " ".join(value.split())
    return value


def _about(count: int, options: ExportOptions) -> Sheet:
    rows: list[tuple[Cell, ...]] = [(Cell(options.title, Look.TITLE),), ()]
    if options.publisher:
        rows.append((Cell("Published by"), Cell(options.publisher)))
    if options.base_url:
        rows.append((Cell("Pages"), Cell(options.base_url, link=options.base_url)))
    rows.append((Cell("As of"), Cell(options.as_of if options.as_of else "not known")))
    rows += [(Cell("Software in the table"), Cell(count)), ()]
    rows += [(Cell(note, Look.NOTE, span=2),) for note in _NOTES]
    return Sheet(name="About", rows=tuple(rows), widths=(28, 60))
