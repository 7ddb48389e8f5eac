"""The catalogue in numbers: how it grew, and what its software is like; every picture with its table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.pages.browse import facet_view
from index.pages.browse_views import FacetView
from index.pages.cards import last_active
from index.pages.links import INDEX
from index.pages.wording import msg

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.entry import Entry
    from index.pages.site import Site
    from index.pages.writing import Writer

_MONTHS = 24
_MOST = 12
_FACETS = (
    "license",
    "country",
    "language",
    "category",
    "archetype",
    "status",
    "maintenance",
    "type",
    "state",
)
_AGES = (
    (3, msg("less than three months")),
    (12, msg("three to twelve months")),
    (36, msg("one to three years")),
    (None, msg("more than three years")),
)
_UNKNOWN = msg("not known")


@dataclass(frozen=True, slots=True)
class Point:
    """One bar: ``height`` in hundredths of the highest."""

    label: str
    number: int
    added: int
    height: int


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    number: int
    share: int


@dataclass(frozen=True, slots=True)
class StatisticsView:
    growth: tuple[Point, ...]
    ages: tuple[Row, ...]
    """How long ago the last work was, counted from the month of the last run."""
    facets: tuple[FacetView, ...]
    total: int


def write_statistics(writer: Writer, site: Site) -> None:
    view = statistics_view(site)
    writer.page(
        f"statistics/{INDEX}",
        "statistics.html",
        title=site.say("Statistics"),
        section="statistics",
        description=site.wording.count(
            view.total,
            "{number} software product in the catalogue, and what it is like.",
            "{number} software products in the catalogue, and what they are like.",
        ),
        view=view,
    )


def statistics_view(site: Site) -> StatisticsView:
    entries = site.listed.values()
    return StatisticsView(
        growth=_growth(entries, site),
        ages=_ages(entries, site),
        facets=tuple(facet_view(name, site, most=_MOST) for name in _FACETS if site.values.get(name)),
        total=len(site.listed),
    )


def _growth(entries: Iterable[Entry], site: Site) -> tuple[Point, ...]:
    """Count what came by month; what came before the first month shown is in its number."""
    added = Counter(entry.first_seen[:7] for entry in entries)
    if not added:
        return ()
    last = max([*added, site.as_of[:7]])
    months = [month for month in _months_until(last, _MONTHS) if month >= min(added)]
    so_far = sum(number for month, number in added.items() if month < months[0])
    points = []
    for month in months:
        so_far += added.get(month, 0)
        points.append((month, so_far, added.get(month, 0)))
    highest = points[-1][1] or 1
    return tuple(
        Point(site.wording.month(f"{month}-01"), number, new, max(1, round(number * 100 / highest)))
        for month, number, new in points
    )


def _ages(entries: Iterable[Entry], site: Site) -> tuple[Row, ...]:
    now = _number_of(site.as_of) if site.as_of else None
    counted: Counter[str] = Counter()
    for entry in entries:
        counted[_age(last_active(entry), now)] += 1
    most = max(counted.values(), default=1)
    order = [text for _, text in _AGES] + [_UNKNOWN]
    return tuple(
        Row(site.say(text), counted[text], max(1, round(counted[text] * 100 / most)))
        for text in order
        if counted[text]
    )


def _age(day: str, now: int | None) -> str:
    if not day or now is None:
        return _UNKNOWN
    months = now - _number_of(day)
    return next(text for most, text in _AGES if most is None or months < most)


def _number_of(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7]) - 1


def _months_until(last: str, number: int) -> list[str]:
    end = _number_of(last)
    return [f"{value // 12:04}-{value % 12 + 1:02}" for value in range(end - number + 1, end + 1)]
