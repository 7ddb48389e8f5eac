"""A dossier as text: what differs first, then what is the same, then how many blanks there are to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.dossier.model import CellState
from index.dossier.words import words_of

if TYPE_CHECKING:
    from cli.output import Output, Part
    from index.dossier.model import Cell, Dossier, Row, Section
    from index.dossier.words import Words

_UNSHOWN = {"cover", "questions", "annex"}
"""Sections that only the printed forms have in full."""
_STYLES = {
    CellState.VALUE: "",
    CellState.DECLARED_NONE: "",
    CellState.NOT_SAID: "yellow",
    CellState.NOT_CHECKED: "yellow",
}


def print_dossier(output: Output, dossier: Dossier) -> None:
    """Print the dossier; the columns stand in the order in which they were named."""
    words = words_of(dossier.language)
    names = [one.name or words("other-solution") for one in dossier.subjects]
    output.line((words("of", names=", ".join(names)), "bold"))
    counts = {"differing": dossier.differing, "comparable": dossier.comparable}
    output.line(
        f"{words('cover.state', day=dossier.on, entries=dossier.entries)}; ",
        words("cover.differing", **counts),
    )
    output.line(words("cover.declared"))
    for section in dossier.sections:
        if section.id not in _UNSHOWN:
            _print_section(output, section, names, words)


def _print_section(output: Output, section: Section, names: list[str], words: Words) -> None:
    filled = [row for row in section.rows if any(cell.state in _STYLES for cell in row.cells)]
    blanks = len(section.rows) - len(filled)
    output.line()
    output.line((words.say(section.title), "bold"))
    for row in filled:
        _print_row(output, row, names, words)
    if blanks:
        output.line((f"{words('state.blank')}: {blanks}", "dim"), indent=2)


def _print_row(output: Output, row: Row, names: list[str], words: Words) -> None:
    question = words.say(row.question)
    if row.is_shared or row.differs is False:
        mark = "" if row.is_shared else f"  ({words('same')})"
        output.line(f"{question}: ", _told(row.cells[0], words), (mark, "dim"), indent=2)
        return
    output.line((question, "bold"), indent=2)
    rows: list[list[Part]] = [
        [(name, "cyan"), _told(cell, words), (_where(cell, words), "dim")]
        for name, cell in zip(names, row.cells, strict=True)
    ]
    output.table(rows, indent=4)


def _told(cell: Cell, words: Words) -> Part:
    text = "; ".join(words.cell(cell))
    note = f" - {words.say(cell.note)}" if cell.note else ""
    return text + note, _STYLES.get(cell.state, "dim")


def _where(cell: Cell, words: Words) -> str:
    source = words(f"origin.{cell.source.value}") if cell.source else ""
    return ", ".join(filter(None, (source, cell.as_of)))
