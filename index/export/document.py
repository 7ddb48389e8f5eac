"""One software as JSON: what the static API, its download and ``riuso export --format jsonl`` give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from index.entry import Entry, Relative
from index.export.facts import page_url
from index.pages.activity_view import vitality_shown
from index.pages.readiness_view import readiness_shown
from index.readiness import Readiness
from index.vitality import Vitality
from publiccode.activity import Activity
from publiccode.problem import Problem
from publiccode.publisher import Publisher
from publiccode.software import Software

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.adoption.adoption import Adoption
    from index.export.options import ExportOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class SoftwareDocument:
    """One software, with as much of people as the entry tells (``index.personal_data``).

    ``page`` is the address of its page, empty where the site's own is not known; the rest is as in
    ``riuso show --format json``. ``vitality`` and ``readiness`` are what its page shows: those of the first
    day of the month of the last run.
    """

    id: str
    page: str
    state: str
    note: str | None
    hidden: bool
    archived: bool
    publisher: Publisher
    repository: str
    host: str
    aliases: tuple[str, ...]
    path: str
    raw_url: str | None
    commit: str | None
    first_seen: str
    shown_fetched_at: str
    software: Software
    problems: tuple[Problem, ...]
    family: tuple[Relative, ...]
    activity: Activity | None
    contact_named: bool
    contact_reachable: bool
    vitality: Vitality | None
    readiness: Readiness | None


def document(entry: Entry, page: str, as_of: str, adoption: Adoption | None) -> SoftwareDocument:
    """Return an entry as JSON tells it; ``as_of`` is the day of the last run, empty before the first."""
    return SoftwareDocument(
        id=entry.id,
        page=page,
        state=entry.state.value,
        note=entry.note,
        hidden=entry.hidden,
        archived=entry.archived,
        publisher=entry.publisher,
        repository=_public(entry.repository) or "",
        host=entry.host,
        aliases=tuple(filter(_public, entry.aliases)),
        path=entry.path,
        raw_url=_public(entry.raw_url),
        commit=entry.commit,
        first_seen=entry.first_seen,
        shown_fetched_at=entry.shown_fetched_at,
        software=entry.software,
        problems=entry.problems,
        family=entry.family,
        activity=entry.activity,
        contact_named=entry.names_contact,
        contact_reachable=entry.reaches_contact,
        vitality=vitality_shown(entry, as_of),
        readiness=readiness_shown(entry, as_of, adoption),
    )


def encoded(one: SoftwareDocument) -> bytes:
    """Return a document on one line, without the line's end."""
    return msgspec.json.encode(one, order="deterministic")


def write(entries: Sequence[Entry], options: ExportOptions) -> Iterator[bytes]:
    """Yield the documents as JSON Lines."""
    as_of = options.as_of.isoformat() if options.as_of else ""
    for entry in entries:
        yield encoded(document(entry, page_url(entry, options) or "", as_of, options.adoption)) + b"\n"


def _public(url: str | None) -> str | None:
    """Return an address, None for a folder on the harvester's disk."""
    return None if url is None or url.startswith("file:") else url
