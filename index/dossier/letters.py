"""The letter to an owner as text that can be sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.dossier.words import words_of

if TYPE_CHECKING:
    from index.dossier.model import Letter


def letter_text(letter: Letter, language: str) -> str:
    """Return subject, greeting, numbered questions and closing in a language, as plain text."""
    say = words_of(language).say
    questions = [f"{number}. {say(one)}" for number, one in enumerate(letter.questions, start=1)]
    return "\n\n".join((say(letter.subject), say(letter.greeting), "\n".join(questions), say(letter.closing)))
