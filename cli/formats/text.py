"""One line for each problem, as compilers write them; editors jump to the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.problem_text import problem_parts
from cli.terminal import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cli.formats import Judged
    from publiccode.problem import Report


def render(judged: Sequence[Judged], *, strict: bool = False) -> str:
    lines = (line for file, report in judged for line in _lines(file, report, strict=strict))
    return "".join(f"{clean(line)}\n" for line in lines)


def passes(report: Report, *, strict: bool) -> bool:
    """Whether a file is good: without errors, with ``strict`` without warnings as well."""
    return not report.problems if strict else report.is_valid


def counts(report: Report) -> str:
    """Return how many errors and warnings there are, in words."""
    errors = len(report.errors)
    return f"{_count(errors, 'error')}, {_count(len(report.problems) - errors, 'warning')}"


def _lines(file: str, report: Report, *, strict: bool) -> Iterator[str]:
    for problem in report.problems:
        yield "".join(part if isinstance(part, str) else part[0] for part in problem_parts(file, problem))
        if problem.hint:
            yield f"    {problem.hint}"
    yield f"{file}: {'valid' if passes(report, strict=strict) else 'not valid'} ({counts(report)})"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
