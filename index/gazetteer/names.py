"""Names of places and administrations, made comparable."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

MOST_CHARACTERS = 300
"""A longer name is cut: no administration's, and a hostile file's favourite."""

# What has no decomposition in Unicode but one in every reader's mind.
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})

_ARTICLES = frozenset({
    "l", "la", "le", "les", "il", "lo", "i", "gli", "el", "los", "las", "the", "s", "o", "a", "os", "as",
})  # fmt: skip


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """Return ``name`` as lower-case words with one space between: no accents, marks or punctuation."""
    lowered = name[:MOST_CHARACTERS].casefold().translate(_LETTERS)
    if not lowered.isascii():
        lowered = unicodedata.normalize("NFKD", lowered)
        lowered = "".join(c for c in lowered if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in lowered).split())


def keys(name: str) -> tuple[str, ...]:
    """Return what ``name`` is found by: itself folded, and without an article in front."""
    whole = fold(name)
    first, _, rest = whole.partition(" ")
    return (whole, rest) if rest and first in _ARTICLES else (whole,)


def slug(name: str) -> str:
    """Return ``name`` as part of an id: lower-case ASCII with hyphens."""
    folded = fold(name)
    if folded.isascii():
        return folded.replace(" ", "-")
    # Imported late: names in other alphabets alone need it.
    from slugify import slugify  # noqa: PLC0415

    return slugify(folded)
