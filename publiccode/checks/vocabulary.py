"""Closed lists of values, and what a stranger may have meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publiccode.checks.fault import Check, Fault
from publiccode.finding import excerpt

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_NEAR = 75.0
_LONGEST = 80


def one_of(values: Collection[str]) -> Check:
    """Return a check that a text is one of ``values``, letter case included."""
    known = frozenset(values)

    def check(text: str) -> Fault | None:
        if text in known:
            return None
        return Fault("unknown-value", {"value": excerpt(text), "meant": meant(text, values)})

    return check


def nearest(text: str, choices: Iterable[str]) -> str | None:
    """Return the choice that a misspelt text is near to, None where none is; letter case is no difference."""
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415 - of use only where a value is wrong

    if not text or len(text) > _LONGEST:
        return None
    found = process.extractOne(
        text, choices, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=_NEAR
    )
    return found[0] if found else None


def meant(text: str, choices: Collection[str]) -> str:
    """Return the sentence that helps with a wrong value: the near one, or the few there are."""
    near = nearest(text, choices)
    if near is not None:
        return f"Did you mean {near}?"
    if len(choices) <= 12:
        return f"Choose one of: {', '.join(choices)}."
    return "Take one of the standard's list, see docs/rules.md."
