"""Harvest records for tests of the orchestration, made from the example files."""

from __future__ import annotations

from publiccode import validate
from publiccode.harvest import HarvestRecord, Outcome
from publiccode.publisher import Publisher
from tests.conftest import ROOT

SOFTWARE = ROOT / "examples" / "software"


def record(name: str = "comune-valdora/protocollo-aperto", *, text: str | None = None) -> HarvestRecord:
    """Return what a crawl brings of an example file, or of ``text`` in its place."""
    text = (SOFTWARE / name / "publiccode.yml").read_text(encoding="utf-8") if text is None else text
    report = validate(text)
    return HarvestRecord(
        publisher=Publisher(id="xx-example", name="Example"),
        source="https://code.example/owner",
        host="git",
        repository=f"https://code.example/{name}",
        outcome=Outcome.FOUND,
        fetched_at="2026-01-31T03:45:10Z",
        blob="b" * 40,
        text=text,
        software=report.software,
        problems=report.problems,
    )
