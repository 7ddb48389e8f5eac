"""Catalogues for the measurements, filled the way a crawl fills them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from index.catalogue import Catalogue
from publiccode import HarvestRecord, validate
from publiccode.harvest import Outcome
from publiccode.publisher import Publisher

if TYPE_CHECKING:
    from pathlib import Path

    from index.entry import Entry

_NIGHT = datetime(2026, 1, 15, 2, 0, tzinfo=UTC)


def entries_of(texts: dict[str, str], folder: Path) -> list[Entry]:
    """Return what the catalogue shows of ``texts`` (by ``OWNER/NAME``), one publisher an owner."""
    with Catalogue.open(folder / "catalogue.sqlite") as catalogue:
        catalogue.apply([_record(name, text) for name, text in texts.items()], run="bench", now=_NIGHT)
        return list(catalogue.entries())


def _record(name: str, text: str) -> HarvestRecord:
    owner = name.partition("/")[0]
    report = validate(text)
    return HarvestRecord(
        publisher=Publisher(id=owner.lower(), name=owner),
        source=f"https://code.example/{owner}",
        host="gitea",
        repository=f"https://code.example/{name}",
        outcome=Outcome.FOUND,
        fetched_at="2026-01-15T02:00:00Z",
        text=text,
        software=report.software,
        problems=report.problems,
    )
