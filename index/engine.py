"""Open a search index and ask it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import msgspec

from index.analysis import primary_language
from index.build import FORMAT, TABLE, TERMS, VOCABULARY, read_about
from index.errors import NoIndexError
from index.facets import FACETS
from index.labels import label
from index.query import FacetValue, Hit, QueryError, SearchResult, Sort
from index.search.card import read_card
from index.search.highlight import Marker, excerpts
from index.search.question import parse
from index.search.ranking import rank, rows_of
from index.search.table import read_table
from index.search.understanding import Understanding
from index.search.versions import current_version
from index.vocabulary import Vocabulary
from index.whoosh_engine import TEXT_FIELDS, TermsReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from index.query import Query, SearchIndex
    from index.search.question import Clause, Question
    from index.search.ranking import Slot
    from index.search.table import Table

MAX_LIMIT = 200
"""The largest page of hits."""


def open_index(directory: Path) -> SearchIndex:
    """Open the version in use; raise :class:`NoIndexError` where there is none that can be read."""
    folder = current_version(directory)
    try:
        about = read_about(folder)
        if about.format != FORMAT:
            message = (
                f"the search index in {directory} was built by another version of riuso: run `riuso rebuild`"
            )
            raise NoIndexError(message)
        vocabulary = msgspec.msgpack.decode((folder / VOCABULARY).read_bytes(), type=Vocabulary)
        table = read_table(folder / TABLE)
        reader = TermsReader(folder / TERMS)
    except (OSError, msgspec.MsgspecError) as error:
        message = f"the search index in {directory} can't be read ({error}): run `riuso rebuild`"
        raise NoIndexError(message) from error
    return _Engine(reader, table, Understanding(reader, vocabulary, about.languages))


class _Engine:
    """One open version; searches share nothing but what was read, so any number may follow."""

    def __init__(self, reader: TermsReader, table: Table, understanding: Understanding) -> None:
        self._reader = reader
        self._table = table
        self._understanding = understanding

    def close(self) -> None:
        self._reader.close()

    def search(self, query: Query) -> SearchResult:
        """Answer ``query``; raise :class:`QueryError` where it can't be asked."""
        started = time.perf_counter()
        wanted = self._wanted(query)
        _check_page(query)
        question = parse(query.text)
        slots = self._understanding.slots(question.words)
        scores = self._scores(question, slots)
        rows = self._filtered(scores, wanted)
        ordered = self._ordered(rows, scores, query, is_empty=not (question.words or question.must))
        start = (query.page - 1) * query.limit
        marker = Marker.of(term for slot in slots for term in slot.terms)
        hits = tuple(
            self._hit(row, scores[row], marker, query) for row in ordered[start : start + query.limit]
        )
        facets = self._facets(scores, wanted, query)
        took = (time.perf_counter() - started) * 1000
        return SearchResult(query=query, total=len(rows), took_ms=took, hits=hits, facets=facets)

    def _wanted(self, query: Query) -> dict[str, frozenset[int]]:
        for facet in query.filters:
            if facet not in FACETS:
                message = f"there is no facet {facet!r}: use {', '.join(FACETS)}"
                raise QueryError(message)
        return {
            facet: self._table.positions(facet, values) for facet, values in query.filters.items() if values
        }

    def _scores(self, question: Question, slots: Sequence[Slot]) -> Mapping[int, float]:
        """Return the score of every row that answers the text, the filters aside."""
        scores: dict[int, float]
        scores = rank(self._reader, slots) if question.words else dict.fromkeys(self._table.all_rows, 1.0)
        for clause in question.must:
            rows = self._rows(clause)
            scores = {row: score for row, score in scores.items() if row in rows}
        for clause in question.must_not:
            rows = self._rows(clause)
            scores = {row: score for row, score in scores.items() if row not in rows}
        quality = self._table.quality
        return {row: score * quality[row] for row, score in scores.items()}

    def _rows(self, clause: Clause) -> set[int]:
        words = [word.word for word in clause.words]
        if clause.field is not None and clause.field in FACETS and clause.field not in TEXT_FIELDS:
            wanted = self._table.positions(clause.field, [clause.value])
            return set(self._table.keep(self._table.all_rows, clause.field, wanted))
        if clause.field is None and len(words) == 1:
            return rows_of(self._reader, words)
        fields = TEXT_FIELDS if clause.field is None else (clause.field,)
        return {row for field in fields for row in self._reader.rows_with_phrase(field, words)}

    def _filtered(self, rows: Iterable[int], wanted: Mapping[str, frozenset[int]]) -> list[int]:
        kept = list(rows)
        for facet, positions in wanted.items():
            kept = self._table.keep(kept, facet, positions)
        return kept

    def _ordered(
        self, rows: list[int], scores: Mapping[int, float], query: Query, *, is_empty: bool
    ) -> list[int]:
        if query.sort is Sort.RELEVANCE and not is_empty:
            return sorted(rows, key=lambda row: (-scores[row], row))
        return sorted(rows, key=self._table.orders[query.sort.value].__getitem__)

    def _hit(self, row: int, score: float, marker: Marker, query: Query) -> Hit:
        card = read_card(self._reader.card(row))
        text = card.text(query.languages)
        return Hit(
            id=card.id,
            name=(text.name if text else "") or card.name,
            summary=text.summary if text else "",
            language=text.language if text else None,
            repository=card.repository,
            publisher=card.publisher,
            publisher_id=card.publisher_id,
            license=card.license,
            state=card.state,
            score=round(score, 4),
            matched=excerpts(card, marker, query.languages),
        )

    def _facets(
        self, scores: Mapping[int, float], wanted: Mapping[str, frozenset[int]], query: Query
    ) -> dict[str, tuple[FacetValue, ...]]:
        language = query.languages[0] if query.languages else "en"
        counted = {}
        all_filters = self._filtered(scores, wanted)
        for facet in FACETS:
            others = {name: positions for name, positions in wanted.items() if name != facet}
            rows = self._filtered(scores, others) if facet in wanted else all_filters
            counted[facet] = self._facet_values(facet, rows, wanted.get(facet, frozenset()), language)
        return counted

    def _facet_values(
        self, facet: str, rows: list[int], selected: frozenset[int], language: str
    ) -> tuple[FacetValue, ...]:
        column = self._table.facets[facet]
        counts = self._table.count(rows, facet)
        found = [
            FacetValue(
                column.values[i],
                column.labels[i]
                if column.labels
                else label(facet, column.values[i], primary_language(language)),
                counts[i],
                i in selected,
            )
            for i in {*counts, *selected}
        ]
        return tuple(sorted(found, key=lambda value: (-value.count, value.label.casefold(), value.value)))


def _check_page(query: Query) -> None:
    if query.page < 1:
        message = f"there is no page {query.page}: pages count from 1"
        raise QueryError(message)
    if not 1 <= query.limit <= MAX_LIMIT:
        message = f"a page holds 1 to {MAX_LIMIT} hits, not {query.limit}"
        raise QueryError(message)
