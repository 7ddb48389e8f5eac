"""A dossier as a spreadsheet: evidence locked, blanks open, totals that stand once nothing is blank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from index.dossier.letters import letter_text
from index.dossier.model import CellState, Input, Link, Section
from index.dossier.sheet_formula import Column, live
from index.dossier.words import words_of
from index.pages.text import shorten
from index.sheets.model import Book, Cell, Look, Place, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.dossier import model
    from index.dossier.model import Dossier, Row
    from index.dossier.words import Words

_SHEETS = {
    "tco": "tco",
    "time": "tco",
    "skill": "tco",
    "questions": "questions",
    "outcome": "outcome",
    "annex": "annex",
}
"""The sections that do not stand in the first sheet, with the section that names theirs."""
_QUESTION, _ANSWER, _MARK = 38.0, 34.0, 11.0
_WIDE = 24.0
"""The width of a column where there are many."""
_SOURCES = "annex"
_ROOM = 4
"""Lines that a long answer gets."""
_HEAD = 2
"""Rows above the first section: title, and the names of the software."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where every row stands: ``places`` by id is the cell of the first software."""

    sheets: Mapping[str, tuple[Section, ...]]
    places: Mapping[str, Place]
    shared: frozenset[str]


def dossier_book(dossier: Dossier) -> Book:
    """Return the dossier as sheets: what is known, cost and time, questions, outcome, sources."""
    words = words_of(dossier.language)
    plan = _plan(dossier, words)
    sheets = [_sheet(name, dossier, plan, words) for name in plan.sheets]
    if dossier.letters:
        sheets.append(_letters(dossier, words))
    return Book(
        title=_title(dossier, words),
        sheets=tuple(sheets),
        made=date.fromisoformat(dossier.on),
        language=words.language,
    )


def _plan(dossier: Dossier, words: Words) -> _Plan:
    sheets: dict[str, list[Section]] = {}
    places: dict[str, Place] = {}
    filled: dict[str, int] = {}
    for section in dossier.sections:
        home = _SHEETS.get(section.id)
        name = words(home) if home else words("title")
        sheets.setdefault(name, []).append(section)
        row = filled.get(name, _HEAD) + 1 + (section.intro is not None)
        for one in section.rows:
            places[one.id] = Place(row, 1, name)
            row += 1
        filled[name] = row + 1
    shared = frozenset(row.id for section in dossier.sections for row in section.rows if row.is_shared)
    return _Plan({name: tuple(found) for name, found in sheets.items()}, places, shared)


def _sheet(name: str, dossier: Dossier, plan: _Plan, words: Words) -> Sheet:
    columns = len(dossier.subjects)
    rows: list[tuple[Cell, ...]] = [(Cell(_title(dossier, words), Look.TITLE),), _names(dossier, words)]
    for section in plan.sheets[name]:
        rows.append((Cell(words.say(section.title), Look.SECTION, span=columns + 2),))
        if section.intro:
            rows.append((Cell(words.say(section.intro), Look.NOTE, span=columns + 2),))
        rows += [_row(row, columns, plan, words) for row in section.rows]
        rows.append(())
        if section.id == _SOURCES:
            rows += _sources(dossier, words)
    return Sheet(
        name=name,
        rows=tuple(rows),
        widths=(_QUESTION, *([_ANSWER if columns < 4 else _WIDE] * columns), _MARK),
        frozen_rows=_HEAD,
        frozen_columns=1,
        locked=True,
    )


def _title(dossier: Dossier, words: Words) -> str:
    return words("of", names=", ".join(_subjects(dossier, words)))


def _subjects(dossier: Dossier, words: Words) -> list[str]:
    return [shorten(one.name, 120) or words("other-solution") for one in dossier.subjects]


def _names(dossier: Dossier, words: Words) -> tuple[Cell, ...]:
    named = zip(dossier.subjects, _subjects(dossier, words), strict=True)
    heads = (Cell(name, Look.HEADER, link=one.page or one.repository or None) for one, name in named)
    return (Cell(words("question"), Look.HEADER), *heads, Cell("", Look.HEADER))


def _row(row: Row, columns: int, plan: _Plan, words: Words) -> tuple[Cell, ...]:
    mark = {True: words("differs"), False: words("same"), None: ""}[row.differs]
    cells = [_cell(cell, row, number, plan, words) for number, cell in enumerate(row.cells)]
    if row.is_shared and columns > 1:
        (only,) = cells
        cells = [replace(only, span=columns)]
    return (Cell(words.say(row.question), Look.PROSE), *cells, Cell(mark, Look.NOTE))


def _cell(cell: model.Cell, row: Row, column: int, plan: _Plan, words: Words) -> Cell:
    comment = words.say(cell.note) if cell.note else ""
    if cell.state is CellState.BLANK:
        return Cell(None, Look.BLANK, comment=comment, lines=_ROOM if row.input is Input.LONG_TEXT else 1)
    if cell.state is CellState.COMPUTED and row.formula:
        here = Column(plan.places, plan.shared, column, plan.places[row.id].sheet)
        formula = live(row.formula, here, words("state.computed"))
        return Cell(formula or words("state.computed"), Look.RESULT, comment=comment)
    where = _where(cell, words)
    lines = (*words.cell(cell), comment, f"[{where}]" if where else "")
    return Cell("\n".join(filter(None, lines)), Look.PROSE)


def _where(cell: model.Cell, words: Words) -> str:
    origin = words(f"origin.{cell.source.value}") if cell.source else ""
    return ", ".join(filter(None, (origin, cell.as_of)))


def _first_link(values: Sequence[model.Value]) -> str | None:
    return next((value.url for value in values if isinstance(value, Link)), None)


def _sources(dossier: Dossier, words: Words) -> Iterator[tuple[Cell, ...]]:
    """Yield where each value was read: the questions again, each source a link to it as it was then."""
    for section in dossier.sections:
        told = [row for row in section.rows if not row.is_shared and any(cell.source for cell in row.cells)]
        if told:
            yield (Cell(words.say(section.title), Look.SECTION, span=len(dossier.subjects) + 2),)
        for row in told:
            links = (
                Cell(_where(one, words), link=one.permalink or _first_link(one.values)) for one in row.cells
            )
            yield (Cell(words.say(row.question), Look.PROSE), *links)


def _letters(dossier: Dossier, words: Words) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for letter in dossier.letters:
        rows.append((Cell(f"{words('letters')}: {', '.join(letter.to)}", Look.SECTION),))
        for language in letter.languages:
            lines = letter_text(letter, language).split("\n")
            rows += [(Cell(line or None, Look.PROSE),) for line in lines]
            rows.append(())
    return Sheet(name=words("letters"), rows=tuple(rows), widths=(110,))
