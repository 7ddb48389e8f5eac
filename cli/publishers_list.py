"""The publishers of some files, one by one and counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crawler.publishers import PublisherSources


@dataclass(frozen=True, slots=True)
class ListedSource:
    url: str
    kind: str
    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPublisher:
    """The JSON shape of one publisher in ``riuso publishers list``; ``place`` is ``file:line``."""

    id: str
    name: str
    uri: str | None
    country: str | None
    archetype: str | None
    active: bool
    sources: tuple[ListedSource, ...]
    source: str | None
    checked: str | None
    note: str | None
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """The JSON shape of ``riuso publishers stats``: each member counts, most frequent first.

    ``countries``, ``archetypes``, ``provenance`` and ``checked`` (the year) count publishers; ``hosts``
    (hosting software), ``kinds`` and ``names`` (host names) count sources. What is not given counts as
    ``""``.
    """

    publishers: int
    inactive: int
    sources: int
    countries: dict[str, int]
    archetypes: dict[str, int]
    hosts: dict[str, int]
    kinds: dict[str, int]
    names: dict[str, int]
    provenance: dict[str, int]
    checked: dict[str, int]


def listed(one: PublisherSources) -> ListedPublisher:
    publisher = one.publisher
    return ListedPublisher(
        id=publisher.id,
        name=publisher.name,
        uri=publisher.uri,
        country=publisher.country,
        archetype=publisher.archetype.value if publisher.archetype else None,
        active=one.active,
        sources=tuple(
            ListedSource(source.url, source.kind.value, source.host.value) for source in one.sources
        ),
        source=one.provenance.source,
        checked=one.provenance.checked,
        note=one.provenance.note,
        place=f"{one.file}:{one.line}",
    )


def statistics(publishers: Sequence[PublisherSources]) -> Statistics:
    sources = [source for one in publishers for source in one.sources]
    return Statistics(
        publishers=len(publishers),
        inactive=sum(not one.active for one in publishers),
        sources=len(sources),
        countries=counts(one.publisher.country or "" for one in publishers),
        archetypes=counts(one.publisher.archetype or "" for one in publishers),
        hosts=counts(source.host.value for source in sources),
        kinds=counts(source.kind.value for source in sources),
        names=counts(urlsplit(source.url).netloc.lower() for source in sources),
        provenance=counts(one.provenance.source or "" for one in publishers),
        checked=counts((one.provenance.checked or "")[:4] for one in publishers),
    )


def counts(values: Iterable[str]) -> dict[str, int]:
    """Return how often each value occurs, most frequent first, then by name."""
    return dict(sorted(Counter(map(str, values)).items(), key=lambda item: (-item[1], item[0])))
