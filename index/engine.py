"""Open a search index and ask it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import msgspec

from index.analysis import primary_language
from index.errors import NoIndexError
from index.query import FacetValue, Hit, QueryError, SearchResult, Sort
from index.search.about import FORMAT, LEXICON, TABLE, TERMS, VOCABULARY, is_whole, read_about
from index.search.card import read_card
from index.search.choices import chosen, positions
from index.search.highlight import Marker, excerpts
from index.search.question import parse, replace_words
from index.search.ranking import rank
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
        return _open(folder)
    except (OSError, msgspec.MsgspecError) as error:
        # A build may have switched twice since the name was read, and removed what it named.
        if current_version(directory) != folder:
            return open_index(directory)
        message = f"the search index in {directory} can't be read ({error}): run `riuso rebuild`"
        raise NoIndexError(message) from error


def _open(folder: Path) -> SearchIndex:
    about = read_about(folder)
    if about.format != FORMAT:
        message = f"the search index in {folder} was built by another riuso: run `riuso rebuild`"
        raise NoIndexError(message)
    if not is_whole(folder, about):
        message = f"the search index in {folder} is damaged, a file is missing or cut: run `riuso rebuild`"
        raise NoIndexError(message)
    vocabulary = msgspec.msgpack.decode((folder / VOCABULARY).read_bytes(), type=Vocabulary)
    table = read_table(folder / TABLE)
    lexicon = (folder / LEXICON).read_bytes()
    reader = TermsReader(folder / TERMS)
    return _Engine(reader, table, Understanding(reader, vocabulary, about.languages, lexicon))


class _Engine:
    """One open version; any number of searches, one after the other."""

    def __init__(self, reader: TermsReader, table: Table, understanding: Understanding) -> None:
        self._reader = reader
        self._table = table
        self._understanding = understanding

    def close(self) -> None:
        self._reader.close()

    def search(self, query: Query) -> SearchResult:
        """Answer ``query``; raise :class:`QueryError` where it can't be asked."""
        started = time.perf_counter()
        _check_page(query)
        wanted = chosen(self._table, query.filters)
        question = parse(query.text, self._table.facets)
        understood = self._understanding.understand(question.to_rank)
        scores = self._scores(question, understood.slots)
        rows = self._filtered(scores, wanted)
        ordered = self._ordered(rows, scores, query, is_ranked=bool(question.to_rank))
        start = (query.page - 1) * query.limit
        marker = Marker.of(self._understanding.readable(understood.slots))
        hits = tuple(
            self._hit(row, scores[row], marker, query) for row in ordered[start : start + query.limit]
        )
        facets = self._facets(scores, wanted, query)
        suggestion = _suggestion(query.text, question, understood.corrections, found=bool(scores))
        took = round((time.perf_counter() - started) * 1000, 1)
        return SearchResult(
            query=query, total=len(rows), took_ms=took, hits=hits, facets=facets, suggestion=suggestion
        )

    def _scores(self, question: Question, slots: Sequence[Slot]) -> dict[int, float]:
        """Return the score of every row that answers the text, the filters aside."""
        scores = rank(self._reader, slots)
        rows: Iterable[int] = scores if question.to_rank else self._table.all_rows
        if question.must:
            rows = set.intersection(*map(self._rows, question.must))
            if question.words and not rows.isdisjoint(scores):
                rows = rows.intersection(scores)
        excluded = set[int]().union(*map(self._rows, question.must_not))
        quality = self._table.quality
        return {row: scores.get(row, 0.0) * quality[row] for row in rows if row not in excluded}

    def _rows(self, clause: Clause) -> set[int]:
        """Return the rows that meet a condition."""
        if clause.field is None:
            return self._understanding.rows(clause.words)
        if clause.field in TEXT_FIELDS:
            return self._understanding.rows_in(clause.field, clause.words)
        wanted = positions(self._table, clause.field, [clause.value])
        return set(self._table.keep(self._table.all_rows, clause.field, wanted))

    def _filtered(self, rows: Iterable[int], wanted: Mapping[str, frozenset[int]]) -> list[int]:
        kept = list(rows)
        for facet, places in wanted.items():
            kept = self._table.keep(kept, facet, places)
        return kept

    def _ordered(
        self, rows: list[int], scores: Mapping[int, float], query: Query, *, is_ranked: bool
    ) -> list[int]:
        place = self._table.orders[query.sort.value].__getitem__
        if query.sort is Sort.RELEVANCE and is_ranked:
            return sorted(sorted(rows, key=place), key=scores.__getitem__, reverse=True)
        return sorted(rows, key=place)

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
        for facet in self._table.facets:
            others = {name: places for name, places in wanted.items() if name != facet}
            rows = self._filtered(scores, others) if facet in wanted else all_filters
            counted[facet] = self._facet_values(facet, rows, wanted.get(facet, frozenset()), language)
        return counted

    def _facet_values(
        self, facet: str, rows: list[int], selected: frozenset[int], language: str
    ) -> tuple[FacetValue, ...]:
        values = self._table.facets[facet].values
        labels = self._table.labels(facet, primary_language(language))
        counts = self._table.count(rows, facet)
        found = [FacetValue(values[i], labels[i], counts[i], i in selected) for i in {*counts, *selected}]
        return tuple(sorted(found, key=lambda value: (-value.count, value.label.casefold(), value.value)))


def _check_page(query: Query) -> None:
    if query.page < 1:
        message = f"there is no page {query.page}: pages count from 1"
        raise QueryError(message)
    if not 1 <= query.limit <= MAX_LIMIT:
        message = f"a page holds 1 to {MAX_LIMIT} hits, not {query.limit}"
        raise QueryError(message)


def _suggestion(text: str, question: Question, corrections: Mapping[str, str], *, found: bool) -> str | None:
    """Return the query that may have been meant: words spelled as in the index, else without its quotes."""
    if corrections:
        return replace_words(text, corrections)
    if not found and any(clause.field is None for clause in question.must):
        return " ".join(text.replace('"', " ").split())
    return None
