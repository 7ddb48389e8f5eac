"""The books of one crawl: who looks at which repository, what is known, what each source brought."""

from __future__ import annotations

import logging
import posixpath
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from posixpath import dirname
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.options import ROOTS, Backlog
from crawler.repository import FILE, Repository, one_line
from crawler.source import HostKind, Source, SourceKind
from crawler.tally import NOT_SEEN, Tally
from publiccode.harvest import HarvestRecord, Known, Outcome
from publiccode.repository import canonical_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from publiccode.run import SourceResult

logger = logging.getLogger(__name__)

_OF_ALL = NOT_SEEN | {Outcome.PRIVATE, Outcome.MOVED, Outcome.EMPTY}
"""Outcomes that are a repository's and not a file's."""


ENDED = "the crawl ended before it was looked at"
LATE = -1_000_000
"""The priority of what can wait: below every page of a listing."""


class Ledger:
    """Books kept while the crawl runs.

    A repository that several sources name is looked at once. The source that names it most closely has
    it (repository before account before instance), and among equals the first in the publishers files. What
    a list names comes after all that the operator names.

    ``hosting`` says what software hosts have whose URLs don't show it, by name and the port that a URL names;
    ``recognised`` is what this crawl found out. ``roots_left`` is how many requests for the names in a root
    folder it has left.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        known: Mapping[str, Known],
        backlog: Backlog | None = None,
        hosting: Mapping[str, str] | None = None,
    ) -> None:
        self.recognised: dict[str, HostKind] = {}
        self._hosting = hosting or {}
        self.backlog = backlog or Backlog()
        self.resumed = 0
        self.outcomes: Counter[Outcome] = Counter()
        self.current = ""
        self.listed = 0
        self.not_modified: Counter[str] = Counter()
        self._known = known
        self._known_accounts = {_key(url).rpartition("/")[0] for url in known}
        self._known_ids = {one.host_id: one for one in known.values() if one.host_id}
        self._tallies: dict[tuple[str, str], Tally] = {}
        self._claims: dict[str, Source] = {}
        for source in sources:
            self._tallies.setdefault(_name(source), Tally(source))
            self._claims.setdefault(_key(source.url), source)
        self._opened: dict[str, Source] = {}
        self._pending: dict[tuple[str, str], tuple[Source, str]] = {}
        self._settled: set[tuple[str, str]] = set()
        self._refused: dict[str, HarvestRecord] = {}
        self._retried: frozenset[str] = frozenset()
        self.roots_left = ROOTS
        self._held: dict[tuple[str, str], HarvestRecord] = {}
        self._ended = ENDED

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources to crawl, each URL once, in the order of the publishers files.

        Those that the last run did not look at to their end come first.
        """
        named = (tally.source for tally in self._tallies.values())
        every = (source for source in named if self._claims[_key(source.url)] is source)
        return tuple(sorted(every, key=lambda source: source.url not in self.backlog.sources))

    def kind_of(self, host: str) -> HostKind | None:
        """Return what a host was recognised as, in this crawl or before it."""
        found = self.recognised.get(host) or self._hosting.get(host)
        return HostKind(found) if found in set(HostKind) else None

    def replace(self, source: Source, known: Source) -> None:
        """Enter a source whose kind of host was not known when the crawl began."""
        tally = self._tallies.get(_name(source))
        if tally is not None and tally.source is source:
            tally.source = known
        if self._claims.get(_key(source.url)) is source:
            self._claims[_key(source.url)] = known

    def add(self, source: Source) -> bool:
        """Enter a source that a list names; False where its URL is a source already."""
        key = _key(source.url)
        if key in self._claims:
            return False
        if source.account is source:
            self._claims[key] = source
            self._tallies.setdefault(_name(source), Tally(source))
        return True

    def open(self, source: Source, url: str, host_id: str | None = None) -> bool:
        """Take a repository for ``source``; False where it is, or will be, looked at for another, or where
        it was before the run was interrupted that this one goes on with.
        """
        keys = {_key(url), host_id or _key(url)}
        if not self._is_free(source, url, keys):
            return False
        if self._was_seen(self.known_of(url, host_id)):
            self._opened.update(dict.fromkeys(keys, source))
            tally = self._tallies[_name(source.account)]
            tally.repositories += 1
            tally.seen += 1
            self.resumed += 1
            return False
        self._opened.update(dict.fromkeys(keys, source))
        for path in (FILE, *source.files):
            self._pending[_key(url), dirname(path)] = source, url
        self._tallies[_name(source.account)].repositories += 1
        self.listed += 1 + len(source.files)
        self.current = source.url
        return True

    def rename(self, source: Source, old: str, new: str, host_id: str | None = None) -> bool:
        """Enter a further name of a repository that ``source`` has; False where another source has it."""
        keys = {_key(new), host_id or _key(new)} - {_key(old)}
        if not self._is_free(source, new, keys):
            return False
        self._opened.update(dict.fromkeys(keys, source))
        for path in (FILE, *source.files):
            self._pending.pop((_key(old), dirname(path)), None)
            self._pending[_key(new), dirname(path)] = source, new
        return True

    def _is_free(self, source: Source, url: str, keys: set[str]) -> bool:
        holder = next((self._opened[key] for key in keys if key in self._opened), None)
        holder = holder or self._closer_claim(source, url)
        if holder is not None:
            logger.info("%s is looked at for %s (%s)", url, holder.publisher.id, holder.url)
        return holder is None

    def _closer_claim(self, source: Source, url: str) -> Source | None:
        name = _key(url)
        while name and not name.endswith(":/"):
            claim = self._claims.get(name)
            if claim is not None and claim is not source.via and _closeness(claim) > _closeness(source):
                return claim
            name = name.rpartition("/")[0]
        return None

    def _was_seen(self, known: Known | None) -> bool:
        since = self.backlog.since
        if since is None or known is None or known.last_tried is None or known.last_outcome is None:
            return False
        return known.last_tried >= since and not known.last_outcome.is_transient

    def priority(self, known: Known | None) -> int:
        """Return the priority of the requests for one repository.

        Where the last run left something undone, what it looked at waits until the rest is listed.
        """
        tried = self.backlog.tried
        if tried is None or known is None or known.last_tried is None:
            return 0
        return LATE if known.last_tried >= tried else 0

    def plan_retries(self, run: str, most: int) -> None:
        """Choose, another part each run, the repositories whose activity is measured again."""
        lacking = [one for one in self._known.values() if one.has_file and one.activity is None]
        if len(lacking) > most:
            lacking.sort(key=lambda one: sha256(f"{run} {one.repository}".encode()).digest())
        self._retried = frozenset(one.repository for one in lacking[:most])

    def is_retried(self, known: Known | None) -> bool:
        """Whether to measure the activity though nothing changed: it failed before, or never was."""
        return known is not None and known.repository in self._retried

    def take_root(self) -> bool:
        """Take one of the run's requests for the names in a root folder; False where none is left."""
        self.roots_left -= 1
        return self.roots_left >= 0

    def known_of(self, url: str, host_id: str | None = None) -> Known | None:
        """Return what is known of a repository by its URL, or by its host's id where it was renamed.

        Another repository that had the URL before, as its id tells, says nothing of this one.
        """
        known = self._known.get(url)
        if known is not None and host_id and known.host_id and known.host_id != host_id:
            known = None
        return known or (self._known_ids.get(host_id) if host_id else None)

    def knows_of(self, account: str) -> bool:
        """Whether something is known of an account's repositories."""
        return _key(account) in self._known_accounts

    def settle(self, record: HarvestRecord) -> bool:
        """Enter the record of a repository, or of a sub-folder in it; False where it already has one."""
        url = _key(record.repository)
        key = url, dirname(record.path)
        if key in self._settled:
            return False
        self._settled.add(key)
        self._pending.pop(key, None)
        self._held.pop(key, None)
        self.outcomes[record.outcome] += 1
        holder = self._opened.get(url)
        if holder is not None and holder.files and record.outcome in _OF_ALL:
            self._refused[url] = record
        name = _name(holder.account) if holder else (record.publisher.id, record.source)
        self._tallies[name].count(record)
        if record.outcome is Outcome.SKIPPED:
            self._tallies[name].leave(record.detail or ENDED)
        return True

    def hold(self, records: Iterable[HarvestRecord]) -> None:
        """Keep records that wait for something that may never come, to stand without it in the end."""
        self._held.update({(_key(one.repository), dirname(one.path)): one for one in records})

    def unsettled(self) -> tuple[HarvestRecord, ...]:
        """Return a record for what was taken and has none.

        What a host said of a whole repository it said of its sub-folders too; else they were not looked at.
        """
        return tuple(self._missing(*key, *value) for key, value in self._pending.items())

    def _missing(self, key: str, folder: str, source: Source, url: str) -> HarvestRecord:
        path = posixpath.join(folder, FILE)
        held = self._held.get((key, folder))
        if held is not None:
            return replace(held, detail=one_line(f"its history was not read: {self._ended}"))
        refused = self._refused.get(key)
        if refused is not None:
            return replace(refused, path=path, raw_url=None)
        repository = Repository(source=source, url=url, location=url, path=path)
        return repository.record(Outcome.SKIPPED, detail=self._ended)

    def fail(self, source: Source, reason: str, outcome: Outcome | None = None) -> None:
        """Note that a source could not be listed; the first reason stays.

        Where the ``outcome`` of the request was ``skipped``, riuso itself did not go on: no failure. Nor does
        one entry that is no repository's URL make the list a failure that holds it.
        """
        if outcome is Outcome.SKIPPED:
            self.leave(source, reason)
            return
        if source.account is not source:
            logger.warning("%s, which %s names: %s", source.url, source.account.url, one_line(reason))
            return
        self._tallies[_name(source)].fail(one_line(reason))
        logger.warning("%s: %s", source.url, one_line(reason))

    def leave(self, source: Source, reason: str) -> None:
        """Note that riuso did not look at all of a source; the first reason stays."""
        self._tallies[_name(source.account)].leave(one_line(reason))
        logger.info("%s: %s", source.url, one_line(reason))

    def end(self, reason: str) -> None:
        """Note that the crawl ends early, and why: no source may be taken for listed to its end."""
        self._ended = one_line(reason)
        for source in self.sources:
            self.leave(source, reason)

    @property
    def looked_at(self) -> int:
        return len(self._settled)

    @property
    def expected(self) -> int:
        """How many repositories are listed or known so far."""
        return max(self.listed, len(self._known))

    def results(self) -> tuple[SourceResult, ...]:
        """Return what each source brought, in the order of the publishers files."""
        return tuple(self._result(tally) for tally in self._tallies.values())

    def _result(self, tally: Tally) -> SourceResult:
        # Two publishers may name one source: it is crawled once, and ends for both as it ended.
        crawled = self._tallies.get(_name(self._claims[_key(tally.source.url)]), tally)
        return replace(
            crawled.result(),
            publisher=tally.source.publisher.id,
            repositories=tally.repositories,
            outcomes=dict(sorted(tally.outcomes.items())),
        )


def _name(source: Source) -> tuple[str, str]:
    return source.publisher.id, source.url


def _closeness(source: Source) -> tuple[bool, int, int]:
    """Return how closely a source names what it holds; a group in a group is closer than the outer one."""
    kinds = (SourceKind.LIST, SourceKind.INSTANCE, SourceKind.ORG, SourceKind.REPO)
    return source.via is None, kinds.index(source.kind), source.url.rstrip("/").count("/")


@lru_cache(maxsize=4096)
def _key(url: str) -> str:
    """Return what two spellings of one repository's URL share: hosts ignore the case of paths."""
    canonical = canonical_url(url)
    return canonical if urlsplit(canonical).scheme == "file" else canonical.lower()
