"""The process's signals, which Scrapy and Twisted take and keep."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

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
