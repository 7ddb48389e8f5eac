from __future__ import annotations

from types import SimpleNamespace

import pytest

from crawler.pipelines import validation
from crawler.repository import Repository
from crawler.source import HostKind, Source, SourceKind
from publiccode.harvest import Outcome
from publiccode.publisher import Publisher
from tests.crawler.conftest import text

SOURCE = Source("https://host.example/o", SourceKind.ORG, HostKind.GITEA, Publisher("a", "A"))
REPOSITORY = Repository(source=SOURCE, url="https://host.example/o/r", location="")


class Stats(dict[str, int]):
    def inc_value(self, name: str) -> None:
        self[name] = self.get(name, 0) + 1


@pytest.fixture
def pipeline():
    return validation.ValidationPipeline(SimpleNamespace(stats=Stats()))  # type: ignore[arg-type]  # only stats are used


def test_a_text_gets_its_reading_and_its_problems(pipeline):
    record = REPOSITORY.record(Outcome.FOUND, text=text().replace("stable", "nonsense"))
    done = pipeline.process_item(record)
    assert done.software.name == "register"
    assert [problem.key for problem in done.problems if problem.level == "error"] == ["developmentStatus"]
    assert pipeline.crawler.stats == {"riuso/file/invalid": 1}


def test_without_a_text_nothing_is_validated(pipeline):
    record = REPOSITORY.record(Outcome.UNCHANGED)
    assert pipeline.process_item(record) is record


def test_a_validator_that_fails_takes_nothing_away(pipeline, monkeypatch):
    def fail(_: str) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr(validation, "validate", fail)
    done = pipeline.process_item(REPOSITORY.record(Outcome.FOUND, text=text()))
    assert (done.outcome, done.text) == (Outcome.HOST_ERROR, None)
    assert done.outcome.is_transient
