"""Open a search index and ask it."""

from __future__ import annotations

import time
from functools import cached_property
from heapq import nlargest, nsmallest
from typing import TYPE_CHECKING

import msgspec

from index.errors import NoIndexError
from index.facets import FACETS
from index.query import Hit, QueryError, SearchResult, Sort
from index.search import about as names
from index.search.about import is_whole, read_about
from index.search.card import read_card
from index.search.highlight import Marker, excerpts
from index.search.question import parse, replace_words
from index.search.ranking import rank
from index.search.segment import Segment
from index.search.selection import Selection, text_rows
from index.search.store import Store
from index.search.table import read_table
from index.search.understanding import Understanding
from index.search.versions import current_version
from index.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from index.query import Query, SearchIndex, Similar
    from index.search.explain import Explainer
    from index.search.question import Question
    from index.search.ranking import Ranked, Slot
    from index.search.reading import CardReader
    from index.search.similar import Likeness
    from index.search.table import Table

MAX_LIMIT = 200
"""The largest page of hits."""


def open_index(directory: Path) -> SearchIndex:
    """Open the version in use; raise :class:`NoIndexError` where there is none that can be read."""
    folder = current_version(directory)
    try:
        return _open(folder)
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        # A build may have switched twice since the name was read, and removed what it named.
        if current_version(directory) != folder:
            return open_index(directory)
        message = f"the search index in {directory} can't be read ({error}): run `riuso rebuild`"
        raise NoIndexError(message) from error


def _open(folder: Path) -> SearchIndex:
    about = read_about(folder)
    if about is None:
        message = f"the search index in {folder} was built by another riuso: run `riuso rebuild`"
        raise NoIndexError(message)
    if not is_whole(folder, about):
        message = f"the search index in {folder} is damaged, a file is missing or cut: run `riuso rebuild`"
        raise NoIndexError(message)
    vocabulary = msgspec.msgpack.decode((folder / names.VOCABULARY).read_bytes(), type=Vocabulary)
    table = read_table(folder / names.TABLE)
    segments = [Segment(folder / names.BASE, 0, about.base)]
    if about.delta:
        segments.append(Segment(folder / names.DELTA, sum(about.base), about.delta))
    store = Store(segments, table.dead)
    lexicon = (folder / names.LEXICON).read_bytes()
    understanding = Understanding(store, vocabulary, about.languages, lexicon)
    return _Engine(store, table, understanding, vocabulary)


class _Engine:
    """One open version; any number of searches, one after the other."""

    def __init__(
        self, store: Store, table: Table, understanding: Understanding, vocabulary: Vocabulary
    ) -> None:
        self._store = store
        self._table = table
        self._understanding = understanding
        self._vocabulary = vocabulary

    def close(self) -> None:
        self._store.close()

    def search(self, query: Query) -> SearchResult:
        """Answer ``query``; raise :class:`QueryError` where it can't be asked."""
        started = time.perf_counter()
        _check_page(query)
        question = parse(query.text, FACETS)
        understood = self._understanding.understand(question.to_rank)
        ranked = rank(self._store, understood.slots)
        text = text_rows(self._table, self._understanding, question, ranked.scores, query)
        selection = Selection(self._table, query, text)
        rows = self._table.rows_of(selection.found)
        page, scores = self._page(rows, ranked.scores, query, is_ranked=bool(question.to_rank))
        marker = Marker.of(self._understanding.readable(understood.slots))
        explainer = self._explainer(understood.slots, ranked, page) if query.explain else None
        hits = tuple(self._hit(row, scores[row], marker, query, explainer) for row in page)
        counted = selection.count()
        suggestion = _suggestion(query.text, question, understood.corrections, found=bool(text))
        took = round((time.perf_counter() - started) * 1000, 1)
        return SearchResult(
            query=query,
            total=len(rows),
            took_ms=took,
            hits=hits,
            facets=counted.facets,
            suggestion=suggestion,
            left_off=counted.left_off,
        )

    def knows(self, identifier: str) -> bool:
        """Tell whether there is a software with this id."""
        return identifier in self._table.row_of

    def similar(self, identifier: str, limit: int = 5) -> tuple[Similar, ...]:
        """Return the software most like another one, best first; empty where there is no such software."""
        return self._likeness.similar(identifier, limit)

    def more_from(self, identifier: str, limit: int = 5) -> tuple[Similar, ...]:
        """Return other software of the same publisher, the likest first."""
        return self._likeness.more_from(identifier, limit)

    @cached_property
    def _likeness(self) -> Likeness:
        from index.search.similar import Likeness  # noqa: PLC0415 - a search does without

        return Likeness(self._store, self._table, self._reader)

    @cached_property
    def _reader(self) -> CardReader:
        from index.search.reading import CardReader  # noqa: PLC0415 - a search does without

        return CardReader(self._vocabulary)

    def _explainer(self, slots: Sequence[Slot], ranked: Ranked, page: Sequence[int]) -> Explainer:
        from index.search.explain import Explainer  # noqa: PLC0415 - few searches are explained

        return Explainer(self._store, self._table, self._reader, slots=slots, ranked=ranked, page=page)

    def _page(
        self, rows: list[int], relevance: Mapping[int, float], query: Query, *, is_ranked: bool
    ) -> tuple[list[int], dict[int, float]]:
        """Return the rows of the page asked for, in order, and the scores of at least these."""
        quality = self._table.quality
        place = self._places(query)
        start, end = (query.page - 1) * query.limit, query.page * query.limit
        if query.sort is not Sort.RELEVANCE or not is_ranked:
            page = nsmallest(end, rows, key=place.__getitem__)[start:]
            return page, {row: relevance.get(row, 0.0) * quality[row] for row in page}
        scores = {row: relevance.get(row, 0.0) * quality[row] for row in rows}
        leading: Sequence[int] = rows
        if end < len(rows):
            # Sorting only what can be on the page: most of many rows can't.
            least = nlargest(end, scores.values())[-1]
            leading = [row for row, score in scores.items() if score >= least]
        ordered = sorted(leading, key=lambda row: (-scores[row], place[row]))
        return ordered[start:end], scores

    def _places(self, query: Query) -> Mapping[int, int] | Sequence[int]:
        """Return the place of each row that can be found in the order asked for."""
        if query.sort is not Sort.NEAREST:
            return self._table.order(query.sort.value)
        if query.within is None:
            return self._table.order(Sort.RELEVANCE.value)
        return {self._table.row_of[one]: n for n, one in enumerate(query.within) if one in self._table.row_of}

    def _hit(self, row: int, score: float, marker: Marker, query: Query, explainer: Explainer | None) -> Hit:
        card = read_card(self._store.card(row))
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
            explanation=explainer.explain(row, card) if explainer else None,
        )


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
