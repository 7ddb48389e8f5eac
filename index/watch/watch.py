"""A saved search, what it found last, and what has happened in it since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from index.entry import State
from index.history.changes import Change
from index.query import Query, Sort

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.entry import Entry
    from index.query import SearchIndex

MOST_ITEMS = 200
"""So many events a feed keeps."""
_PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """``filters`` and ``excluded`` as in :class:`index.query.Query`; ``added`` is a day (ISO 8601).

    ``near`` is a place, None for everywhere, ``km`` how far around it is looked. ``languages`` are those of
    feed and digest.
    """

    name: str
    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excluded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    added: str = ""
    near: str | None = None
    km: float = 50.0
    languages: tuple[str, ...] = ("en",)


class EventKind(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    LOST = "lost"


class Why(StrEnum):
    """Why a software is new in a watch, or lost to it."""

    ANSWERS = "answers"
    TAKEN_OUT = "taken-out"
    VANISHED = "vanished"
    COPY = "copy"
    NO_ANSWER = "no-answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to a software of the watch; ``when`` is RFC 3339.

    ``change`` is what changed, None for what is new or lost, which have ``why``.
    """

    when: str
    kind: EventKind
    software: str
    name: str
    repository: str
    why: Why | None = None
    change: Change | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a watch found at ``until`` (the end of a run of the crawl), and its events, the newest first."""

    until: str
    found: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()


def find(watch: Watch, index: SearchIndex, within: Iterable[str] | None = None) -> tuple[str, ...]:
    """Return the ids of all that the watch's search finds, sorted; ``within`` are the only ids allowed."""
    query = Query(
        text=watch.text,
        filters=watch.filters,
        excluded=watch.excluded,
        sort=Sort.NAME,
        limit=_PAGE,
        within=None if within is None else tuple(within),
    )
    result = index.search(query)
    found = [hit.id for hit in result.hits]
    while len(found) < result.total and result.hits:
        query = msgspec.structs.replace(query, page=query.page + 1)
        result = index.search(query)
        found += [hit.id for hit in result.hits]
    return tuple(sorted(found))


def look(
    found: tuple[str, ...],
    before: Seen | None,
    *,
    now: str,
    entries: Mapping[str, Entry],
    changes: Iterable[Change],
) -> Seen:
    """Return what a watch has seen once it found ``found`` at ``now``; the first look has no events.

    ``entries`` are those of the catalogue with the vanished ones, ``changes`` all of them.
    """
    if before is None:
        return Seen(until=now, found=found)
    events = sorted(
        _events(found, before, now, entries, changes), key=lambda one: (one.when, one.software), reverse=True
    )
    return Seen(until=now, found=found, events=(*events, *before.events)[:MOST_ITEMS])


def _events(
    found: tuple[str, ...], before: Seen, now: str, entries: Mapping[str, Entry], changes: Iterable[Change]
) -> Iterator[Event]:
    known = set(before.found)
    for identifier in sorted(set(found) - known):
        yield _event(identifier, EventKind.NEW, now, entries, why=Why.ANSWERS)
    for identifier in sorted(known - set(found)):
        yield _event(identifier, EventKind.LOST, now, entries, why=_why_lost(entries.get(identifier)))
    for change in changes:
        if change.when > before.until and change.software in known and change.software in found:
            yield _event(change.software, EventKind.CHANGED, change.when, entries, change=change)


def _event(
    identifier: str,
    kind: EventKind,
    when: str,
    entries: Mapping[str, Entry],
    *,
    why: Why | None = None,
    change: Change | None = None,
) -> Event:
    entry = entries.get(identifier)
    return Event(
        when=when,
        kind=kind,
        software=identifier,
        name=entry.software.name if entry else identifier,
        repository=entry.repository if entry else "",
        why=why,
        change=change,
    )


def _why_lost(entry: Entry | None) -> Why:
    if entry is None:
        return Why.TAKEN_OUT
    if entry.state is State.VANISHED:
        return Why.VANISHED
    return Why.COPY if entry.hidden else Why.NO_ANSWER
