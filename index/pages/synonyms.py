"""Words of other languages for the search in the browser: all names of what a software is about.

The search index meets queries and texts in concepts (:mod:`index.vocabulary`). Pagefind knows only words,
so every name of the concepts that a file declares, or names in its name, summary and features, stands in
the page's search data.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from index.analysis import primary_language, stop_words, words
from index.search.document import texts
from index.vocabulary import forms, load_vocabulary, read_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.entry import Entry

_FIELDS = frozenset({"name", "summary", "features"})
_MOST_TEXTS = 40
_MOST_WORDS = 250


def synonyms_of(entry: Entry) -> str:
    """Return the words, each once, in the order of the concepts; empty where it is about none we know."""
    return " ".join(list(dict.fromkeys(chain.from_iterable(map(_names, _concepts(entry)))))[:_MOST_WORDS])


def _concepts(entry: Entry) -> Iterator[str]:
    vocabulary = load_vocabulary()
    yield from vocabulary.declared(entry.software.categories, entry.software.scope)
    spoken = tuple(dict.fromkeys(primary_language(d.language) for d in entry.software.descriptions)) or (
        "en",
    )
    telling = (text for text in texts(entry) if text.field in _FIELDS)
    for text, _ in zip(telling, range(_MOST_TEXTS), strict=False):
        languages = (text.language,) if text.language else spoken
        stopped = frozenset().union(*map(stop_words, languages))
        rows = [forms(word, languages) for word in words(text.text) if word.lower() not in stopped]
        for found in vocabulary.find(rows):
            yield found.concept


@lru_cache(maxsize=4096)
def _names(name: str) -> tuple[str, ...]:
    return _all_names().get(name, ())


@lru_cache(maxsize=1)
def _all_names() -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for name, _, said in read_names():
        found[name].update(dict.fromkeys(_telling(said)))
    return {name: tuple(said) for name, said in found.items()}


def _telling(said: str) -> list[str]:
    return [word for word in words(said) if len(word) > 2]
