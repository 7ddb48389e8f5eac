"""How something may be called, and that something was: what vocabulary and places have in common."""

from __future__ import annotations

import msgspec

_PLACE = "=place/"

Forms = tuple[str, ...]
"""One word: itself folded, then ``language:stem`` for each language it may be in."""


class Name(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One way to call a concept: its ``first`` word, folded, and the forms of the others.

    ``is_word`` where a place is called like a common word: nice, marches.
    """

    first: str
    rest: tuple[Forms, ...]
    concept: str
    is_word: bool = False


class Found(msgspec.Struct, frozen=True):
    """``concept`` is named by the positions ``start`` to ``end`` (not included).

    ``is_exact`` tells that every word is the name's own, not one with the same stem; ``is_word`` that a place
    is called like a common word.
    """

    concept: str
    start: int
    end: int
    is_exact: bool
    is_word: bool = False
    name: tuple[str, ...] = ()
    """The words of the name, folded."""

    @property
    def is_place(self) -> bool:
        return is_place(self.concept)


def concept(kind: str, value: str) -> str:
    """Return a concept's term in the index; no word begins with an equals sign."""
    return f"={kind}/{value}"


def is_place(concept: str) -> bool:
    """Tell whether a concept is a place."""
    return concept.startswith(_PLACE)
