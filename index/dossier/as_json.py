"""A dossier as JSON: every cell with its state, what it holds, and that in words; see docs/json.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.dossier.formula import Formula, Reference
from index.dossier.letters import letter_text
from index.dossier.model import Cell, Day, Link, Message, Said, Term, Translated
from index.dossier.words import words_of

if TYPE_CHECKING:
    from index.dossier.formula import Expression
    from index.dossier.model import Dossier, Letter, Row, Section, Subject, Value
    from index.dossier.words import Words

Json = dict[str, object]


def dossier_json(dossier: Dossier) -> Json:
    """Return the documented shape, its texts in the dossier's language."""
    words = words_of(dossier.language)
    return {
        "version": dossier.version,
        "language": words.language,
        "on": dossier.on,
        "entries": dossier.entries,
        "permalink": dossier.permalink,
        "fingerprint": dossier.fingerprint,
        "profile": dossier.profile,
        "weights": dict(dossier.weights),
        "differing": dossier.differing,
        "comparable": dossier.comparable,
        "subjects": [_subject(one) for one in dossier.subjects],
        "sections": [_section(one, words) for one in dossier.sections],
        "letters": [_letter(one) for one in dossier.letters],
    }


def _subject(subject: Subject) -> Json:
    return {
        "id": subject.id,
        "name": subject.name,
        "publisher": subject.publisher,
        "repository": subject.repository,
        "page": subject.page,
        "reuse": subject.is_reuse,
        "blank": subject.is_blank,
    }


def _section(section: Section, words: Words) -> Json:
    return {
        "id": section.id,
        "title": words.say(section.title),
        "intro": words.say(section.intro) if section.intro else None,
        "rows": [_row(row, words) for row in section.rows],
    }


def _row(row: Row, words: Words) -> Json:
    return {
        "id": row.id,
        "question": words.say(row.question),
        "shared": row.is_shared,
        "differs": row.differs,
        "input": row.input.value if row.input else None,
        "needed": row.is_needed,
        "formula": _formula(row.formula) if row.formula else None,
        "cells": [cell_json(cell, words) for cell in row.cells],
    }


def cell_json(cell: Cell, words: Words) -> Json:
    return {
        "state": cell.state.value,
        "text": list(words.cell(cell)),
        "values": [plain(value) for value in cell.values],
        "source": cell.source.value if cell.source else None,
        "permalink": cell.permalink,
        "as_of": cell.as_of,
        "note": words.say(cell.note) if cell.note else None,
    }


def plain(value: Value, *, marks_days: bool = False) -> object:
    """Return what a program can read: messages and terms by their ids.

    A day is its ISO date, as ``{"day": …}`` where it must be told from a text that looks like one.
    """
    if isinstance(value, Message):
        values = {name: _inner(one, marks_days) for name, one in value.values.items()}
        return {"message": value.id, "values": values}
    if isinstance(value, Term):
        return {"facet": value.facet, "value": value.value}
    if isinstance(value, Day | Said):
        return _stated(value, marks_days)
    if isinstance(value, Link):
        return {"url": value.url}
    return value


def _stated(value: Day | Said, marks_days: bool) -> object:
    if isinstance(value, Day):
        return {"day": value.iso} if marks_days else value.iso
    return (
        {"day": value.text}
        if value.is_day and marks_days
        else {"text": value.text, "language": value.language}
    )


def _inner(value: str | int | float | Day | Message | Term | Translated, marks_days: bool) -> object:
    if isinstance(value, Translated):
        return dict(value.texts)
    return plain(value, marks_days=marks_days) if isinstance(value, Day | Message | Term) else value


def _formula(formula: Formula) -> Json:
    return {"needs": list(formula.needs), "term": _expression(formula.term)}


def _expression(term: Expression) -> Json:
    if isinstance(term, Reference):
        return {"row": term.row}
    return {"operator": term.operator.value, "parts": [_expression(part) for part in term.parts]}


def _letter(letter: Letter) -> Json:
    return {
        "software": letter.software,
        "to": list(letter.to),
        "about": list(letter.about),
        "texts": {tag: letter_text(letter, tag) for tag in letter.languages},
    }
