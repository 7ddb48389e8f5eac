"""From the words of a query to the terms of the index that may answer them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from index.analysis import layers, parts
from index.search.fields import TEXT_FIELDS
from index.search.ranking import Slot
from index.vocabulary import forms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index.search.lexicon import Lexicon
    from index.search.question import Word
    from index.search.store import Store
    from index.vocabulary import Vocabulary

# How much a match counts by what it is a match of; the word as typed counts 1.
STEM = 0.85
SHORT_STEM = 0.4
"""A stem of up to three letters is too often a word of another language: the Kita's is a kit."""
SHORT = 3
PREFIX = 0.8
PIECE = 0.8
CONCEPT = 0.8
COMMON_WORD = 0.3
"""A place that is called like a common word, in a language or another: Nice, Marken."""
FUZZY = 0.9

ALIKE = 0.75
"""How alike two spellings must be, as the share of letters that need no edit."""
FAINTLY_ALIKE = 0.6
MEANT = 0.87
"""How alike a word must be to be suggested, where it is more than one edit away."""
GENERIC = 0.3
"""How important a word is that everything in the catalogue is called by, or does."""
UNSURE = 0.85
"""How important a word is that is only spelled like others, times the square of the best likeness."""

PREFIX_CHARACTERS = 4
PREFIX_TERMS = 40
"""So many terms that begin like a word are looked at."""
JOINED_WORDS = 3


class Understood(msgspec.Struct, frozen=True):
    """``corrections`` maps words that nothing answers to what they may have been meant to be."""

    slots: list[Slot]
    corrections: dict[str, str]


class _Unit(msgspec.Struct):
    """A word of the query, or a piece of one."""

    word: str
    raw: str
    slot: Slot


class Understanding:
    """Makes slots from words; ``languages`` are those the documents are written in."""

    def __init__(
        self,
        store: Store,
        vocabulary: Vocabulary,
        languages: tuple[str, ...],
        lexicon: Callable[[], Lexicon],
    ) -> None:
        self._store = store
        self._vocabulary = vocabulary
        self._languages = languages
        self._spoken = tuple(sorted({*languages, *vocabulary.languages}))
        self._generic = frozenset(vocabulary.generic)
        self._read_lexicon = lexicon

    @cached_property
    def _lexicon(self) -> Lexicon:
        # Read when a word is unknown, which most are not.
        return self._read_lexicon()

    def understand(self, words: Sequence[Word]) -> Understood:
        """Return what to look for: a slot for each word, and for each piece of an unknown compound."""
        stopped = self._stopped(words)
        telling = [word for word in words if word.word not in stopped]
        named = self._vocabulary.understood([forms(word.raw, self._spoken) for word in telling])
        # What belongs to a name is no compound to be taken apart, though it is unknown alone.
        whole = {word.word for found in named for word in telling[found.start : found.end]}
        units = [unit for word in telling for unit in self._units_of(word, is_named=word.word in whole)]
        self._add_joined(words, {unit.word: unit for unit in units})
        if len(units) > len(telling):
            named = self._vocabulary.understood([forms(unit.raw, self._spoken) for unit in units])
        for found in named:
            for unit in units[found.start : found.end]:
                unit.slot.add(found.concept, COMMON_WORD if found.is_word else CONCEPT, "meaning")
        unknown = [unit for unit in units if not any(map(self._store.frequency, unit.slot.terms))]
        if len(unknown) < len(units):
            # What names a concept is spelled well, though nothing here is about it.
            unknown = [unit for unit in unknown if "meaning" not in unit.slot.ways.values()]
        # Where nothing at all is known, what is only a little like it is better than nothing.
        least = ALIKE if len(unknown) < len(units) else FAINTLY_ALIKE
        similar = ((unit.word, self._add_similar(unit, least)) for unit in unknown)
        corrections = {word: meant for word, meant in similar if meant and meant != word}
        return Understood([unit.slot for unit in units], corrections)

    def readable(self, slots: Sequence[Slot]) -> set[str]:
        """Return the words and stems by which a reader sees that a text answers, concepts by their names."""
        terms = {term for slot in slots for term in slot.terms}
        return terms.union(*map(self._vocabulary.alone, terms))

    def rows(self, words: Sequence[Word]) -> set[int]:
        """Return the rows that hold ``words`` one after the other, in any text."""
        if len(words) > 1:
            return {row for field in TEXT_FIELDS for row in self.rows_in(field, words)}
        terms = [words[0].word]
        if words[0].is_prefix:
            terms = self._store.starting_with(words[0].word, PREFIX_TERMS)
        return {row for term in terms for row in self._store.postings(term)[0]}

    def rows_in(self, field: str, words: Sequence[Word]) -> set[int]:
        """Return the rows whose ``field`` holds ``words``: one with its other forms, several as they are."""
        if len(words) > 1:
            return set(self._store.rows_with_phrase(field, [word.word for word in words]))
        terms = self._inflected(field, words[0])
        return {row for term in terms for row in self._store.rows_in(field, term)}

    def _inflected(self, field: str, word: Word) -> list[str]:
        """Return the words of ``field`` with the stem of ``word``, or with the beginning that it is."""
        if word.is_prefix:
            return self._store.words_starting_with(word.word, PREFIX_TERMS, field)
        wanted = set(layers(word.raw, self._languages))
        found = {word.word}
        for stem in wanted:
            if len(stem) >= PREFIX_CHARACTERS:
                begun = self._store.words_starting_with(stem, PREFIX_TERMS, field)
                found.update(term for term in begun if not wanted.isdisjoint(layers(term, self._languages)))
        return sorted(found)

    def _units_of(self, word: Word, *, is_named: bool) -> Iterator[_Unit]:
        is_generic = not self._generic.isdisjoint(forms(word.raw, self._spoken))
        slot = Slot(word.raw, importance=GENERIC if is_generic else 1.0)
        for form in layers(word.raw, self._languages):
            slot.add(form, STEM if len(form) > SHORT else SHORT_STEM, "stem")
        is_known = any(map(self._store.frequency, slot.terms))
        slot.add(word.word, 1.0, "word")
        self._add_prefixes(slot, word)
        pieces = [] if is_known or is_named else parts(word.raw) or self._lexicon.split(word.word)
        if not pieces:
            yield _Unit(word.word, word.raw, slot)
        for piece in pieces:
            own = Slot(word.raw, {**slot.terms}, len(pieces) ** -0.5, {**slot.ways})
            for form in layers(piece, self._languages):
                own.add(form, PIECE, "piece")
            yield _Unit(piece, piece, own)

    def _stopped(self, words: Sequence[Word]) -> frozenset[str]:
        """Return the words that hold the sentence together, in the language that knows most of them."""
        asked = {word.word for word in words}
        known: dict[str, set[str]] = {}
        for word in asked:
            for language in self._vocabulary.stop_words.get(word, "").split():
                known.setdefault(language, set()).add(word)
        most = max(map(len, known.values()), default=0)
        stopped = frozenset().union(*(found for found in known.values() if len(found) == most))
        return stopped if len(stopped) < len(asked) else frozenset()

    def _add_prefixes(self, slot: Slot, word: Word) -> None:
        if not word.is_prefix and len(word.word) < PREFIX_CHARACTERS:
            return
        for term in self._store.starting_with(word.word, PREFIX_TERMS):
            slot.add(term, 1.0 if word.is_prefix else PREFIX * len(word.word) / len(term), "beginning")

    def _add_joined(self, words: Sequence[Word], units: dict[str, _Unit]) -> None:
        for length in range(2, JOINED_WORDS + 1):
            for start in range(len(words) - length + 1):
                together = words[start : start + length]
                joined = "".join(word.word for word in together)
                if self._store.frequency(joined):
                    for word in together:
                        if word.word in units:
                            units[word.word].slot.add(joined, 1.0, "word")

    def _add_similar(self, unit: _Unit, least: float) -> str | None:
        """Add what is spelled like an unknown word; return what it may have been meant to be."""
        similar = self._lexicon.similar(unit.word, least)
        for word, likeness in similar:
            strength = FUZZY * likeness**2
            for form in layers(word, self._languages):
                unit.slot.add(form, strength, "spelling")
            for found in self._vocabulary.understood([(word,)]):
                unit.slot.add(found.concept, CONCEPT * strength, "meaning")
        unit.slot.importance *= UNSURE * (similar[0][1] ** 2 if similar else 1.0)
        one_edit = 1 - 1.01 / len(unit.word)
        # What stands nowhere, and means nothing that does, is no better than what was typed.
        answered = any(map(self._store.frequency, unit.slot.terms))
        word, likeness = similar[0] if similar and answered else ("", 0.0)
        return word if likeness >= min(MEANT, one_edit) else None
