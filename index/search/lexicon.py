"""The words an index holds: what is spelled like a word, and what a compound in a query is made of.

A lexicon is made of the base's documents. What an update changes in it is a short list of words, which is
applied when a query asks for the lexicon: most do not.
"""

from __future__ import annotations

from array import array
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from index.analysis import COMPOUNDING, fold, words
from index.compounds import Compounds, listed_pieces, usable
from index.search.blobs import Blobs, write_blobs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet
    from mmap import mmap
    from pathlib import Path

    from index.search.document import Text
    from index.vocabulary import Vocabulary

MIN_FUZZY = 4
"""The letters of the shortest word that is told from a misspelled one."""


class Lexicon(msgspec.Struct, dict=True):
    """``words`` are sorted, ``counts`` tells in how many documents each is.

    ``pieces`` (sorted) make compounds; ``piece_counts`` tells how many documents bring each.
    """

    words: list[str]
    counts: list[int]
    pieces: list[str]
    piece_counts: list[int]

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


class Words:
    """Reads the words of a part's documents: what :func:`write_words` wrote into ``folder``."""

    def __init__(self, folder: Path, part: int) -> None:
        self._words = Blobs(folder / f"words-{part}.bin")
        self._rows = Blobs(folder / f"word-rows-{part}.bin")

    def __len__(self) -> int:
        """Return how many documents there are."""
        return len(self._rows)

    def counts(self, rows: Iterable[int]) -> Counter[str]:
        """Return in how many of ``rows`` each word is; a piece is counted with a hyphen before it."""
        numbers: Counter[int] = Counter()
        for row in rows:
            numbers.update(array("i", self._rows[row]))
        return Counter({self._named(number): count for number, count in numbers.items()})

    def _named(self, number: int) -> str:
        return self._words[number].decode() if number >= 0 else f"-{self._words[-1 - number].decode()}"


def write_words(folder: Path, part: int, documents: Iterable[Iterable[Text]]) -> None:
    """Write the words of ``documents`` (the texts of each): all words, and for each document their numbers.

    A number below zero is the piece that a compound may be made of: the word ``-1 - number``.
    """
    numbers: dict[str, int] = {}
    rows: list[bytes] = []
    for document in documents:
        here: dict[int, None] = {}
        for text in document:
            found = [numbers.setdefault(fold(raw), len(numbers)) for raw in words(text.text)]
            here.update(dict.fromkeys(found))
            if text.language in COMPOUNDING:
                here.update(dict.fromkeys(-1 - number for number in found))
        rows.append(array("i", here).tobytes())
    write_blobs(folder / f"words-{part}.bin", len(numbers), (word.encode() for word in numbers))
    write_blobs(folder / f"word-rows-{part}.bin", len(rows), rows)


def make_lexicon(counts: Mapping[str, int], named: Iterable[str] = (), extra: Iterable[str] = ()) -> Lexicon:
    """Return the lexicon of documents with these counts (:meth:`Words.counts`).

    ``named`` are further words to be told from misspelled ones, ``extra`` further pieces of compounds.
    """
    alive = {word: count for word, count in counts.items() if count > 0}
    kept = sorted(word for word in {*alive, *named} if _is_kept(word))
    pieces = sorted(usable([*(word[1:] for word in alive if word.startswith("-")), *extra]))
    by_piece = [alive.get(f"-{piece}", 0) for piece in pieces]
    return Lexicon(kept, [alive.get(word, 0) for word in kept], pieces, by_piece)


def changed(
    lexicon: Lexicon, changes: Mapping[str, int], named: AbstractSet[str], extra: AbstractSet[str]
) -> Lexicon:
    """Return what :func:`make_lexicon` gives where the counts differ by ``changes`` from those it had."""
    counts = dict(zip(lexicon.words, lexicon.counts, strict=True))
    pieces = dict(zip(lexicon.pieces, lexicon.piece_counts, strict=True))
    for word, change in changes.items():
        held, key, stays = (pieces, word[1:], extra) if word.startswith("-") else (counts, word, named)
        count = held.get(key, 0) + change
        if count > 0 or key in stays:
            held[key] = count
        else:
            held.pop(key, None)
    kept, bringing = sorted(filter(_is_kept, counts)), sorted(usable(pieces))
    return Lexicon(kept, [counts[w] for w in kept], bringing, [pieces[p] for p in bringing])


def _is_kept(word: str) -> bool:
    return len(word) >= MIN_FUZZY and not word.isdecimal() and not word.startswith("-")


def base_lexicon(counts: Mapping[str, int], vocabulary: Vocabulary) -> bytes:
    """Return the lexicon of documents with these counts, to be read by :func:`read_lexicon`."""
    return msgspec.msgpack.encode(make_lexicon(counts, vocabulary.words, _pieces(vocabulary)))


def read_lexicon(base: mmap | bytes, changes: mmap | bytes, vocabulary: Vocabulary) -> Lexicon:
    """Read a lexicon and apply what has changed in it since (:func:`difference`)."""
    lexicon = msgspec.msgpack.decode(base, type=Lexicon)
    since = msgspec.msgpack.decode(changes, type=dict[str, int])
    return changed(lexicon, since, vocabulary.words, _pieces(vocabulary)) if since else lexicon


def _pieces(vocabulary: Vocabulary) -> set[str]:
    return {*vocabulary.pieces, *listed_pieces()}


def total(counters: Iterable[Counter[str]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for counter in counters:
        found.update(counter)
    return found


def difference(after: Counter[str], before: Counter[str]) -> dict[str, int]:
    """Return by how much the count of each word differs, in order, where it does."""
    found = Counter(after)
    found.subtract(before)
    return {word: change for word, change in sorted(found.items()) if change}
