"""The run report: what a crawl did, in numbers, and what it changed."""

from __future__ import annotations

from dataclasses import dataclass, field

from publiccode.pictures import PictureReport

HARVEST = "harvest.jsonl"
"""The file of harvest records in a run's folder; ``.part`` is added while it is written."""


@dataclass(frozen=True, slots=True)
class SourceResult:
    """One source of the crawl; ``failure`` says why it could not be listed, None where it could.

    ``unfinished`` says why riuso itself did not look at all of it (a budget, a signal): what it did not come
    to is neither there nor gone, and comes first in the next run.
    """

    publisher: str
    url: str
    host: str
    repositories: int
    failure: str | None = None
    unfinished: str | None = None
    outcomes: dict[str, int] = field(default_factory=dict)
    """How many of its repositories, and of the folders asked for in them, ended how."""


@dataclass(frozen=True, slots=True)
class HostRequests:
    """Requests (HTTP requests and git exchanges) sent to one host name; ``waited_s`` in seconds.

    ``remaining`` of ``limit`` is what the host said at last that it still allows until ``resets`` (RFC 3339,
    UTC); None where it does not say. ``refused`` counts the requests that a budget did not let go.
    """

    total: int = 0
    not_modified: int = 0
    errors: int = 0
    waited_s: float = 0.0
    limit: int | None = None
    remaining: int | None = None
    resets: str | None = None
    refused: int = 0


@dataclass(frozen=True, slots=True)
class BudgetUse:
    """What the operator allowed, None for no bound, and what was used of it; times in seconds."""

    requests: int | None = None
    seconds: float | None = None
    used_requests: int = 0
    used_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Changes:
    """What a run changed in the catalogue: software ids by kind of change."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    invalid: tuple[str, ...] = ()
    recovered: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    vanished: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnusableFile:
    """A file that was found but can't be listed: no YAML, or no name."""

    repository: str
    file: str
    line: int
    reason: str


NOT_PUBLISHED = 2
"""The exit code of a crawl that was seen to its end, and then could not be published, or not be kept."""
INTERRUPTED = 130
"""The exit code of a crawl that a signal stopped; what it had seen is applied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """``exit`` is the exit code of ``riuso crawl``: 0 complete, 2 not published because that failed,
    3 complete with failed sources, 4 nothing could be crawled, 5 the drop guard held the publication,
    130 stopped before its end.

    ``repositories`` counts outcomes; ``started`` and ``finished`` are RFC 3339, UTC. ``stopped`` says what
    ended the crawl before its end. A run that went on where an earlier one had ended has that one's start
    as ``since`` and counts in ``resumed`` the repositories that it therefore did not ask again. ``budgets``
    has the run's under ``run`` and those of hosts by name, where there is any bound.
    """

    run: str
    started: str
    finished: str
    sources: tuple[SourceResult, ...]
    repositories: dict[str, int]
    requests: dict[str, HostRequests]
    budgets: dict[str, BudgetUse] = field(default_factory=dict)
    recognised: dict[str, str] = field(default_factory=dict)
    """The hosting software of hosts that had to be asked for it, by host name."""
    stopped: str | None = None
    since: str | None = None
    resumed: int = 0
    changes: Changes = field(default_factory=Changes)
    reasons: dict[str, str] = field(default_factory=dict)
    """Why, by id, for what turned invalid, recovered, became stale, vanished or was renamed."""
    unusable: tuple[UnusableFile, ...] = ()
    pictures: PictureReport | None = None
    """What was done for the pictures, None where none are mirrored."""
    dropped: str | None = None
    """Why the drop guard held the publication, None where it did not."""
    unpublished: str | None = None
    """What went wrong when catalogue, index or pages were written after the crawl, None where nothing did."""
    exit: int = 0
