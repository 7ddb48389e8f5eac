"""The catalogue: the durable memory of all software, and the one door to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from index.catalogue import families, forgetting, hosts, lookup, reports, versions
from index.catalogue.apply import Application, Applied
from index.catalogue.curation import ORGANISATION, QUIET, Decided, decide, read_decisions
from index.catalogue.fingerprint import fingerprint
from index.catalogue.newest import NewestFile, newest_files
from index.catalogue.reading import shown, to_entry
from index.catalogue.readings import readings
from index.catalogue.rereading import read_again
from index.catalogue.schema import connect, explained, snapshot, transaction
from index.catalogue.states import Grace
from index.entry import State
from index.personal_data import PersonalData, shared, shared_entry, shared_text
from publiccode.moments import rfc3339
from publiccode.publisher import Publisher

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from index.catalogue.curation import Decision
    from index.catalogue.reading import Context
    from index.catalogue.readings import VersionRead
    from index.entry import Entry
    from publiccode.forgetting import Forgotten
    from publiccode.harvest import HarvestRecord, Known
    from publiccode.run import RunReport, SourceResult

CURATION = "curation.yml"
"""The file of a person's decisions, beside the catalogue."""


class Catalogue:
    """What every crawl so far has seen, as one SQLite file; use it as a context manager.

    All that is known of a repository comes in by :meth:`apply`, what a person decided from ``curation.yml``
    in the same folder. Every method may raise :class:`index.errors.CatalogueError`, and those that show or
    apply something :class:`index.errors.CurationError`.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        curation: Path,
        grace: Grace,
        personal: PersonalData = PersonalData.NAMES,
    ) -> None:
        self._connection = connection
        self._personal = personal
        self._path = path
        self._curation = curation
        self._grace = grace

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        read_only: bool = False,
        curation: Path | None = None,
        grace: Grace | None = None,
        personal: PersonalData = PersonalData.NAMES,
    ) -> Self:
        """Open the catalogue at ``path``, and make it where there is none.

        With ``read_only`` nothing is made or written, and a crawl may go on beside it. ``curation`` is
        ``curation.yml`` beside the catalogue unless given; ``grace`` says how long what is gone stays,
        ``personal`` how much entries tell of the people that files name.
        """
        connection = connect(path, read_only=read_only)
        catalogue = cls(connection, path, curation or path.with_name(CURATION), grace or Grace(), personal)
        if not read_only:
            try:
                catalogue.read_again(all_files=False)
            except BaseException:
                connection.close()
                raise
        return catalogue

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def copy_to(self, path: Path) -> None:
        """Write a copy of the catalogue, as of this moment, to ``path``, which must not exist."""
        with explained(self._path):
            self._connection.execute("VACUUM INTO ?", (str(path),))

    def apply(
        self,
        records: Iterable[HarvestRecord],
        *,
        run: str,
        now: datetime,
        sources: Iterable[SourceResult] = (),
        since: str | None = None,
    ) -> Applied:
        """Take in the harvest of ``run``, all of it or, on any error, none of it.

        ``sources`` are those of the run report: what a completely listed source no longer has is gone, and
        what a source that failed has was not reached. A repository of any other source is not touched, nor
        one that was looked at since the moment ``since``: the run goes on with one that broke off. The same
        run a second time changes nothing and gives the first result again.
        """
        with explained(self._path), transaction(self._connection):
            before = reports.applied(self._connection, run)
            if before is not None:
                return before
            result = Application(self._connection, now=now, since=since).run(
                records, sources, delisted=self._decided().delisted, grace=self._grace
            )
            reports.save_applied(self._connection, run, rfc3339(now), result)
        return result

    def has_run(self, run: str) -> bool:
        """Whether the harvest of ``run`` is applied."""
        with explained(self._path):
            return reports.applied(self._connection, run) is not None

    def known(self) -> dict[str, Known]:
        """Return what the next crawl may use to ask only for what changed, by repository URL."""
        with explained(self._path), snapshot(self._connection):
            return lookup.known(self._connection)

    def entries(self, *, include_gone: bool = False) -> Iterator[Entry]:
        """Yield every software there is something to show of, by id; with ``include_gone`` vanished ones too.

        Delisted software is never among them.
        """
        unwanted = {State.DELISTED} if include_gone else {State.DELISTED, State.VANISHED}
        with explained(self._path), snapshot(self._connection):
            context = self._context()
            for found, software in shown(self._connection):
                if found.standing(context.decided, self._grace)[0] not in unwanted:
                    entry = to_entry(self._connection, found, software, context)
                    yield shared_entry(entry, self._personal)

    def entry(self, name: str) -> Entry | None:
        """Return the software with this id, URL or former URL in whatever state, None where there is none."""
        with explained(self._path), snapshot(self._connection):
            row = lookup.find(self._connection, name)
            if row is None:
                return None
            for found, software in shown(self._connection, key=row.key):
                entry = to_entry(self._connection, found, software, self._context())
                return shared_entry(entry, self._personal)
        return None

    def counts(self) -> dict[State, int]:
        """Return how many software are in each state, hidden mirrors and forks aside."""
        counts = dict.fromkeys(State, 0)
        with explained(self._path), snapshot(self._connection):
            context = self._context()
            for found, _ in shown(self._connection, with_software=False):
                if found.row.id not in context.families.hidden:
                    counts[found.standing(context.decided, self._grace)[0]] += 1
        return counts

    def history(self, name: str) -> tuple[versions.Version, ...]:
        """Return every version of a software's file, oldest first; empty for an unknown name."""
        with explained(self._path), snapshot(self._connection):
            row = lookup.find(self._connection, name)
            return versions.history(self._connection, row.key) if row else ()

    def readings(self, name: str | None = None) -> Iterator[VersionRead]:
        """Yield every version of every file as it was read, by software and oldest first; or of one software.

        Delisted software is never among them.
        """
        with explained(self._path), snapshot(self._connection):
            row = lookup.find(self._connection, name) if name else None
            if name and row is None:
                return
            delisted = self._decided().delisted
            for read in readings(self._connection, row.key if row else None):
                if read.id not in delisted:
                    yield replace(read, software=shared(read.software, self._personal))

    def forgotten(self) -> Forgotten:
        """Return the people that are forgotten, as hashes."""
        with explained(self._path):
            return forgetting.forgotten(self._connection)

    def forget(self, who: str, day: date, *, dry_run: bool = False) -> tuple[forgetting.Named, ...]:
        """Forget a person by e-mail address or name, for good; return where the catalogue named her.

        All or nothing, and with ``dry_run`` nothing. Raises :class:`index.errors.ForgetError`.
        """
        with explained(self._path):
            self._connection.execute("PRAGMA secure_delete = ON")
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                named = forgetting.forget(self._connection, who, day.isoformat())
            except BaseException:
                self._connection.rollback()
                raise
            if dry_run:
                self._connection.rollback()
                return named
            self._connection.commit()
            # What was overwritten is in the log, and in pages that are free now, until these are gone.
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return named

    def publishers(self) -> tuple[Publisher, ...]:
        """Return every publisher of whom a repository was looked at, with or without a software, by id."""
        with explained(self._path):
            rows = self._connection.execute("SELECT facts FROM publisher ORDER BY id")
            return tuple(msgspec.json.decode(facts, type=Publisher) for (facts,) in rows)

    def organisation_decisions(self) -> tuple[Decision, ...]:
        """Return what a person decided about the organisations that names mean."""
        return tuple(d for d in read_decisions(self._curation) if d.kind == ORGANISATION)

    def quiet(self) -> tuple[str, ...]:
        """Return the ids and URLs, as written, of those whom nobody writes to."""
        return tuple(d.software for d in read_decisions(self._curation) if d.kind == QUIET)

    def text(self, name: str, version: int | None = None) -> str | None:
        """Return the newest text of a software's file, or a version of :meth:`history`, as harvested."""
        with explained(self._path), snapshot(self._connection):
            row = lookup.find(self._connection, name)
            return versions.text(self._connection, row.key, version) if row else None

    def newest_files(self, publisher: str) -> tuple[NewestFile, ...]:
        """Return the newest files of a publisher's repositories, those among them that can't be shown too."""
        with explained(self._path), snapshot(self._connection):
            return tuple(newest_files(self._connection, publisher))

    def shared_text(self, name: str, version: int | None = None) -> str | None:
        """Return what :meth:`text` does with as much of people as is told; None where that can't be had."""
        text = self.text(name, version)
        return None if text is None else shared_text(text, self._personal)

    def fingerprint(self) -> str:
        """Return what changes exactly when :meth:`entries` does, the time of the last sight aside."""
        with explained(self._path), snapshot(self._connection):
            return fingerprint(self._connection, self._context())

    def unmatched_decisions(self) -> tuple[Decision, ...]:
        """Return the decisions in ``curation.yml`` that name no software there is: slips of the pen."""
        with explained(self._path), snapshot(self._connection):
            return self._decided().unmatched

    def read_again(self, *, all_files: bool = True) -> int:
        """Validate and read texts again, by today's rules, and return how many; none is asked for again.

        Without ``all_files`` only those that were read by a riuso with another shape of the reading.
        """
        with explained(self._path):
            return read_again(self._connection, all_files=all_files)

    def hosting(self) -> dict[str, str]:
        """Return the hosting software of hosts that a crawl recognised, by host name."""
        with explained(self._path):
            return hosts.hosting(self._connection)

    def save_report(self, report: RunReport) -> None:
        """Keep a report, and what it says of hosts."""
        with explained(self._path), transaction(self._connection):
            reports.save_report(self._connection, report)
            hosts.remember(self._connection, report)

    def last_report(self) -> RunReport | None:
        return next(iter(self.reports(limit=1)), None)

    def as_of(self) -> date | None:
        """Return the day of the last run: today, for all that is told of the catalogue."""
        report = self.last_report()
        return date.fromisoformat(report.finished[:10]) if report else None

    def reports(self, limit: int | None = None) -> tuple[RunReport, ...]:
        """Return the reports of the runs, the newest first."""
        with explained(self._path):
            return reports.reports(self._connection, limit)

    def _context(self) -> Context:
        return families.context(self._connection, self._decided(), self._grace)

    def _decided(self) -> Decided:
        return decide(read_decisions(self._curation), partial(lookup.id_of, self._connection))
