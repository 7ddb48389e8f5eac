"""What the operator may decide of a crawl: who asks, how fast, how much, and where it goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

TIMEOUT_S = 60.0
"""How long one answer may take, from the first byte sent to the last one received."""
FIRST_WAIT_S = 5.0
"""The wait where a host wants fewer requests and names none; doubled with every try."""
LONGEST_WAIT_S = 120.0
"""The longest single wait; a host that asks for more is left alone for the night."""
WAITS_S = 900.0
"""What a host may cost a night in waits."""
ACTIVITY_RETRIES = 200
"""Repositories without activity, though nothing changed in them, that a night measures again."""
ROOTS = 200
"""Repositories whose names in the root folder a night asks for in a request of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """The most that may be spent, None for no bound: ``seconds`` of the clock, ``requests`` sent."""

    seconds: float | None = None
    requests: int | None = None

    def __bool__(self) -> bool:
        return self.seconds is not None or self.requests is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class HostLimits:
    """How one host is treated; None for what holds for all.

    ``concurrency`` requests at once at most, ``delay`` seconds at least between two. A host's time counts
    from the first request to it.
    """

    concurrency: int | None = None
    delay: float | None = None
    budget: Budget = field(default_factory=Budget)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlOptions:
    """``hosts`` are by host name, with the port where a URL names one; ``host`` holds for the others.

    ``contact`` is where a host reaches the operator. ``histories`` is the most repositories whose history is
    read in one run, None for no bound; the others have their turn in the next ones. ``roots`` is the most
    requests of one run for nothing but the names in a root folder.
    """

    contact: str | None = None
    budget: Budget = field(default_factory=Budget)
    host: HostLimits = field(default_factory=HostLimits)
    hosts: Mapping[str, HostLimits] = field(default_factory=dict)
    timeout_s: float = TIMEOUT_S
    first_wait_s: float = FIRST_WAIT_S
    longest_wait_s: float = LONGEST_WAIT_S
    waits_s: float = WAITS_S
    activity_retries: int = ACTIVITY_RETRIES
    histories: int | None = None
    roots: int = ROOTS

    def limits_of(self, host: str) -> HostLimits:
        """Return how a host (name, and port where one is named) is treated."""
        return self.hosts.get(host) or self.hosts.get(host.partition(":")[0]) or self.host


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureOptions:
    """``mirror`` says whether pictures are fetched at all. ``width`` is that of a large one, in pixels.

    ``per_software`` is the most screenshots of a software, ``most_bytes`` what one may have as its host sends
    it, ``folder_bytes`` what all that are kept may have together, ``seconds`` what all may take in one run.
    What was asked less than ``refresh_days`` ago, give or take a quarter, is not asked again. Addresses that
    begin with one of ``never`` are not mirrored.
    """

    mirror: bool = False
    width: int = 1280
    per_software: int = 8
    most_bytes: int = 8 * 1024 * 1024
    folder_bytes: int = 4 * 1024**3
    seconds: float = 1800.0
    refresh_days: float = 7.0
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """What an earlier run left for this one.

    ``sources`` holds the URLs of sources that it did not look at to their end, and ``tried`` the moment it
    began: what was looked at since then waits until the rest of these had its turn. ``since`` is set where
    the earlier run broke off: what was seen since then is not asked again. Both are RFC 3339, UTC.
    """

    sources: frozenset[str] = frozenset()
    tried: str | None = None
    since: str | None = None
