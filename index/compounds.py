"""Compounds of the languages that write them in one word, taken apart.

A word is a compound if it is made of known words and of what links them. What is known is data of our
own (the vocabulary's words, ``index/data/pieces.txt``), never what other documents hold: a document's
terms follow from itself. A query may know more words.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from index.analysis import fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

_PIECES = Path(__file__).parent / "data" / "pieces.txt"
_LINKS = ("s", "es", "n", "en", "e", "er")
_ENDINGS = ("ern", "erne", "ene", "arna", "orna", "erna", "ar", "or", "na", "et", *_LINKS)
"""What inflection adds to the last word: Mitgliedern, medlemmerne, föreningarna."""
_MIN_PIECE = 4
_MIN_COMPOUND = 9
_MAX_COMPOUND = 45


class Compounds(msgspec.Struct, frozen=True):
    """``pieces`` are folded words."""

    pieces: AbstractSet[str]
    _known: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)

    def split(self, word: str) -> tuple[str, ...]:
        """Return the fewest words a compound is made of, without what links them; empty where it is none."""
        if not _MIN_COMPOUND <= len(word) <= _MAX_COMPOUND or not word.isalpha():
            return ()
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self._split(word)
        return known

    def _split(self, word: str) -> tuple[str, ...]:
        best: list[tuple[str, ...] | None] = [(), *[None] * len(word)]
        for end in range(_MIN_PIECE, len(word) + 1):
            for start in (0, *range(_MIN_PIECE, end - _MIN_PIECE + 1)):
                before = best[start]
                shortest = best[end]
                if before is None or (shortest is not None and len(before) + 1 >= len(shortest)):
                    continue
                piece = self._piece(word[start:end], is_last=end == len(word))
                if piece and end - start < len(word):
                    best[end] = (*before, piece)
        return best[-1] or ()

    def _piece(self, text: str, *, is_last: bool) -> str | None:
        if text in self.pieces:
            return text
        endings = _ENDINGS if is_last else _LINKS
        shortened = (text.removesuffix(end) for end in endings if text.endswith(end))
        return next((piece for piece in shortened if len(piece) >= _MIN_PIECE and piece in self.pieces), None)


def usable(words: Iterable[str]) -> set[str]:
    """Return those of ``words`` (folded) that may be a piece of a compound."""
    return {word for word in words if len(word) >= _MIN_PIECE and word.isalpha()}


@cache
def listed_pieces() -> frozenset[str]:
    """Return the common words of administration that compounds are made of."""
    lines = _PIECES.read_text(encoding="utf-8").splitlines()
    return frozenset(usable(fold(w) for line in lines if not line.startswith("#") for w in line.split()))
