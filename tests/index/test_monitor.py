from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from index.entry import State
from index.monitor import Thresholds, judge
from publiccode.run import Changes, HostRequests, RunReport, SourceResult

NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)
GOOD = RunReport(
    run="20260102T034500Z",
    started="2026-01-02T03:45:00Z",
    finished="2026-01-02T04:00:00Z",
    sources=tuple(SourceResult("p", f"https://a.example/{n}", "gitea", 10) for n in range(10)),
    repositories={"found": 60, "absent": 40},
    requests={"a.example": HostRequests(total=120)},
)
SOFTWARE = {State.LISTED: 50, State.VANISHED: 500}


def exceeded(report: RunReport | None = GOOD, **thresholds: float | None) -> set[str]:
    chosen = Thresholds(**thresholds)  # type: ignore[arg-type]  # names and numbers, as the file gives them
    return {one.name for one in judge(report, SOFTWARE, chosen, NOW) if one.exceeded}


def failing(number: int) -> RunReport:
    sources = tuple(
        replace(source, failure="down") if place < number else source
        for place, source in enumerate(GOOD.sources)
    )
    return replace(GOOD, sources=sources)


def test_a_good_night_is_well():
    assert exceeded() == set()


@pytest.mark.parametrize(
    ("report", "name"),
    [
        (None, "crawled"),
        (replace(GOOD, exit=4), "crawled"),
        (replace(GOOD, dropped="too much"), "published"),
        (replace(GOOD, finished="2025-12-31T11:59:00Z"), "age_hours"),
        (failing(2), "failed_sources"),
        (replace(GOOD, repositories={"found": 80, "unreachable": 11, "timed-out": 9}), "failed_repositories"),
    ],
)
def test_what_is_not_well_without_any_setting(report, name):
    assert exceeded(report) == {name}


def test_just_at_the_bound_is_well():
    assert exceeded(failing(1)) == set()
    assert exceeded(replace(GOOD, repositories={"found": 90, "unreachable": 10})) == set()
    assert exceeded(replace(GOOD, finished="2025-12-31T12:00:00Z")) == set()


def test_what_a_budget_put_off_did_not_fail():
    assert exceeded(replace(GOOD, repositories={"found": 10, "skipped": 90})) == set()


def test_each_threshold_can_be_set_and_switched_off():
    bad = replace(
        failing(10),
        repositories={"unreachable": 1},
        finished="2025-01-01T00:00:00Z",
        started="2024-12-31T22:00:00Z",
        changes=Changes(invalid=("a", "b"), vanished=("c",)),
    )
    off = dict.fromkeys(Thresholds.__slots__)

    assert exceeded(bad, **off) == set()
    for name, bound in (
        ("age_hours", 8000),
        ("failed_sources", 99.9),
        ("failed_repositories", 50),
        ("turned_invalid", 1),
        ("vanished", 0),
        ("minutes", 119),
        ("requests", 119),
        ("min_software", 51),
    ):
        assert exceeded(bad, **{**off, name: bound}) == {name}
    assert (
        exceeded(bad, **{**off, "turned_invalid": 2, "vanished": 1, "minutes": 120, "requests": 120}) == set()
    )


def test_what_is_not_well_comes_first_and_says_the_bound():
    first = judge(failing(2), SOFTWARE, Thresholds(), NOW)[0]

    assert (first.name, first.value, first.bound) == ("failed_sources", 20.0, 10.0)
    assert first.told == "2 of 10 sources failed (at most 10 %)"
