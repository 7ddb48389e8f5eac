"""Where a hit matches: short excerpts with the matching words marked, as plain spans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.analysis import primary_language, stems, tokens
from index.query import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.analysis import Token
    from index.search.card import Card

EXCERPT_CHARACTERS = 200
MAX_EXCERPT_SOURCE = 20_000
"""Longer texts are looked through only so far."""
_CONTEXT = 60


@dataclass(frozen=True, slots=True)
class Marker:
    """Finds the words that ``terms`` (of the index) stand for in a text."""

    terms: frozenset[str]
    beginnings: frozenset[str]

    @classmethod
    def of(cls, terms: Iterable[str]) -> Marker:
        known = frozenset(terms)
        return cls(known, frozenset(term[:3] for term in known))

    def marks(self, text: str, language: str) -> list[Token]:
        """Return the words of ``text`` that match, in order."""
        return [token for token in tokens(text[:MAX_EXCERPT_SOURCE]) if self._matches(token, language)]

    def _matches(self, token: Token, language: str) -> bool:
        if token.word in self.terms:
            return True
        # A stem begins as its word does: most words need no stemming to be ruled out.
        if token.word[:3] not in self.beginnings:
            return False
        return not self.terms.isdisjoint(stems(token.raw, language))


def excerpts(card: Card, marker: Marker, languages: tuple[str, ...]) -> dict[str, tuple[Span, ...]]:
    """Return for each field that matches its excerpt; the reader's language first, then the others."""
    found: dict[str, tuple[Span, ...]] = {}
    for field, language, text in _texts(card, languages):
        if field not in found and text:
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


def _spans(text: str, marked: list[Token]) -> tuple[Span, ...]:
    """Cut ``text`` around the first match and mark all matches in the cut."""
    start, end = 0, len(text)
    if end > EXCERPT_CHARACTERS:
        start = _word_start(text, max(0, marked[0].start - _CONTEXT))
        end = _word_end(text, min(end, max(start + EXCERPT_CHARACTERS, marked[0].end)))
    spans = [Span("… ")] if start else []
    position = start
    for token in marked:
        if token.start >= position and token.end <= end:
            spans += [Span(text[position : token.start])] * (token.start > position)
            spans.append(Span(text[token.start : token.end], match=True))
            position = token.end
    spans += [Span(text[position:end])] * (end > position)
    return tuple([*spans, Span(" …")] if end < len(text) else spans)


def _word_start(text: str, position: int) -> int:
    """Move to the beginning of the next word, so that none is cut in two."""
    space = text.find(" ", position) if position else -1
    return space + 1 if 0 <= space < position + _CONTEXT else position


def _word_end(text: str, position: int) -> int:
    space = text.rfind(" ", 0, position) if position < len(text) else -1
    return space if space > position - _CONTEXT else position
