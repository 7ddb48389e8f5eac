"""Closed lists of values, and what a stranger may have meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publiccode.checks.fault import Check, Fault
from publiccode.finding import excerpt
from publiccode.phrases import ALIKE, CHOOSE, DID_YOU_MEAN, DID_YOU_MEAN_OF, LISTED, Phrase, Word, say

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_NEAR = 80.0
_NEAR_IF_SHORT = 60.0
_ALIKE = 65.0
_FEW = 24
_LONGEST = 80


def one_of(values: Collection[str], old: Mapping[str, Phrase] | None = None) -> Check:
    """Return a check that a text is one of ``values``, letter case included.

    ``old`` maps values that are known to be none to what to do about them.
    """
    known = frozenset(values)

    def check(text: str) -> Fault | None:
        if text in known:
            return None
        return Fault(
            "unknown-value", {"value": excerpt(text), "meant": (old or {}).get(text) or meant(text, values)}
        )

    return check


def nearest(text: str, choices: Collection[str]) -> str | None:
    """Return the choice that a misspelt text is near to, None where none is; letter case is no difference."""
    if not text or len(text) > _LONGEST:
        return None
    found = _ranked(text, choices, 1, _NEAR if len(text) > 5 else _NEAR_IF_SHORT)
    return found[0] if found else None


def _ranked(text: str, choices: Collection[str], most: int, least: float) -> list[str]:
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415 - of use only where a value is wrong

    found = process.extract(
        text, choices, scorer=fuzz.ratio, processor=utils.default_process, limit=most, score_cutoff=least
    )
    return [choice for choice, _, _ in found]


def meant(text: str, choices: Collection[str]) -> Phrase:
    """Return what helps with a wrong value: the near one, the few there are, or three alike."""
    near = nearest(text, choices) or _with_part(text, choices)
    few = ", ".join(choices) if len(choices) <= _FEW else ""
    if near:
        return say(DID_YOU_MEAN_OF, near=near, values=few) if few else say(DID_YOU_MEAN, near=near)
    if few:
        return say(CHOOSE, values=few)
    alike = _ranked(text[:_LONGEST], choices, 3, _ALIKE)
    return say(ALIKE, values=", ".join(alike)) if alike else say(LISTED)


def _with_part(text: str, choices: Collection[str]) -> str | None:
    """Return the one choice that has the text between its slashes, as standalone/web has web."""
    found = [choice for choice in choices if text.lower() in choice.lower().split("/")]
    return found[0] if len(found) == 1 else None


def guess(near: str | None) -> Word:
    """Return the question whether a value was meant, empty where none is near."""
    return say(DID_YOU_MEAN, near=near) if near else ""
