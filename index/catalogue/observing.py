"""What one look at a repository makes of what was known of it: a row and a sighting in, a row out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from index.catalogue.intake import FILE_OUTCOMES, GONE
from index.catalogue.rows import Row
from publiccode.harvest import Outcome
from publiccode.repository import canonical_url, comparable

if TYPE_CHECKING:
    from typing import Any

    from index.catalogue.intake import Sighting
    from publiccode.harvest import HarvestRecord

MAX_ALIASES = 50
"""More former names than this no repository has; a host that says so is not believed."""

_FILE_THERE = frozenset({Outcome.FOUND, Outcome.TOO_LARGE, Outcome.NOT_TEXT})


def first_sight(sighting: Sighting, key: int) -> Row:
    """Return the row of a place that was not known, as it was before the look."""
    record = sighting.record
    repository, folder = sighting.place
    return Row(
        key=key,
        repository=repository,
        folder=folder,
        host=record.host,
        publisher=record.publisher.id,
        source=record.source,
        first_seen=record.fetched_at,
        last_tried=record.fetched_at,
        last_outcome=record.outcome.value,
    )


def observe(row: Row, sighting: Sighting) -> Row:
    """Return ``row`` after a look at it. Only what the look could tell is changed.

    A look that told nothing touches no fact; a refusal (``forbidden``) says nothing about what is refused,
    so it counts as silence, never as absence.
    """
    record = sighting.record
    if record.outcome is Outcome.SKIPPED:
        return row
    row = replace(
        row, last_tried=record.fetched_at, last_outcome=record.outcome.value, last_detail=record.detail
    )
    if record.outcome in GONE:
        return absent(row, record.outcome.value, record.fetched_at)
    if not sighting.proves_presence:
        return silent(row, record.outcome.value, record.fetched_at)
    row = _with_host_facts(row, sighting)
    if record.outcome in FILE_OUTCOMES:
        row = _with_file_facts(row, record)
    if row.content is None:
        return row
    if Outcome(row.content) in _FILE_THERE:
        return replace(row, last_seen=record.fetched_at, **_NOT_ABSENT, **_NOT_SILENT)
    return absent(row, row.content, record.fetched_at)


def absent(row: Row, reason: str, when: str) -> Row:
    """Return ``row`` after one more run in which there was nothing; without software it stays."""
    if row.id is None:
        return row
    return replace(
        row,
        absence=reason,
        absence_since=row.absence_since or when,
        absence_last=when,
        absence_runs=row.absence_runs + 1,
        **_NOT_SILENT,
    )


def silent(row: Row, reason: str, when: str) -> Row:
    """Return ``row`` after one more run in which nothing could be learned."""
    if row.id is None:
        return row
    return replace(
        row,
        silence=reason,
        silence_since=row.silence_since or when,
        silence_last=when,
        silence_runs=row.silence_runs + 1,
    )


def _with_host_facts(row: Row, sighting: Sighting) -> Row:
    """Take what the host says of the repository; None means that it was not asked, or does not say."""
    record = sighting.record
    kept_id = row.host_id if row.host == record.host else None
    unknown_fork = row.fork_of if record.outcome is Outcome.UNCHANGED else None
    return replace(
        row,
        repository=record.repository,
        aliases=_aliases(row, record),
        host=record.host,
        host_id=record.host_id or kept_id,
        publisher=record.publisher.id,
        source=record.source,
        default_branch=record.default_branch or row.default_branch,
        archived=row.archived if record.archived is None else int(record.archived),
        fork_of=record.fork_of or unknown_fork,
        host_license=record.host_license or row.host_license,
        root=row.root if record.root is None else msgspec.json.encode(record.root),
        activity=row.activity if record.activity is None else msgspec.json.encode(record.activity),
        validators=row.validators if record.validators is None else msgspec.json.encode(record.validators),
        head=record.commit or row.head,
    )


def _with_file_facts(row: Row, record: HarvestRecord) -> Row:
    """Take what the look found; what lets a host say "unchanged" next time belongs to this look only."""
    validators = None if record.validators is None else msgspec.json.encode(record.validators)
    return replace(row, content=record.outcome.value, head=record.commit, validators=validators)


def _aliases(row: Row, record: HarvestRecord) -> bytes:
    if not record.aliases and record.repository == row.repository:
        return row.aliases
    own = comparable(record.repository)
    urls = [*row.alias_urls, row.repository, *(canonical_url(alias) for alias in record.aliases)]
    others = dict.fromkeys(url for url in urls if comparable(url) != own)
    return msgspec.json.encode(list(others)[:MAX_ALIASES])


_NOT_ABSENT: dict[str, Any] = {
    "absence": None, "absence_since": None, "absence_last": None, "absence_runs": 0,
}  # fmt: skip
_NOT_SILENT: dict[str, Any] = {
    "silence": None, "silence_since": None, "silence_last": None, "silence_runs": 0,
}  # fmt: skip
