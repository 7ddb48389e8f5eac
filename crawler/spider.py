"""The one spider: a source is configuration, a hosting software is a host class."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from scrapy import Spider

from crawler.hosts import HOSTS, why_not

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from crawler.hosts.host import Output
    from crawler.job import Job

_BREATH_S = 0.05
"""How long the spider waits before it looks again whether the engine takes more."""


class HarvestSpider(Spider):
    """Drive every source of a :class:`crawler.job.Job`."""

    name = "harvest"

    def __init__(self, job: Job, **options: Any) -> None:
        super().__init__(**options)
        self.job = job

    async def start(self) -> AsyncIterator[Output]:
        """Yield what the sources' hosts yield, no faster than the engine takes it."""
        ledger = self.job.ledger
        hosts = {kind: host(ledger, self.job.tokens) for kind, host in HOSTS.items()}
        for source in ledger.sources:
            host = hosts.get(source.host)
            if host is None:
                ledger.fail(source, why_not(source))
                continue
            async for output in host.start(source):
                yield output
                while self.crawler.engine.needs_backout() and self.crawler.engine.running:
                    await asyncio.sleep(_BREATH_S)
