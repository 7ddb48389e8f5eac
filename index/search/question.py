"""The query language: words, "phrases", -exclusions, field:value and prefix*.

Anything else a person types is words too: a query is never wrong, save for a field that there is not.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from index.analysis import fold, tokens
from index.facets import FACETS
from index.query import QueryError
from index.whoosh_engine import TEXT_FIELDS

MAX_CHARACTERS = 1000
"""What is typed beyond this is not read: nobody needs it, and every word costs time."""
MAX_WORDS = 40
MAX_CLAUSES = 20

FIELDS = (*TEXT_FIELDS, *(name for name in FACETS if name not in TEXT_FIELDS))
"""What may stand before a colon."""

_CLAUSE = regex.compile(
    r"""(?P<not>(?<!\S)(?:-|NOT\s+))?
        (?:(?P<field>(?<![\p{L}\p{N}_:/.@-])[\p{L}_]{1,30}(?:-[\p{L}_]{1,30})?):(?=[^\s:/]))?
        (?:"(?P<quoted>[^"]*)(?:"|$)|(?P<bare>[^\s"]+))""",
    regex.VERBOSE,
)
_OPERATORS = frozenset({"AND", "OR", "NOT", "&&", "||"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word looked for; ``raw`` as typed, ``is_prefix`` where an asterisk ended it."""

    word: str
    raw: str
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition: ``words`` one after the other, in ``field`` or anywhere; ``value`` as it was typed."""

    words: tuple[Word, ...]
    value: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """``words`` are ranked by, ``must`` and ``must_not`` are conditions."""

    words: tuple[Word, ...] = ()
    must: tuple[Clause, ...] = ()
    must_not: tuple[Clause, ...] = ()


def parse(text: str) -> Question:
    """Read a query's text; raise :class:`QueryError` for a field that does not exist."""
    words: list[Word] = []
    must: list[Clause] = []
    must_not: list[Clause] = []
    for found in _CLAUSE.finditer(
        text[:MAX_CHARACTERS].replace("“", '"').replace("”", '"').replace("„", '"')
    ):
        quoted, bare = found["quoted"], found["bare"]
        value = bare if quoted is None else quoted
        field = _known(found["field"])
        if bare in _OPERATORS and not field:
            continue
        listed = _words(value)
        if not listed:
            continue
        clause = Clause(tuple(listed), value, field)
        if found["not"]:
            must_not.append(clause)
        elif field or quoted is not None:
            must.append(clause)
        else:
            words += listed
    return Question(
        tuple(dict.fromkeys(words))[:MAX_WORDS], tuple(must)[:MAX_CLAUSES], tuple(must_not)[:MAX_CLAUSES]
    )


def _words(value: str) -> list[Word]:
    found = tokens(value)
    return [
        Word(token.word, token.raw, is_prefix=value[token.end : token.end + 1] == "*")
        for token in found[:MAX_WORDS]
    ]


def _known(field: str | None) -> str | None:
    if field is None:
        return None
    name = fold(field)
    if name not in FIELDS:
        known = ", ".join(FIELDS)
        message = f"there is no field {field!r}: use {known}; or quote the text to look for it as it is"
        raise QueryError(message)
    return name
