"""May we? What published sources say of giving a software out, merged with other work, under a licence."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from index.pages.views import FitView
from index.pages.wording import msg, wording_of
from publiccode.licensing.compatibility import Verdict
from publiccode.licensing.expressions import compare_expressions

if TYPE_CHECKING:
    from collections.abc import Mapping

INTO = (
    "EUPL-1.2",
    "GPL-3.0-or-later",
    "AGPL-3.0-or-later",
    "LGPL-3.0-or-later",
    "MPL-2.0",
    "Apache-2.0",
    "MIT",
)
"""The licences that a catalogue of public software meets most, from copyleft to permissive."""

_VERDICTS: Mapping[Verdict, tuple[str, str]] = {
    Verdict.YES: (msg("yes"), "good"),
    Verdict.NO: (msg("no"), "bad"),
    Verdict.DEPENDS: (msg("under conditions"), "warn"),
    Verdict.DISAGREE: (msg("sources disagree: ask a lawyer"), "warn"),
    Verdict.UNKNOWN: (msg("not known: ask a lawyer"), "quiet"),
}


@lru_cache(maxsize=4096)
def fits(expression: str, language: str) -> tuple[FitView, ...]:
    """Return the answer for each licence of :data:`INTO`; nothing where ``expression`` is none of SPDX."""
    found = []
    for given in INTO:
        answer = compare_expressions(expression, given)
        if answer is None:
            return ()
        words, tone = _VERDICTS[answer.verdict]
        found.append(FitView(given, wording_of(language).say(words), tone))
    return tuple(found) if any(one.tone != "quiet" for one in found) else ()
