"""A table in Markdown, to be put into an issue, a merge request or a job's summary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cli.formats.text import counts, verdict
from cli.terminal import clean
from cli.words import ERROR, KEY, LINE, PROBLEM, TO_DO, WARNING, words
from publiccode.problem import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cli.formats import Judged
    from cli.words import Words
    from publiccode.problem import Problem, Report

_SIGNS = re.compile(r"([\\`*_{}\[\]()#+!|~<>&$])")
_CALLS = re.compile(r"[@#](?=\w)")


def render(judged: Sequence[Judged], *, strict: bool = False, language: str = "en") -> str:
    say = words(language)
    return "\n".join(line for file, report in judged for line in _section(file, report, say, strict=strict))


def _section(file: str, report: Report, say: Words, *, strict: bool) -> Iterator[str]:
    yield f"### {_text(file)}: {verdict(report, say, strict=strict)} ({counts(report, say)})"
    yield ""
    if report.problems:
        yield f"| {say(LINE)} | | {say(KEY)} | {say(PROBLEM)} | {say(TO_DO)} |"
        yield "|---:|---|---|---|---|"
        for problem in report.problems:
            yield _row(problem, say)
        yield ""


def _row(problem: Problem, say: Words) -> str:
    level = say(ERROR if problem.level is Level.ERROR else WARNING)
    cells = (str(problem.line or ""), level, problem.key, problem.description, problem.hint)
    return f"| {' | '.join(map(_text, cells))} |"


def _text(text: str) -> str:
    """Return a text that Markdown shows as it is, on one line, and that calls nobody and links no issue."""
    line = " ".join(clean(text).split())
    return _SIGNS.sub(r"\\\1", _CALLS.sub(lambda found: f"{found[0]}\u200b", line))
