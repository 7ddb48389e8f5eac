"""The harvest while it is written: whole lines, at once, on disk when it is closed."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

from crawler.pipelines.validation import judge
from publiccode.harvest import HarvestRecord, Outcome, encode_record

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.ledger import Ledger
    from crawler.tokens import Tokens

logger = logging.getLogger(__name__)


class HarvestFile:
    """A file of records, begun anew; ``tokens`` are those that must not be in it."""

    def __init__(self, path: Path, tokens: Tokens) -> None:
        self.path = path
        self._tokens = tokens
        self._stream = path.open("wb", buffering=0)

    def write(self, record: HarvestRecord) -> None:
        """Append a record, so that a crash loses no whole line; raises OSError where the disk is full."""
        line = memoryview(self._tokens.redact_bytes(_encoded(record)))
        while line:
            line = line[self._stream.write(line) :]

    def close(self, ledger: Ledger) -> None:
        """Write a record for what was listed and has none; then see all on disk. Once is enough."""
        if self._stream.closed:
            return
        for record in map(judge, ledger.unsettled()):
            ledger.settle(record)
            self.write(record)
        os.fsync(self._stream.fileno())
        self._stream.close()

    def abandon(self) -> None:
        """Close the file as it is."""
        self._stream.close()


def _encoded(record: HarvestRecord) -> bytes:
    """Return a record as a line; one that holds what no JSON can hold ends as a failure of riuso's."""
    try:
        return encode_record(record)
    except (ValueError, TypeError):
        logger.exception("riuso failed on the record of %s", record.repository)
        return encode_record(
            HarvestRecord(
                publisher=record.publisher,
                source=record.source,
                host=record.host,
                repository=record.repository,
                outcome=Outcome.HOST_ERROR,
                fetched_at=record.fetched_at,
                detail="riuso failed on this record; crawl.log says how",
            )
        )
