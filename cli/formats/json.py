"""The stable JSON shape of docs/json.md."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cli.output import as_json
from publiccode.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cli.formats import Judged


@dataclass(frozen=True, slots=True)
class Verdict:
    """The JSON shape of one file."""

    file: str
    valid: bool
    problems: tuple[Problem, ...]


def render(judged: Sequence[Judged], *, strict: bool = False, language: str = "en") -> str:
    verdicts = [Verdict(file, report.is_valid, report.problems) for file, report in judged]
    return f"{as_json(verdicts)}\n"
