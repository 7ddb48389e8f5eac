"""What one source brought, counted while the crawl runs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawler.source import Source
from publiccode.harvest import Outcome
from publiccode.run import SourceResult

if TYPE_CHECKING:
    from publiccode.harvest import HarvestRecord

NOT_SEEN = frozenset(
    {
        Outcome.GONE,
        Outcome.FORBIDDEN,
        Outcome.RATE_LIMITED,
        Outcome.UNREACHABLE,
        Outcome.TIMED_OUT,
        Outcome.HOST_ERROR,
    }
)
"""Outcomes that leave a repository unseen: a source with nothing else has failed."""


@dataclass(slots=True)
class Tally:
    """``failure`` says why the source could not be listed, ``unfinished`` why not all of it was looked at."""

    source: Source
    repositories: int = 0
    seen: int = 0
    failure: str | None = None
    unfinished: str | None = None
    last: str = ""
    outcomes: Counter[str] = field(default_factory=Counter)

    def count(self, record: HarvestRecord) -> None:
        """Enter the record of one of its repositories."""
        self.seen += record.outcome not in NOT_SEEN
        self.outcomes[record.outcome.value] += 1
        self.last = f"{record.outcome}: {record.detail or record.repository}"

    def fail(self, reason: str) -> None:
        """Note why it could not be listed; the first reason stays."""
        self.failure = self.failure or reason

    def leave(self, reason: str) -> None:
        """Note why not all of it was looked at; the first reason stays."""
        self.unfinished = self.unfinished or reason

    def result(self) -> SourceResult:
        """Return it for the report: with nothing but repositories out of reach, a source has failed."""
        failure = self.failure
        if failure is None and self.unfinished is None and self.repositories and not self.seen:
            failure = self.last
            if self.repositories > 1:
                failure = f"none of {self.repositories} repositories could be read; the last: {self.last}"
        return SourceResult(
            publisher=self.source.publisher.id,
            url=self.source.url,
            host=self.source.host.value,
            repositories=self.repositories,
            failure=failure,
            unfinished=self.unfinished,
            outcomes=dict(sorted(self.outcomes.items())),
        )
