"""The crawl's log, in which no token can be read."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.tokens import Tokens


class _RedactingFormatter(logging.Formatter):
    """Formats as another formatter does; the text of exceptions is redacted too."""

    def __init__(self, inner: logging.Formatter, tokens: Tokens) -> None:
        super().__init__()
        self._inner = inner
        self._tokens = tokens

    def format(self, record: logging.LogRecord) -> str:
        return self._tokens.redact(self._inner.format(record))


def redact_logs(tokens: Tokens) -> None:
    """Hide ``tokens`` in all that is logged from now on."""
    for handler in logging.getLogger().handlers:
        inner = handler.formatter or logging.Formatter()
        handler.setFormatter(_RedactingFormatter(inner, tokens))
