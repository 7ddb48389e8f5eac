"""From the words of a query to the terms of the index that may answer them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.analysis import stems, stop_words
from index.search.ranking import Slot
from index.vocabulary import Vocabulary
from index.whoosh_engine import TermsReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.search.question import Word

STEM = 0.9
PREFIX = 0.8
CONCEPT = 0.7
STOP_WORD = 0.05
"""What is left of the importance of a word that only holds a sentence together."""
PREFIX_CHARACTERS = 4
PREFIX_TERMS = 40
"""So many terms that begin like a word are looked at."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """Makes slots from words; ``languages`` are those the documents are written in."""

    reader: TermsReader
    vocabulary: Vocabulary
    languages: tuple[str, ...]

    def slots(self, words: Sequence[Word]) -> list[Slot]:
        """Return one slot a word, in order."""
        stopped = self._stopped(words)
        layered = [(word.word, *self._stems(word)) for word in words]
        slots = []
        for word, layers in zip(words, layered, strict=True):
            slot = Slot(importance=STOP_WORD if word.word in stopped else 1.0)
            slot.add(word.word, 1.0)
            for stem in layers[1:]:
                slot.add(stem, STEM)
            if word.word not in stopped:
                self._add_prefixes(slot, word)
            slots.append(slot)
        self._add_joined(words, slots)
        told = [i for i, word in enumerate(words) if word.word not in stopped]
        for found in self.vocabulary.find([layered[i] for i in told]):
            for i in told[found.start : found.end]:
                slots[i].add(found.concept, CONCEPT)
        return slots

    def _stopped(self, words: Sequence[Word]) -> frozenset[str]:
        """Return the words that hold the sentence together, in the language that knows most of them."""
        known = {lang: {word.word for word in words} & stop_words(lang) for lang in self.languages}
        most = max(map(len, known.values()), default=0)
        stopped = frozenset().union(*(found for found in known.values() if len(found) == most))
        return stopped if len(stopped) < len({word.word for word in words}) else frozenset()

    def _stems(self, word: Word) -> list[str]:
        found = Counter(stem for language in self.languages for stem in stems(word.raw, language))
        found.pop(word.word, None)
        return list(found)

    def _add_prefixes(self, slot: Slot, word: Word) -> None:
        if not word.is_prefix and len(word.word) < PREFIX_CHARACTERS:
            return
        for number, term in enumerate(self.reader.starting_with(word.word)):
            if number == PREFIX_TERMS:
                break
            slot.add(term, 1.0 if word.is_prefix else PREFIX * len(word.word) / len(term))

    def _add_joined(self, words: Sequence[Word], slots: Sequence[Slot]) -> None:
        for length in (2, 3):
            for start in range(len(words) - length + 1):
                joined = "".join(word.word for word in words[start : start + length])
                if self.reader.frequency(joined):
                    for slot in slots[start : start + length]:
                        slot.add(joined, 1.0)
