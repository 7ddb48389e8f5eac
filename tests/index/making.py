"""Makes entries with facts that a test need not name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.entry import Entry, State
from publiccode.activity import Activity

if TYPE_CHECKING:
    from publiccode.publisher import Publisher
    from publiccode.software import Software


def activity(last: str, months: tuple[int, ...] = (3, 0, 8, 12, 5, 2, 0, 0, 4, 9, 16, 7)) -> Activity:
    return Activity(
        head="a" * 40,
        first_commit="2019-04-02T09:00:00Z",
        last_commit=last,
        commits=1480,
        authors=23,
        merges=210,
        releases=14,
        last_release="2026-02-11T10:00:00Z",
        commits_12m=sum(months),
        authors_12m=6,
        months=months,
    )


def entry(
    identifier: str, software: Software, publisher: Publisher, state: State = State.LISTED, **more
) -> Entry:
    facts = {
        "host": "gitea",
        "repository": f"https://code.example/{publisher.country or 'xx'}/{identifier}".lower(),
        "first_seen": "2026-01-10T02:00:00Z",
        "last_seen": "2026-03-20T02:00:00Z",
        "shown_fetched_at": "2026-02-14T02:00:00Z",
        "raw_url": f"https://code.example/raw/{identifier}/publiccode.yml",
        "commit": "4f2a9c1e77b3d05586aa10cf2b9e8d7c6a5b4f31",
    }
    return Entry(id=identifier, software=software, publisher=publisher, state=state, **{**facts, **more})
