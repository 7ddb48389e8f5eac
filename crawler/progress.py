"""How far a crawl is, for a progress bar."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CrawlProgress:
    """``total`` counts the repositories listed or known so far, so it may grow."""

    looked_at: int
    found: int
    total: int
    source: str
