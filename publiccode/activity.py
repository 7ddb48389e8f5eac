"""What a repository's history says about how alive it is."""

from __future__ import annotations

from dataclasses import dataclass

MAX_SHARES = 20
"""Enough to tell how few people do more than half of the work, and nothing of who they are."""


@dataclass(frozen=True, slots=True)
class Activity:
    """Counts from a commit-only clone at commit ``head``; times are RFC 3339, UTC.

    Authors are counted, never kept. All that is called ``12m`` is about the calendar month of
    ``last_commit`` and the eleven before it, and so are ``months``, the commits of each of them, oldest
    first, and ``shares``, the commits of each of their authors, most first, :data:`MAX_SHARES` at most.
    ``truncated`` says that a bound was reached, so counts are lower bounds.
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
    shares: tuple[int, ...] = ()
    releases_12m: int = 0
