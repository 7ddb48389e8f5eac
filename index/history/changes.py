"""What changed in a software from one version of its file to the next, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from index.entry import State
from index.gazetteer.names import fold
from index.periods import ordinal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from index.catalogue.readings import VersionRead
    from index.entry import Entry
    from publiccode.software import Software


WITH_ERRORS, WITHOUT_ERRORS = "with errors", "without errors"
"""The values of a change of validity."""


class ChangeKind(StrEnum):
    NEW = "new"
    NAME = "name"
    VERSION = "version"
    LICENSE = "license"
    MAINTENANCE = "maintenance"
    STATUS = "status"
    VALIDITY = "validity"
    USERS = "users"
    VANISHED = "vanished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """``when`` is the time (RFC 3339, UTC) of the first sight of what is new. ``before`` and ``after`` hold
    the values; of users those that went and those that came.
    """

    software: str
    name: str
    when: str
    kind: ChangeKind
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractEnd:
    """A maintenance contract that ends; ``until`` is a date, ``days`` how many are left."""

    software: str
    name: str
    contractor: str
    until: str
    days: int


_COMPARED: tuple[tuple[ChangeKind, Callable[[Software], str | None]], ...] = (
    (ChangeKind.NAME, lambda s: s.name),
    (ChangeKind.VERSION, lambda s: s.software_version or s.release_date),
    (ChangeKind.LICENSE, lambda s: s.license),
    (ChangeKind.MAINTENANCE, lambda s: s.maintenance_type),
    (ChangeKind.STATUS, lambda s: s.development_status),
)


def changes(entries: Iterable[Entry], readings: Iterable[VersionRead]) -> tuple[Change, ...]:
    """Return all changes, the newest first; ``readings`` come by software, oldest first.

    Mirrors and forks are left out: their original tells it.
    """
    shown = {entry.id: entry for entry in entries if not entry.hidden}
    found: list[Change] = []
    for identifier, versions in groupby(readings, key=lambda read: read.id):
        entry = shown.get(identifier)
        if entry is not None:
            found += _of_software(entry, tuple(versions))
    found += [_gone(entry) for entry in shown.values() if entry.state is State.VANISHED]
    return tuple(sorted(found, key=lambda one: (one.when, one.software, one.kind), reverse=True))


def _of_software(entry: Entry, versions: tuple[VersionRead, ...]) -> Iterator[Change]:
    for first in versions[:1]:
        yield Change(
            software=entry.id, name=entry.software.name, when=entry.first_seen, kind=ChangeKind.NEW,
            after=tuple(filter(None, (first.software.software_version,))),
        )  # fmt: skip
    for old, new in pairwise(versions):
        yield from _between(entry, old, new)


def _between(entry: Entry, old: VersionRead, new: VersionRead) -> Iterator[Change]:
    def change(kind: ChangeKind, before: Iterable[str], after: Iterable[str]) -> Change:
        return Change(
            software=entry.id, name=entry.software.name, when=new.first_seen, kind=kind,
            before=tuple(before), after=tuple(after),
        )  # fmt: skip

    for kind, value in _COMPARED:
        before, after = value(old.software), value(new.software)
        if before != after:
            yield change(kind, filter(None, (before,)), filter(None, (after,)))
    if bool(old.errors) != bool(new.errors):
        yield change(ChangeKind.VALIDITY, (_validity(old),), (_validity(new),))
    went = _missing(old.software.used_by, new.software.used_by)
    came = _missing(new.software.used_by, old.software.used_by)
    if went or came:
        yield change(ChangeKind.USERS, went, came)


def _validity(read: VersionRead) -> str:
    return WITH_ERRORS if read.errors else WITHOUT_ERRORS


def _missing(names: Iterable[str], among: Iterable[str]) -> tuple[str, ...]:
    known = {fold(name) for name in among}
    return tuple(dict.fromkeys(" ".join(name.split()) for name in names if fold(name) not in known))


def _gone(entry: Entry) -> Change:
    when = entry.gone_since or entry.last_seen
    return Change(software=entry.id, name=entry.software.name, when=when, kind=ChangeKind.VANISHED)


def contracts_ending(entries: Iterable[Entry], today: date, *, days: int = 183) -> tuple[ContractEnd, ...]:
    """Return the maintenance contracts that end within ``days`` from ``today``, the soonest first."""
    found = []
    for entry in entries:
        if entry.hidden or entry.state is State.VANISHED:
            continue
        for contractor in entry.software.contractors:
            left = ordinal(contractor.until) - today.toordinal()
            if contractor.until and 0 <= left <= days:
                found.append(
                    ContractEnd(
                        software=entry.id, name=entry.software.name, contractor=contractor.name,
                        until=contractor.until[:10], days=left,
                    )
                )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.until, one.software, one.contractor)))
