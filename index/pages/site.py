"""The site as a whole while it is built: which pages there are, and where each of them lies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from index.adoption.adoption import Adoption
from index.adoption.claim import Organisation
from index.catalogue.versions import Version
from index.entry import Entry, State
from index.errors import NoIndexError
from index.facets import FACETS, MANY
from index.history.changes import Change, changes
from index.labels import label
from index.pages.errors import SiteError
from index.pages.gathering import Asked, Listing, listings
from index.pages.images import Pictures
from index.pages.links import INDEX, segment, slugs
from index.pages.options import EVERYWHERE, LANGUAGES, Memory, SiteOptions
from index.pages.organisations import with_pages
from index.pages.problem_words import problem_texts
from index.pages.readiness_view import readiness_shown
from index.pages.text import folded, is_seen, shorten
from index.pages.views import Original
from index.pages.wording import Wording, msg, wording_of
from index.query import FacetValue, Query, SearchIndex, Similar
from index.readiness import Readiness
from publiccode.publisher import Publisher
from publiccode.run import RunReport

if TYPE_CHECKING:
    from collections.abc import Iterable

TITLE = msg("Public software catalogue")
_SIMILAR = 5
_LONGEST_LABEL = 80
"""Characters of what a reader sees instead of a value; a value that a file made up has no end."""
SEARCHED = tuple(name for name, facet in FACETS.items() if not facet.is_browsed and name not in {"used-by"})
"""The facets that the search alone filters by. Users would cost each reader all their names at once."""
_SECTIONS = {"publisher": "publishers"}
"""Facets whose lists don't lie under ``browse/``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Everything the pages of one language are made from; plain data, so that another process can have it.

    ``listed`` are the software that are results, by name; ``pages`` also mirrors and forks.
    ``values`` holds what the search index counts in each facet, ``slugs`` the path part of each value,
    ``listings`` what it answers to the question of each list. ``reports`` are newest first; ``as_of`` is
    the day of the newest, empty where there is none. Paths are from the root of the language.
    """

    options: SiteOptions
    language: str
    listed: Mapping[str, Entry]
    pages: Mapping[str, Entry]
    tombstones: Mapping[str, Entry]
    publishers: Mapping[str, Publisher]
    values: Mapping[str, tuple[FacetValue, ...]]
    slugs: Mapping[str, Mapping[str, str]]
    listings: Mapping[Asked, Listing]
    reports: tuple[RunReport, ...]
    as_of: str
    searched: Mapping[str, Mapping[str, FacetValue]] = field(default_factory=dict)
    """By facet of :data:`SEARCHED`: the values that the search filters by, the most frequent first."""
    histories: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    changed: tuple[Change, ...] = ()
    """What changed in each file from one version to the next, the newest first."""
    concepts: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """By id: what each software is about and how much, see ``SearchIndex.concepts``."""
    similar: Mapping[str, tuple[Similar, ...]] = field(default_factory=dict)
    readiness: Mapping[str, Readiness] = field(default_factory=dict)
    """By id: how ready each software is this month; none before the first run."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """The newest text of each file with problems, where these are told in another language than English."""
    originals: Mapping[str, Original] = field(default_factory=dict)
    """By id: the file that a software is shown from, where it can be had."""
    pictures: Mapping[str, Pictures] = field(default_factory=dict)
    """By id: the pictures of a software that lie with the site."""
    adoption: Adoption | None = None
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    """Those that have a page."""

    @property
    def wording(self) -> Wording:
        return wording_of(self.language)

    @property
    def month(self) -> date | None:
        """The day that periods are counted from: no page changes because a day has passed."""
        return _month(self.as_of)

    def say(self, message: str, **values: object) -> str:
        return self.wording.say(message, **values)

    @property
    def title(self) -> str:
        titles = self.options.brand.titles
        chosen = self.options.title or titles.get(self.language) or titles.get(EVERYWHERE)
        return chosen or self.say(TITLE)

    def folder(self, language: str) -> str:
        """Return where the pages of a language lie: ``it/``, or nothing for the first."""
        return "" if language == self.options.language else f"{language}/"

    def url(self, path: str, language: str | None = None) -> str:
        """Return the public address of a page, empty where the site's own is not known."""
        base = self.options.base_url
        if not base:
            return ""
        return f"{base.rstrip('/')}/{self.folder(language or self.language)}{path.removesuffix(INDEX)}"

    def top_url(self, path: str) -> str:
        """Return the public address of a file that all languages share, empty where it is not known."""
        base = self.options.base_url
        return f"{base.rstrip('/')}/{path}" if base else ""

    def software_path(self, identifier: str) -> str | None:
        """Return the page of a software, a tombstone included, None where it has none."""
        if identifier in self.pages or identifier in self.tombstones:
            return f"software/{segment(identifier)}/{INDEX}"
        return None

    def organisation_path(self, identifier: str) -> str | None:
        """Return the page of what an organisation uses, None where it has none."""
        return f"organisations/{segment(identifier)}/{INDEX}" if identifier in self.organisations else None

    def publisher_path(self, identifier: str) -> str | None:
        return self.value_path("publisher", identifier)

    def value_path(self, facet: str, value: str) -> str | None:
        """Return the list of a value, None where nothing is listed under it."""
        slug = self.slugs.get(facet, {}).get(value)
        if slug is None:
            return None
        section = _SECTIONS.get(facet, f"browse/{facet}")
        return f"{section}/{slug}/{INDEX}"

    def list_path(self, asked: Asked) -> str | None:
        """Return the list that answers a question, None where there is no such page."""
        if asked not in self.listings:
            return None
        base = self.value_path(*asked[0])
        if base is None or len(asked) == 1:
            return base
        facet, value = asked[1]
        return f"{base.removesuffix(INDEX)}{facet}/{self.slugs[facet][value]}/{INDEX}"

    def label(self, facet: str, value: str) -> str:
        if facet == "publisher":
            publisher = self.publishers.get(value)
            return publisher.name if publisher else value
        return shorten(label(facet, value, self.language), _LONGEST_LABEL) or value

    def facet_label(self, facet: str) -> str:
        return self.say(FACET_LABELS.get(facet, FACETS[facet].label))


FACET_LABELS = {
    "category": msg("Category"),
    "scope": msg("Field of work"),
    "license": msg("Licence"),
    "country": msg("Country"),
    "publisher": msg("Publisher"),
    "type": msg("Software type"),
    "status": msg("Development status"),
    "maintenance": msg("Maintenance"),
    "platform": msg("Platform"),
    "language": msg("Interface language"),
    "archetype": msg("Kind of publisher"),
    "state": msg("State in the catalogue"),
    "license-family": msg("Kind of licence"),
    "publisher-country": msg("Country of the publisher"),
    "contract-ends": msg("Maintenance contract ends"),
    "description-language": msg("Language of the description"),
    "standard": msg("Standard"),
    "activity": msg("Activity"),
    "released-since": msg("Last release"),
    "used-by": msg("User"),
}


def describe(
    entries: Iterable[Entry],
    index: SearchIndex,
    reports: Sequence[RunReport],
    options: SiteOptions,
    memory: Memory | None = None,
    *,
    adoption: Adoption | None = None,
) -> Site:
    """Gather what every page needs to know of the others; the site is in the first language.

    Raise :class:`SiteError` where the interface has no such language, or where the search index was
    built from another catalogue than ``entries``.
    """
    _check(options)
    shown = sorted((_with_named_publisher(e) for e in entries if e.state is not State.DELISTED), key=_by_name)
    pages = {entry.id: entry for entry in shown if entry.state is not State.VANISHED}
    listed = {entry.id: entry for entry in pages.values() if not entry.hidden}
    histories = {entry.id: memory.history(entry.id) for entry in shown} if memory else {}
    newest_first = tuple(sorted(reports, key=lambda report: report.run, reverse=True))
    as_of = newest_first[0].finished[:10] if newest_first else ""
    values, searched = _values(index, len(listed), _month(as_of))
    return Site(
        options=options,
        language=options.language,
        listed=listed,
        pages=pages,
        tombstones={entry.id: entry for entry in shown if entry.state is State.VANISHED},
        publishers={entry.publisher.id: entry.publisher for entry in shown},
        values=values,
        slugs={facet: slugs(value.value for value in found) for facet, found in values.items()},
        listings=dict(listings(index, values)),
        reports=newest_first,
        as_of=as_of,
        searched=searched,
        histories=histories,
        changed=changes(shown, memory.readings()) if memory else (),
        texts=problem_texts(pages, memory, options.languages) if memory else {},
        similar={identifier: index.similar(identifier, _SIMILAR) for identifier in listed},
        readiness={
            identifier: told
            for identifier, entry in pages.items()
            if (told := readiness_shown(entry, as_of, adoption))
        },
        concepts=index.concepts(),
        adoption=adoption,
        organisations=with_pages(adoption),
    )


def in_language(site: Site, language: str) -> Site:
    return replace(site, language=language)


def _check(options: SiteOptions) -> None:
    unknown = [language for language in options.languages if language not in LANGUAGES]
    if unknown:
        raise SiteError(f"the interface is not written in {unknown[0]!r}; there is {', '.join(LANGUAGES)}")
    if not options.languages:
        raise SiteError(f"name at least one language of the interface: {', '.join(LANGUAGES)}")


def _with_named_publisher(entry: Entry) -> Entry:
    """Let the id stand in for a name of which nothing can be seen: no link or heading is empty."""
    who = entry.publisher
    return entry if is_seen(who.name) else replace(entry, publisher=replace(who, name=who.id))


def _by_name(entry: Entry) -> tuple[str, str]:
    return folded(entry.software.name), entry.id


def _values(
    index: SearchIndex, listed: int, today: date | None
) -> tuple[Mapping[str, tuple[FacetValue, ...]], Mapping[str, Mapping[str, FacetValue]]]:
    """Return the values of the facets that are browsed, and of those that only the search filters by."""
    result = index.search(Query(limit=1, every_value=True, today=today))
    if result.total != listed:
        raise NoIndexError(
            f"the search index holds {result.total} software, the catalogue {listed}: "
            "one is newer than the other; run `riuso rebuild`"
        )
    found = {name: tuple(v for v in result.facets.get(name, ()) if v.count) for name in FACETS}
    browsed = {name: values for name, values in found.items() if FACETS[name].is_browsed}
    searched = {name: {v.value: v for v in found[name][:MANY]} for name in SEARCHED}
    return browsed, searched


def _month(as_of: str) -> date | None:
    return date.fromisoformat(f"{as_of[:7]}-01") if as_of else None
