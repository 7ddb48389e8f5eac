"""Whoosh, and the only module that knows it: terms and stored texts on disk, and reading them back.

Whoosh holds the inverted index: per term the rows (documents, counted from 0 in the order they were
added) with a weight, and per text field the positions that phrases need. How well a row answers a
query is decided in ``index.search.ranking``, from these lists: Whoosh's own scorers add up one list
after the other and cannot say how much of a query a document covers.

Whoosh pickles its schema: only folders that riuso wrote are opened.
"""

from __future__ import annotations

from array import array
from itertools import islice
from typing import TYPE_CHECKING, Any

from whoosh import fields, formats
from whoosh.analysis import Token, Tokenizer
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.query import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

TEXT_FIELDS = ("name", "publisher", "summary", "features", "description", "used-by")
"""The fields that keep positions, so that a phrase and ``field:word`` can be answered."""

_TERMS = "terms"
_CARD = "card"
_MEMORY_MB = 128


class _WeightFormat(formats.Format):  # type: ignore[misc]  # Whoosh ships no types
    """Postings of a row and a weight, nothing else."""

    def __init__(self) -> None:
        super().__init__(field_boost=1.0)

    def fixed_value_size(self) -> int:
        return 0


class _Weighted(fields.FieldType):  # type: ignore[misc]  # Whoosh ships no types
    """A field whose value is a mapping from term to weight, made elsewhere."""

    def __init__(self) -> None:
        super().__init__(_WeightFormat(), None)

    def index(self, value: Mapping[str, float], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        for term in sorted(value):
            yield term.encode(), 1, value[term], b""


class _Layers(Tokenizer):  # type: ignore[misc]  # Whoosh ships no types
    """Reads ``word|stem word|stem``: what a bar joins stands at one position."""

    def __call__(self, value: str, **_: Any) -> Iterator[Token]:
        token = Token(positions=True)
        for position, layered in enumerate(value.split(" ")):
            token.pos = position
            for term in layered.split("|"):
                token.text = term
                yield token


def _schema() -> fields.Schema:
    schema = fields.Schema(**{_TERMS: _Weighted(), _CARD: fields.STORED()})
    for name in TEXT_FIELDS:
        schema.add(name, fields.FieldType(formats.Positions(), _Layers()))
    return schema


class TermsWriter:
    """Writes one index into an empty folder; nothing can be read of it before :meth:`commit`."""

    def __init__(self, folder: Path) -> None:
        self._writer = FileIndex.create(FileStorage(str(folder)), _schema(), "MAIN").writer(
            limitmb=_MEMORY_MB
        )

    def add(
        self, terms: Mapping[str, float], texts: Mapping[str, list[tuple[str, ...]]], card: bytes
    ) -> None:
        """Add the next row: its weighted terms, each field's words (a tuple a position), what is shown."""
        layered = {name: " ".join(map("|".join, found)) for name, found in texts.items() if found}
        self._writer.add_document(**{_TERMS: terms, _CARD: card}, **layered)

    def commit(self) -> None:
        self._writer.commit()

    def cancel(self) -> None:
        self._writer.cancel()


class TermsReader:
    """Reads what a :class:`TermsWriter` wrote; the files stay open, so it survives their removal."""

    def __init__(self, folder: Path) -> None:
        self._index = FileIndex(FileStorage(str(folder)), indexname="MAIN")
        self._searcher = self._index.searcher()
        self._reader = self._searcher.reader()

    def postings(self, term: str) -> tuple[Iterable[int], Iterable[float]]:
        """Return the rows that hold ``term``, ascending, and the weight it has in each."""
        rows, weights = array("I"), array("f")
        if not self._has(_TERMS, term):
            return rows, weights
        matcher = self._reader.postings(_TERMS, term)
        while matcher.is_active():
            rows.append(matcher.id())
            weights.append(matcher.weight())
            matcher.next()
        return rows, weights

    def frequency(self, term: str) -> int:
        """Return how many rows hold ``term``."""
        return int(self._reader.doc_frequency(_TERMS, term)) if self._has(_TERMS, term) else 0

    def starting_with(self, prefix: str, limit: int, field: str = _TERMS) -> list[str]:
        """Return the first ``limit`` terms that begin with ``prefix``, in order."""
        return [term.decode() for term in islice(self._reader.expand_prefix(field, prefix), limit)]

    def rows_in(self, field: str, term: str) -> list[int]:
        """Return the rows whose text ``field`` holds ``term``."""
        return list(self._reader.postings(field, term).all_ids()) if self._has(field, term) else []

    def rows_with_phrase(self, field: str, phrase: list[str]) -> list[int]:
        """Return the rows whose text ``field`` holds the words one after the other."""
        if len(phrase) == 1:
            return self.rows_in(field, phrase[0])
        if not all(self._has(field, word) for word in phrase):
            return []
        return list(Phrase(field, phrase).matcher(self._searcher).all_ids())

    def card(self, row: int) -> bytes:
        """Return what was stored for ``row``."""
        card: bytes = self._reader.stored_fields(row)[_CARD]
        return card

    def count(self) -> int:
        return int(self._reader.doc_count_all())

    def close(self) -> None:
        self._searcher.close()
        self._index.close()

    def _has(self, field: str, term: str) -> bool:
        return (field, term) in self._reader
