"""A segment of an index: some documents, indexed once and never changed.

A segment's folder holds the impact lists (``terms.bin``, ``rows.bin``, ``shares.bin``), what is shown of
each document (``cards.bin``), and in parts of documents the texts (``texts-N/``, Whoosh) and their words
(``words-N.bin``, ``word-rows-N.bin``). What the extra for meaning adds is in ``index.search.meaning``.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from index.search.blobs import Blobs
from index.search.impacts import Impacts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from index.search.lexicon import Words
    from index.whoosh_engine import TextsReader

CARDS = "cards.bin"


def texts_folder(segment: Path, part: int) -> Path:
    return segment / f"texts-{part}"


class Segment:
    """Reads a segment whose first document is row ``start`` of the index; ``parts`` are its parts' sizes."""

    def __init__(self, folder: Path, start: int, parts: tuple[int, ...]) -> None:
        self.impacts = Impacts(folder)
        self.start = start
        self.count = sum(parts)
        self._folder = folder
        self._parts = parts
        self._cards = Blobs(folder / CARDS)

    def card(self, row: int) -> bytes:
        """Return what was stored for a row of the index."""
        return self._cards[row - self.start]

    def words(self) -> list[Words]:
        """Return the words of each part's documents."""
        from index.search.lexicon import Words  # noqa: PLC0415 - only an update asks for them

        return [Words(self._folder, number) for number in range(len(self._parts))]

    def words_starting_with(self, prefix: str, limit: int, field: str) -> set[str]:
        """Return up to ``limit`` words of ``field`` in each part that begin with ``prefix``."""
        return {word for _, texts in self._texts for word in texts.starting_with(prefix, limit, field)}

    def rows_in(self, field: str, word: str) -> set[int]:
        return self._rows(lambda texts: texts.rows_in(field, word))

    def rows_with_phrase(self, field: str, phrase: list[str]) -> set[int]:
        return self._rows(lambda texts: texts.rows_with_phrase(field, phrase))

    def close(self) -> None:
        if "_texts" in self.__dict__:
            for _, texts in self._texts:
                texts.close()

    def _rows(self, asked: Callable[[TextsReader], list[int]]) -> set[int]:
        return {start + row for start, texts in self._texts for row in asked(texts)}

    @cached_property
    def _texts(self) -> list[tuple[int, TextsReader]]:
        # Imported here: only a phrase or a field pays for Whoosh.
        from index.whoosh_engine import TextsReader  # noqa: PLC0415

        found, start = [], self.start
        for number, size in enumerate(self._parts):
            found.append((start, TextsReader(texts_folder(self._folder, number))))
            start += size
        return found
