"""Problems in the reader's language.

The catalogue keeps them in English. Where the pages' language has messages, the text that they were found in
is judged again in that language, and what is found in the same place by the same rule lends its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.pages.text import shorten
from index.pages.views import ProblemView
from index.personal_data import MASK
from publiccode.problem import Level
from publiccode.translation import language_for
from publiccode.validate import validate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from index.entry import Entry
    from index.pages.options import Memory
    from index.pages.site import Site
    from publiccode.problem import Problem

STORED = "en"
"""The language of the problems that the catalogue keeps."""
_Place = tuple[str, str, int, int]


def problem_texts(entries: Mapping[str, Entry], memory: Memory, languages: Iterable[str]) -> dict[str, str]:
    """Return, by id, the texts that must be judged again so that ``languages`` tell their problems."""
    if all(language_for(language) == STORED for language in languages):
        return {}
    texts = ((entry.id, memory.text(entry.id)) for entry in entries.values() if entry.problems)
    return {identifier: text for identifier, text in texts if text is not None}


def problem_views(entry: Entry, site: Site) -> tuple[ProblemView, ...]:
    """Return the problems of the newest file, errors first, then by place."""
    ordered = sorted(
        entry.problems, key=lambda p: (p.level is not Level.ERROR, p.line, p.column, p.key, p.code)
    )
    translated = _translated(entry, site)
    return tuple(_view(problem, translated.get(_place(problem)), site.language) for problem in ordered)


def _translated(entry: Entry, site: Site) -> dict[_Place, Problem]:
    text = site.texts.get(entry.id)
    language = language_for(site.language)
    if language == STORED or not entry.problems or text is None:
        return {}
    found = validate(text, path=entry.path, language=language).problems
    # What the catalogue masks of people, the text has: such a problem stays in its masked words.
    masked = {_place(problem) for problem in entry.problems if MASK in problem.description + problem.hint}
    return {_place(problem): problem for problem in found if _place(problem) not in masked}


def _place(problem: Problem) -> _Place:
    return problem.code, problem.key, problem.line, problem.column


def _view(stored: Problem, translated: Problem | None, language: str) -> ProblemView:
    said = translated or stored
    return ProblemView(
        level=stored.level.value,
        line=stored.line,
        key=shorten(stored.key, 120),
        description=shorten(said.description, 500),
        hint=shorten(said.hint, 500),
        code=stored.code,
        language=language if translated else STORED,
    )
