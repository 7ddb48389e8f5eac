"""A search index without an engine: enough of the protocol for pages, counted straight from entries."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from index.entry import Entry, State
from index.facets import FACETS, facet_values
from index.query import FacetValue, Hit, Query, SearchResult

if TYPE_CHECKING:
    from collections.abc import Iterable


class PlainIndex:
    """Finds by filters and by words in the name."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        gone = {State.VANISHED, State.DELISTED}
        self._entries = sorted(
            (e for e in entries if not e.hidden and e.state not in gone),
            key=lambda e: (e.software.name.lower(), e.id),
        )
        self.queries: list[Query] = []

    def search(self, query: Query) -> SearchResult:
        self.queries.append(query)
        found = [e for e in self._entries if self._matches(e, query, skip=None)]
        start = (query.page - 1) * query.limit
        return SearchResult(
            query=query,
            total=len(found),
            took_ms=0.0,
            hits=tuple(_hit(e) for e in found[start : start + query.limit]),
            facets={name: self._count(name, query) for name in FACETS},
        )

    def close(self) -> None:
        pass

    def _matches(self, entry: Entry, query: Query, *, skip: str | None) -> bool:
        values = facet_values(entry)
        return query.text.lower() in entry.software.name.lower() and all(
            set(wanted) & set(values[name]) for name, wanted in query.filters.items() if name != skip
        )

    def _count(self, name: str, query: Query) -> tuple[FacetValue, ...]:
        counted = Counter(
            value
            for e in self._entries
            if self._matches(e, query, skip=name)
            for value in facet_values(e)[name]
        )
        labels = {e.publisher.id: e.publisher.name for e in self._entries} if name == "publisher" else {}
        return tuple(
            FacetValue(value, labels.get(value, value), count)
            for value, count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
        )


def _hit(entry: Entry) -> Hit:
    return Hit(
        id=entry.id,
        name=entry.software.name,
        summary="",
        language=None,
        repository=entry.repository,
        publisher=entry.publisher.name,
        publisher_id=entry.publisher.id,
        license=entry.software.license,
        state=entry.state.value,
        score=1.0,
        matched={},
    )
