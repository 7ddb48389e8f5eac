"""The facets: what a reader can narrow a search by, each a function from entry to values.

The search index, the static pages and any count made straight from the catalogue use this table, so
that a number means the same everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from index.periods import ACTIVITY, CONTRACT_ENDS, RELEASED_SINCE, Periods, ordinal

if TYPE_CHECKING:
    from datetime import date

    from index.entry import Entry

Values = Callable[["Entry"], Iterable[str]]
Day = Callable[["Entry"], str | None]

MANY = 100
"""So many values of an open facet a search result tells, the most frequent first; the rest it counts."""


class Facet(msgspec.Struct, frozen=True):
    """``values`` gives an entry's values, without repeats, in any order.

    A facet with ``periods`` has a day an entry (ISO 8601, None where it is not known) in place of values;
    the periods say what follows from it on the day of the search. ``is_browsed`` tells that the pages
    list software by it; ``has_names`` that its values are what a reader sees.
    """

    name: str
    label: str
    values: Values = lambda _entry: ()
    day: Day = lambda _entry: None
    periods: Periods | None = None
    is_browsed: bool = True
    has_names: bool = False


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _countries(entry: Entry) -> tuple[str, ...]:
    """Give the countries a file says it serves, else the publisher's own."""
    return entry.software.countries or _one(entry.publisher.country)


def _licenses(entry: Entry) -> tuple[str, ...]:
    from publiccode.spdx import license_ids  # noqa: PLC0415 - only a build reads licences

    return license_ids(entry.software.license)


def _license_families(entry: Entry) -> Iterable[str]:
    from publiccode.licensing.facts import licence_facts  # noqa: PLC0415 - only a build reads licences

    return (licence_facts(one).family.value for one in _licenses(entry))


def _described_in(entry: Entry) -> Iterable[str]:
    from index.analysis import primary_language  # noqa: PLC0415 - only a build reads texts

    return (primary_language(description.language) for description in entry.software.descriptions)


def _used_by(entry: Entry) -> Iterable[str]:
    """Give the organisations that are said to use it; where nobody resolved them, what its file names."""
    if entry.users:
        return (user.name for user in entry.users)
    return (name for user in entry.software.used_by[:1000] if (name := " ".join(user.split())[:200]))


def user_count(entry: Entry) -> int:
    """Return how many are said to use a software, by its file or by whoever told."""
    return max(len(entry.users), len(entry.software.used_by))


def _contract_ends(entry: Entry) -> str | None:
    """Give the last day that a contractor is bound to, of a maintenance by contract."""
    ends = [one.until for one in entry.software.contractors if one.until and ordinal(one.until)]
    return max(ends, default=None) if entry.software.maintenance_type == "contract" else None


def _last_commit(entry: Entry) -> str | None:
    return entry.activity.last_commit if entry.activity else None


def released(entry: Entry) -> str | None:
    """Return the day of the last release: the file's, or the repository's where that is later."""
    tagged = entry.activity.last_release if entry.activity else None
    days = [day[:10] for day in (tagged, entry.software.release_date) if day and ordinal(day)]
    return max(days, default=None)


_FACETS = (
    Facet("category", "Category", lambda e: e.software.categories),
    Facet("scope", "Field of work", lambda e: e.software.scope),
    Facet("license", "Licence", _licenses, has_names=True),
    Facet("license-family", "Kind of licence", _license_families, is_browsed=False),
    Facet("country", "Country", _countries),
    Facet("publisher", "Publisher", lambda e: (e.publisher.id,)),
    Facet("publisher-country", "Publisher's country", lambda e: _one(e.publisher.country), is_browsed=False),
    Facet("archetype", "Kind of publisher", lambda e: _one(e.publisher.archetype)),
    Facet("type", "Software type", lambda e: _one(e.software.software_type)),
    Facet("status", "Development status", lambda e: _one(e.software.development_status)),
    Facet("maintenance", "Maintenance", lambda e: _one(e.software.maintenance_type)),
    Facet(
        "contract-ends",
        "Maintenance contract ends",
        day=_contract_ends,
        periods=CONTRACT_ENDS,
        is_browsed=False,
    ),
    Facet(
        "platform",
        "Platform",
        lambda e: (p.strip().lower() for p in e.software.platforms),
        has_names=True,
    ),
    Facet("language", "Interface language", lambda e: e.software.available_languages),
    Facet("description-language", "Language of the description", _described_in, is_browsed=False),
    Facet("standard", "Standard", lambda e: e.software.supports, is_browsed=False, has_names=True),
    Facet("used-by", "User", _used_by, is_browsed=False, has_names=True),
    Facet("state", "State in the catalogue", lambda e: (e.state.value,)),
    Facet("activity", "Activity", day=_last_commit, periods=ACTIVITY, is_browsed=False),
    Facet("released-since", "Last release", day=released, periods=RELEASED_SINCE, is_browsed=False),
)

FACETS: Mapping[str, Facet] = MappingProxyType({facet.name: facet for facet in _FACETS})


def facet_values(entry: Entry, today: date | None = None) -> dict[str, tuple[str, ...]]:
    """Return an entry's values in every facet, each value once.

    ``today`` is the day that the facets with periods look from; without it they are left out.
    """
    found = {
        name: tuple(dict.fromkeys(value for value in facet.values(entry) if value))
        for name, facet in FACETS.items()
        if facet.periods is None
    }
    if today is not None:
        for name, facet in FACETS.items():
            if facet.periods is not None:
                found[name] = facet.periods.of(ordinal(facet.day(entry)), today.toordinal())
    return found
