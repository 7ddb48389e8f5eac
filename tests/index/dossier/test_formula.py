"""Formulas as data: a total is there only when all that it needs is."""

from __future__ import annotations

import pytest

from index.dossier.formula import Formula, Operation, Operator, Reference, add, evaluate

_ALL = Operation(
    Operator.ADD, (add("once"), Operation(Operator.MULTIPLY, (Reference("years"), add("yearly"))))
)
_SHARE = Formula(
    Operation(Operator.DIVIDE, (_ALL, Reference("bodies"))), ("once", "yearly", "years", "bodies")
)


def test_a_total_is_once_and_years_times_yearly_shared_by_bodies() -> None:
    assert evaluate(_SHARE, {"once": 1000, "yearly": 200, "years": 5, "bodies": 4}) == 500


@pytest.mark.parametrize("blank", ["once", "yearly", "years", "bodies"])
def test_a_blank_is_never_zero(blank: str) -> None:
    figures = {"once": 1000.0, "yearly": 200.0, "years": 5.0, "bodies": 4.0, blank: None}
    assert evaluate(_SHARE, figures) is None


def test_a_zero_that_was_written_counts() -> None:
    assert evaluate(_SHARE, {"once": 0, "yearly": 0, "years": 5, "bodies": 1}) == 0


def test_nothing_is_shared_among_no_bodies() -> None:
    assert evaluate(_SHARE, {"once": 1, "yearly": 1, "years": 5, "bodies": 0}) is None
