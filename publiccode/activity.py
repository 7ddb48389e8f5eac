"""What a repository's history says about how alive it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Activity:
    """Counts from a commit-only clone at commit ``head``; times are RFC 3339, UTC.

    Authors are counted, never kept. ``months`` holds the commits of the twelve months before
    ``last_commit``, oldest first. ``truncated`` says that a bound was reached, so counts are lower bounds.
    """

    head: str
    first_commit: str
    last_commit: str
    commits: int
    authors: int
    merges: int
    releases: int
    last_release: str | None = None
    commits_12m: int = 0
    authors_12m: int = 0
    months: tuple[int, ...] = ()
    truncated: bool = False
