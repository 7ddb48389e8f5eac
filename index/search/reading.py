"""A shown document read again: which of its fields hold a term, and which terms tell it from others."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from index.analysis import COMPOUNDING, fold, layers, parts, primary_language, stop_words, words
from index.compounds import Compounds, listed_pieces
from index.search.fields import BODIES, FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from index.search.card import Card
    from index.vocabulary import Vocabulary

_TELLING = {"name": 1.5, "summary": 1.0, "features": 0.7}
"""The fields whose words are compared with other documents, and what a word there counts."""
_CATEGORY, _SCOPE, _CONCEPT = 2.0, 1.0, 1.5
_LETTERS = 4
"""A shorter word is no reason to call two software alike."""


class CardReader:
    """Reads cards with the vocabulary that their index was built with."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    @cached_property
    def _compounds(self) -> Compounds:
        return Compounds(listed_pieces() | set(self._vocabulary.pieces))

    def where(self, card: Card, terms: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return for each of ``terms`` the fields that hold it, the weightiest first.

        A concept that the file declares stands in ``category`` or ``scope``.
        """
        found: dict[str, list[str]] = {term: [] for term in terms}
        for term in self._vocabulary.declared(card.categories, card.scope):
            if term in found:
                found[term].append(term[1:].partition("/")[0])
        for field, held in self._held(card).items():
            for term in found.keys() & held:
                found[term].append(field)
        order = [*FIELDS]
        return {
            term: tuple(sorted(fields, key=lambda field: order.index(field) if field in order else -1))
            for term, fields in found.items()
        }

    def telling(self, card: Card) -> dict[str, float]:
        """Return the concepts and words of a document that may be compared, and what each counts.

        The publisher's name is not compared: what it is called after says nothing of what it does.
        """
        own = {fold(raw) for raw in words(card.publisher)}
        found: dict[str, float] = {}
        for term in self._vocabulary.declared(card.categories, card.scope):
            found[term] = _CATEGORY if term.startswith("=category") else _SCOPE
        for field, language, text in _texts(card):
            if field not in _TELLING:
                continue
            stopped = stop_words(language)
            said = [raw for raw in words(text) if fold(raw) not in stopped]
            for raw in said:
                if fold(raw) in own:
                    continue
                term = layers(raw, (language,))[-1]
                if len(term) >= _LETTERS and not term.isdecimal():
                    found[term] = max(found.get(term, 0.0), _TELLING[field])
            for mention in self._vocabulary.mentioned(said, (language,)):
                if not mention.is_place:
                    found.setdefault(mention.concept, _CONCEPT)
        return found

    def as_written(self, card: Card, terms: Iterable[str]) -> tuple[str, ...]:
        """Return the words by which a document holds ``terms``, in that order, no concepts and repeats."""
        wanted = dict.fromkeys(term for term in terms if not term.startswith("="))
        found: dict[str, str] = {}
        for field, language, text in _texts(card):
            for raw in words(text) if field in _TELLING else ():
                term = layers(raw, (language,))[-1]
                if term in wanted:
                    found.setdefault(term, raw.lower() if not raw.isupper() else raw)
        return tuple(dict.fromkeys(found[term] for term in wanted if term in found))

    def _held(self, card: Card) -> Mapping[str, set[str]]:
        held: dict[str, set[str]] = {}
        for field, language, text in _texts(card):
            terms = held.setdefault(field, set())
            said = words(text)
            joined = [fold(raw) for raw in said] if field in {"name", "publisher"} else []
            for length in range(2, 4):
                terms.update("".join(joined[i : i + length]) for i in range(max(0, len(joined) - length + 1)))
            for raw in said:
                terms.update(layers(raw, (language,)))
                terms.update(parts(raw))
                if language in COMPOUNDING:
                    for piece in self._compounds.split(fold(raw)):
                        terms.update(layers(piece, (language,)))
            stopped = stop_words(language)
            telling = [raw for raw in said if fold(raw) not in stopped]
            mentions = self._vocabulary.mentioned(telling, (language,), by_bodies=field in BODIES)
            terms.update(mention.concept for mention in mentions)
        return held


def _texts(card: Card) -> Iterator[tuple[str, str, str]]:
    """Yield field, language and text; a text without a language is read in each that the card speaks."""
    spoken = tuple(dict.fromkeys(primary_language(text.language) for text in card.texts)) or ("en",)
    for language in spoken:
        yield "name", language, card.name
        yield "publisher", language, card.publisher
        for field, said in card.others.items():
            yield from ((field, language, text) for text in said)
        yield from (("used-by", language, user) for user in card.used_by)
    for text in card.texts:
        language = primary_language(text.language)
        yield "name", language, text.name
        yield "summary", language, text.summary
        yield "summary", language, text.generic
        yield from (("features", language, feature) for feature in text.features)
        yield "description", language, text.description
