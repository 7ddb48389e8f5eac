"""Runs whole crawls for tests, each in a process of its own, and reads what they wrote."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from publiccode.harvest import HarvestRecord, read_harvest
from publiccode.run import RunReport
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

TIME_LIMIT = 120.0


@dataclass(frozen=True)
class Crawled:
    """A finished crawl; ``records`` are by repository URL."""

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
    environment: dict[str, str] = field(default_factory=dict)
    nights: int = 0
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def __call__(
        self, *publishers: Mapping[str, Any], after: Crawled | None = None, code: int | None = None
    ) -> Crawled:
        """Crawl ``publishers``, entries of a publishers file, with what an earlier crawl made known."""
        process = self.start(*publishers, after=after)
        out, errors = process.communicate(timeout=TIME_LIMIT)
        assert "Traceback" not in errors, errors
        assert process.returncode in {0, 3, 4}, errors
        directory = self.folder / f"night{self.nights}"
        harvest = directory / "harvest.jsonl"
        with harvest.open("rb") as stream:
            every = list(read_harvest(stream))
        records = {record.repository: record for record in every}
        assert len(records) == len(every), "a repository has more than one record"
        assert not (directory / "work").exists()
        crawled = Crawled(
            report=msgspec.json.decode(out, type=RunReport),
            records=records,
            directory=directory,
            code=process.returncode,
            harvests=(*(after.harvests if after else ()), harvest),
        )
        assert crawled.report.exit == crawled.code
        assert "riuso failed" not in crawled.log, crawled.log
        if code is not None:
            assert crawled.code == code, crawled.report
        return crawled

    def start(self, *publishers: Mapping[str, Any], after: Crawled | None = None) -> subprocess.Popen[str]:
        """Start a crawl and leave it running."""
        self.nights += 1
        self.folder.mkdir(exist_ok=True)
        file = self.folder / f"publishers{self.nights}.yml"
        file.write_text(json.dumps([_entry(one, number) for number, one in enumerate(publishers)]))
        harvests = [str(harvest) for harvest in after.harvests] if after else []
        arguments = [str(file), str(self.folder / f"night{self.nights}"), *harvests]
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.crawler.one_crawl", *arguments],
            cwd=ROOT,
            env={**kept, "PYTHONWARNINGS": "error", **self.environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.started.append(process)
        return process

    def end(self) -> None:
        """End what a failed test left running."""
        for process in self.started:
            if process.returncode is None:
                process.kill()
                process.communicate()


def _entry(publisher: Mapping[str, Any], number: int) -> dict[str, Any]:
    """Return a publishers file's entry; JSON is YAML."""
    return {"id": f"p{number}", "name": f"Publisher {number}", **publisher}


def failures(crawled: Crawled) -> list[str]:
    """Return why each source failed, an empty text for one that did not."""
    return [source.failure or "" for source in crawled.report.sources]
