"""Dossiers of entries that other tests know."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from index.dossier.build import build_dossier
from index.dossier.candidate import Candidate, Choices, Ground
from index.dossier.model import Message
from index.readiness import readiness
from tests.index.entries import EINGANGSBUCH, PROTOCOLLO, TERMINBUCH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.dossier.model import Cell, Dossier, Row
    from index.entry import Entry

ON = date(2026, 3, 21)
THREE = (PROTOCOLLO, EINGANGSBUCH, TERMINBUCH)


def dossier(entries: Sequence[Entry] = THREE, **choices: Any) -> Dossier:
    ground = Ground(on=ON, entries=9, choices=Choices(**choices))
    return build_dossier(
        [Candidate(entry=entry, readiness=readiness(entry, ON), claims=()) for entry in entries], ground
    )


def rows(whole: Dossier) -> Iterator[Row]:
    for section in whole.sections:
        yield from section.rows


def row(whole: Dossier, identifier: str) -> Row:
    found = whole.row(identifier)
    assert found is not None, identifier
    return found


def cells(whole: Dossier, identifier: str) -> tuple[Cell, ...]:
    return row(whole, identifier).cells


def messages(value: object) -> Iterator[Message]:
    """Yield every message in a value, however deep."""
    if isinstance(value, Message):
        yield value
        for inner in value.values.values():
            yield from messages(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from messages(inner)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from messages(getattr(value, name))
