"""Where a hit matches: short excerpts with the matching words marked, as plain spans."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import msgspec

from index.analysis import fold, layers, primary_language
from index.query import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.search.card import Card

EXCERPT_CHARACTERS = 200
_CONTEXT = 60
_SHORT = frozenset({"summary", "features"})


class _BaseLetters(dict[int, int]):
    """Maps a letter to one letter without case and accent, so that offsets stay what they are."""

    def __missing__(self, code: int) -> int:
        base = ord(unicodedata.normalize("NFKD", fold(chr(code)) or chr(code))[0])
        self[code] = base
        return base


_BASE_LETTERS = _BaseLetters()
_BEGINNING = 3


class Marker(msgspec.Struct, frozen=True):
    """Finds the words that ``terms`` (of the index) stand for in a text."""

    terms: frozenset[str]
    candidates: re.Pattern[str]

    @classmethod
    def of(cls, terms: Iterable[str]) -> Marker:
        # A stem begins as its word does: a word that begins otherwise need not be looked at.
        known = frozenset(terms)
        begun = sorted({form[:_BEGINNING] for term in known for form in _written(term)})
        return cls(known, re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, begun))})[^\W_]*"))

    def marks(self, text: str, language: str) -> list[tuple[int, int]]:
        """Return where the words of ``text`` that match begin and end, in order."""
        if not self.terms:
            return []
        based = text.translate(_BASE_LETTERS)
        spans = (found.span() for found in self.candidates.finditer(based))
        return [span for span in spans if self._matches(text[slice(*span)], language)]

    def _matches(self, raw: str, language: str) -> bool:
        return not self.terms.isdisjoint(layers(raw, (language,)))


def _written(term: str) -> tuple[str, str]:
    """Return how a folded term may begin in the text: what folding made two letters of is one there."""
    return term, term.replace("ae", "a").replace("oe", "o")


def excerpts(card: Card, marker: Marker, languages: tuple[str, ...]) -> dict[str, tuple[Span, ...]]:
    """Return for each field that matches its excerpt.

    The reader's language comes first; another is looked at where that has no match, and the long
    description where nothing shorter has one.
    """
    found: dict[str, tuple[Span, ...]] = {}
    for field, language, text in _texts(card, languages):
        if not text or field in found or (field == "description" and not _SHORT.isdisjoint(found)):
            continue
        marked = marker.marks(text, primary_language(language))
        if marked:
            found[field] = _spans(text, marked)
    return found


def _texts(card: Card, languages: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    first = card.text(languages)
    ordered = [first, *(text for text in card.texts if text is not first)] if first else []
    spoken = first.language if first else "en"
    yield "name", spoken, card.name
    yield "publisher", spoken, card.publisher
    for text in ordered:
        yield "name", text.language, text.name
        yield "summary", text.language, text.summary
        for feature in text.features:
            yield "features", text.language, feature
        yield "description", text.language, text.description
    for user in card.used_by:
        yield "used-by", spoken, user


def _spans(text: str, marked: list[tuple[int, int]]) -> tuple[Span, ...]:
    """Cut ``text`` around the first match and mark all matches in the cut."""
    start, end = 0, len(text)
    if end > EXCERPT_CHARACTERS:
        start = _word_start(text, max(0, marked[0][0] - _CONTEXT))
        end = _word_end(text, min(end, max(start + EXCERPT_CHARACTERS, marked[0][1])))
    spans = [Span("… ")] if start else []
    position = start
    for first, last in marked:
        if first >= position and last <= end:
            spans += [Span(text[position:first])] * (first > position)
            spans.append(Span(text[first:last], match=True))
            position = last
    spans += [Span(text[position:end])] * (end > position)
    return tuple([*spans, Span(" …")] if end < len(text) else spans)


def _word_start(text: str, position: int) -> int:
    """Move to the beginning of the next word, so that none is cut in two."""
    space = text.find(" ", position) if position else -1
    return space + 1 if 0 <= space < position + _CONTEXT else position


def _word_end(text: str, position: int) -> int:
    space = text.rfind(" ", 0, position) if position < len(text) else -1
    return space if space > position - _CONTEXT else position
