"""A dossier as one HTML file: no script, nothing from elsewhere, to be read on a screen and printed on A4."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import Markup

from index.dossier.letters import letter_text
from index.dossier.model import CellState, Link, Said
from index.dossier.words import page_words_of
from index.pages.environment import escaping
from index.pages.links import web_url
from index.pages.text import shorten
from index.pages.wording import language_tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Environment

    from index.dossier.model import Cell, Dossier, Letter, Row, Section, Value
    from index.dossier.words import Words

_PORTRAIT = 3
"""The most columns that an upright page has room for."""


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    lang: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """``where`` names source and day; ``lines`` are empty where the state is all there is to tell."""

    is_blank: bool
    state_text: str
    lines: tuple[Line, ...]
    note: str
    where: str
    permalink: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    question: str
    differs: bool | None
    mark: str
    is_sum: bool
    cells: tuple[Markup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    id: str
    title: str
    intro: str
    shared: tuple[RowView, ...]
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class LetterView:
    title: str
    to: str
    texts: tuple[tuple[str, str], ...]


def dossier_page(dossier: Dossier) -> str:
    """Return the dossier as a whole HTML document."""
    words = page_words_of(dossier.language)
    style = _style()
    names = names_of(dossier, words)
    hashed = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        environment()
        .get_template("page.html")
        .render(
            lang=words.language,
            policy=f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'",
            style=style,
            title=words("of", names=", ".join(names)),
            lead=words("cover.declared"),
            is_wide=len(names) > _PORTRAIT,
            names=names,
            words=table_words(words),
            sections=section_views(dossier.sections, words),
            letters=[_letter(one, dossier, words) for one in dossier.letters],
        )
    )


@cache
def environment() -> Environment:
    """Return what renders ``sections.html``."""
    return escaping("index.dossier")


def names_of(dossier: Dossier, words: Words) -> list[str]:
    return [shorten(one.name, 120) or words("other-solution") for one in dossier.subjects]


def table_words(words: Words) -> dict[str, str]:
    """Return what the tables themselves say."""
    return {
        "question": words("question"),
        "shared": words("for-all"),
        "fold": words("fold"),
        "to": words("to"),
    }


def section_views(sections: Sequence[Section], words: Words) -> list[SectionView]:
    """Return sections for ``sections.html``."""
    return [
        SectionView(
            id=one.id,
            title=words.say(one.title),
            intro=words.say(one.intro) if one.intro else "",
            shared=tuple(_row(row, words) for row in one.rows if row.is_shared),
            rows=tuple(_row(row, words) for row in one.rows if not row.is_shared),
        )
        for one in sections
    ]


def _row(row: Row, words: Words) -> RowView:
    return row_view(row, tuple(cell_told(cell, words) for cell in row.cells), words)


def row_view(row: Row, cells: tuple[Markup, ...], words: Words) -> RowView:
    """Return a row for ``sections.html``, its cells told before."""
    mark = {True: words("differs"), False: words("same"), None: ""}[row.differs]
    return RowView(
        question=words.say(row.question),
        differs=row.differs,
        mark=mark,
        is_sum=row.formula is not None,
        cells=cells,
    )


def cell_told(cell: Cell, words: Words, *, links: bool = True) -> Markup:
    """Return what stands in a cell; without ``links`` it only names its source."""
    macro = environment().get_template("cells.html").module.cell  # type: ignore[attr-defined]  # a macro
    told: Markup = macro(_cell(cell, words, links=links))
    return told


def _cell(cell: Cell, words: Words, *, links: bool) -> CellView:
    source = words(f"origin.{cell.source.value}") if cell.source else ""
    return CellView(
        is_blank=cell.state in {CellState.BLANK, CellState.COMPUTED},
        state_text=words(f"state.{cell.state.value}"),
        lines=tuple(_line(value, words) for value in cell.values),
        note=words.say(cell.note) if cell.note else "",
        where=", ".join(filter(None, (source, words.day(cell.as_of) if cell.as_of else None))),
        permalink=(web_url(cell.permalink) or "") if links else "",
    )


def _line(value: Value, words: Words) -> Line:
    text = words.value(value)
    if isinstance(value, Link):
        return Line(shorten(text, 200), url=web_url(value.url) or "")
    return Line(text, lang=(language_tag(value.language) or "") if isinstance(value, Said) else "")


def _letter(letter: Letter, dossier: Dossier, words: Words) -> LetterView:
    name = next(one.name for one in dossier.subjects if one.id == letter.software)
    texts = tuple((tag, letter_text(letter, tag)) for tag in letter.languages)
    return LetterView(f"{words('letters')}: {shorten(name, 120)}", shorten("; ".join(letter.to), 400), texts)


@cache
def _style() -> str:
    return files("index.dossier").joinpath("templates/page.css").read_text(encoding="utf-8")
