"""The words an index holds: what is spelled like a word, and what a compound is made of."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from index.analysis import COMPOUNDING, fold, primary_language, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.search.document import Text

_LINKS = ("s", "es", "n", "en", "e", "er")
_MIN_PIECE = 4
_MIN_COMPOUND = 9
_MAX_COMPOUND = 45
_MIN_FUZZY = 4


class Lexicon(msgspec.Struct, dict=True):
    """``words`` are sorted, ``counts`` tells in how many documents each is, ``pieces`` make compounds."""

    words: list[str]
    counts: list[int]
    pieces: set[str]

    @cached_property
    def count(self) -> dict[str, int]:
        return dict(zip(self.words, self.counts, strict=True))

    def similar(self, word: str, least: float, limit: int = 8) -> list[tuple[str, float]]:
        """Return the words spelled like ``word`` with their likeness (``least`` to 1), the likest first.

        Likeness is the share of letters that need no edit; a swap of neighbours is one edit. Of
        equally like words the more frequent comes first.
        """
        if len(word) < _MIN_FUZZY or word.isdecimal():
            return []
        # Imported here: only a word that nothing answers pays for it.
        from rapidfuzz.distance import OSA  # noqa: PLC0415
        from rapidfuzz.process import extract  # noqa: PLC0415

        alike = OSA.normalized_similarity
        found = extract(word, self.words, scorer=alike, processor=None, score_cutoff=least, limit=4 * limit)
        ranked = sorted(found, key=lambda one: (-one[1], -self.counts[one[2]], one[0]))
        return [(term, likeness) for term, likeness, _ in ranked[:limit]]

    def split(self, word: str) -> tuple[str, ...]:
        """Return the fewest words a compound is made of, without what links them; empty where it is none."""
        if not _MIN_COMPOUND <= len(word) <= _MAX_COMPOUND or not word.isalpha():
            return ()
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
        if is_last:
            return None
        shortened = (text.removesuffix(link) for link in _LINKS if text.endswith(link))
        return next((piece for piece in shortened if len(piece) >= _MIN_PIECE and piece in self.pieces), None)


def make_lexicon(
    documents: Iterable[Iterable[Text]], named: Iterable[str] = (), extra: Iterable[str] = ()
) -> Lexicon:
    """Collect the words of ``documents`` (the texts of each).

    ``named`` are further words to be told from misspelled ones, ``extra`` further pieces of compounds.
    """
    counts: Counter[str] = Counter()
    pieces: Counter[str] = Counter()
    for document in documents:
        here: set[str] = set()
        for text in document:
            found = [fold(raw) for raw in words(text.text)]
            here.update(found)
            if text.language and primary_language(text.language) in COMPOUNDING:
                pieces.update(found)
        counts.update(here)
    kept = sorted(word for word in {*counts, *named} if len(word) >= _MIN_FUZZY and not word.isdecimal())
    usable = {word for word in {*pieces, *extra} if len(word) >= _MIN_PIECE and word.isalpha()}
    return Lexicon(kept, [counts[word] for word in kept], usable)


def lexicon_bytes(lexicon: Lexicon) -> bytes:
    return msgspec.msgpack.Encoder(order="deterministic").encode(lexicon)


def read_lexicon(data: bytes) -> Lexicon:
    return msgspec.msgpack.decode(data, type=Lexicon)
