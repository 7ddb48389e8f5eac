"""The one spider: a source is configuration, a hosting software is a host class."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from scrapy import Spider

from crawler.hosts import HOSTS
from crawler.source import HostKind, Source

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Sequence

    from crawler.budget import Spending
    from crawler.job import Job
    from crawler.options import CrawlOptions
    from crawler.outputs import Output

_BREATH_S = 0.05
"""How long the spider waits before it looks again whether the engine takes more."""


class HarvestSpider(Spider):
    """Drive every source of a :class:`crawler.job.Job`."""

    name = "harvest"

    def __init__(self, job: Job, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.job = job
        self._hosts = {kind: host(job.ledger, job.tokens) for kind, host in HOSTS.items()}
        self._at_stop: list[Callable[[], None]] = []

    @property
    def options(self) -> CrawlOptions:
        return self.job.options

    @property
    def spending(self) -> Spending:
        return self.job.spending

    def at_stop(self, end: Callable[[], None]) -> None:
        """Have ``end`` called when the crawl is told to stop, before it waits for what is under way."""
        self._at_stop.append(end)

    def stop(self) -> None:
        """End what would keep the crawl from stopping."""
        for end in self._at_stop:
            end()

    async def start(self) -> AsyncIterator[Output]:
        """Yield what the sources' hosts yield, no faster than the engine takes it."""
        ledger = self.job.ledger
        spending = self.job.spending
        spending.begin()
        for source in ledger.sources:
            if (why := spending.why_no_time()) is not None:
                ledger.leave(source, why)
                continue
            async with aclosing(self.begin(source)) as outputs:
                async for output in outputs:
                    yield output
                    if (why := spending.why_no_time()) is not None:
                        ledger.leave(source, why)
                        break
                    while self.crawler.engine.needs_backout() and self.crawler.engine.running:
                        await asyncio.sleep(_BREATH_S)

    async def begin(self, source: Source) -> AsyncGenerator[Output]:
        """Yield what one source begins with, and what those begin with that it names at once."""
        async for output in self._onward(self._hosts[source.host].start(source), [source]):
            yield output

    async def together(self, sources: Iterable[Source]) -> AsyncIterator[Output]:
        """Yield what several sources begin with, those of one kind of host together."""
        kinds: dict[HostKind, list[Source]] = {}
        for source in sources:
            kinds.setdefault(source.host, []).append(source)
        for kind, alike in kinds.items():
            async for output in self._onward(self._hosts[kind].together(alike), alike):
                yield output

    async def _onward(
        self, outputs: AsyncIterator[Output], sources: Sequence[Source]
    ) -> AsyncIterator[Output]:
        """Yield outputs, and in place of further sources what these begin with.

        Where riuso itself fails, the others still have their turn.
        """
        named: list[Source] = []
        try:
            async for output in outputs:
                if isinstance(output, Source):
                    named.append(output)
                else:
                    yield output
        except Exception:
            for source in sources:
                self.logger.exception("riuso failed on %s", source.url)
                self.job.ledger.fail(source, "riuso failed here; crawl.log says how")
        if named:
            async for output in self.together(named):
                yield output
