"""The upgrade of one file: steps, the proof that they kept all, questions."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from publiccode.translation import translator
from publiccode.upgrade import values
from publiccode.upgrade.categories import tags
from publiccode.upgrade.editing import CannotEditError, apply
from publiccode.upgrade.italy import italian_section
from publiccode.upgrade.outcome import Upgrade
from publiccode.upgrade.proof import keeps_all
from publiccode.upgrade.questions import questions
from publiccode.upgrade.source import Source, UnreadableError, read
from publiccode.upgrade.wording import word_by_hand, word_change, word_question
from publiccode.validate import validate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publiccode.upgrade.step import Step

_BYTE_ORDER_MARK = "\ufeff"
# Each attempt reads the file again. No real file has so many steps; where one of them fails, none is made.
_MOST_ATTEMPTS = 100
_RULES = (
    values.version,
    tags,
    values.platforms,
    values.software_type,
    values.countries,
    values.languages,
    values.renamed_features,
    values.booleans,
    values.numbers,
    italian_section,
)


def upgrade(text: str, *, language: str = "en") -> Upgrade:
    """Bring a publiccode.yml to version 0.7 as far as nobody has to decide anything.

    Only what changes is edited: comments, order, quotes, indentation and line ends stay. What needs a
    decision is in ``asks``. Upgrading the result again changes nothing. Text that can't be read comes back
    as it is, with ``problems``. ``language`` is that of the messages, as in ``validate``. The rules are those
    of the standard's changelogs from 0.1 to 0.7.
    """
    mark = _BYTE_ORDER_MARK if text.startswith(_BYTE_ORDER_MARK) else ""
    try:
        source = read(text.removeprefix(_BYTE_ORDER_MARK))
    except UnreadableError:
        return Upgrade(text, problems=validate(text, language=language).problems)
    new, made = _make(source, _steps(source))
    translate = translator(language)
    changes = [word_change(told, translate) for step in made for told in step.changes]
    asks = [word_by_hand(told, translate) for step in _steps(new) for told in step.changes]
    left = {ask.key for ask in asks}
    asks += [word_question(told, translate) for told in questions(new) if told.key not in left]
    return Upgrade(
        mark + new.text,
        tuple(sorted(changes, key=lambda change: (change.line, change.column))),
        tuple(sorted(asks, key=lambda ask: (ask.line, ask.column))),
    )


def _steps(source: Source) -> list[Step]:
    return [step for rule in _RULES for step in rule(source)]


def _make(source: Source, steps: Sequence[Step]) -> tuple[Source, Sequence[Step]]:
    """Make all steps; where that fails, those that can be made beside each other, in their order."""
    if not steps:
        return source, ()
    new = _attempt(source, steps)
    if new is not None:
        return new, steps
    steps = [step for step in steps if _can_edit(step)]
    new = _attempt(source, steps)
    if new is not None or len(steps) > _MOST_ATTEMPTS:
        return (source, ()) if new is None else (new, steps)
    best = source
    made: list[Step] = []
    for step in steps:
        new = _attempt(source, [*made, step])
        if new is not None:
            best = new
            made.append(step)
    return best, made


def _can_edit(step: Step) -> bool:
    try:
        step.edits()
    except CannotEditError:
        return False
    return True


def _attempt(source: Source, steps: Sequence[Step]) -> Source | None:
    try:
        new = read(apply(source.text, chain.from_iterable(step.edits() for step in steps)))
    except (CannotEditError, UnreadableError):
        return None
    return new if keeps_all(source, new, steps) else None
