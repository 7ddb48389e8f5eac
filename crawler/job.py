"""What one crawl is given: its books, its tokens, what it may spend, where it writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from crawler.budget import Spending
from crawler.harvest_file import HarvestFile
from crawler.ledger import Ledger
from crawler.options import CrawlOptions
from crawler.progress import CrawlProgress
from crawler.tokens import Tokens


@dataclass(frozen=True)
class Job:
    """``part`` is the harvest while it is written, ``work`` a folder for what is removed when the crawl ends.

    ``progress`` is called after every record.
    """

    ledger: Ledger
    tokens: Tokens
    part: Path
    work: Path
    progress: Callable[[CrawlProgress], None] | None = None
    options: CrawlOptions = field(default_factory=CrawlOptions)

    @cached_property
    def spending(self) -> Spending:
        return Spending(self.options)

    @cached_property
    def harvest(self) -> HarvestFile:
        """The harvest, made when it is first asked for."""
        return HarvestFile(self.part, self.tokens)
