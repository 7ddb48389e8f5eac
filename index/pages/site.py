"""The site as a whole while it is built: which pages there are, and where each of them lies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.entry import Entry, State
from index.errors import NoIndexError
from index.facets import FACETS
from index.labels import label
from index.pages.errors import SiteError
from index.pages.links import INDEX, segment, slugs
from index.pages.options import LANGUAGES, SiteOptions
from index.pages.text import folded
from index.pages.wording import Wording
from index.query import FacetValue, Query, SearchIndex
from publiccode.publisher import Publisher
from publiccode.run import RunReport

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """``listed`` are the software that are results, by name; ``pages`` also mirrors and forks.

    ``values`` holds what the search index counts in each facet, ``slugs`` the path part of each value.
    ``reports`` are newest first; ``as_of`` is the day of the newest, empty where there is none.
    """

    options: SiteOptions
    wording: Wording
    index: SearchIndex
    listed: Mapping[str, Entry]
    pages: Mapping[str, Entry]
    tombstones: Mapping[str, Entry]
    publishers: Mapping[str, Publisher]
    values: Mapping[str, tuple[FacetValue, ...]]
    slugs: Mapping[str, Mapping[str, str]]
    reports: tuple[RunReport, ...]
    as_of: str

    def software_path(self, identifier: str) -> str | None:
        """Return the page of a software, a tombstone included, None where it has none."""
        if identifier in self.pages or identifier in self.tombstones:
            return f"software/{segment(identifier)}/{INDEX}"
        return None

    def publisher_path(self, identifier: str) -> str | None:
        return self.value_path("publisher", identifier)

    def value_path(self, facet: str, value: str) -> str | None:
        """Return the browse page of a value, None where nothing is listed under it."""
        slug = self.slugs.get(facet, {}).get(value)
        if slug is None:
            return None
        return f"publishers/{slug}/{INDEX}" if facet == "publisher" else f"browse/{facet}/{slug}/{INDEX}"

    def label(self, facet: str, value: str) -> str:
        if facet == "publisher":
            publisher = self.publishers.get(value)
            return publisher.name if publisher else value
        return label(facet, value, self.options.language)


def describe(
    entries: Iterable[Entry], index: SearchIndex, reports: Sequence[RunReport], options: SiteOptions
) -> Site:
    """Gather what every page needs to know of the others.

    Raise :class:`SiteError` where the interface has no such language, or where the search index was
    built from another catalogue than ``entries``.
    """
    if options.language not in LANGUAGES:
        raise SiteError(
            f"the interface is not written in {options.language!r}; there is {', '.join(LANGUAGES)}"
        )
    shown = sorted((e for e in entries if e.state is not State.DELISTED), key=_by_name)
    pages = {entry.id: entry for entry in shown if entry.state is not State.VANISHED}
    listed = {entry.id: entry for entry in pages.values() if not entry.hidden}
    values = _values(index, len(listed))
    newest_first = tuple(sorted(reports, key=lambda report: report.run, reverse=True))
    return Site(
        options=options,
        wording=Wording(options.language),
        index=index,
        listed=listed,
        pages=pages,
        tombstones={entry.id: entry for entry in shown if entry.state is State.VANISHED},
        publishers={entry.publisher.id: entry.publisher for entry in shown},
        values=values,
        slugs={facet: slugs(value.value for value in found) for facet, found in values.items()},
        reports=newest_first,
        as_of=newest_first[0].finished[:10] if newest_first else "",
    )


def _by_name(entry: Entry) -> tuple[str, str]:
    return folded(entry.software.name), entry.id


def _values(index: SearchIndex, listed: int) -> Mapping[str, tuple[FacetValue, ...]]:
    result = index.search(Query(limit=1))
    if result.total != listed:
        raise NoIndexError(
            f"the search index holds {result.total} software, the catalogue {listed}: "
            "one is newer than the other; run `riuso rebuild`"
        )
    return {name: tuple(v for v in result.facets.get(name, ()) if v.count) for name in FACETS}
