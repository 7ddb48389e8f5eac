"""What is asked of a search index and what it answers; no engine's type is in here.

Every search loads these types: a struct of msgspec is made in a hundredth of a dataclass's time.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class Sort(StrEnum):
    RELEVANCE = "relevance"
    NAME = "name"
    RELEASED = "released"
    ACTIVITY = "activity"
    USERS = "users"
    VITALITY = "vitality"
    NEAREST = "nearest"


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """``filters`` maps a facet to the values wanted: OR within a facet, AND between facets.

    ``excluded`` maps a facet to the values that no hit may have. ``page`` counts from 1. ``languages`` are
    the reader's, most wanted first: they choose the summary that is shown, never what is found. An empty
    ``text`` finds everything. ``today`` is the day that periods are counted from; None takes the day on
    which the newest record was last seen. ``explain`` asks for each hit's :class:`Explanation`, and
    ``every_value`` for all values of the facets that may have very many (publisher, user, standard).
    ``within`` are the only ids that may be found, None for all; ``Sort.NEAREST`` keeps their order.
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = {}
    excluded: Mapping[str, tuple[str, ...]] = {}
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    limit: int = 20
    languages: tuple[str, ...] = ("en",)
    today: date | None = None
    explain: bool = False
    every_value: bool = False
    within: tuple[str, ...] | None = None


class Span(msgspec.Struct, frozen=True):
    """A piece of highlighted text; ``match`` says whether it is what the query found."""

    text: str
    match: bool = False


class Reason(msgspec.Struct, frozen=True):
    """Why a document answers one ``word`` of the query.

    ``way`` is ``word``, ``stem``, ``beginning``, ``piece`` (of a compound), ``meaning`` (a concept of the
    vocabulary), ``spelling`` or ``vector`` (the sense of the whole query); ``term`` is what stands in the
    index, ``fields`` where it does. ``share`` is what the document has of it and ``weight`` the word's share
    of the query, both between 0 and 1.
    """

    word: str
    way: str
    term: str
    fields: tuple[str, ...]
    share: float
    weight: float


class Explanation(msgspec.Struct, frozen=True):
    """How a hit's score comes about: the sum of share x weight, by the root of ``covered``, by ``quality``.

    ``covered`` is the share of the query that the document has any of; ``missing`` are the words it has
    nothing of. ``quality`` holds the record's own factors by name.
    """

    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    covered: float
    quality: Mapping[str, float]


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """``language`` is the one ``summary`` is written in; ``matched`` maps a field to its excerpt."""

    id: str
    name: str
    summary: str
    language: str | None
    repository: str
    publisher: str
    publisher_id: str
    license: str | None
    state: str
    score: float
    matched: Mapping[str, tuple[Span, ...]]
    explanation: Explanation | None = None


class Similar(msgspec.Struct, frozen=True):
    """A software like another one, and why: the categories and the words that both have.

    ``score`` lies between 0 and 1: the share of what tells the other one from the rest.
    """

    id: str
    name: str
    publisher: str
    score: float
    categories: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class FacetValue(msgspec.Struct, frozen=True):
    """``count`` is the number of hits that choosing this value would leave, given the other facets."""

    value: str
    label: str
    count: int
    selected: bool = False


WEAK = 0.4
"""Where the best hit answers less than this share of a query, nothing here is what was asked for.

A low bound: what the catalogue has hardly ever stays below it, and not all that it does not have.
"""


class SearchResult(msgspec.Struct, frozen=True, kw_only=True):
    """``facets`` holds every facet, its values most frequent first, then by label.

    ``left_off`` tells how many values of a facet were not listed. ``found_by`` says what was used:
    ``words`` (with the vocabulary), and ``vectors`` where they were asked. ``answered`` is the share of the
    query's words, by how rare they are, that the best of all hits answers (0 to 1); None where there are no
    words to be ranked by.
    """

    query: Query
    total: int
    took_ms: float
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    suggestion: str | None = None
    left_off: Mapping[str, int] = {}
    found_by: tuple[str, ...] = ("words",)
    answered: float | None = None

    @property
    def is_weak(self) -> bool:
        """Whether the hits are only what comes nearest to what was asked for."""
        return self.total > 0 and self.answered is not None and self.answered < WEAK


class QueryError(ValueError):
    """Raised by a search for a query that can't be asked: an unknown facet, value, sort or field.

    The message names what is wrong and what there is instead.
    """


class SearchIndex(Protocol):
    """An open, unchanging version of the search index; whoever opened it closes it."""

    def search(self, query: Query) -> SearchResult:
        """Answer ``query``; raise :class:`QueryError` where it can't be asked."""

    def knows(self, identifier: str) -> bool:
        """Tell whether there is a software with this id."""

    def similar(self, identifier: str, limit: int = 5) -> tuple[Similar, ...]:
        """Return the software most like another one, best first; empty where there is no such software."""

    def more_from(self, identifier: str, limit: int = 5) -> tuple[Similar, ...]:
        """Return other software of the same publisher, the likest first."""

    def concepts(self) -> Mapping[str, Mapping[str, float]]:
        """Return for each software, by id, the concepts it is about and how much, between 0 and 1."""

    def close(self) -> None: ...
