"""What the catalogue itself tells of use: ``usedBy``, who publishes, who keeps a fork or variant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.adoption.claim import Said, Source
from index.entry import Entry, Relation
from index.gazetteer.names import fold
from publiccode.repository import comparable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from index.catalogue.readings import VersionRead

_KEPT = {Relation.FORK: Source.FORK, Relation.VARIANT: Source.VARIANT}


def of_entries(entries: Iterable[Entry]) -> Iterator[Said]:
    """Yield that each publisher uses what it publishes, and that of which it keeps a fork or variant."""
    listed = {entry.id: entry for entry in entries}
    for entry in listed.values():
        if not entry.hidden:
            yield _kept(entry, entry.id, Source.PUBLISHER)
        for relative in entry.family:
            original = listed.get(relative.id)
            source = _KEPT.get(relative.relation)
            if source and original and relative.is_original and original.publisher.id != entry.publisher.id:
                yield _kept(entry, original.id, source)


def _kept(entry: Entry, software: str, source: Source) -> Said:
    return Said(
        software=software,
        name=entry.publisher.name,
        source=source,
        uri=entry.publisher.uri or entry.publisher.id,
        country=entry.publisher.country,
        evidence=entry.repository,
        first_seen=entry.first_seen,
        last_seen=entry.last_seen,
    )


def of_files(entries: Iterable[Entry], readings: Iterable[VersionRead]) -> Iterator[Said]:
    """Yield the ``usedBy`` of all versions: first seen with the first that has it, last with the last."""
    listed = {entry.id: entry for entry in entries}
    merged: dict[tuple[str, str], Said] = {}
    for read in readings:
        entry = listed.get(read.id)
        if entry is None:
            continue
        software, country = original_of(entry), country_of(entry)
        for name in dict.fromkeys(read.software.used_by):
            key = (software, fold(name) or name)
            known = merged.get(key)
            seen = entry.last_seen if read.is_newest else read.last_seen
            merged[key] = Said(
                software=software,
                name=name,
                source=Source.USED_BY,
                country=country,
                evidence=read.raw_url or entry.repository,
                first_seen=min(known.first_seen or "", read.first_seen) if known else read.first_seen,
                last_seen=max(known.last_seen or "", seen) if known else seen,
                is_current=read.is_newest or read.is_shown or bool(known and known.is_current),
            )
    yield from merged.values()


def original_of(entry: Entry) -> str:
    """Return the id of the software that a mirror or fork is shown with, else the entry's own."""
    originals = (relative.id for relative in entry.family if relative.is_original)
    return next(originals, entry.id) if entry.hidden else entry.id


def country_of(entry: Entry) -> str | None:
    """Return where an entry's words were said: the publisher's country, else what its file tells."""
    software = entry.software
    uri = software.organisation.uri if software.organisation else None
    if entry.publisher.country:
        return entry.publisher.country
    if uri and uri.casefold().startswith("urn:x-italian-pa:"):
        return "IT"
    return software.countries[0] if len(software.countries) == 1 else None


def finder(entries: Iterable[Entry]) -> Callable[[str], str | None]:
    """Return what finds the software of an id, a repository's URL, or the page that its file names."""
    found: dict[str, str] = {}
    for entry in entries:
        software = original_of(entry)
        urls = (entry.repository, *entry.aliases, entry.software.url, entry.software.landing_url)
        for url in urls:
            if url:
                found.setdefault(comparable(url), software)
        found[entry.id] = software
    return lambda name: (
        found.get(name) or (found.get(comparable(name)) if ":" in name or "/" in name else None)
    )
