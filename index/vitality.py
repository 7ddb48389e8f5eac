"""How alive a repository is, from 0 to 100, with what each point comes from; told in docs/vitality.md."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.entry import Entry
    from publiccode.activity import Activity

VERSION = 1
"""Goes up with every change of the formula: two scores compare only under the same version."""

FRESH_DAYS = 90
YEAR_DAYS = 365
GONE_DAYS = 1095
DORMANT_POINTS = 15
"""The most that a repository without a commit in twelve months, or an archived one, can have."""

_RECENCY, _STEADINESS, _RELEASES, _PEOPLE = 40, 25, 15, 20
_ALONE = 12
_STEADY_MONTHS, _YOUNG_MONTHS = 6, 3


@dataclass(frozen=True, slots=True)
class Part:
    """``points`` of ``most``; ``value`` is the figure they follow from, None where it is not known.

    ``name`` is ``recency`` (days since the last commit), ``steadiness`` (months with a commit among the
    last twelve), ``releases`` (days since the last release) or ``people`` (the bus factor).
    """

    name: str
    points: int
    most: int
    value: int | None
    evidence: str


@dataclass(frozen=True, slots=True)
class Vitality:
    """``score`` is the sum of the parts' points, unless ``limit`` says why it is lower."""

    score: int
    on: str
    parts: tuple[Part, ...]
    limit: str | None = None
    version: int = VERSION


def vitality_of(entry: Entry, on: date) -> Vitality | None:
    """Return how alive an entry's repository was on a day, None where its history is not known."""
    return vitality(entry.activity, on=on, archived=entry.archived)


def vitality(activity: Activity | None, *, on: date, archived: bool = False) -> Vitality | None:
    """Return how alive a repository is, given that ``on`` is today.

    Everything looks back twelve months from ``on``, or less: no count grows for ever, so neither fame nor
    size nor age can keep a dead repository up. None where there is no history to tell it from.
    """
    if activity is None:
        return None
    silent = _days(activity.last_commit, on)
    is_dormant = silent > YEAR_DAYS
    parts = (
        _recency(silent),
        _steadiness(activity, on),
        _releases(activity, on, is_dormant=is_dormant),
        _people(activity, is_dormant=is_dormant),
    )
    score = sum(part.points for part in parts)
    limit = None
    if archived and score > DORMANT_POINTS:
        score, limit = DORMANT_POINTS, f"its host says that it is archived: {DORMANT_POINTS} at most"
    return Vitality(score, on.isoformat(), parts, limit)


def vitality_score(activity: Activity | None, *, on: date, archived: bool = False) -> int | None:
    """Return the score alone of :func:`vitality`, in half the time: an index sorts all by it."""
    if activity is None:
        return None
    silent = _days(activity.last_commit, on)
    score = _recency_points(silent) + _steadiness_points(
        _busy_months(activity, on), _wanted_months(_age(activity, on))
    )
    if silent <= YEAR_DAYS:
        score += _release_points(activity, on) + _people_points(activity)
    return min(score, DORMANT_POINTS) if archived else score


def bus_factor(shares: Iterable[int], commits: int) -> int | None:
    """Return the fewest authors that made more than half of ``commits``; None where too few are known."""
    for number, made in enumerate(accumulate(shares), start=1):
        if made * 2 > commits:
            return number
    return None


def people_at_work(activity: Activity) -> int | None:
    """Return the bus factor of the twelve months up to the last commit, None where it is not known."""
    factor = bus_factor(activity.shares, activity.commits_12m)
    return 1 if factor is None and activity.authors_12m == 1 else factor


def _recency(silent: int) -> Part:
    """Give all points for 90 days, 15 after a year, none after three; straight lines between them."""
    return Part("recency", _recency_points(silent), _RECENCY, silent, f"last commit {_ago(silent)}")


def _recency_points(silent: int) -> int:
    if silent <= YEAR_DAYS:
        return _slope(silent, (FRESH_DAYS, _RECENCY), (YEAR_DAYS, DORMANT_POINTS))
    return _slope(silent, (YEAR_DAYS, DORMANT_POINTS), (GONE_DAYS, 0))


def _steadiness(activity: Activity, on: date) -> Part:
    """Give all points for six months with a commit among the last twelve; fewer do for a young project."""
    age = _age(activity, on)
    busy = _busy_months(activity, on)
    wanted = _wanted_months(age)
    points = _steadiness_points(busy, wanted)
    evidence = f"commits in {busy} of the last 12 months"
    if wanted < _STEADY_MONTHS:
        evidence += f"; begun {_count(age, 'month')} ago or less, so {wanted} are enough"
    return Part("steadiness", points, _STEADINESS, busy, evidence)


def _age(activity: Activity, on: date) -> int:
    """Return the calendar months from the first commit to ``on``, both counted."""
    return on.year * 12 + on.month - _month(activity.first_commit)


def _wanted_months(age: int) -> int:
    return max(_YOUNG_MONTHS, min(_STEADY_MONTHS, age))


def _steadiness_points(busy: int, wanted: int) -> int:
    return round(_STEADINESS * min(1.0, busy / wanted))


def _releases(activity: Activity, on: date, *, is_dormant: bool) -> Part:
    """Give all points for a release in the last year, none after two years."""
    if activity.last_release is None:
        told = (
            f"{_count(activity.releases, 'release')}, none with a date" if activity.releases else "none yet"
        )
        return Part("releases", 0, _RELEASES, None, told)
    days = _days(activity.last_release, on)
    points = 0 if is_dormant else _release_points(activity, on)
    return Part("releases", points, _RELEASES, days, _dormant(f"last release {_ago(days)}", is_dormant))


def _release_points(activity: Activity, on: date) -> int:
    if activity.last_release is None:
        return 0
    return _slope(_days(activity.last_release, on), (YEAR_DAYS, _RELEASES), (2 * YEAR_DAYS, 0))


def _people(activity: Activity, *, is_dormant: bool) -> Part:
    """Give 12 points for one person at work, all for two or more without whom more than half would lack."""
    factor = people_at_work(activity)
    if factor is None:
        told = "who does how much is not known"
    else:
        told = f"{_count(factor, 'author')} made more than half of the commits in twelve months"
    points = 0 if is_dormant else _people_points(activity)
    return Part("people", points, _PEOPLE, factor, _dormant(told, is_dormant))


def _people_points(activity: Activity) -> int:
    if not activity.authors_12m:
        return 0
    return _PEOPLE if (people_at_work(activity) or 1) > 1 else _ALONE


def _busy_months(activity: Activity, on: date) -> int:
    """Return in how many of the twelve calendar months up to ``on`` there was a commit."""
    last = _month(activity.last_commit)
    begin = on.year * 12 + on.month - 12
    months = activity.months or (1,)
    # The last of them is the month of the last commit.
    return sum(map(bool, months[max(0, begin - (last - len(months) + 1)) :]))


def _dormant(told: str, is_dormant: bool) -> str:
    return f"{told}; does not count, for there was no commit in twelve months" if is_dormant else told


def _slope(value: int, start: tuple[int, int], end: tuple[int, int]) -> int:
    """Return the points on the straight line from ``start`` to ``end``, each a value and its points."""
    (low, high_points), (high, low_points) = start, end
    share = min(1.0, max(0.0, (value - low) / (high - low)))
    return round(high_points + (low_points - high_points) * share)


def _days(moment: str, on: date) -> int:
    """Return the days from a time to ``on``; 0 for one that is later."""
    return max(0, (on - date.fromisoformat(moment[:10])).days)


def _month(moment: str) -> int:
    return int(moment[:4]) * 12 + int(moment[5:7]) - 1


def _ago(days: int) -> str:
    return f"{_count(days, 'day')} ago" if days else "today"


def _count(number: int, one: str) -> str:
    return f"{number} {one}" if number == 1 else f"{number} {one}s"
