"""What Scrapy and Twisted take of the process: its signals and its standard error."""

from __future__ import annotations

import signal
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from twisted.internet.error import ReactorNotRunning
from twisted.logger import globalLogBeginner

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def signals_restored() -> Iterator[None]:
    """Give the signals back to whom they belonged: Scrapy and Twisted keep them."""
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD)
    before = {one: signal.getsignal(one) for one in signals}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def keep_twisted_from_stderr() -> None:
    """Leave what Twisted logs to Scrapy's log: until told, it prints tracebacks to standard error as well."""
    globalLogBeginner.beginLoggingTo((), redirectStandardIO=False, discardBuffer=True)


def end_reactor() -> None:
    """End the process's event loop, whatever is still under way."""
    from twisted.internet import reactor  # noqa: PLC0415 - importing it earlier would install another one

    with suppress(ReactorNotRunning):
        reactor.stop()  # type: ignore[misc]  # Twisted types its reactor as a module of functions
