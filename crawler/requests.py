"""Counting requests by host, in Scrapy's stats."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from scrapy.statscollectors import StatsCollector

    from crawler.allowance import Allowance

REQUESTS = "riuso/requests"
"""Stats ``riuso/requests/HOST/total``, ``not_modified``, ``errors`` and ``waited_s``, and ``limit``,
``remaining`` and ``resets`` where the host tells what it still allows."""


def host_of(url: str) -> str:
    """Return the host a request is counted for: its name and port; ``file`` for the local disk."""
    parts = urlsplit(url)
    return "file" if parts.scheme.endswith("file") else parts.netloc.lower()


def count_request(stats: StatsCollector, host: str, what: str = "total", count: float = 1) -> None:
    """Add to one of a host's counts."""
    name = f"{REQUESTS}/{host}/{what}"
    stats.set_value(name, stats.get_value(name, 0) + count)


def note_allowance(stats: StatsCollector, host: str, left: Allowance) -> None:
    """Note what a host still allows."""
    for what, value in (("limit", left.limit), ("remaining", left.remaining), ("resets", left.resets_at)):
        stats.set_value(f"{REQUESTS}/{host}/{what}", value)
