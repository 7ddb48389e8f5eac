from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from scrapy.exceptions import DropItem

from crawler.job import Job
from crawler.ledger import Ledger
from crawler.pipelines.harvest import HarvestPipeline
from crawler.progress import CrawlProgress
from crawler.repository import Repository
from crawler.source import HostKind, Source, SourceKind
from crawler.tokens import Tokens
from publiccode.harvest import Outcome, read_harvest
from publiccode.publisher import Publisher

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = Source("https://host.example/o", SourceKind.ORG, HostKind.GITEA, Publisher("a", "A"))


def repository(name: str) -> Repository:
    return Repository(source=SOURCE, url=f"{SOURCE.url}/{name}", location="")


@pytest.fixture
def job(tmp_path: Path) -> Any:
    seen: list[CrawlProgress] = []
    job = Job(Ledger([SOURCE], {}), Tokens({}), tmp_path / "part", tmp_path / "work", seen.append)
    return SimpleNamespace(job=job, seen=seen, part=tmp_path / "part")


@pytest.fixture
def pipeline(job):
    return HarvestPipeline(SimpleNamespace(spider=SimpleNamespace(job=job.job)))  # type: ignore[arg-type]  # enough


def outcomes(job: Any) -> dict[str, str]:
    with job.part.open("rb") as part:
        return {record.repository.rpartition("/")[2]: record.outcome for record in read_harvest(part)}


def test_a_repository_gets_one_line(pipeline, job):
    job.job.ledger.open(SOURCE, f"{SOURCE.url}/x")
    pipeline.process_item(repository("x").record(Outcome.FOUND, text="name: x"))
    with pytest.raises(DropItem):
        pipeline.process_item(repository("x").record(Outcome.HOST_ERROR))
    job.job.harvest.close(job.job.ledger)
    assert outcomes(job) == {"x": "found"}
    assert job.seen == [CrawlProgress(looked_at=1, found=1, total=1, source=SOURCE.url)]


def test_what_was_listed_and_not_looked_at_has_a_line_too(pipeline, job):
    for name in ("x", "y"):
        job.job.ledger.open(SOURCE, f"{SOURCE.url}/{name}")
    pipeline.process_item(repository("x").record(Outcome.ABSENT))
    job.job.harvest.close(job.job.ledger)
    assert outcomes(job) == {"x": "absent", "y": "skipped"}


def test_what_no_json_can_hold_costs_its_own_record_only(pipeline, job):
    pipeline.process_item(repository("x").record(Outcome.FOUND, root=("\udcff",)))
    pipeline.process_item(repository("y").record(Outcome.FOUND))
    job.job.harvest.close(job.job.ledger)
    assert outcomes(job) == {"x": "host-error", "y": "found"}
