"""Runs whole crawls for tests, each in a process of its own, and reads what they wrote."""

from __future__ import annotations

import json
import posixpath
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from publiccode.harvest import HarvestRecord, read_harvest
from publiccode.run import RunReport
from tests.forking import Forked, Forker

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Crawled:
    """A finished crawl; ``records`` are by repository URL, with ``#folder`` for one of a sub-folder."""

    report: RunReport
    records: dict[str, HarvestRecord]
    directory: Path
    code: int
    harvests: tuple[Path, ...] = ()

    @property
    def log(self) -> str:
        return (self.directory / "crawl.log").read_text(encoding="utf-8")

    @property
    def outcomes(self) -> dict[str, str]:
        return {url: record.outcome.value for url, record in self.records.items()}

    @property
    def record(self) -> HarvestRecord:
        """The only record."""
        (record,) = self.records.values()
        return record


@dataclass
class Crawling:
    """Crawls into numbered folders below ``folder``."""

    folder: Path
    forker: Forker
    environment: dict[str, str] = field(default_factory=dict)
    nights: int = 0
    running: list[Forked] = field(default_factory=list)

    @property
    def directory(self) -> Path:
        """The folder of the latest crawl."""
        return self.folder / f"night{self.nights}"

    def __call__(
        self, *publishers: Mapping[str, Any], after: Crawled | None = None, code: int | None = None
    ) -> Crawled:
        """Crawl ``publishers``, entries of a publishers file, with what an earlier crawl made known."""
        ended = self.end_of(self.start(*publishers, after=after))
        assert ended.code in {0, 3, 4}, ended.errors
        harvest = self.directory / "harvest.jsonl"
        with harvest.open("rb") as stream:
            every = list(read_harvest(stream))
        records = {place_of(record): record for record in every}
        assert len(records) == len(every), "a place has more than one record"
        assert not (self.directory / "work").exists()
        crawled = Crawled(
            report=msgspec.json.decode(ended.out, type=RunReport),
            records=records,
            directory=self.directory,
            code=ended.code,
            harvests=(*(after.harvests if after else ()), harvest),
        )
        assert crawled.report.exit == crawled.code
        assert "riuso failed" not in crawled.log, crawled.log
        if code is not None:
            assert crawled.code == code, crawled.report
        return crawled

    def start(self, *publishers: Mapping[str, Any], after: Crawled | None = None) -> Forked:
        """Start a crawl and leave it running."""
        self.nights += 1
        self.folder.mkdir(exist_ok=True)
        file = self.folder / f"publishers{self.nights}.yml"
        file.write_text(json.dumps([_entry(one, number) for number, one in enumerate(publishers)]))
        harvests = [str(harvest) for harvest in after.harvests] if after else []
        out, errors = self.folder / f"out{self.nights}", self.folder / f"errors{self.nights}"
        arguments = [str(file), str(self.directory), *harvests]
        self.running.append(self.forker.start(arguments, self.environment, out, errors))
        return self.running[-1]

    def end_of(self, crawl: Forked) -> Ended:
        """Wait for a crawl, which must end in time and without a traceback."""
        code = crawl.wait()
        self.running.remove(crawl)
        ended = Ended(code, crawl.out.read_bytes(), crawl.errors.read_text(encoding="utf-8"))
        assert "Traceback" not in ended.errors, ended.errors
        return ended

    def end(self) -> None:
        """End what a failed test left running."""
        for crawl in self.running:
            crawl.kill()
            crawl.wait()


@dataclass(frozen=True)
class Ended:
    """How a crawl ended and what it printed."""

    code: int
    out: bytes
    errors: str


def place_of(record: HarvestRecord) -> str:
    folder = posixpath.dirname(record.path)
    return f"{record.repository}#{folder}" if folder else record.repository


def _entry(publisher: Mapping[str, Any], number: int) -> dict[str, Any]:
    """Return a publishers file's entry; JSON is YAML."""
    return {"id": f"p{number}", "name": f"Publisher {number}", **publisher}


def failures(crawled: Crawled) -> list[str]:
    """Return why each source failed, an empty text for one that did not."""
    return [source.failure or "" for source in crawled.report.sources]
