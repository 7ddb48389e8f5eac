"""A repository's activity: a few figures and a small picture of twelve months."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from index.pages.views import ActivityView, Bar, VitalityView
from index.pages.wording import msg
from index.vitality import DORMANT_POINTS, vitality_of

if TYPE_CHECKING:
    from index.entry import Entry
    from index.pages.wording import Wording
    from index.vitality import Part, Vitality
    from publiccode.activity import Activity

_HEIGHT = 100


def activity_view(activity: Activity, wording: Wording) -> ActivityView:
    """Draw one bar a month; the last is the month of the last commit."""
    say, number = wording.say, wording.number
    most = max(activity.months, default=0)
    names = _months_until(activity.last_commit, len(activity.months))
    bars = tuple(
        Bar(wording.month(month), commits, _height(commits, most))
        for month, commits in zip(names, activity.months, strict=True)
    )
    facts = [
        (say("Last commit"), wording.date(activity.last_commit)),
        (say("First commit"), wording.date(activity.first_commit)),
        (say("Commits in the last active year"), number(activity.commits_12m)),
        (say("Authors in the last active year"), number(activity.authors_12m)),
        (say("Commits in all"), number(activity.commits)),
        (say("Authors in all"), number(activity.authors)),
        (say("Releases"), number(activity.releases)),
    ]
    if activity.last_release:
        facts.append((say("Last release"), wording.date(activity.last_release)))
    return ActivityView(
        bars=bars if most else (),
        facts=tuple(facts),
        caption=say(
            "Commits a month until {month}; {number} at most",
            month=wording.month(activity.last_commit),
            number=number(most),
        ),
        truncated=activity.truncated,
    )


_PARTS = {
    "recency": msg("Recent work"),
    "steadiness": msg("Steady work"),
    "releases": msg("Releases"),
    "people": msg("People"),
}


def vitality_shown(entry: Entry, as_of: str) -> Vitality | None:
    """Return the vitality on the first day of the month of the last run, None where there is none.

    A page must not change every night because a day has passed.
    """
    return vitality_of(entry, date.fromisoformat(f"{as_of[:7]}-01")) if as_of else None


def vitality_view(entry: Entry, as_of: str, wording: Wording) -> VitalityView | None:
    """Return the vitality in the month of the last run."""
    told = vitality_shown(entry, as_of)
    if told is None or entry.activity is None:
        return None
    parts = tuple(
        (
            wording.say(_PARTS[part.name]) if part.name in _PARTS else part.name,
            wording.say("{points} of {most}", points=part.points, most=part.most),
            _evidence(part, entry.activity, wording),
        )
        for part in told.parts
    )
    limit = wording.say("Its owner archived it: {most} points at most.", most=DORMANT_POINTS)
    return VitalityView(told.score, wording.month(told.on), parts, limit if told.limit else "")


def _evidence(part: Part, activity: Activity, wording: Wording) -> str:
    """Say in the reader's language which figure the points follow from."""
    match part.name:
        case "recency":
            return wording.say("last commit on {date}", date=wording.date(activity.last_commit))
        case "steadiness":
            return wording.say("commits in {number} of the last 12 months", number=part.value)
        case "releases" if activity.last_release:
            return wording.say("last release on {date}", date=wording.date(activity.last_release))
        case "releases":
            return wording.say("no release with a date")
        case "people":
            return _people(part, wording)
        case _:
            return part.evidence


def _people(part: Part, wording: Wording) -> str:
    if part.value is None:
        return wording.say("who does how much is not known")
    return wording.count(
        part.value,
        "{number} person made more than half of the commits in twelve months",
        "{number} people made more than half of the commits in twelve months",
    )


def _height(commits: int, most: int) -> int:
    """Return hundredths of the busiest month; a month with any commit is seen."""
    return max(4, round(commits * _HEIGHT / most)) if commits > 0 and most else 0


def _months_until(last: str, number: int) -> list[str]:
    year, month = int(last[:4]), int(last[5:7])
    ends = year * 12 + month - 1
    return [f"{value // 12:04}-{value % 12 + 1:02}-01" for value in range(ends - number + 1, ends + 1)]
