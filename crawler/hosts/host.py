"""What every host class is: sources in, requests and harvest records out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from crawler.ledger import Ledger
    from crawler.outputs import Output
    from crawler.source import HostKind, Source
    from crawler.tokens import Tokens


class Host(ABC):
    """A hosting software: which requests list a source, and which bring one file.

    A callback reads one kind of response and yields requests and records. It never sleeps, writes, parses
    YAML or knows another host.
    """

    kind: ClassVar[HostKind]

    def __init__(self, ledger: Ledger, tokens: Tokens) -> None:
        self.ledger = ledger
        self.tokens = tokens

    @abstractmethod
    def start(self, source: Source) -> AsyncIterator[Output]:
        """Yield the first requests and records of a source."""

    async def together(self, sources: Sequence[Source]) -> AsyncIterator[Output]:
        """Yield those of several sources, as of a list; a host that can ask for them in one request does."""
        for source in sources:
            async for output in self.start(source):
                yield output
