"""Concepts and how they are called: what carries a query from one language into another.

A concept is a category, a field of work (scope), a common thing of public administration or a place.
Documents that declare or mention one and queries that name one meet in it, whatever their languages are.
The names are data: the files of ``index/data/vocabulary``, and ``index/data/places.txt``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from index.analysis import COMPOUNDING, fold, primary_language, stems, stop_word_languages, stop_words, words
from index.compounds import usable
from index.naming import Forms, Found, Name, concept, is_place
from index.place_table import PlaceTable, read_places, table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

VOCABULARY = Path(__file__).parent / "data" / "vocabulary"

LONGEST_ENDING = 4
"""So many letters an inflection adds or changes; what differs by more is another word of the same root."""

_GENERIC = VOCABULARY.parent / "genericwords.txt"
_BETWEEN = re.compile(r"[,;]")


class Vocabulary(msgspec.Struct, frozen=True, dict=True):
    """``names`` finds the ways to call concepts by each form of their first word (a list of :class:`Name`).

    They lie together by how that word begins and stay encoded until they are asked for: a query names a
    handful of thousands. ``singles`` holds for each concept, encoded too, the words and stems that name it
    alone, ``stop_words`` the languages (with a blank between) whose function words have one, ``generic`` the
    forms of what everything is called or does, ``languages`` those of the names, ``compounding`` is
    :attr:`pieces`, encoded; ``places`` is the text of a :class:`PlaceTable`, ``place_words`` holds the words
    that name each place alone.
    """

    names: dict[str, memoryview]
    singles: dict[str, memoryview]
    stop_words: dict[str, str]
    generic: list[str]
    languages: tuple[str, ...]
    compounding: memoryview
    places: memoryview
    place_words: memoryview

    def named(self, form: str) -> tuple[Name, ...]:
        """Return the ways to call concepts that begin with a word of this form."""
        # Places have no stems: in another language most of them would be another word's.
        places = () if ":" in form else self._place_table.named(form)
        return (*self._named(form), *places)

    def _named(self, form: str) -> tuple[Name, ...]:
        encoded = self._opened.get(form)
        if encoded is None and self._closed:
            self._open(_beginning(form))
            encoded = self._opened.get(form)
        return _decoded(bytes(encoded)) if encoded is not None else ()

    def open_all(self) -> Vocabulary:
        """Return the vocabulary with all names at hand: for who reads many texts."""
        for beginning in self.names:
            self._open(beginning)
        return self

    def alone(self, concept: str) -> list[str]:
        """Return the words and stems that name a concept alone; none for what is no concept."""
        if is_place(concept):
            return self._place_words.get(concept, [])
        encoded = self.singles.get(concept)
        return [] if encoded is None else msgspec.msgpack.decode(encoded, type=list[str])

    @property
    def words(self) -> set[str]:
        """The single words that name a concept, and their stems."""
        return {word for concept in self.singles for word in self.alone(concept)}

    @property
    def concepts(self) -> Iterable[str]:
        """All concepts, places among them."""
        return (*self.singles, *self._place_words)

    @property
    def pieces(self) -> list[str]:
        """All words of the names in languages that write compounds."""
        return msgspec.msgpack.decode(self.compounding, type=list[str])

    def find(self, rows: Sequence[Forms]) -> Iterator[Found]:
        """Yield the concepts that ``rows`` name, wherever they do."""
        for start, forms in enumerate(rows):
            for form in forms:
                for name in self.named(form):
                    end = start + 1 + len(name.rest)
                    following = rows[start + 1 : end]
                    if len(following) == len(name.rest) and _fits(name.rest, following):
                        is_exact = form == forms[0] and all(
                            own[0] == said[0] for own, said in zip(name.rest, following, strict=True)
                        )
                        called = (name.first, *(own[0] for own in name.rest))
                        yield Found(name.concept, start, end, is_exact, name.is_word, called)

    def mentioned(
        self, said: Sequence[str], languages: tuple[str, ...], *, by_bodies: bool = False
    ) -> Iterator[Found]:
        """Yield the concepts that the words of a text name, without its function words, wherever they do.

        A word that only shares its stem with a name must be an inflection of it, and not itself the name of
        something: ``comunicazione`` is no ``comune``. A place is named by a capital, and not by what is a
        word too; ``by_bodies`` says that the text is the name of an organisation, which needs neither.
        """
        rows = [forms(raw, languages) for raw in said]
        named = list(self.find(rows))
        exact = {place for one in named if one.is_exact for place in range(one.start, one.end)}
        for found in named:
            if found.is_place:
                if by_bodies or (not found.is_word and said[found.start][0].isupper()):
                    yield found
            elif found.is_exact or (
                exact.isdisjoint(range(found.start, found.end)) and _is_inflected(found, rows)
            ):
                yield found

    def understood(self, rows: Sequence[Forms]) -> list[Found]:
        """Return what a query names: of what overlaps, the longest and then the exact.

        A place and a thing of one name are both meant: who knows which.
        """
        found = list(self.find(rows))
        return [
            one
            for one in found
            if not any(_beats(other, one) for other in found if other.is_place == one.is_place)
        ]

    def declared(self, categories: Iterable[str], scopes: Iterable[str]) -> list[str]:
        """Return the concepts that a file's categories and scopes stand for."""
        named = [concept("category", value) for value in categories]
        named += [concept("scope", value) for value in scopes]
        return [one for one in named if one in self.singles]

    def countries(self, codes: Iterable[str]) -> set[str]:
        """Return the concepts of countries (ISO 3166-1 alpha-2)."""
        return {concept("place", code.lower()) for code in codes} & self._place_words.keys()

    @cached_property
    def _place_table(self) -> PlaceTable:
        return PlaceTable(bytes(self.places))

    @cached_property
    def _place_words(self) -> dict[str, list[str]]:
        return msgspec.msgpack.decode(self.place_words, type=dict[str, list[str]])

    def _open(self, beginning: str) -> None:
        encoded = self._closed.get(beginning)
        if encoded is not None:
            self._opened.update(msgspec.msgpack.decode(encoded, type=dict[str, msgspec.Raw]))
            self._closed.pop(beginning, None)

    @cached_property
    def _opened(self) -> dict[str, msgspec.Raw]:
        return {}

    @cached_property
    def _closed(self) -> dict[str, memoryview]:
        return {**self.names}


@lru_cache(maxsize=200_000)
def forms(raw: str, languages: tuple[str, ...]) -> Forms:
    """Return the forms by which a word of a text in ``languages`` is compared with names."""
    # Bokmål and Nynorsk are stemmed alike, and share their names.
    spoken = dict.fromkeys("nb" if language in {"nn", "no"} else language for language in languages)
    stemmed = (f"{language}:{stem}" for language in spoken for stem in stems(raw, language))
    return (fold(raw), *dict.fromkeys(stemmed))


@lru_cache(maxsize=2)
def load_vocabulary(path: Path = VOCABULARY) -> Vocabulary:
    """Read a folder of vocabulary files, or one of them; what comes is not to be changed.

    A file maps kind → concept → language → names, separated by commas or semicolons. Several may name the
    same concept.
    """
    names: defaultdict[str, dict[Name, None]] = defaultdict(dict)
    singles: dict[str, set[str]] = {}
    languages: set[str] = set()
    pieces: set[str] = set()
    for term, language, said in read_names(path):
        singles.setdefault(term, set())
        languages.add(language)
        for name in said:
            _add(names, singles, term, name, primary_language(language))
            if language in COMPOUNDING:
                pieces.update(map(fold, words(name)))
    places, place_words = table_of(read_places()) if path == VOCABULARY else (b"", {})
    begun: defaultdict[str, dict[str, list[Name]]] = defaultdict(dict)
    for form, found in names.items():
        begun[_beginning(form)][form] = list(found)
    encoded = {beginning: _encoded(forms) for beginning, forms in begun.items()}
    alone = {term: _encoded(sorted(found)) for term, found in singles.items()}
    stopped: defaultdict[str, list[str]] = defaultdict(list)
    for language in stop_word_languages():
        for word in stop_words(language):
            stopped[word].append(language)
    function_words = {word: " ".join(spoken) for word, spoken in sorted(stopped.items())}
    return Vocabulary(
        names=encoded,
        singles=alone,
        stop_words=function_words,
        generic=_generic_words(),
        languages=tuple(sorted(languages)),
        compounding=_encoded(sorted(usable(pieces))),
        places=memoryview(places),
        place_words=_encoded(place_words),
    )


def read_names(path: Path = VOCABULARY) -> Iterator[tuple[str, str, list[str]]]:
    """Yield concept, language and each of its names there, as they are written in the files."""
    # Only a build reads the files; a search takes the vocabulary its index was built with.
    import yaml  # noqa: PLC0415

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for file in sorted(path.glob("*.yml")) if path.is_dir() else [path]:
        listed = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 -- both are safe
        for kind, concepts in listed.items():
            for value, by_language in concepts.items():
                for language, said in by_language.items():
                    yield concept(kind, value), language, _BETWEEN.split(said)


def _generic_words() -> list[str]:
    """Return the forms of what everything is called: each word folded, and its stem in its own language."""
    lines = _GENERIC.read_text(encoding="utf-8").splitlines()
    rows = (line.partition(":") for line in lines if line and not line.startswith("#"))
    return sorted(
        {
            form
            for language, _, listed in rows
            for said in listed.split()
            for raw in words(said)
            for form in forms(raw, (language,))
        }
    )


def _beginning(form: str) -> str:
    """Return how the word of a form begins: the forms of one word mostly lie together by that."""
    return form.rpartition(":")[2][:2]


def _encoded(value: object) -> memoryview:
    return memoryview(msgspec.msgpack.encode(value))


@lru_cache(maxsize=20_000)
def _decoded(encoded: bytes) -> tuple[Name, ...]:
    return msgspec.msgpack.decode(encoded, type=tuple[Name, ...])


def _add(
    names: defaultdict[str, dict[Name, None]],
    singles: dict[str, set[str]],
    term: str,
    name: str,
    language: str,
) -> None:
    said = words(name)
    telling = [raw for raw in said if fold(raw) not in stop_words(language)] or said
    # What "to-do list" is without its function words is any list.
    if telling and (len(telling) > 1 or len(said) == 1):
        first, *rest = (forms(raw, (language,)) for raw in telling)
        for form in first:
            names[form][Name(first[0], tuple(rest), term)] = None
            if not rest:
                singles[term].add(form.rpartition(":")[2])


def _fits(rest: Sequence[Forms], rows: Sequence[Forms]) -> bool:
    return all(not set(own).isdisjoint(said) for own, said in zip(rest, rows, strict=True))


def _is_inflected(found: Found, rows: Sequence[Forms]) -> bool:
    """Tell whether the words that were said differ from the name's by their endings."""
    said = (row[0] for row in rows[found.start : found.end])
    return all(_ending(one, other) <= LONGEST_ENDING for one, other in zip(found.name, said, strict=True))


def _ending(one: str, other: str) -> int:
    """Return the letters of the longer of two words that follow what both begin with."""
    same = 0
    for letter, its in zip(one, other, strict=False):
        if letter != its:
            break
        same += 1
    return max(len(one), len(other)) - same


def _beats(one: Found, other: Found) -> bool:
    covers = one.start <= other.start and other.end <= one.end
    if one.end - one.start > other.end - other.start:
        return covers and one.is_exact >= other.is_exact
    return covers and one.is_exact and not other.is_exact
