"""Whoosh, and the only module that knows it: terms and stored texts on disk, and reading them back.

Whoosh holds the inverted index: per term the rows (documents, counted from 0 in the order they were
added) with a weight, and per text field the positions that phrases need. How well a row answers a
query is decided in ``index.search.ranking``, from these lists: Whoosh's own scorers add up one list
after the other and cannot say how much of a query a document covers.

Whoosh pickles its schema: only folders that riuso wrote are opened.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from itertools import islice, repeat
from typing import TYPE_CHECKING, Any

from whoosh import fields, formats
from whoosh.codec.whoosh3 import W3Codec, W3PerDocReader
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.query import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

TEXT_FIELDS = ("name", "publisher", "summary", "features", "description", "used-by")
"""The fields that keep positions, so that a phrase and ``field:word`` can be answered."""

_TERMS = "terms"
_CARD = "card"
_INDEX = "riuso"
_BLOCK = 512
"""So many postings are read at once."""


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


class _Positioned(fields.FieldType):  # type: ignore[misc]  # Whoosh ships no types
    """A field whose value is the list of its words; each keeps where it stands."""

    def __init__(self) -> None:
        super().__init__(formats.Positions(), None)

    def index(self, value: Sequence[str], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(value):
            places[word].append(place)
        for word in sorted(places):
            where = places[word]
            yield word.encode(), len(where), 1.0, self.format.encode(where)


class _NoLengths(W3PerDocReader):  # type: ignore[misc]  # Whoosh ships no types
    """Answers for every posting written that its field keeps no lengths, which ours do not.

    Whoosh asks the file system each time: a third of a build's time.
    """

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return default


class _Codec(W3Codec):  # type: ignore[misc]  # Whoosh ships no types
    def __init__(self) -> None:
        super().__init__(blocklimit=_BLOCK)

    def per_document_reader(self, storage: FileStorage, segment: Any) -> _NoLengths:
        return _NoLengths(storage, segment)


class _Pool:
    """The postings of a build, kept together by term.

    Whoosh's own pool sorts them one by one, and through temporary files: half of a build's time.
    """

    def __init__(self) -> None:
        self._lists: defaultdict[tuple[str, bytes], _List] = defaultdict(_List)

    def add(self, posting: tuple[str, bytes, int, float, bytes]) -> None:
        field, term, row, weight, value = posting
        postings = self._lists[field, term]
        postings.rows.append(row)
        postings.weights.append(weight)
        if value:
            postings.values.append(value)

    def iter_postings(self) -> Iterator[tuple[str, bytes, int, float, bytes]]:
        for field, term in sorted(self._lists):
            postings = self._lists[field, term]
            values = postings.values or repeat(b"")
            for row, weight, value in zip(postings.rows, postings.weights, values, strict=False):
                yield field, term, row, weight, value

    def cleanup(self) -> None:
        self._lists.clear()


class _List:
    __slots__ = ("rows", "values", "weights")

    def __init__(self) -> None:
        self.rows = array("I")
        self.weights = array("f")
        self.values: list[bytes] = []


def _schema() -> fields.Schema:
    schema = fields.Schema(**{_TERMS: _Weighted(), _CARD: fields.STORED()})
    for name in TEXT_FIELDS:
        schema.add(name, _Positioned())
    return schema


class TermsWriter:
    """Writes one index into an empty folder; nothing can be read of it before :meth:`commit`."""

    def __init__(self, folder: Path) -> None:
        index = FileIndex.create(FileStorage(str(folder)), _schema(), _INDEX)
        self._writer = index.writer(codec=_Codec())
        self._writer.pool = _Pool()

    def add(self, terms: Mapping[str, float], texts: Mapping[str, Sequence[str]], card: bytes) -> None:
        """Add the next row: its weighted terms, the words of each text field, and what is shown of it."""
        self._writer.add_document(**{**texts, _TERMS: terms, _CARD: card})

    def commit(self) -> None:
        self._writer.commit()

    def cancel(self) -> None:
        self._writer.cancel()


class TermsReader:
    """Reads what a :class:`TermsWriter` wrote; the files stay open, so it survives their removal."""

    def __init__(self, folder: Path) -> None:
        self._index = FileIndex(FileStorage(str(folder)), indexname=_INDEX)
        self._searcher = self._index.searcher()
        self._reader = self._searcher.reader()

    def postings(self, term: str) -> tuple[Iterable[int], Iterable[float]]:
        """Return the rows that hold ``term``, ascending, and the weight it has in each."""
        rows, weights = array("I"), array("f")
        if not self._has(_TERMS, term):
            return rows, weights
        matcher = self._reader.postings(_TERMS, term)
        # By the block, which Whoosh's matchers have no public way for: three times as fast as one by one.
        while matcher.is_active():
            matcher.id(), matcher.weight()
            rows.extend(matcher._ids)
            weights.extend(matcher._weights)
            matcher._next_block()
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
