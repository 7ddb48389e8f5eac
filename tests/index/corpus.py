"""Entries made from the optional corpus of real files, the way the catalogue makes them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from index.entry import Entry, State
from publiccode import validate
from publiccode.activity import Activity
from publiccode.problem import Level
from publiccode.publisher import Publisher

if TYPE_CHECKING:
    from pathlib import Path

_SEEN = "2026-06-01T02:00:00Z"


def corpus_entries(shared: Path) -> list[Entry]:
    """Return an entry for each file that can be shown; its id is the file's name without ``.yml``."""
    listed = json.loads((shared / "corpus" / "index.json").read_text())
    facts = {fact["repo"].replace("/", "+", 1): fact for fact in listed}
    files = sorted((shared / "corpus" / "files").glob("*.yml"))
    entries = [_entry(path, facts.get(path.stem)) for path in files]
    return [entry for entry in entries if entry is not None]


def _entry(path: Path, fact: dict[str, Any] | None) -> Entry | None:
    report = validate(path.read_bytes())
    if report.software is None or not report.software.name:
        return None
    owner, _, name = path.stem.partition("+")
    is_valid = not any(problem.level is Level.ERROR for problem in report.problems)
    return Entry(
        id=path.stem,
        software=report.software,
        state=State.LISTED if is_valid else State.NEVER_VALID,
        publisher=Publisher(id=owner.lower(), name=owner),
        host="github",
        repository=f"https://github.com/{owner}/{name}",
        first_seen=_SEEN,
        last_seen=_SEEN,
        shown_fetched_at=_SEEN,
        problems=report.problems,
        activity=activity_of(fact) if fact else None,
    )


def activity_of(fact: dict[str, Any]) -> Activity:
    return Activity(
        head=fact["head"],
        first_commit=fact["first_commit_date"],
        last_commit=fact["head_date"],
        commits=fact["commit_count"],
        authors=fact["author_count"],
        merges=0,
        releases=fact["tag_count"],
    )
