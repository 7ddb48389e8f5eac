"""The browse pages: each is a real query of the search index, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from index.entry import Entry
from index.errors import NoIndexError
from index.facets import FACETS
from index.pages.browse_views import FacetView, Pager, ValueView
from index.pages.entry_text import name_of
from index.pages.gathering import Asked
from index.pages.links import INDEX
from index.pages.text import OTHER, clean, folded, letter, shorten
from index.pages.views import Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.pages.gathering import Listing
    from index.pages.site import Site
    from index.query import FacetValue

PER_PAGE = 30
NAMES_PER_PAGE = 200
BROWSED = tuple(name for name, facet in FACETS.items() if facet.is_browsed and name != "publisher")
"""The facets under ``browse/``; publishers have pages of their own."""


@dataclass(frozen=True, slots=True)
class ResultsView:
    """One page of results: what was asked, what was found, how to narrow it."""

    path: str
    asked: Asked
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
    return FacetView(name, site.facet_label(name), tuple(values), path, len(found))


def results(listing: Listing, site: Site) -> Iterator[ResultsView]:
    """Yield the pages of a list."""
    base = site.list_path(listing.asked)
    if base is None:
        return
    pages = max(1, -(-len(listing.ids) // PER_PAGE))
    for number in range(1, pages + 1):
        pager = Pager(base, number, pages, len(listing.ids))
        yield ResultsView(
            path=pager.to(number),
            asked=listing.asked,
            entries=tuple(_entries(listing.ids[(number - 1) * PER_PAGE : number * PER_PAGE], site)),
            pager=pager,
            narrowing=_narrowing(listing, site) if number == 1 else (),
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
    return (0 if heading == "0–9" else 2 if heading == OTHER else 1), heading


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


def _narrowing(listing: Listing, site: Site) -> tuple[FacetView, ...]:
    """Return what narrows the list, linked to the list of both where there is one, else to the search."""
    views = []
    for name, values in listing.narrowing.items():
        shown = tuple(
            ValueView(
                shorten(site.label(name, value), 80) or value,
                count,
                site.list_path((*listing.asked, (name, value))) or _in_search(listing.asked, name, value),
            )
            for value, count in values
        )
        views.append(FacetView(name, site.facet_label(name), shown, total=listing.choices[name]))
    return tuple(views)


def of_page(pager: Pager) -> str:
    """Return what tells the title of a list's page from that of the first: nothing, or `` (2)``."""
    return f" ({pager.page})" if pager.page > 1 else ""


def other_orders(asked: Asked, site: Site) -> tuple[Link, ...]:
    """Return the ways to the same list in other orders: these only the search has."""
    orders = (
        ("activity", site.say("Last activity")),
        ("users", site.say("Most users")),
        ("vitality", site.say("Vitality")),
        ("released", site.say("Newest release")),
    )
    return tuple(Link(words, _in_search(asked, "sort", order)) for order, words in orders)


def _in_search(asked: Asked, name: str, value: str) -> str:
    filters = [(facet, clean(given)) for facet, given in asked]
    return f"search/{INDEX}?" + urlencode([*filters, (name, clean(value))])
