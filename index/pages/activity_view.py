"""A repository's activity: a few figures and a small picture of twelve months."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from index.pages.views import ActivityView, Bar, VitalityView
from index.vitality import vitality_of

if TYPE_CHECKING:
    from index.entry import Entry
    from index.pages.wording import Wording
    from publiccode.activity import Activity

_HEIGHT = 100


def activity_view(activity: Activity, wording: Wording) -> ActivityView:
    """Draw one bar a month; the last is the month of the last commit."""
    most = max(activity.months, default=0)
    names = _months_until(activity.last_commit, len(activity.months))
    bars = tuple(
        Bar(wording.month(month), commits, _height(commits, most))
        for month, commits in zip(names, activity.months, strict=True)
    )
    until = wording.month(activity.last_commit)
    commits, authors = wording.number(activity.commits_12m), wording.number(activity.authors_12m)
    facts = [
        ("Last commit", wording.date(activity.last_commit)),
        ("First commit", wording.date(activity.first_commit)),
        ("Commits in the last active year", commits),
        ("Authors in the last active year", authors),
        ("Commits in all", wording.number(activity.commits)),
        ("Authors in all", wording.number(activity.authors)),
        ("Releases", wording.number(activity.releases)),
    ]
    if activity.last_release:
        facts.append(("Last release", wording.date(activity.last_release)))
    return ActivityView(
        bars=bars if most else (),
        facts=tuple(facts),
        caption=f"Commits a month until {until}; {wording.number(most)} at most",
        truncated=activity.truncated,
    )


def vitality_view(entry: Entry, as_of: str, wording: Wording) -> VitalityView | None:
    """Return the vitality on the day of the last run, so that the same catalogue gives the same page."""
    told = vitality_of(entry, date.fromisoformat(as_of)) if as_of else None
    if told is None:
        return None
    parts = tuple(
        (part.name.capitalize(), f"{part.points} of {part.most}", part.evidence) for part in told.parts
    )
    return VitalityView(told.score, wording.date(told.on), parts, told.limit or "")


def _height(commits: int, most: int) -> int:
    """Return hundredths of the busiest month; a month with any commit is seen."""
    return max(4, round(commits * _HEIGHT / most)) if commits > 0 and most else 0


def _months_until(last: str, number: int) -> list[str]:
    year, month = int(last[:4]), int(last[5:7])
    ends = year * 12 + month - 1
    return [f"{value // 12:04}-{value % 12 + 1:02}-01" for value in range(ends - number + 1, ends + 1)]
