"""What the search index answers for the lists: asked once, whatever the number of languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from index.facets import FACETS
from index.query import FacetValue, Query, SearchIndex, Sort

if TYPE_CHECKING:
    from collections.abc import Iterator

Asked = tuple[tuple[str, str], ...]
"""The filters of a list: one facet with its value, or two."""

ASKED_AT_ONCE = 200
"""Hits of one query, which answers no more: each query counts all facets anew."""
NARROWED_BY = ("category", "country", "license", "publisher", "type", "status", "language", "state")
NARROWING = 6
"""Values of a facet that a list offers to narrow by."""
NARROWED_FROM = 6
"""Software in a list that can be narrowed."""
PAIRS = (("category", "country"), ("category", "language"))
"""The facets of which each two values have a list of their own, where it is worth it."""
PAIRED_FROM = 10
"""Software in a category whose lists by country and language are worth a page."""
PAIRS_OF_ONE = 10
"""Countries, and languages, that a category has lists for at most: the largest."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The answer to one question: the ids in order, and what would narrow them."""

    asked: Asked
    ids: tuple[str, ...]
    narrowing: Mapping[str, tuple[tuple[str, int], ...]]
    """By facet: values that really narrow the list, with their counts, most frequent first."""
    choices: Mapping[str, int]
    """By facet: how many such values there are."""


def listings(
    index: SearchIndex, values: Mapping[str, tuple[FacetValue, ...]]
) -> Iterator[tuple[Asked, Listing]]:
    """Yield the lists of every value of every facet, and of the pairs of two that are worth a page."""
    for facet, found in values.items():
        for value in found:
            asked = ((facet, value.value),)
            listing = listing_of(index, asked)
            yield asked, listing
            for first, second in PAIRS:
                if first == facet and len(listing.ids) >= PAIRED_FROM:
                    yield from _pairs(index, listing, second)


def _pairs(index: SearchIndex, listing: Listing, second: str) -> Iterator[tuple[Asked, Listing]]:
    # Its own narrowing names the values that are worth it; the most frequent come first.
    for value, count in listing.narrowing.get(second, ())[:PAIRS_OF_ONE]:
        if count > 1:
            asked = (*listing.asked, (second, value))
            yield asked, listing_of(index, asked)


def listing_of(index: SearchIndex, asked: Asked) -> Listing:
    query = Query(filters={facet: (value,) for facet, value in asked}, sort=Sort.NAME, limit=ASKED_AT_ONCE)
    answer = index.search(query)
    ids = [hit.id for hit in answer.hits]
    while len(ids) < answer.total:
        query = msgspec.structs.replace(query, page=query.page + 1)
        more = index.search(query).hits
        if not more:
            break
        ids.extend(hit.id for hit in more)
    narrowing, choices = _narrowing(asked, answer.facets, answer.total)
    return Listing(asked, tuple(ids), narrowing, choices)


def _narrowing(
    asked: Asked, facets: Mapping[str, tuple[FacetValue, ...]], total: int
) -> tuple[dict[str, tuple[tuple[str, int], ...]], dict[str, int]]:
    narrowing, choices = {}, {}
    given = {facet for facet, _ in asked}
    for name in NARROWED_BY if total >= NARROWED_FROM else ():
        values = [(v.value, v.count) for v in facets.get(name, ()) if 0 < v.count < total]
        if values and name not in given and name in FACETS:
            most = PAIRS_OF_ONE if (asked[0][0], name) in PAIRS else NARROWING
            narrowing[name] = tuple(values[:most])
            choices[name] = len(values)
    return narrowing, choices
