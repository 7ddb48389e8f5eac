"""Problems in the reader's language.

The catalogue keeps them in English. For another language the text that they were found in is judged again,
and what is found in the same place by the same rule lends its words. What is not found so (a text that
can't be read, words that are masked of people) is told again from its English words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.pages.retelling import said
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
    return tuple(_view(problem, translated.get(_place(problem)), site) for problem in ordered)


def _translated(entry: Entry, site: Site) -> dict[_Place, Problem]:
    text = site.texts.get(entry.id)
    language = language_for(site.language)
    if language == STORED or not entry.problems or text is None:
        return {}
    found = validate(text, path=entry.path, language=language).problems
    # What the catalogue masks of people, the text has: such a problem keeps to its masked words.
    masked = {_place(problem) for problem in entry.problems if MASK in problem.description + problem.hint}
    return {_place(problem): problem for problem in found if _place(problem) not in masked}


def _place(problem: Problem) -> _Place:
    return problem.code, problem.key, problem.line, problem.column


def _view(stored: Problem, translated: Problem | None, site: Site) -> ProblemView:
    description, hint, language = _words(stored, translated, site)
    return ProblemView(
        level=stored.level.value,
        line=stored.line,
        key=shorten(stored.key, 120),
        description=shorten(description, 500),
        hint=shorten(hint, 500),
        code=stored.code,
        language=language,
    )


def _words(stored: Problem, translated: Problem | None, site: Site) -> tuple[str, str, str]:
    """Return what is wrong, what to do about it, and the language of both."""
    if translated:
        return translated.description, translated.hint, site.language
    description, hint = (said(words, site.wording, 2000) for words in (stored.description, stored.hint))
    if description.language == hint.language:
        return description.text, hint.text, description.language
    return stored.description, stored.hint, STORED
