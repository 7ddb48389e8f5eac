"""Formulas as data, so that a spreadsheet can make live ones of them; a blank is never zero."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Operator(StrEnum):
    ADD = "add"
    MULTIPLY = "multiply"
    DIVIDE = "divide"
    """The first part by the second."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The cell of a row in the same column; the only cell of a row that is shared."""

    row: str


@dataclass(frozen=True, slots=True)
class Operation:
    operator: Operator
    parts: tuple[Expression, ...]


Expression = Reference | Operation


@dataclass(frozen=True, slots=True)
class Formula:
    """``needs`` are the ids of rows that must all hold a figure, an explicit 0 included; else there is none.

    A row in ``term`` that is not needed counts as nothing while it is blank.
    """

    term: Expression
    needs: tuple[str, ...]


def add(*rows: str) -> Operation:
    """Return the sum of rows."""
    return Operation(Operator.ADD, tuple(Reference(row) for row in rows))


def evaluate(formula: Formula, figures: Mapping[str, float | None]) -> float | None:
    """Return what the formula gives for one column's figures by row id, None where one is missing."""
    if any(figures.get(row) is None for row in formula.needs):
        return None
    return _value(formula.term, figures)


def _value(term: Expression, figures: Mapping[str, float | None]) -> float | None:
    if isinstance(term, Reference):
        return figures.get(term.row) or 0.0
    parts = [_value(part, figures) for part in term.parts]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if term.operator is Operator.ADD:
        return sum(known)
    if term.operator is Operator.MULTIPLY:
        return prod(known)
    return known[0] / known[1] if known[1] else None
