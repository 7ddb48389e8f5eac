"""One line for each problem, as compilers write them; editors jump to the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.problem_text import problem_parts
from cli.terminal import clean
from cli.words import ERRORS, NOT_VALID, VALID, WARNINGS, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cli.formats import Judged
    from cli.words import Words
    from publiccode.problem import Report


def render(judged: Sequence[Judged], *, strict: bool = False, language: str = "en") -> str:
    say = words(language)
    lines = (line for file, report in judged for line in _lines(file, report, say, strict=strict))
    return "".join(f"{clean(line)}\n" for line in lines)


def passes(report: Report, *, strict: bool) -> bool:
    """Whether a file is good: without errors, with ``strict`` without warnings as well."""
    return not report.problems if strict else report.is_valid


def counts(report: Report, say: Words) -> str:
    """Return how many errors and warnings there are, in words."""
    errors = len(report.errors)
    return f"{say.count(errors, ERRORS)}, {say.count(len(report.problems) - errors, WARNINGS)}"


def verdict(report: Report, say: Words, *, strict: bool) -> str:
    """Return whether a file is valid, in words."""
    return say(VALID if passes(report, strict=strict) else NOT_VALID)


def _lines(file: str, report: Report, say: Words, *, strict: bool) -> Iterator[str]:
    for problem in report.problems:
        yield "".join(part if isinstance(part, str) else part[0] for part in problem_parts(file, problem))
        if problem.hint:
            yield f"    {problem.hint}"
    yield f"{file}: {verdict(report, say, strict=strict)} ({counts(report, say)})"
