"""From a list of commits to the activity of a repository: counted, nobody remembered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

from publiccode.activity import MAX_SHARES, Activity
from publiccode.moments import rfc3339

FORMAT = "%ct%x00%P%x00%ae"
"""What ``git log`` prints for each commit: time of commit, the parents, the author's e-mail."""

_MONTHS = 12
_DAY_S = 86_400


@dataclass(slots=True)
class _Counts:
    commits: int = 0
    merges: int = 0
    authors: set[bytes] = field(default_factory=set)
    by_month: Counter[int] = field(default_factory=Counter)
    authors_by_month: dict[int, Counter[bytes]] = field(default_factory=dict)
    first: int = 0
    last: int = 0


def read_history(head: str, log: bytes, tags: bytes, *, latest: int, truncated: bool) -> Activity | None:
    """Return the activity that ``git log --format=FORMAT`` and the tags' times tell.

    A time after ``latest`` (seconds since 1970, plus a day for clocks that are off) or before 1970 is a
    wrong clock: the commit counts, its time does not. An author is a distinct e-mail address, capitals
    aside. Times of one commit come from its committer, as hosts show them. None without a single time.
    """
    counts = _Counts()
    for line in log.splitlines():
        _count(counts, line, latest + _DAY_S)
    if not counts.last:
        return None
    newest = _month(counts.last)
    window = range(newest - _MONTHS + 1, newest + 1)
    shares = sum((counts.authors_by_month.get(month, Counter()) for month in window), Counter[bytes]())
    releases = [int(time) for time in tags.split() if time.isdigit()]
    past = [time for time in releases if 0 < time <= latest + _DAY_S]
    return Activity(
        head=head,
        first_commit=_stamp(counts.first),
        last_commit=_stamp(counts.last),
        commits=counts.commits,
        authors=len(counts.authors),
        merges=counts.merges,
        releases=len(releases),
        last_release=_stamp(max(past)) if past else None,
        commits_12m=sum(counts.by_month[month] for month in window),
        authors_12m=len(shares),
        months=tuple(counts.by_month[month] for month in window),
        truncated=truncated,
        shares=tuple(commits for _, commits in shares.most_common(MAX_SHARES)),
        releases_12m=sum(_month(time) in window for time in past),
    )


def _count(counts: _Counts, line: bytes, latest: int) -> None:
    time, _, rest = line.partition(b"\0")
    parents, _, author = rest.partition(b"\0")
    if not time.lstrip(b"-").isdigit():
        return
    author = author.lower()
    counts.commits += 1
    counts.merges += b" " in parents
    counts.authors.add(author)
    when = int(time)
    if not 0 < when <= latest:
        return
    counts.first = min(counts.first or when, when)
    counts.last = max(counts.last, when)
    month = _month(when)
    counts.by_month[month] += 1
    counts.authors_by_month.setdefault(month, Counter())[author] += 1


def _month(time: int) -> int:
    """Return the months since year 0, UTC."""
    moment = datetime.fromtimestamp(time, UTC)
    return moment.year * 12 + moment.month - 1


def _stamp(time: int) -> str:
    return rfc3339(datetime.fromtimestamp(time, UTC))
