"""Where a long word may be broken at the end of a line.

Browsers hyphenate by dictionaries that Chromium on Linux has not; in German and Dutch a facet's word is then
wider than its column and breaks before its last letter.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate

import regex  # type: ignore[import-untyped]  # no stubs
from markupsafe import Markup, escape

from index.pages.text import clean

LONG = 16
"""Letters from which on a word may not fit in a column."""
_BEFORE = 4
_AFTER = {"de": 9}
"""The fewest letters on each side of a break; German breaks before ``-verwaltung`` then, not within."""
_WORD = regex.compile(rf"\p{{L}}{{{LONG},}}")
HYPHEN = "\u00ad"
_ALONE = regex.compile(rf"{HYPHEN}(\p{{L}})(?={HYPHEN})")
"""One letter between two breaks: most often where the patterns went wrong."""


def soft(text: object, language: str) -> Markup:
    """Return a text for a page with soft hyphens in its long words; markup with elements in it stays."""
    if hasattr(text, "__html__"):
        markup = str(text)
        return Markup(markup if "<" in markup else broken(markup, language))  # noqa: S704 - it was before
    return escape(broken(clean(str(text)), language))


def breaks(text: str, language: str) -> dict[str, str]:
    """Return the long words of a text with soft hyphens in them, by the words."""
    return {word: _broken(word, language) for word in _WORD.findall(text)}


def broken(text: str, language: str) -> str:
    """Return a text with soft hyphens in its long words, as the language is hyphenated."""
    return str(_WORD.sub(lambda found: _broken(found[0], language), text))


def places(told: str) -> list[int]:
    """Return after how many letters the soft hyphens of a word stand."""
    ends = accumulate(map(len, told.split(HYPHEN)))
    return list(ends)[:-1]


@lru_cache(maxsize=10_000)
def _broken(word: str, language: str) -> str:
    import pyphen  # type: ignore[import-untyped]  # noqa: PLC0415 - no stubs; of use only while pages are built

    name = pyphen.language_fallback(language.replace("-", "_"))
    if name is None:
        return word
    told = str(pyphen.Pyphen(lang=name, left=_BEFORE, right=_AFTER.get(language, 6)).inserted(word, HYPHEN))
    return str(_ALONE.sub(r"\1", told))
