"""The words an index holds: what is spelled like a word, and what a compound in a query is made of."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

import msgspec

from index.analysis import COMPOUNDING, fold, words
from index.compounds import Compounds, usable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from index.search.document import Text

MIN_FUZZY = 4
"""The letters of the shortest word that is told from a misspelled one."""


class Lexicon(msgspec.Struct, dict=True):
    """``words`` are sorted, ``counts`` tells in how many documents each is, ``pieces`` make compounds."""

    words: list[str]
    counts: list[int]
    pieces: list[str]

    @cached_property
    def _compounds(self) -> Compounds:
        return Compounds(frozenset(self.pieces))

    def split(self, word: str) -> tuple[str, ...]:
        """Return the fewest words a compound is made of, without what links them; empty where it is none."""
        return self._compounds.split(word)

    def similar(self, word: str, least: float, limit: int = 8) -> list[tuple[str, float]]:
        """Return the words spelled like ``word`` with their likeness (``least`` to 1), the likest first.

        Likeness is the share of letters that need no edit; a swap of neighbours is one edit. Of
        equally like words the more frequent comes first.
        """
        if len(word) < MIN_FUZZY or word.isdecimal():
            return []
        # Imported here: only a word that nothing answers pays for it.
        from rapidfuzz.distance import OSA  # noqa: PLC0415
        from rapidfuzz.process import extract  # noqa: PLC0415

        alike = OSA.normalized_similarity
        found = extract(word, self.words, scorer=alike, processor=None, score_cutoff=least, limit=4 * limit)
        ranked = sorted(found, key=lambda one: (-one[1], -self.counts[one[2]], one[0]))
        return [(term, likeness) for term, likeness, _ in ranked[:limit]]


class Words(msgspec.Struct):
    """The words of some documents: ``rows`` holds for each the numbers of its ``words``.

    A number below zero is the piece that a compound may be made of: the word ``-1 - number``.
    """

    words: list[str]
    rows: list[list[int]]

    def counts(self, rows: Iterable[int]) -> Counter[str]:
        """Return in how many of ``rows`` each word is; a piece is counted with a hyphen before it."""
        numbers = Counter(chain.from_iterable(map(self.rows.__getitem__, rows)))
        words = self.words
        return Counter(
            {words[n] if n >= 0 else f"-{words[-1 - n]}": count for n, count in numbers.items() if count}
        )


def words_of(documents: Iterable[Iterable[Text]]) -> Words:
    """Collect the words of ``documents`` (the texts of each)."""
    numbers: dict[str, int] = {}
    rows: list[list[int]] = []
    for document in documents:
        here: dict[int, None] = {}
        for text in document:
            found = [numbers.setdefault(fold(raw), len(numbers)) for raw in words(text.text)]
            here.update(dict.fromkeys(found))
            if text.language in COMPOUNDING:
                here.update(dict.fromkeys(-1 - number for number in found))
        rows.append(list(here))
    return Words(list(numbers), rows)


def make_lexicon(counts: Mapping[str, int], named: Iterable[str] = (), extra: Iterable[str] = ()) -> Lexicon:
    """Return the lexicon of documents with these counts (:meth:`Words.counts`).

    ``named`` are further words to be told from misspelled ones, ``extra`` further pieces of compounds.
    """
    alive = [word for word, count in counts.items() if count > 0]
    whole = {word for word in (*alive, *named) if not word.startswith("-")}
    kept = sorted(word for word in whole if len(word) >= MIN_FUZZY and not word.isdecimal())
    pieces = usable([*(word[1:] for word in alive if word.startswith("-")), *extra])
    return Lexicon(kept, [counts.get(word, 0) for word in kept], sorted(pieces))


def lexicon_bytes(lexicon: Lexicon) -> bytes:
    return msgspec.msgpack.encode(lexicon)


def read_lexicon(data: bytes) -> Lexicon:
    return msgspec.msgpack.decode(data, type=Lexicon)


def total(counters: Sequence[Counter[str]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for counter in counters:
        found.update(counter)
    return found
