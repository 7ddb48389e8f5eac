"""One software's column of every comparison, in no language: for the comparison in the browser."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from index.dossier.as_json import plain
from index.dossier.build import SPOKEN, outline
from index.dossier.identity import is_reuse
from index.pages.links import web_url
from index.pages.text import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from index.dossier.candidate import Candidate, Ground
    from index.dossier.model import Cell

VERSION = 1
"""Goes up when the shape changes."""
SAID = frozenset(
    {
        *(
            "state",
            "origin",
            "yes",
            "no",
            "none",
            "more",
            "differs",
            "same",
            "question",
            "title",
            "of",
            "page",
        ),
        *("advice", "fact", "part", "relation", "knockout", "contract", "dependency", "territory", "release"),
        *("history", "response", "readiness", "use", "kind", "strength", "family", "approval", "can", "must"),
        *("cannot", "licence", "verdict", "source"),
    }
)
"""What the ids of messages begin with that a column may hold, or that is said around it."""


def column(candidate: Candidate, ground: Ground, languages: Sequence[str] = ()) -> dict[str, object]:
    """Return the documented shape: cells by row, what most of them share said once.

    ``spoken`` has, by row and language, the values that are others for a reader of one of ``languages``.
    """
    entry = candidate.entry
    cells = dict(cells_of(candidate, ground))
    shared = _shared(cells)
    return {
        "version": VERSION,
        "id": entry.id,
        "name": shorten(entry.software.name, 120) or entry.id,
        "publisher": shorten(entry.publisher.name, 200),
        "repository": web_url(entry.repository) or "",
        "reuse": is_reuse(entry),
        "sources": {source: {"permalink": link, "as_of": day} for source, (link, day) in shared.items()},
        "cells": {row: _cell(cell, shared) for row, cell in cells.items()},
        "spoken": _spoken(candidate, ground, cells, languages),
    }


def _spoken(
    candidate: Candidate, ground: Ground, cells: Mapping[str, Cell], languages: Sequence[str]
) -> dict[str, dict[str, list[object]]]:
    found: dict[str, dict[str, list[object]]] = {}
    for ask in SPOKEN:
        for tag in languages:
            read = ask.read(candidate, replace(ground, choices=replace(ground.choices, languages=(tag,))))
            if read.values != cells[ask.id].values:
                found.setdefault(ask.id, {})[tag] = [plain(value, marks_days=True) for value in read.values]
    return found


def cells_of(candidate: Candidate, ground: Ground) -> Iterator[tuple[str, Cell]]:
    """Yield the row and the cell of each question that the catalogue answers."""
    for _, asks in outline(ground.choices):
        for ask in asks:
            yield ask.id, ask.read(candidate, ground)


Where = tuple[str | None, str | None]


def _shared(cells: dict[str, Cell]) -> dict[str, Where]:
    """Return permalink and day of each source, as most of its cells have them."""
    counted: dict[str, Counter[Where]] = {}
    for cell in cells.values():
        if cell.source:
            counted.setdefault(cell.source.value, Counter())[cell.permalink, cell.as_of] += 1
    return {source: found.most_common(1)[0][0] for source, found in sorted(counted.items())}


def _cell(cell: Cell, shared: dict[str, Where]) -> dict[str, object]:
    made: dict[str, object] = {"state": cell.state.value}
    if cell.values:
        made["values"] = [plain(value, marks_days=True) for value in cell.values]
    if cell.note:
        made["note"] = plain(cell.note, marks_days=True)
    if cell.source:
        made["source"] = cell.source.value
        link, day = shared[cell.source.value]
        if cell.permalink != link:
            made["permalink"] = cell.permalink
        if cell.as_of != day:
            made["as_of"] = cell.as_of
    return made
