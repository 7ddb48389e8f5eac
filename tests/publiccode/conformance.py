"""The reference validator's verdicts: how they are read, and how agreement is told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from publiccode import Problem, validate

ROOT = Path(__file__).resolve().parents[2]

Named = tuple[str, str, int]
"""What must agree of a problem: level, key, line."""


class Folder:
    """The files of a folder, as the reference validator sees them: links followed, no way out refused."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def read(self, path: str, size: int) -> bytes | None:
        try:
            with (self._root / path).open("rb") as stream:
                return stream.read(size)
        except IsADirectoryError:
            return b""
        except OSError:
            return None


@dataclass(frozen=True)
class Disagreement:
    """``expected`` and ``got`` are verdicts; ``lacking`` is what the reference names and riuso does not."""

    expected: bool
    got: bool
    lacking: tuple[Named, ...]


def compare(observed: list[dict[str, Any]], problems: tuple[Problem, ...]) -> Disagreement | None:
    """Return how far the problems are from what was observed, None where they agree."""
    named = [_named(one) for one in without_follow_ups(observed)]
    ours = {(problem.level.value, problem.key, problem.line) for problem in problems}
    lacking = tuple(one for one in named if one not in ours)
    expected = not any(_level(one) == "error" for one in observed)
    got = not any(problem.level == "error" for problem in problems)
    return None if expected == got and not lacking else Disagreement(expected, got, lacking)


def without_follow_ups(observed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out what follows from a value or key that could not be decoded: errors in the same section.

    The reference validator drops the whole object around such a value, then misses its members. Its
    column is 1 there, whatever the place.
    """
    kept: list[dict[str, Any]] = []
    section = None
    for one in observed:
        key = one["key"]
        if section is not None and _level(one) == "error" and _section(key) == section:
            continue
        if section is None and one["column"] == 1 and _level(one) == "error" and re.search(r"[.\[]", key):
            section = _section(key)
        kept.append(one)
    return kept


def differences(section: int) -> set[str]:
    """Return the vectors, edge cases and corpus files that a section of docs/differences.md accounts for."""
    text = (ROOT / "docs" / "differences.md").read_text(encoding="utf-8")
    part = re.split(r"(?m)^## \d\. ", text)[section]
    cells = [re.split(r"(?<!\\)\|", line)[-2] for line in part.splitlines() if line.startswith("|")]
    names = {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}
    return {name.replace("\\|", "|").replace("\\n", "\n") for name in names}


def judge(text: str | bytes, *, files: Folder | None) -> tuple[Problem, ...]:
    return validate(text, files=files, reference=True).problems


def _section(key: str) -> str:
    return re.split(r"[.\[]", key)[0]


def _level(one: dict[str, Any]) -> str:
    return str(one.get("severity") or one["type"])


def _named(one: dict[str, Any]) -> Named:
    return (_level(one), one["key"], one["line"])
