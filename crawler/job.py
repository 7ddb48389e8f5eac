"""What one crawl is given: its books, its tokens, where it writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from crawler.ledger import Ledger
from crawler.progress import CrawlProgress
from crawler.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Job:
    """``part`` is the harvest while it is written, ``work`` a folder for what is removed when the crawl ends.

    ``progress`` is called after every record.
    """

    ledger: Ledger
    tokens: Tokens
    part: Path
    work: Path
    progress: Callable[[CrawlProgress], None] | None = None
