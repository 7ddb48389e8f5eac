"""Whoosh, and the only module that knows it: the texts on disk, and reading them back.

Whoosh holds the inverted index of the texts: for each field the words with the places where they stand,
which phrases and ``field:word`` need. What a plain search ranks by lies in columns beside it
(``index.search.impacts``): Whoosh's own scorers add up one list after the other and cannot say how much
of a query a document covers, and importing it alone takes longer than such a search.

Whoosh pickles its schema: only folders that riuso wrote are opened.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from itertools import islice, repeat
from typing import TYPE_CHECKING, Any

from whoosh import fields, formats
from whoosh.codec.whoosh3 import W3Codec, W3PerDocReader, W3PostingsWriter
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.query import Phrase

from index.search.fields import TEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_INDEX = "riuso"
_BLOCK = 512
"""So many postings are read at once."""


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


class _Storage(FileStorage):  # type: ignore[misc]  # Whoosh ships no types
    """Knows no times: Whoosh writes them into its files, and the same catalogue gave other bytes."""

    def file_modified(self, name: str) -> float:
        return 0.0


class _PostingsWriter(W3PostingsWriter):  # type: ignore[misc]  # Whoosh ships no types
    """Keeps the only posting of a rare word beside the word.

    Most words are rare. Whoosh means to do so, but calls what it has under another name.
    """

    def finish_postings(self) -> Any:
        if self.written() or len(self) != 1:
            return super().finish_postings()
        info: Any = self._terminfo  # type: ignore[has-type]  # as above
        info.add_block(self)
        info.set_inlined(self._ids, self._weights, self._values)
        self._terminfo = None
        return info


class _Codec(W3Codec):  # type: ignore[misc]  # Whoosh ships no types
    def __init__(self) -> None:
        super().__init__(blocklimit=_BLOCK)

    def new_segment(self, storage: FileStorage, indexname: str) -> Any:
        segment = super().new_segment(storage, indexname)
        # One segment a folder: Whoosh's random name would make the same catalogue give other bytes.
        segment.segid = "texts"
        return segment

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> _PostingsWriter:
        return _PostingsWriter(dbfile, self._blocklimit, byteids, self._compression)

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


class TextsWriter:
    """Writes one index into an empty folder; nothing can be read of it before :meth:`commit`."""

    def __init__(self, folder: Path) -> None:
        schema = fields.Schema()
        for name in TEXT_FIELDS:
            schema.add(name, _Positioned())
        index = FileIndex.create(_Storage(str(folder)), schema, _INDEX)
        self._writer = index.writer(codec=_Codec())
        self._writer.pool = _Pool()

    def add(self, texts: Mapping[str, Sequence[str]]) -> None:
        """Add the next row: the words of each text field."""
        self._writer.add_document(**texts)

    def commit(self) -> None:
        self._writer.commit()

    def cancel(self) -> None:
        self._writer.cancel()


class TextsReader:
    """Reads what a :class:`TextsWriter` wrote; the files stay open, so it survives their removal."""

    def __init__(self, folder: Path) -> None:
        self._index = FileIndex(FileStorage(str(folder)), indexname=_INDEX)
        self._searcher = self._index.searcher()
        self._reader = self._searcher.reader()

    def starting_with(self, prefix: str, limit: int, field: str) -> list[str]:
        """Return the first ``limit`` words of ``field`` that begin with ``prefix``, in order."""
        return [term.decode() for term in islice(self._reader.expand_prefix(field, prefix), limit)]

    def rows_in(self, field: str, word: str) -> list[int]:
        """Return the rows whose text ``field`` holds ``word``."""
        return list(self._reader.postings(field, word).all_ids()) if self._has(field, word) else []

    def rows_with_phrase(self, field: str, phrase: list[str]) -> list[int]:
        """Return the rows whose text ``field`` holds the words one after the other."""
        if len(phrase) == 1:
            return self.rows_in(field, phrase[0])
        if not all(self._has(field, word) for word in phrase):
            return []
        return list(Phrase(field, phrase).matcher(self._searcher).all_ids())

    def close(self) -> None:
        self._searcher.close()
        self._index.close()

    def _has(self, field: str, word: str) -> bool:
        return (field, word) in self._reader
