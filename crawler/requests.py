"""Counting requests by host, in Scrapy's stats."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from scrapy.statscollectors import StatsCollector

REQUESTS = "riuso/requests"
"""Stats ``riuso/requests/HOST/total``, ``not_modified``, ``errors`` and ``waited_s``."""


def host_of(url: str) -> str:
    """Return the host a request is counted for: its name and port; ``file`` for the local disk."""
    parts = urlsplit(url)
    return "file" if parts.scheme.endswith("file") else parts.netloc.lower()


def count_request(stats: StatsCollector, host: str, what: str = "total", count: float = 1) -> None:
    """Add to one of a host's counts."""
    name = f"{REQUESTS}/{host}/{what}"
    stats.set_value(name, stats.get_value(name, 0) + count)
