"""What is asked of a search index and what it answers; no engine's type is in here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class Sort(StrEnum):
    RELEVANCE = "relevance"
    NAME = "name"
    RELEASED = "released"
    ACTIVITY = "activity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """``filters`` maps a facet to the values wanted: OR within a facet, AND between facets.

    ``page`` counts from 1. ``languages`` are the reader's, most wanted first: they choose the summary
    that is shown, never what is found. An empty ``text`` finds everything.
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    limit: int = 20
    languages: tuple[str, ...] = ("en",)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of highlighted text; ``match`` says whether it is what the query found."""

    text: str
    match: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
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


@dataclass(frozen=True, slots=True)
class FacetValue:
    """``count`` is the number of hits that choosing this value would leave, given the other facets."""

    value: str
    label: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """``facets`` holds every facet, its values most frequent first, then by label."""

    query: Query
    total: int
    took_ms: float
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    suggestion: str | None = None


class QueryError(ValueError):
    """Raised by a search for a query that can't be asked: an unknown facet, value, sort or field.

    The message names what is wrong and what there is instead.
    """


class SearchIndex(Protocol):
    """An open, unchanging version of the search index; whoever opened it closes it."""

    def search(self, query: Query) -> SearchResult:
        """Answer ``query``; raise :class:`QueryError` where it can't be asked."""

    def close(self) -> None: ...
