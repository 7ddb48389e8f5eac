"""Nights for the catalogue: records as a crawl would write them, from real texts and the real validator."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from publiccode.activity import Activity
from publiccode.harvest import HarvestRecord, Outcome
from publiccode.publisher import Publisher
from publiccode.run import SourceResult
from publiccode.validate import validate

if TYPE_CHECKING:
    from pathlib import Path

    from index.catalogue import Applied, Catalogue
    from index.entry import Entry, State

FIRST_NIGHT = datetime(2026, 1, 1, 3, 45, tzinfo=UTC)
SOURCE = "https://git.example/town"
TOWN = Publisher(id="town", name="Town of Example", country="IT")

ACTIVITY = Activity(
    head="commit-trees",
    first_commit="2020-01-01T00:00:00Z",
    last_commit="2025-12-01T00:00:00Z",
    commits=120,
    authors=4,
    merges=10,
    releases=3,
)

_TEXT = """\
publiccodeYmlVersion: "0.7"
name: {name}
url: "{url}"
platforms: [web]
developmentStatus: stable
softwareType: standalone/web
description:
  en:
    shortDescription: Helps a town with {name}.
    longDescription: "{long}"
    features: [Finds it again]
legal:
  license: EUPL-1.2
maintenance:
  type: internal
  contacts:
    - name: Ada Example
{contact}localisation:
  localisationReady: true
  availableLanguages: [en]
"""


def night(number: int) -> datetime:
    return FIRST_NIGHT + timedelta(days=number)


def at(number: int) -> str:
    return night(number).strftime("%Y-%m-%dT%H:%M:%SZ")


def url_of(name: str) -> str:
    return f"{SOURCE}/{name}"


def good_text(
    name: str = "Trees", url: str | None = None, *, extra: str = "", note: str = "", contact: str = ""
) -> str:
    """Return a file without errors; ``note`` makes it another text, ``contact`` is more of its contact."""
    long = f"It knows every one of them, and says so {note}. " * 8
    return _TEXT.format(name=name, url=url or url_of(name.lower()), long=long, contact=contact) + extra


def bad_text(name: str = "Trees", url: str | None = None, *, note: str = "") -> str:
    """Return a file with a name and one error."""
    return good_text(name, url, note=note).replace("developmentStatus: stable\n", "")


UNREADABLE = "name: [Trees\nurl: {"


def record(name: str = "trees", on: int = 0, outcome: Outcome = Outcome.FOUND, **facts: Any) -> HarvestRecord:
    """Return a record of the repository ``name`` of the town, or of any other with ``repository``."""
    if outcome is Outcome.FOUND:
        facts.setdefault("text", good_text(name.capitalize(), facts.get("repository")))
        report = validate(facts["text"])
        facts |= {"software": report.software, "problems": report.problems}
        facts.setdefault("blob", f"blob-{hash(facts['text'])}")
    if outcome in {Outcome.FOUND, Outcome.UNCHANGED, Outcome.ABSENT}:
        facts.setdefault("commit", f"commit-{name}")
    defaults: dict[str, Any] = {
        "publisher": TOWN,
        "source": SOURCE,
        "host": "gitea",
        "repository": url_of(name),
        "fetched_at": at(on),
    }
    return HarvestRecord(outcome=outcome, **(defaults | facts))


def listed(url: str = SOURCE, failure: str | None = None) -> SourceResult:
    return SourceResult("town", url, "gitea", 0, failure)


def crawl(catalogue: Catalogue, number: int, *records: HarvestRecord, complete: bool = True) -> Applied:
    """Apply a night in which the town's source was listed; not ``complete``: in which that failed."""
    source = listed() if complete else listed(failure="502 Bad Gateway")
    return catalogue.apply(records, run=f"run-{number:03}", now=night(number), sources=[source])


def entry_of(catalogue: Catalogue, name: str) -> Entry:
    """Return the entry of a software that is there."""
    entry = catalogue.entry(name)
    assert entry is not None
    return entry


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all tables without what tells of the last look and of runs."""
    connection = sqlite3.connect(path)
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    dumped = {}
    for table in tables:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        kept = [name for name in columns if not name.startswith("last_")]
        if table != "run":
            dumped[table] = connection.execute(f"SELECT {', '.join(kept)} FROM {table}").fetchall()
    connection.close()
    return dumped


def states(catalogue: Catalogue) -> dict[str, State]:
    """Return the state of every software, by id."""
    return {entry.id: entry.state for entry in catalogue.entries(include_gone=True)}
