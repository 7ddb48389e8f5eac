"""The browse pages: each is a real query of the search index, page by page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from index.entry import Entry
from index.errors import NoIndexError
from index.facets import FACETS
from index.pages.entry_text import name_of
from index.pages.links import INDEX
from index.pages.text import clean, folded, letter, shorten
from index.pages.views import FacetView, Link, Pager, ValueView
from index.query import FacetValue, Query, Sort

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from index.pages.site import Site

PER_PAGE = 30
ASKED_AT_ONCE = PER_PAGE * 6
"""Hits of one query, which answers at most 200: each query counts all facets anew."""
NAMES_PER_PAGE = 200
NARROWING = 5
"""Values of a facet that a browse page offers to narrow by, on lists longer than this."""
_NARROWED_BY = ("category", "country", "license", "publisher", "type", "status", "language", "state")
BROWSED = tuple(name for name in FACETS if name != "publisher")
"""The facets under ``browse/``; publishers have pages of their own."""


@dataclass(frozen=True, slots=True)
class ResultsView:
    """One page of results: what was asked, what was found, how to narrow it."""

    path: str
    facet: str
    value: str
    entries: tuple[Entry, ...]
    pager: Pager
    narrowing: tuple[FacetView, ...]


def facet_view(name: str, site: Site, *, most: int | None = None, by_label: bool = False) -> FacetView:
    """Return a facet of the whole catalogue, the most frequent values first, or by label."""
    found = site.values[name]
    largest = max((value.count for value in found), default=1)
    values = [_value(name, value, largest, site) for value in found[:most]]
    if by_label:
        values.sort(key=lambda value: (folded(value.label), value.value))
    path = f"publishers/{INDEX}" if name == "publisher" else f"browse/{name}/{INDEX}"
    return FacetView(name, FACETS[name].label, tuple(values), path, len(found))


def results(facet: str, value: str, site: Site, *, sort: Sort = Sort.NAME) -> Iterator[ResultsView]:
    """Yield the pages of the software that have ``value`` in ``facet``."""
    base = site.value_path(facet, value)
    if base is None:
        return
    query = Query(filters={facet: (value,)}, sort=sort, limit=ASKED_AT_ONCE)
    answer = site.index.search(query)
    narrowing = _narrowing(facet, value, answer.facets, answer.total, site)
    pages = max(1, -(-answer.total // PER_PAGE))
    for number in range(1, pages + 1):
        start = (number - 1) * PER_PAGE % ASKED_AT_ONCE
        if start == 0 and number > 1:
            answer = site.index.search(replace(query, page=(number - 1) * PER_PAGE // ASKED_AT_ONCE + 1))
        hits = answer.hits[start : start + PER_PAGE]
        pager = Pager(base, number, pages, answer.total)
        yield ResultsView(
            path=pager.to(number),
            facet=facet,
            value=value,
            entries=tuple(_entries((hit.id for hit in hits), site)),
            pager=pager,
            narrowing=narrowing if number == 1 else (),
        )


@dataclass(frozen=True, slots=True)
class NamesView:
    """One page of the alphabetical list: letters with names and their page."""

    pager: Pager
    groups: tuple[tuple[str, tuple[tuple[Link, str], ...]], ...]
    """By letter: the name with its page, and the publisher."""
    letters: tuple[tuple[str, str], ...]
    """Every letter there is, with the page (and anchor) it begins on."""


def names(site: Site) -> Iterator[NamesView]:
    """Yield the pages of all software by name."""
    entries = list(site.listed.values())
    lettered = sorted(
        ((_place(letter(e.software.name)), letter(e.software.name), n) for n, e in enumerate(entries))
    )
    pages = max(1, -(-len(lettered) // NAMES_PER_PAGE))
    base = f"a-z/{INDEX}"
    begins: dict[str, str] = {}
    for place, (_, heading, _number) in enumerate(lettered):
        page = Pager(base, 1, pages, 0).to(place // NAMES_PER_PAGE + 1)
        begins.setdefault(heading, f"{page}#{anchor(heading)}")
    for number in range(1, pages + 1):
        groups: dict[str, list[tuple[Link, str]]] = {}
        for _, heading, at in lettered[(number - 1) * NAMES_PER_PAGE : number * NAMES_PER_PAGE]:
            groups.setdefault(heading, []).append(_named(entries[at], site))
        pager = Pager(base, number, pages, len(entries))
        yield NamesView(pager, tuple((h, tuple(named)) for h, named in groups.items()), tuple(begins.items()))


def anchor(heading: str) -> str:
    """Return the id of a letter's heading: plain ASCII for every alphabet."""
    return f"letter-{heading.lower()}" if heading.isascii() else f"letter-{ord(heading[0]):x}"


def _named(entry: Entry, site: Site) -> tuple[Link, str]:
    return Link(name_of(entry), site.software_path(entry.id)), shorten(entry.publisher.name, 120)


def _place(heading: str) -> tuple[int, str]:
    return (0 if heading == "0–9" else 2 if heading == "Other" else 1), heading


def _entries(identifiers: Iterable[str], site: Site) -> Iterator[Entry]:
    for identifier in identifiers:
        entry = site.listed.get(identifier)
        if entry is None:
            raise NoIndexError(
                f"the search index knows {identifier}, the catalogue does not list it; run `riuso rebuild`"
            )
        yield entry


def _value(facet: str, found: FacetValue, largest: int, site: Site) -> ValueView:
    return ValueView(
        label=shorten(site.label(facet, found.value), 120) or found.value,
        count=found.count,
        path=site.value_path(facet, found.value),
        value=clean(found.value),
        share=max(2, round(found.count * 100 / largest)),
    )


def _narrowing(
    facet: str, value: str, facets: Mapping[str, tuple[FacetValue, ...]], total: int, site: Site
) -> tuple[FacetView, ...]:
    """Return the other facets whose values would really narrow the list, linked to the search."""
    views = []
    for name in _NARROWED_BY if total > NARROWING else ():
        values = [v for v in facets.get(name, ()) if 0 < v.count < total] if name != facet else []
        if values:
            shown = tuple(
                ValueView(
                    shorten(site.label(name, v.value), 80) or v.value,
                    v.count,
                    f"search/{INDEX}?" + urlencode({facet: clean(value), name: clean(v.value)}),
                )
                for v in values[:NARROWING]
            )
            views.append(FacetView(name, FACETS[name].label, shown, total=len(values)))
    return tuple(views)
