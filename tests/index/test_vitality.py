"""How alive: dead scores low however famous, small and living scores high, every part says why."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.vitality import DORMANT_POINTS, bus_factor, vitality, vitality_of, vitality_score
from publiccode.activity import Activity
from tests.index.corpus import activity_of
from tests.index.entries import PROTOCOLLO

ON = date(2026, 6, 15)
STEADY = (1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1)
SMALL = Activity(
    head="h",
    first_commit="2021-05-04T10:00:00Z",
    last_commit="2026-06-01T10:00:00Z",
    commits=40,
    authors=1,
    merges=0,
    releases=2,
    last_release="2026-01-10T10:00:00Z",
    commits_12m=7,
    authors_12m=1,
    months=STEADY,
    shares=(7,),
    releases_12m=1,
)
FAMOUS = replace(
    SMALL,
    first_commit="2006-01-01T00:00:00Z",
    commits=90_000,
    authors=4_000,
    merges=20_000,
    releases=400,
    commits_12m=9_000,
    authors_12m=300,
    months=(750,) * 12,
    shares=(300,) * 20,
    releases_12m=24,
)


def told(activity: Activity, on: date = ON, **more: bool):
    result = vitality(activity, on=on, **more)
    assert result is not None
    return result


def ended(activity: Activity, days: int) -> Activity:
    """Return the same history with its last commit and last release ``days`` before ``ON``."""
    last = (datetime(ON.year, ON.month, ON.day) - timedelta(days=days)).strftime("%Y-%m-%dT00:00:00Z")
    return replace(activity, last_commit=last, last_release=last)


def test_a_small_living_repository_is_not_punished_for_being_small():
    assert told(SMALL).score == 92
    assert told(replace(SMALL, releases=0, last_release=None, releases_12m=0)).score == 77
    assert told(FAMOUS).score == 100


@pytest.mark.parametrize("days", [366, 400, 600, 730, 1000, 1095, 5000])
def test_a_dead_repository_scores_under_20_however_famous(days):
    result = told(ended(FAMOUS, days))

    assert result.score < 20
    assert result.score == told(ended(SMALL, days)).score
    if days >= 1095:
        assert result.score == 0
    assert "does not count" in result.parts[-1].evidence


def test_silence_never_raises_the_score():
    scores = [told(ended(FAMOUS, days)).score for days in range(0, 1500, 7)]

    assert scores == sorted(scores, reverse=True)


def test_the_score_is_the_sum_of_its_parts_and_each_says_why():
    result = told(SMALL)

    assert result.score == sum(part.points for part in result.parts)
    assert sum(part.most for part in result.parts) == 100
    assert [(part.name, part.points, part.value) for part in result.parts] == [
        ("recency", 40, 14),
        ("steadiness", 25, 7),
        ("releases", 15, 156),
        ("people", 12, 1),
    ]
    assert [part.evidence for part in result.parts] == [
        "last commit 14 days ago",
        "commits in 7 of the last 12 months",
        "last release 156 days ago",
        "1 author made more than half of the commits in twelve months",
    ]
    assert (result.on, result.version, result.limit) == ("2026-06-15", 1, None)


def test_recency_falls_on_straight_lines():
    points = {days: told(ended(SMALL, days)).parts[0].points for days in (0, 90, 227, 365, 730, 1095)}

    assert points == {0: 40, 90: 40, 227: 28, 365: 15, 730: 8, 1095: 0}


def test_months_are_those_before_today_not_before_the_last_commit():
    months = told(ended(FAMOUS, 200)).parts[1]

    assert months.value == 5
    assert told(ended(replace(FAMOUS, months=(9,) * 11 + (1,)), 340)).parts[1].value == 1


def test_a_young_repository_needs_fewer_months():
    young = replace(SMALL, first_commit="2026-04-20T00:00:00Z", months=(0,) * 9 + (1, 1, 1))

    assert told(young).parts[1].points == 25
    assert "so 3 are enough" in told(young).parts[1].evidence
    fresh = replace(young, first_commit=SMALL.last_commit, months=(0,) * 11 + (1,))
    assert told(fresh).parts[1].points == 8


def test_the_bus_factor_is_the_fewest_who_did_more_than_half():
    assert bus_factor((7,), 7) == 1
    assert bus_factor((5, 5), 10) == 2
    assert bus_factor((6, 4), 10) == 1
    assert bus_factor((2, 2, 2, 2, 2), 10) == 3
    assert bus_factor((), 0) is None
    assert bus_factor((1,) * 20, 100) is None


def test_what_is_not_known_is_said():
    old = replace(FAMOUS, shares=(), months=(), last_release=None)
    parts = told(old).parts

    assert (parts[3].value, parts[3].points) == (None, 12)
    assert "not known" in parts[3].evidence
    assert parts[1].value == 1
    assert parts[2].evidence == "400 releases, none with a date"
    assert vitality(None, on=ON) is None


def test_an_archived_repository_is_not_alive():
    result = told(FAMOUS, archived=True)

    assert result.score == DORMANT_POINTS < 20
    assert "archived" in (result.limit or "")
    assert told(ended(FAMOUS, 800), archived=True).limit is None
    assert vitality_of(replace(PROTOCOLLO, archived=True, activity=FAMOUS), ON) == result


def test_a_day_before_the_last_commit_is_taken_as_its_day():
    assert told(SMALL, on=date(2026, 5, 1)).parts[0].value == 0


@pytest.mark.corpus
def test_real_repositories_spread_over_the_whole_scale(shared):
    """The Italian index gave 46 to 100 to all; here those silent for a year are all under 20."""
    on = date(2026, 9, 1)
    scores = {}
    for fact in json.loads((shared / "corpus" / "index.json").read_text()):
        activity = activity_of(fact)
        silent = (on - date.fromisoformat(fact["head_date"][:10])).days
        scores[fact["repo"]] = (silent, told(activity, on).score)

    assert all(score < 20 for silent, score in scores.values() if silent > 365)
    assert all(score > 40 for silent, score in scores.values() if silent < 60)


_MOMENTS = st.dates(date(2019, 1, 1), date(2026, 12, 31)).map(lambda day: f"{day}T08:00:00Z")


@given(
    st.builds(
        lambda **facts: replace(SMALL, **facts),
        first_commit=_MOMENTS,
        last_commit=_MOMENTS,
        last_release=st.none() | _MOMENTS,
        authors_12m=st.integers(0, 3),
        commits_12m=st.integers(0, 20),
        months=st.lists(st.integers(0, 3), max_size=14).map(tuple),
        shares=st.lists(st.integers(1, 9), max_size=4).map(tuple),
    ),
    st.booleans(),
)
def test_the_score_alone_is_the_score_with_its_parts(activity, archived):
    assert vitality_score(activity, on=ON, archived=archived) == told(activity, archived=archived).score
    assert vitality_score(None, on=ON) is None
