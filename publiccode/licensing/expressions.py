"""Whole SPDX expressions: a choice may be made (OR), all must be kept (AND)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from publiccode.licensing.compatibility import Combination, Compatibility, Verdict, compatibility
from publiccode.spdx import fold, is_expression, license_ids

if TYPE_CHECKING:
    from collections.abc import Iterable

_BEST_FIRST = (Verdict.YES, Verdict.DEPENDS, Verdict.DISAGREE, Verdict.UNKNOWN, Verdict.NO)


@dataclass(frozen=True, slots=True)
class ExpressionCompatibility:
    """``pairs`` holds the answer for each licence of ``received`` with each of ``given``."""

    received: str
    given: str
    combination: Combination
    verdict: Verdict
    pairs: tuple[Compatibility, ...]


def compare_expressions(
    received: str, given: str, combination: Combination = Combination.MERGING
) -> ExpressionCompatibility | None:
    """Say what the sources answer for two SPDX expressions; None where one of them is none.

    Of licences joined by OR the best answer counts, of those joined by AND the worst. An exception (WITH)
    may allow more than its licence: a ``no`` becomes ``depends`` there.
    """
    if not (is_expression(received) and is_expression(given)):
        return None
    pairs = {
        (one, other): compatibility(one, other, combination)
        for one in license_ids(received)
        for other in license_ids(given)
    }

    def into(other: str, other_has_exception: bool) -> Verdict:
        verdict = fold(
            received,
            lambda one, has_exception: _allowing(pairs[one, other].verdict, has_exception),
            any_of=_best,
            all_of=_worst,
        )
        return _allowing(verdict, other_has_exception)

    verdict = fold(given, into, any_of=_best, all_of=_worst)
    return ExpressionCompatibility(received, given, combination, verdict, tuple(pairs.values()))


def _allowing(verdict: Verdict, has_exception: bool) -> Verdict:
    return Verdict.DEPENDS if has_exception and verdict is Verdict.NO else verdict


def _best(verdicts: Iterable[Verdict]) -> Verdict:
    return min(verdicts, key=_BEST_FIRST.index)


def _worst(verdicts: Iterable[Verdict]) -> Verdict:
    return max(verdicts, key=_BEST_FIRST.index)
