"""What the catalogue keeps in English (notes, reasons, problems), in the reader's language for a terminal.

The words are those of the pages. What is of no template stays English, and so does all that programs read.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.pages.locale import SOURCE, languages
from index.pages.retelling import said
from index.pages.wording import wording_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.entry import Entry
    from index.pages.wording import Wording
    from publiccode.problem import Problem
    from publiccode.run import RunReport

_LONGEST = 2000


def served(tags: Sequence[str]) -> str:
    """Return the first of a reader's languages that there are words in, English where there is none."""
    known = languages()
    return next((tag for one in tags if (tag := one.partition("-")[0].lower()) in known), SOURCE)


def report_in(report: RunReport, language: str) -> RunReport:
    """Return a report whose sentences are in ``language``."""
    if language == SOURCE:
        return report
    wording = wording_of(language)
    return replace(
        report,
        dropped=_told(report.dropped, wording),
        reasons={name: _told(reason, wording) or "" for name, reason in report.reasons.items()},
        unusable=tuple(replace(one, reason=_told(one.reason, wording) or "") for one in report.unusable),
        sources=tuple(replace(one, failure=_told(one.failure, wording)) for one in report.sources),
    )


def entry_in(entry: Entry, language: str) -> Entry:
    """Return a software whose note and problems are in ``language``."""
    if language == SOURCE:
        return entry
    wording = wording_of(language)
    problems = tuple(_problem_in(one, wording) for one in entry.problems)
    return replace(entry, note=_told(entry.note, wording), problems=problems)


def _problem_in(problem: Problem, wording: Wording) -> Problem:
    """Return a problem in one language: its own, where one half of it is of no template."""
    told, hint = (said(one, wording, _LONGEST) for one in (problem.description, problem.hint))
    if problem.hint and told.language != hint.language:
        return problem
    return replace(problem, description=told.text, hint=hint.text)


def _told(sentence: str | None, wording: Wording) -> str | None:
    return said(sentence, wording, _LONGEST).text if sentence else sentence
