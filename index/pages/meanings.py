"""What the search in the browser knows of meanings: it carries queries from one language into another.

The search index meets queries and texts in concepts (:mod:`index.vocabulary`). Pagefind knows only words.
So the search data of a page holds a token for each concept that the index has for it, and
``search/meanings.js`` tells the browser which names stand for which token. The names themselves stand in
the page too: most queries then need no such table, and places, which have many names, stand there alone.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from index.analysis import fold, stop_word_languages, stop_words, words
from index.naming import concept, is_place
from index.place_table import read_places
from index.vocabulary import read_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.pages.site import Site
    from index.pages.writing import Writer

_MUCH = 0.6
"""What a file declares, or says in its name or summary, has at least this share of it."""
_NAMED = 0.5
"""What it names among its features or in its text."""
_MOST_WORDS = 250


def synonyms_of(concepts: Mapping[str, float]) -> str:
    """Return the words of all names of what a software is much about, each once, the most important first."""
    return _words_of(tuple(_leading(concepts, _NAMED)))


@lru_cache(maxsize=20_000)
def _words_of(concepts: tuple[str, ...]) -> str:
    names = (word for concept in concepts for word in _names()[concept].words)
    return " ".join(list(dict.fromkeys(names))[:_MOST_WORDS])


def tokens_of(concepts: Mapping[str, float]) -> tuple[str, str]:
    """Return a word that no text holds for each concept: of what it is much about, and of the rest.

    The words end in digits, which no stemmer changes, and always as many, as Pagefind also finds what
    begins like a word.
    """
    things = {one: share for one, share in concepts.items() if not is_place(one)}
    much = _leading(things, _MUCH)
    rest = [one for one in _leading(things, 0) if one not in much]
    return " ".join(map(_token, much)), " ".join(map(_token, rest))


def _leading(concepts: Mapping[str, float], least: float) -> list[str]:
    known = [one for one, share in concepts.items() if share >= least and one in _names()]
    return sorted(known, key=lambda concept: (-concepts[concept], concept))


def _token(concept: str) -> str:
    return f"qq{_names()[concept].number:04}"


def write_meanings(writer: Writer, site: Site) -> None:
    """Write the names that something in the catalogue is about, by token, and the words to pass over."""
    about = {one for concepts in site.concepts.values() for one in concepts if not is_place(one)}
    named = {_token(concept): ",".join(_names()[concept].folded) for concept in about & _names().keys()}
    passed_over = {word for language in stop_word_languages() for word in stop_words(language)}
    content = {"names": dict(sorted(named.items())), "stopWords": " ".join(sorted(passed_over))}
    writer.script("search/meanings.js", "riusoMeanings", content)


@dataclass(frozen=True, slots=True)
class _Names:
    """``number`` is the concept's own, ``words`` those of all its names, ``folded`` the names whole."""

    number: int
    words: tuple[str, ...]
    folded: tuple[str, ...]


@lru_cache(maxsize=1)
def _names() -> dict[str, _Names]:
    said: defaultdict[str, list[str]] = defaultdict(list)
    for name, _, names in read_names():
        said[name] += names
    for place in read_places():
        # Without those that are words too: the browser can't count them for less.
        said[concept("place", place.key)] += place.names
    return {
        name: _Names(
            number,
            tuple(dict.fromkeys(word for one in names for word in words(one) if len(word) > 2)),
            tuple(dict.fromkeys(" ".join(map(fold, words(one))) for one in names)),
        )
        for number, (name, names) in enumerate(sorted(said.items()))
    }
