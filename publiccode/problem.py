"""What validation finds: one problem, and all the problems of a file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from publiccode.software import Software


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding in a publiccode.yml.

    ``key`` is the dotted path (``description.en.features[2]``), empty for the file as a whole.
    ``line`` and ``column`` count from 1, in code points; 0 means that the place is not known.
    ``code`` is stable and names the rule (``legal.license/not-spdx``); ``hint`` says what to do.
    """

    key: str
    line: int
    column: int
    level: Level
    description: str
    code: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All problems of one file, ordered by place, and its tolerant reading.

    ``software`` is None only where nothing could be read: no YAML mapping, or no text at all. Its ``name``
    is empty where the file gives none.
    """

    problems: tuple[Problem, ...]
    software: Software | None

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.level is Level.ERROR)

    @property
    def is_valid(self) -> bool:
        """Whether no problem is an error; warnings pass."""
        return not self.errors
