"""A dossier as Markdown: one table a section, blanks as lines to write on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.dossier.letters import letter_text
from index.dossier.model import Cell, CellState
from index.dossier.words import words_of
from index.pages.links import web_url
from index.pages.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.dossier.model import Dossier, Row, Section
    from index.dossier.words import Words

_ACTIVE = re.compile(r"([\\`*_{}\[\]()#+!|<>~&$^=:@-])")
_NUMBERED = re.compile(r"^(\d+)(\.)")
_LINE = "\\_\\_\\_\\_\\_\\_"


def dossier_markdown(dossier: Dossier) -> str:
    """Return the dossier as Markdown; nothing of a stranger's text is markup in it."""
    words = words_of(dossier.language)
    return "\n".join(_lines(dossier, words)) + "\n"


def escaped(text: str) -> str:
    """Return a stranger's text on one line, so that no Markdown reader finds markup, HTML or a link in it."""
    return _NUMBERED.sub(r"\1\\\2", _ACTIVE.sub(r"\\\1", " ".join(clean(text).split())))


def _lines(dossier: Dossier, words: Words) -> Iterator[str]:
    names = [one.name or words("other-solution") for one in dossier.subjects]
    yield f"# {escaped(words('of', names=', '.join(names)))}"
    for section in dossier.sections:
        yield ""
        yield f"## {escaped(words.say(section.title))}"
        yield ""
        if section.intro:
            yield escaped(words.say(section.intro))
            yield ""
        yield from _tables(section, names, words)
    for letter in dossier.letters:
        yield ""
        yield f"## {escaped(words('letters'))}: {escaped(', '.join(letter.to))}"
        for language in letter.languages:
            yield ""
            yield from (escaped(line) + "  " for line in letter_text(letter, language).splitlines())


def _tables(section: Section, names: list[str], words: Words) -> Iterator[str]:
    shared = [row for row in section.rows if row.is_shared]
    own = [row for row in section.rows if not row.is_shared]
    if own:
        yield from _table(own, names, words)
    if shared and own:
        yield ""
    if shared:
        yield from _table(shared, [words("for-all")], words)


def _table(rows: list[Row], names: list[str], words: Words) -> Iterator[str]:
    yield _joined([words("question"), *names, ""], is_escaped=False)
    yield "|" + " --- |" * (len(names) + 2)
    for row in rows:
        mark = {True: words("differs"), False: words("same"), None: ""}[row.differs]
        cells = [_cell(cell, words) for cell in row.cells]
        yield _joined([escaped(words.say(row.question)), *cells, escaped(mark)], is_escaped=True)


def _joined(cells: list[str], *, is_escaped: bool) -> str:
    return "| " + " | ".join(cells if is_escaped else map(escaped, cells)) + " |"


def _cell(cell: Cell, words: Words) -> str:
    if cell.state is CellState.BLANK:
        return _LINE
    parts = ["<br>".join(escaped(line) for line in words.cell(cell))]
    if cell.note:
        parts.append(escaped(words.say(cell.note)))
    where = ", ".join(filter(None, (words(f"origin.{cell.source.value}") if cell.source else "", cell.as_of)))
    if where:
        link = web_url(cell.permalink)
        parts.append(f"[{escaped(where)}](<{link}>)" if link else escaped(where))
    return "<br>".join(parts)
