"""Whole SPDX expressions: a choice may be made (OR), all must be kept (AND)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from publiccode.licensing.compatibility import Combination, Compatibility, Verdict, compatibility
from publiccode.spdx import is_expression, license_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

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
    verdict = _fold(
        _tree(given),
        lambda other: _fold(_tree(received), lambda one: pairs[one, other].verdict),
    )
    return ExpressionCompatibility(received, given, combination, verdict, tuple(pairs.values()))


def _tree(expression: str) -> Any:  # license-expression ships no types
    from license_expression import get_spdx_licensing  # noqa: PLC0415 - 50 ms, only where licences are compared

    return get_spdx_licensing().parse(expression)


def _fold(tree: Any, of_licence: Callable[[str], Verdict]) -> Verdict:
    if type(tree).__name__ in {"AND", "OR"}:
        verdicts = [_fold(one, of_licence) for one in tree.args]
        return _best(verdicts) if type(tree).__name__ == "OR" else _worst(verdicts)
    exception = getattr(tree, "exception_symbol", None)
    symbol = tree.license_symbol if exception is not None else tree
    (identifier,) = license_ids(symbol.key)
    verdict = of_licence(identifier)
    return Verdict.DEPENDS if exception is not None and verdict is Verdict.NO else verdict


def _best(verdicts: Iterable[Verdict]) -> Verdict:
    return min(verdicts, key=_BEST_FIRST.index)


def _worst(verdicts: Iterable[Verdict]) -> Verdict:
    return max(verdicts, key=_BEST_FIRST.index)
