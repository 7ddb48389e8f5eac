"""A harvest into the catalogue: all of it in one transaction, nothing good ever replaced by a bad night."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from index.catalogue import rows, versions
from index.catalogue.changes import changes_between, stands
from index.catalogue.families import renew_links
from index.catalogue.forgetting import forgotten
from index.catalogue.identity import software_id
from index.catalogue.intake import GONE, take_in
from index.catalogue.matching import Matches
from index.catalogue.observing import absent, first_sight, observe, silent
from index.catalogue.states import NOT_LISTED
from index.catalogue.unusable import unusable_files
from publiccode.harvest import Outcome
from publiccode.moments import rfc3339
from publiccode.run import Changes, UnusableFile

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from index.catalogue.intake import Sighting
    from index.catalogue.rows import Row
    from index.catalogue.states import Grace
    from publiccode.harvest import HarvestRecord
    from publiccode.run import SourceResult


@dataclass(frozen=True, slots=True)
class Applied:
    """What a harvest did: ``seen`` counts the repositories it told of; ``unusable`` lists the files in it,
    new or not, that can't be shown.
    """

    changes: Changes = field(default_factory=Changes)
    unusable: tuple[UnusableFile, ...] = ()
    seen: int = 0


class Application:
    """One run's harvest on its way into the catalogue; used once, inside a transaction."""

    def __init__(self, connection: sqlite3.Connection, *, now: datetime, since: str | None = None) -> None:
        self._connection = connection
        self._since = since
        self._now = rfc3339(now)
        self._latest = rfc3339(max(now, datetime.now(UTC)))
        self._before = {row.key: row for row in rows.load(connection)}
        self._rows = dict(self._before)
        self._empty: set[int] = set()
        self._ids = {row.id for row in self._before.values() if row.id}

    def run(
        self,
        records: Iterable[HarvestRecord],
        sources: Iterable[SourceResult],
        *,
        delisted: Mapping[str, str],
        grace: Grace,
    ) -> Applied:
        """Write what the records tell and return what it changed."""
        stood = stands(self._before.values(), versions.error_counts(self._connection), delisted, grace)
        sightings = take_in(self._connection, records, forgotten(self._connection))
        self._store_publishers(sightings)
        listed = [source for source in sources if source.unfinished is None]
        matches = self._matched(sightings, {source.url for source in listed if source.failure is None})
        self._observe(matches)
        self._pass_over(listed, seen=set(matches.seen))
        self._clear_addresses(matches)
        self._write()
        renew_links(self._connection)
        stand = stands(rows.load(self._connection), versions.error_counts(self._connection), delisted, grace)
        return Applied(
            changes=changes_between(stood, stand),
            unusable=unusable_files(self._connection, matches.seen),
            seen=len(sightings),
        )

    def _store_publishers(self, sightings: Iterable[Sighting]) -> None:
        publishers = {sighting.record.publisher.id: sighting.record.publisher for sighting in sightings}
        self._connection.executemany(
            "INSERT INTO publisher (id, facts) VALUES (?, ?) ON CONFLICT (id)"
            " DO UPDATE SET facts = excluded.facts WHERE facts <> excluded.facts",
            [(name, msgspec.json.encode(publisher)) for name, publisher in sorted(publishers.items())],
        )

    def _matched(self, sightings: list[Sighting], complete: set[str]) -> Matches:
        matches = Matches(list(self._before.values()), sightings)
        digests = versions.newest_digests(self._connection)
        if self._since is not None:
            digests = {key: one for key, one in digests.items() if not self._was_seen(self._before[key])}
        matches.follow_files(complete, digests)
        return matches

    def _observe(self, matches: Matches) -> None:
        """Take in every sighting; places seen for the first time get a row, and join ``matches.seen``."""
        key = max(self._rows, default=0)
        for sighting in matches.new:
            if sighting.record.outcome is Outcome.SKIPPED:
                continue
            key += 1
            self._rows[key] = first_sight(sighting, key)
            rows.insert(self._connection, [self._rows[key]])
            self._before[key] = self._rows[key]
            matches.seen[key] = sighting
        unchanged = []
        for key, sighting in sorted(matches.seen.items()):
            row = self._rows[key]
            if self._is_old(sighting.record.fetched_at, row):
                continue
            self._rows[key] = row = self._look(row, sighting)
            if row.id is None and sighting.record.outcome in GONE:
                self._empty.add(key)
            if sighting.record.outcome is Outcome.UNCHANGED and row.content == Outcome.FOUND and row.newest:
                unchanged.append((sighting.record.fetched_at, row.newest))
        versions.touch(self._connection, unchanged)

    def _look(self, row: Row, sighting: Sighting) -> Row:
        if sighting.digest is None:
            return observe(row, sighting)
        if row.id is None:
            row = replace(row, id=self._new_id(*sighting.place))
        newest = versions.keep(self._connection, row.key, sighting)
        shown = versions.to_show(self._connection, row.key, newest)
        return observe(replace(row, newest=newest, shown=shown), sighting)

    def _is_old(self, when: str, row: Row) -> bool:
        """Whether more than this is known already: a harvest may have been left lying.

        A last look in the future tells of a clock that was wrong, and stands in nobody's way.
        """
        return when < row.last_tried <= self._latest

    def _was_seen(self, row: Row) -> bool:
        """Whether the run that this one goes on with had looked at it."""
        return self._since is not None and row.last_tried >= self._since

    def _new_id(self, repository: str, folder: str) -> str:
        new = software_id(repository, folder, self._ids)
        self._ids.add(new)
        return new

    def _pass_over(self, sources: Iterable[SourceResult], *, seen: set[int]) -> None:
        """Account for known places that the run told nothing of, though it listed, or tried, their source."""
        complete: dict[str, bool] = {}
        for source in sources:
            complete[source.url] = complete.get(source.url, False) or source.failure is None
        for key, row in self._before.items():
            if key in seen or row.source not in complete or self._is_old(self._now, row):
                continue
            if self._was_seen(row):
                continue
            if complete[row.source] and row.id is None:
                self._empty.add(key)
            elif complete[row.source]:
                self._rows[key] = absent(row, NOT_LISTED, self._now)
            else:
                self._rows[key] = silent(row, Outcome.UNREACHABLE.value, self._now)

    def _clear_addresses(self, matches: Matches) -> None:
        """See that no two living repositories have one address, and that no alias is another's address."""
        living = [key for key, row in self._rows.items() if row.absence is None]
        taken = {self._rows[key].place: key for key in sorted(living, key=matches.seen.__contains__)}
        for key, row in self._rows.items():
            if row.absence is None and taken[row.place] != key:
                self._rows[key] = absent(row, Outcome.GONE.value, self._now)
                if row.id is None:
                    self._empty.add(key)
            aliases = [url for url in row.alias_urls if taken.get((url, row.folder), key) == key]
            if len(aliases) != len(row.alias_urls):
                self._rows[key] = replace(self._rows[key], aliases=msgspec.json.encode(aliases))

    def _write(self) -> None:
        changed = [row for key, row in self._rows.items() if row != self._before[key]]
        rows.update(self._connection, changed)
        rows.delete(self._connection, self._empty)
        versions.forget_strays(self._connection)
