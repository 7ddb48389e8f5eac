"""What was told in English, told in another language: a sentence is known by the template it is made from."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from publiccode import phrases
from publiccode.locale import has_words
from publiccode.rules import RULES
from publiccode.translation import translator

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 1000
"""Characters of a sentence that is looked at; a longer one is a stranger's text for the most part."""
_REMEMBERED = 4096
"""Sentences: most problems are found in many files."""
_NAME = re.compile(r"\{(\w+)\}")
_NUMBERS = frozenset({"number", "line", "column", "status"})


class Reading(NamedTuple):
    """The template of a sentence, and the words in it by their names."""

    template: str
    words: dict[str, str]


class Templates:
    """Templates with names in braces; the one with most words of its own is tried first."""

    def __init__(self, templates: Iterable[str]) -> None:
        ordered = sorted(set(templates), key=lambda template: (-len(_NAME.sub("", template)), template))
        self._patterns = [(template, *_pieces(template), _pattern(template)) for template in ordered]
        self._read = lru_cache(maxsize=_REMEMBERED)(self._found)

    def read(self, sentence: str) -> Reading | None:
        """Return what a sentence was made from, None where it is of no template."""
        return self._read(sentence) if len(sentence) <= _LONGEST else None

    def _found(self, sentence: str) -> Reading | None:
        for template, longest, pieces, pattern in self._patterns:
            if longest in sentence and all(piece in sentence for piece in pieces):
                found = pattern.fullmatch(sentence)
                if found:
                    return Reading(template, {name: word or "" for name, word in found.groupdict().items()})
        return None


def _pieces(template: str) -> tuple[str, list[str]]:
    """Return the longest of a template's own words, and all of them."""
    pieces = [piece.strip() for piece in _NAME.sub("\0", template).split("\0")]
    return max(pieces, key=len), pieces


def _pattern(template: str) -> re.Pattern[str]:
    made = ""
    seen: set[str] = set()
    for place, piece in enumerate(_NAME.split(template)):
        if place % 2 == 0:
            made += re.escape(piece)
        elif piece in seen:
            made += f"(?P={piece})"
        else:
            seen.add(piece)
            made += rf"(?P<{piece}>\d[\d,.]*)" if piece in _NUMBERS else f"(?P<{piece}>.+?)"
    return re.compile(_without_last(made), re.DOTALL)


def _without_last(pattern: str) -> str:
    """Return a pattern that also fits where a last word is empty and the blank before it was cut off."""
    head, _, last = pattern.rpartition(r"\ (?P<")
    is_last = head and last.endswith(">.+?)") and "(" not in last
    return rf"{head}(?:\ (?P<{last})?" if is_last else pattern


_SAID = frozenset({"advice", "detail", "expected", "found", "instead", "item", "meant", "problem"})
"""The names in the messages of problems that stand for a phrase."""


def retold(message: str, language: str) -> str | None:
    """Return the English words of a problem, or its hint, in a language; None where they are none of ours.

    For what was stored in English and can't be judged again. A text without a message in the language is
    returned as it is; judging anew (:func:`publiccode.validate.validate`) is surer where there is a text.
    """
    found = _messages().read(message)
    if found is None:
        return None
    translate = translator(language)
    words = {name: _phrase(word, language) if name in _SAID else word for name, word in found.words.items()}
    return translate(found.template).format_map(words).strip()


def _phrase(words: str, language: str) -> str:
    found = _phrases().read(words)
    return translator(language)(found.template).format_map(found.words) if found else words


@cache
def _messages() -> Templates:
    of_rules = (text for rule in RULES.values() for text in (rule.message, rule.hint))
    return Templates(text for text in (*of_rules, *_all_phrases()) if has_words(text))


@cache
def _phrases() -> Templates:
    return Templates(_all_phrases())


def _all_phrases() -> list[str]:
    return [phrase for name, phrase in vars(phrases).items() if name.isupper() and isinstance(phrase, str)]
