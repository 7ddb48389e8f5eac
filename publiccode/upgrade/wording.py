"""Changes and questions put into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publiccode.upgrade.outcome import Ask, Change
from publiccode.upgrade.texts import DONE, QUESTIONS

if TYPE_CHECKING:
    from publiccode.translation import Translate
    from publiccode.upgrade.step import Told


def word_change(told: Told, translate: Translate) -> Change:
    return Change(told.key, told.line, told.column, _done(told, translate), f"upgrade/{told.kind}")


def word_question(told: Told, translate: Translate) -> Ask:
    words = {"key": told.key, **told.words}
    question = QUESTIONS[told.kind]
    if told.choices:
        choices = tuple(map(translate, told.choices))
    else:
        choices = tuple(translate(choice).format_map(words) for choice in question.choices)
    return Ask(
        told.key,
        told.line,
        told.column,
        translate(question.text).format_map(words),
        choices,
        f"upgrade/{told.kind}",
    )


def word_by_hand(told: Told, translate: Translate) -> Ask:
    """Return a change that no edit could make, as a question."""
    question = QUESTIONS["by-hand"]
    text = translate(question.text).format_map({"what": _done(told, translate)})
    choices = tuple(map(translate, question.choices))
    return Ask(told.key, told.line, told.column, text, choices, "upgrade/by-hand")


def _done(told: Told, translate: Translate) -> str:
    return translate(DONE[told.kind]).format_map({"key": told.key, **told.words})
