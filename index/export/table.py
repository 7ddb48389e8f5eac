"""The catalogue as a table, one row a software: CSV here, and what the spreadsheets are made from."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from index.entry import Entry
from index.export.facts import page_url
from index.sheets.cell_text import csv_text
from publiccode.spdx import license_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.export.options import ExportOptions

Cell = str | int | date | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a row needs beside its entry: the address of the page, and the languages to say it in."""

    page: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """``title`` is the column's name for people, ``width`` in characters.

    ``facet`` names the vocabulary whose labels say the values; a ``linked`` value is an address.
    """

    name: str
    title: str
    get: Callable[[Entry, Asked], Cell]
    width: float = 14
    facet: str | None = None
    linked: bool = False


def _summary(entry: Entry, asked: Asked) -> str | None:
    description = entry.software.description(asked.languages)
    return description.short_description if description else None


def _repository(entry: Entry) -> str | None:
    return None if entry.repository.startswith("file:") else entry.repository


def _day(value: str | None) -> date | str | None:
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return value


COLUMNS = (
    Column("id", "Id", lambda entry, _: entry.id, 30),
    Column("name", "Name", lambda entry, _: entry.software.name, 30),
    Column("summary", "In short", _summary, 60),
    Column("publisher", "Publisher", lambda entry, _: entry.publisher.name, 30),
    Column("publisher_id", "Publisher's id", lambda entry, _: entry.publisher.id, 20),
    Column("country", "Country", lambda entry, _: entry.publisher.country, 14, "publisher-country"),
    Column("repository", "Repository", lambda entry, _: _repository(entry), 40, linked=True),
    Column("licence", "Licence", lambda entry, _: license_ids(entry.software.license), 18),
    Column("status", "Status", lambda entry, _: entry.software.development_status, 14, "status"),
    Column("type", "Type", lambda entry, _: entry.software.software_type, 18, "type"),
    Column("maintenance", "Maintenance", lambda entry, _: entry.software.maintenance_type, 14, "maintenance"),
    Column("version", "Version", lambda entry, _: entry.software.software_version, 12),
    Column("release_date", "Released", lambda entry, _: _day(entry.software.release_date), 12),
    Column("categories", "Categories", lambda entry, _: entry.software.categories, 30, "category"),
    Column("languages", "Languages", lambda entry, _: entry.software.available_languages, 16, "language"),
    Column("used_by", "Users in its file", lambda entry, _: len(entry.software.used_by), 10),
    Column("state", "State", lambda entry, _: entry.state.value, 12, "state"),
    Column(
        "last_commit",
        "Last commit",
        lambda entry, _: _day(entry.activity.last_commit) if entry.activity else None,
        12,
    ),
    Column("page", "Page", lambda _, asked: asked.page, 40, linked=True),
)


def csv_rows(rows: Iterable[tuple[Entry, Asked]]) -> Iterator[bytes]:
    """Yield a CSV file line by line (RFC 4180, UTF-8 with its mark); values of one cell stand apart.

    No cell begins as a formula does: a spreadsheet that opens the file reads a text.
    """
    yield "\ufeff".encode()
    yield _line([column.name for column in COLUMNS])
    for entry, asked in rows:
        yield _line([csv_text(_plain(column.get(entry, asked))) for column in COLUMNS])


def write(entries: Sequence[Entry], options: ExportOptions) -> Iterator[bytes]:
    """Yield ``entries`` as CSV."""
    return csv_rows((entry, asked_of(entry, options)) for entry in entries)


def asked_of(entry: Entry, options: ExportOptions) -> Asked:
    return Asked(page_url(entry, options) or "", options.languages)


def _plain(value: Cell) -> str:
    if isinstance(value, tuple):
        return " ".join(value)
    return "" if value is None else str(value)


def _line(cells: Sequence[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode()
