"""What the catalogue and the run reports keep in English, said in the reader's language.

They keep sentences, which are for programs and logs too. Each is known again by the template that it was made
from; what is of no template stays as it is, marked as English.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from index import reasons
from index.catalogue import states, unusable
from index.pages import failures
from index.pages.locale import SOURCE
from index.pages.text import shorten
from publiccode.harvest import Outcome
from publiccode.retelling import Templates, retold

if TYPE_CHECKING:
    from index.pages.wording import Wording

_SENTENCES = frozenset({"cause", "problem", "why"})
"""The names in our templates that stand for a sentence of its own."""
_OUTCOMES = frozenset(outcome.value for outcome in Outcome)
_BETWEEN = "; "
"""Stands between two reasons of one software."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence for a reader, and the language that it is in; false where there is nothing to say."""

    text: str
    language: str

    def __bool__(self) -> bool:
        return bool(self.text)


def said(sentence: str | None, wording: Wording, limit: int = 300) -> Said:
    """Return a stored sentence for a reader, at most ``limit`` characters; false where there is none."""
    told = _retold(sentence, wording) if sentence else ""
    if told is None:
        return Said(shorten(sentence or "", limit), SOURCE)
    return Said(shorten(told, limit), wording.language)


def _retold(sentence: str, wording: Wording) -> str | None:
    at = sentence.find(_BETWEEN)
    while at != -1:
        first, rest = sentence[:at], sentence[at + len(_BETWEEN) :]
        told, then = _made_again(first, wording), _retold(rest, wording)
        if told is not None and then is not None:
            return f"{told}{_BETWEEN}{then}"
        at = sentence.find(_BETWEEN, at + 1)
    return _made_again(sentence, wording)


def _made_again(sentence: str, wording: Wording) -> str | None:
    outcome, _, cause = sentence.partition(": ")
    if outcome in _OUTCOMES:  # Of a repository: the cause says as much.
        return _retold(cause, wording)
    found = _templates().read(sentence)
    if found is None:
        return retold(sentence, wording.language)
    words = {}
    for name, word in found.words.items():
        told = _retold(word, wording) if name in _SENTENCES else word
        if told is None:
            return None
        words[name] = wording.date(told) if name == "day" else told
    return wording.say(found.template, **words)


@cache
def _templates() -> Templates:
    return Templates((*reasons.SENTENCES, *states.SENTENCES, *unusable.SENTENCES, *failures.SENTENCES))
