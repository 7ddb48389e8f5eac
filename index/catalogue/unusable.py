"""Files that were found and can't be shown, with the line and the reason, for the run report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from index.messages import msg
from publiccode.harvest import Outcome
from publiccode.problem import Level, Problem
from publiccode.run import UnusableFile

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Container

_PROBLEMS = msgspec.json.Decoder(tuple[Problem, ...])

_QUERY = (
    "SELECT r.key, r.repository, r.folder, r.content, r.last_detail, v.path, v.problems"
    " FROM repository r LEFT JOIN version v ON v.key = r.newest"
    " WHERE r.shown IS NULL AND r.content IN (?, ?, ?) ORDER BY r.repository, r.folder"
)
_THERE = (Outcome.FOUND.value, Outcome.TOO_LARGE.value, Outcome.NOT_TEXT.value)
UNREADABLE = {
    Outcome.TOO_LARGE.value: msg("the file is too large to be read"),
    Outcome.NOT_TEXT.value: msg("the file is not text"),
}
_NAMELESS = msg("the file gives no name")
SENTENCES = (*UNREADABLE.values(), _NAMELESS)
"""What is said of such files beside their problems, and what the crawl says of them."""


def unusable_files(connection: sqlite3.Connection, seen: Container[int]) -> tuple[UnusableFile, ...]:
    """Return, of the places with these keys, the files that are there and can't be shown."""
    return tuple(
        _unusable(repository, path or f"{folder}/publiccode.yml".lstrip("/"), content, detail, problems)
        for key, repository, folder, content, detail, path, problems in connection.execute(_QUERY, _THERE)
        if key in seen
    )


def _unusable(
    repository: str, path: str, content: str, detail: str | None, problems: bytes | None
) -> UnusableFile:
    if content in UNREADABLE:
        return UnusableFile(repository, path, 1, detail or UNREADABLE[content])
    found = _PROBLEMS.decode(problems or b"[]")
    errors = [problem for problem in found if problem.level is Level.ERROR]
    # The missing name is why it can't be shown; a file that is no YAML has its first error instead.
    worst = next((problem for problem in errors if problem.key == "name"), None) or next(iter(errors), None)
    if worst is None:
        return UnusableFile(repository, path, 1, _NAMELESS)
    return UnusableFile(repository, path, max(worst.line, 1), worst.description)
