"""The query language: words, "phrases", -exclusions, field:value and prefix*.

Anything else a person types is words too: a query is never wrong, save for a field that there is not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from index.analysis import fold, words
from index.query import QueryError
from index.search.fields import TEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MAX_CHARACTERS = 1000
"""What is typed beyond this is not read: nobody needs it, and every word costs time."""
MAX_WORDS = 40
MAX_CLAUSES = 20

_CLAUSE = re.compile(
    r"""(?P<not>(?<!\S)(?:-|NOT\s+))?
        (?:(?<![^\W_])(?P<field>[^\W\d_]{2,30}(?:-[^\W\d_]{2,30})?):(?=[^\s:/]))?
        (?:"(?P<quoted>[^"]*)(?:"|$)|(?P<bare>[^\s"]+))""",
    re.VERBOSE,
)
_RAW_WORD = re.compile(r"[^\W_]+")
_QUOTES = str.maketrans("“”„«»", '"""""')
_OPERATORS = frozenset({"AND", "OR", "NOT", "&&", "||"})


class Word(msgspec.Struct, frozen=True):
    """A word looked for; ``raw`` as typed, ``is_prefix`` where an asterisk ended it."""

    word: str
    raw: str
    is_prefix: bool = False


class Clause(msgspec.Struct, frozen=True):
    """A condition: ``words`` one after the other, in ``field`` or anywhere; ``value`` as it was typed."""

    words: tuple[Word, ...]
    value: str
    field: str | None = None


class Question(msgspec.Struct, frozen=True):
    """``words`` are ranked by, ``must`` and ``must_not`` are conditions."""

    words: tuple[Word, ...] = ()
    must: tuple[Clause, ...] = ()
    must_not: tuple[Clause, ...] = ()

    @property
    def to_rank(self) -> tuple[Word, ...]:
        """The words that say how well a document answers: those, and the ones a text must have."""
        texts = (clause for clause in self.must if clause.field is None or clause.field in TEXT_FIELDS)
        required = (word for clause in texts for word in clause.words)
        return _once((*self.words, *required))


def parse(text: str, facets: Iterable[str]) -> Question:
    """Read a query's text; raise :class:`QueryError` for a field that is neither a text's nor a facet."""
    fields = tuple(dict.fromkeys((*TEXT_FIELDS, *facets)))
    looked_for: list[Word] = []
    must: list[Clause] = []
    must_not: list[Clause] = []
    for found in _CLAUSE.finditer(text[:MAX_CHARACTERS].translate(_QUOTES)):
        clause = _clause(found, fields)
        if clause is None:
            continue
        if found["not"]:
            must_not.append(clause)
        elif clause.field or found["quoted"] is not None:
            must.append(clause)
        else:
            looked_for += clause.words
    return Question(_once(looked_for), tuple(must)[:MAX_CLAUSES], tuple(must_not)[:MAX_CLAUSES])


def replace_words(text: str, corrections: Mapping[str, str]) -> str:
    """Return a query's text with the (folded) words of ``corrections`` replaced by their values."""
    return _RAW_WORD.sub(lambda found: corrections.get(fold(found.group()), found.group()), text)


def _once(asked: Iterable[Word]) -> tuple[Word, ...]:
    """Return each word once, however it is written, and not too many."""
    return tuple({(word.word, word.is_prefix): word for word in asked}.values())[:MAX_WORDS]


def _clause(found: re.Match[str], fields: tuple[str, ...]) -> Clause | None:
    field = _known(found["field"], fields)
    value = found["bare"] if found["quoted"] is None else found["quoted"]
    if field is None and found["bare"] in _OPERATORS:
        return None
    listed = tuple(_words(value))
    return Clause(listed, value, field) if listed else None


def _words(value: str) -> list[Word]:
    found = words(value)[:MAX_WORDS]
    last = len(found) - 1 if value.endswith("*") else -1
    return [Word(fold(raw), raw, i == last) for i, raw in enumerate(found)]


def _known(field: str | None, fields: tuple[str, ...]) -> str | None:
    if field is None:
        return None
    name = fold(field)
    if name not in fields:
        known = ", ".join(fields)
        message = f"there is no field {field!r}: use {known}; or quote the text to look for it as it is"
        raise QueryError(message)
    return name
