"""The facts that readiness is made from, each taken from one place and dated."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from index.readiness.model import Evidence, Value

if TYPE_CHECKING:
    from index.entry import Entry

_BREAK = re.compile(r"[.\-_ ]")
LICENCE = ("license", "licence", "copying", "licenses", "unlicense")
README = ("readme",)
SECURITY = ("security",)
CHANGES = ("changelog", "changes", "history", "news", "releases")
CONTRIBUTING = ("contributing",)
GOVERNANCE = ("governance", "maintainers")
DOCUMENTATION = ("docs", "doc", "documentation")
INSTALLING = ("install", "installation", "deploy", "deployment")
CONTAINER = (
    "dockerfile",
    "containerfile",
    "docker-compose",
    "compose",
    "docker",
    "helm",
    "chart",
    "charts",
    "flake",
    "vagrantfile",
)


def from_file(entry: Entry, fact: str, value: Value) -> Evidence:
    """Return what publiccode.yml says, on the day the catalogue last saw that version."""
    return Evidence(fact, value, "file", entry.last_seen[:10])


def from_host(entry: Entry, fact: str, value: Value) -> Evidence:
    """Return what the hosting software says; a value that was not asked has no day."""
    return Evidence(fact, value, "host", None if value is None else entry.last_seen[:10])


def from_git(entry: Entry, fact: str, value: Value) -> Evidence:
    return Evidence(fact, value, "git", None if value is None else entry.last_seen[:10])


def in_root(entry: Entry, stems: tuple[str, ...]) -> bool | None:
    """Whether the root folder holds one of the names, whatever follows it, as in ``LICENSE-MIT.txt``.

    None where the folder was not asked for.
    """
    if entry.root is None:
        return None
    return any(_BREAK.split(name.casefold())[0] in stems or _stem(name) in stems for name in entry.root)


def _stem(name: str) -> str:
    return name.casefold().partition(".")[0]


def days_since(moment: str | None, on: date) -> int | None:
    """Return the days from a time (ISO 8601) to ``on``, None where it is no date."""
    try:
        return (on - date.fromisoformat((moment or "")[:10])).days
    except ValueError:
        return None
