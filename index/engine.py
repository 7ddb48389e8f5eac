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
from index.search.blobs import map_file
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
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from index.query import Query, SearchIndex, Similar
    from index.search.explain import Explainer
    from index.search.lexicon import Lexicon
    from index.search.meaning import Meaning, Model
    from index.search.question import Question
    from index.search.ranking import Ranked, Slot
    from index.search.reading import CardReader
    from index.search.similar import Likeness
    from index.search.table import Table

ANSWERED = 0.8
"""Where the words of a query score this much with some document, the vectors are not asked."""
MAX_LIMIT = 200
"""The largest page of hits."""


def open_index(directory: Path, model: Model | None = None) -> SearchIndex:
    """Open the version in use; raise :class:`NoIndexError` where there is none that can be read.

    ``model`` asks the vectors, where it is the one that made them; without it the one that is installed.
    """
    folder = current_version(directory)
    try:
        return _open(folder, model)
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        # A build may have switched twice since the name was read, and removed what it named.
        if current_version(directory) != folder:
            return open_index(directory, model)
        message = f"the search index in {directory} can't be read ({error}): run `riuso rebuild`"
        raise NoIndexError(message) from error


def _open(folder: Path, model: Model | None) -> SearchIndex:
    about = read_about(folder)
    if about is None:
        message = f"the search index in {folder} was built by another riuso: run `riuso rebuild`"
        raise NoIndexError(message)
    if not is_whole(folder, about):
        message = f"the search index in {folder} is damaged, a file is missing or cut: run `riuso rebuild`"
        raise NoIndexError(message)
    vocabulary = msgspec.msgpack.decode(map_file(folder / names.VOCABULARY), type=Vocabulary)
    table = read_table(folder / names.TABLE)
    folders = [folder / names.BASE]
    segments = [Segment(folders[0], 0, about.base)]
    if about.delta:
        folders.append(folder / names.DELTA)
        segments.append(Segment(folders[1], sum(about.base), about.delta))
    store = Store(segments, table.dead)
    understanding = Understanding(store, vocabulary, about.languages, _lexicon(folder, vocabulary))
    meaning = _meaning(folders, about.model, table, model)
    return _Engine(store, table, understanding, vocabulary=vocabulary, meaning=meaning)


def _lexicon(folder: Path, vocabulary: Vocabulary) -> Callable[[], Lexicon]:
    """Return what reads the lexicon when it is asked for: the version may be removed by then."""
    base, changes = map_file(folder / names.BASE / names.LEXICON), map_file(folder / names.WORD_CHANGES)

    def read() -> Lexicon:
        from index.search.lexicon import read_lexicon  # noqa: PLC0415 - only an unknown word pays for it

        return read_lexicon(base, changes, vocabulary)

    return read


def _meaning(folders: list[Path], name: str | None, table: Table, model: Model | None) -> Meaning | None:
    """Return what asks the vectors, None where there are none or where their model is not there."""
    if name is None:
        return None
    from index.search.meaning import Meaning, installed_model  # noqa: PLC0415 - an extra

    model = model or installed_model()
    return Meaning(folders, model, table.count, table.dead) if model and model.name == name else None


class _Engine:
    """One open version; any number of searches, one after the other."""

    def __init__(
        self,
        store: Store,
        table: Table,
        understanding: Understanding,
        *,
        vocabulary: Vocabulary,
        meaning: Meaning | None,
    ) -> None:
        self._store = store
        self._table = table
        self._understanding = understanding
        self._vocabulary = vocabulary
        self._meaning = meaning

    def close(self) -> None:
        self._store.close()

    def search(self, query: Query) -> SearchResult:
        """Answer ``query``; raise :class:`QueryError` where it can't be asked."""
        started = time.perf_counter()
        _check_page(query)
        question = parse(query.text, FACETS)
        understood = self._understanding.understand(question.to_rank)
        ranked = rank(self._store, understood.slots)
        scores, added = self._with_meaning(question, ranked.scores)
        text = text_rows(self._table, self._understanding, question, scores, query)
        selection = Selection(self._table, query, text)
        rows = self._table.rows_of(selection.found)
        page, final = self._page(rows, scores, query, is_ranked=bool(question.to_rank))
        marker = Marker.of(self._understanding.readable(understood.slots))
        explainer = self._explainer(understood.slots, ranked, page, added or {}) if query.explain else None
        hits = tuple(self._hit(row, final[row], marker, query, explainer) for row in page)
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
            found_by=("words",) if added is None else ("words", "vectors"),
            answered=_answered(question, ranked, rows),
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

    def concepts(self) -> Mapping[str, Mapping[str, float]]:
        """Return for each software, by id, the concepts it is about and how much, between 0 and 1."""
        found: dict[int, dict[str, float]] = {row: {} for row in self._table.row_of.values()}
        for concept in self._vocabulary.concepts:
            rows, shares = self._store.postings(concept)
            for row, share in zip(rows, shares, strict=True):
                found[row][concept] = share
        return {identifier: found[row] for identifier, row in self._table.row_of.items()}

    @cached_property
    def _likeness(self) -> Likeness:
        from index.search.similar import Likeness  # noqa: PLC0415 - a search does without

        return Likeness(self._store, self._table, self._reader)

    @cached_property
    def _reader(self) -> CardReader:
        from index.search.reading import CardReader  # noqa: PLC0415 - a search does without

        return CardReader(self._vocabulary)

    def _with_meaning(
        self, question: Question, scores: dict[int, float]
    ) -> tuple[dict[int, float], dict[int, float] | None]:
        """Return the scores with what the vectors add; None where they were not asked."""
        answered = max(scores.values(), default=0.0)
        if self._meaning is None or not question.words or answered >= ANSWERED:
            return scores, None
        from index.search.meaning import combined  # noqa: PLC0415 - an extra

        return combined(scores, self._meaning.likeness(" ".join(word.raw for word in question.words)))

    def _explainer(
        self, slots: Sequence[Slot], ranked: Ranked, page: Sequence[int], added: Mapping[int, float]
    ) -> Explainer:
        from index.search.explain import Explainer  # noqa: PLC0415 - few searches are explained

        return Explainer(
            self._store, self._table, self._reader, slots=slots, ranked=ranked, page=page, added=added
        )

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


def _answered(question: Question, ranked: Ranked, rows: Sequence[int]) -> float | None:
    """Return how much of the query the best of ``rows`` answers by words: conditions all of them meet."""
    if not question.words:
        return None
    return round(max((ranked.scores.get(row, 0.0) for row in rows), default=0.0), 4)


def _check_page(query: Query) -> None:
    if query.page < 1:
        message = f"there is no page {query.page}: pages count from 1"
        raise QueryError(message)
    if not 1 <= query.limit <= MAX_LIMIT:
        message = f"a page holds 1 to {MAX_LIMIT} hits, not {query.limit}"
        raise QueryError(message)


def _suggestion(text: str, question: Question, corrections: Mapping[str, str], *, found: bool) -> str | None:
    """Return the query that may have been meant: words spelled as in the index, else without its quotes."""
    corrected = replace_words(text, corrections) if corrections else text
    if corrected != text:
        return corrected
    if not found and any(clause.field is None for clause in question.must):
        return " ".join(text.replace('"', " ").split())
    return None
